package org.sparkdropout.score;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.Topology;

/**
 * Asks matrix kernels whether the bits of a row depend on its place among the rows of a product, as
 * they do where blocks and remainders take different instructions.
 *
 * <p>One row of random numbers is put into every place; it must get the same sums to the bit in
 * every product of the network's shape. Which instructions a kernel takes depends on the shape
 * alone, so the answer holds for all weights, and is remembered. Random numbers are asked with, not
 * the trained weights: silent units would hide what kernels do. Thread-safe.
 */
final class PlaceProbe {
  /** Sums to compare in each product, so that paths that differ do not agree on all by chance. */
  private static final int SUMS = 256;

  private final int[] candidates;
  private final Product product;
  private final Map<Key, OptionalInt> known = new ConcurrentHashMap<>();

  private record Key(Topology topology, Blas blas) {}

  /** A product to ask. */
  @FunctionalInterface
  interface Product {
    /** Whether a random row gets the same sums in each of so many places. */
    boolean placesAgree(Blas blas, int inputs, int units, int rows, Random random);
  }

  /**
   * A probe of one kind of product.
   *
   * @param candidates numbers of rows, the largest first
   * @param product multiplies
   */
  PlaceProbe(int[] candidates, Product product) {
    this.candidates = candidates.clone();
    this.product = product;
  }

  /** The first of the candidates at which places agree in all layers; nothing if none is. */
  OptionalInt most(Topology topology, Blas blas) {
    return known.computeIfAbsent(new Key(topology, blas), key -> ask(topology, blas));
  }

  private OptionalInt ask(Topology topology, Blas blas) {
    return Arrays.stream(candidates)
        .filter(
            rows ->
                IntStream.range(0, topology.layers())
                    .allMatch(layer -> placesAgree(topology, layer, rows, blas)))
        .findFirst();
  }

  /** Narrow layers are asked with several weights. */
  private boolean placesAgree(Topology topology, int layer, int rows, Blas blas) {
    int units = topology.outputs(layer);
    for (int compared = 0; compared < SUMS; compared += units) {
      Random random = new Random(compared);
      if (!product.placesAgree(blas, topology.inputs(layer), units, rows, random)) {
        return false;
      }
    }
    return true;
  }

  /** Numbers in [-0.5, 0.5). */
  static float[] numbers(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}

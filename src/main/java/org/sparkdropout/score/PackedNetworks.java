package org.sparkdropout.score;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.DenseLayer;
import org.sparkdropout.blas.PackedLayers;
import org.sparkdropout.blas.PackedRun;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Topology;

/**
 * The networks of this JVM with packed weights, one copy for all tasks, for as long as the network
 * itself is in use.
 *
 * <p>How many rows a product has is asked of the kernels, as {@link TileSize} does of others: the
 * same row must get the same sums to the bit in every place. All kernels of oneDNN 3.6 tried give
 * them for any number of rows, so the largest of the candidates, from which on products do not get
 * faster, is as good as certain. Thread-safe.
 */
final class PackedNetworks {
  private static final int[] CANDIDATES = {128, 64, 32, 16, 8};

  /** Sums to compare in each product. */
  private static final int SUMS = 256;

  private static final Map<InferenceNetwork, Map<Blas, Optional<PackedLayers>>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private PackedNetworks() {}

  /** The packed weights of a network; nothing where they cannot be, or rows would not agree. */
  static Optional<PackedLayers> of(InferenceNetwork network, Blas blas) {
    return KNOWN
        .computeIfAbsent(network, unknown -> new ConcurrentHashMap<>())
        .computeIfAbsent(blas, by -> pack(network, by));
  }

  private static Optional<PackedLayers> pack(InferenceNetwork network, Blas blas) {
    return IntStream.of(CANDIDATES)
        .filter(rows -> placesAgree(network.topology(), rows, blas))
        .boxed()
        .findFirst()
        .flatMap(rows -> network.packed(blas, rows));
  }

  /**
   * Narrow layers are tried with several weights, so that paths that differ do not agree by chance.
   */
  private static boolean placesAgree(Topology topology, int rows, Blas blas) {
    return IntStream.range(0, topology.layers())
        .allMatch(
            layer -> placesAgree(topology.inputs(layer), topology.outputs(layer), rows, blas));
  }

  private static boolean placesAgree(int inputs, int units, int rows, Blas blas) {
    Random random = new Random(units);
    for (int compared = 0; compared < SUMS; compared += units) {
      if (!placesAgree(inputs, units, rows, random, blas)) {
        return false;
      }
    }
    return true;
  }

  private static boolean placesAgree(int inputs, int units, int rows, Random random, Blas blas) {
    float[] values = random(random, (inputs + 1) * units);
    DenseLayer layer = new DenseLayer(0, inputs * units, inputs, units, false);
    return blas.pack(rows, values, List.of(layer))
        .map(layers -> placesAgree(layers, random(random, inputs), units))
        .orElse(false);
  }

  private static boolean placesAgree(PackedLayers layers, float[] row, int units) {
    float[] sums = new float[layers.rows() * units];
    try (PackedRun run = layers.newRun()) {
      for (int place = 0; place < layers.rows(); place++) {
        run.put(place, row);
      }
      run.run(sums);
    }
    return IntStream.range(units, sums.length)
        .allMatch(i -> Float.floatToIntBits(sums[i]) == Float.floatToIntBits(sums[i % units]));
  }

  private static float[] random(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}

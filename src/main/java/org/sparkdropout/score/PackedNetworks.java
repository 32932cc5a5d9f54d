package org.sparkdropout.score;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.DenseLayer;
import org.sparkdropout.blas.PackedLayers;
import org.sparkdropout.blas.PackedRun;
import org.sparkdropout.dropout.InferenceNetwork;

/**
 * The networks of this JVM with packed weights, one copy for all tasks, for as long as the network
 * itself is in use.
 *
 * <p>How many rows a product has is asked of the kernels ({@link PlaceProbe}). All kernels of
 * oneDNN 3.6 tried give a row the same bits for any number of rows, so the largest of the
 * candidates, from which on products do not get faster, is as good as certain. Thread-safe.
 */
final class PackedNetworks {
  private static final PlaceProbe PROBE =
      new PlaceProbe(new int[] {128, 64, 32, 16, 8}, PackedNetworks::placesAgree);

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
    OptionalInt rows = PROBE.most(network.topology(), blas);
    return rows.isPresent() ? network.packed(blas, rows.getAsInt()) : Optional.empty();
  }

  private static boolean placesAgree(Blas blas, int inputs, int units, int rows, Random random) {
    float[] values = PlaceProbe.numbers(random, (inputs + 1) * units);
    DenseLayer layer = new DenseLayer(0, inputs * units, inputs, units, false);
    return blas.pack(rows, values, List.of(layer))
        .map(layers -> placesAgree(layers, PlaceProbe.numbers(random, inputs), units))
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
}

package org.sparkdropout.train;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The average of replicas: weighted by the examples each one saw, summed in double precision in
 * replica order, so its bits do not depend on which replica finished first.
 *
 * <p>Where replicas trained thinned networks, a parameter is averaged over those that had it; one
 * that none had stays as it was.
 */
final class Averaging {
  private static final int CHUNK = 1 << 12;

  private Averaging() {}

  /**
   * Averages weights and velocities. Where replicas trained the whole network, the average is
   * written into the arrays of the first one that has seen examples.
   *
   * @param start the state before the round, or a slice of it; not changed
   * @param results the same slices in replica order, at least one with an example; all of the whole
   *     network or all of thinned ones
   * @param from where the slice starts among the parameters of the whole network
   * @return a state that shares no array with {@code start}
   */
  static ReplicaState average(ReplicaState start, List<RoundResult> results, int from) {
    List<RoundResult> trained = results.stream().filter(r -> r.report().examples() > 0).toList();
    return new ReplicaState(
        average(start, trained, from, ReplicaState::weights),
        average(start, trained, from, ReplicaState::velocity));
  }

  private static float[] average(
      ReplicaState start,
      List<RoundResult> results,
      int from,
      Function<ReplicaState, float[]> part) {
    float[][] arrays = new float[results.size()][];
    double[] shares = new double[results.size()];
    double all = results.stream().mapToLong(result -> result.report().examples()).sum();
    for (int r = 0; r < arrays.length; r++) {
      arrays[r] = part.apply(results.get(r).state());
      shares[r] = results.get(r).report().examples() / all;
    }
    if (results.get(0).thinned().isPresent()) {
      float[] average = part.apply(start).clone();
      new ThinnedAverage(
              results.stream().map(result -> result.thinned().orElseThrow()).toList(), shares)
          .average(average, from, arrays);
      return average;
    }
    return wholeAverage(arrays, shares);
  }

  private static float[] wholeAverage(float[][] arrays, double[] shares) {
    float[] average = arrays[0];
    int chunks = (average.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk ->
                averageRange(
                    average,
                    arrays,
                    shares,
                    chunk * CHUNK,
                    Math.min((chunk + 1) * CHUNK, average.length)));
    return average;
  }

  private static void averageRange(
      float[] average, float[][] arrays, double[] shares, int from, int to) {
    double[] sums = new double[to - from];
    for (int r = 0; r < arrays.length; r++) {
      add(sums, arrays[r], from, shares[r]);
    }
    for (int i = 0; i < sums.length; i++) {
      average[from + i] = (float) sums[i];
    }
  }

  private static void add(double[] sums, float[] values, int from, double share) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += share * values[from + i];
    }
  }
}

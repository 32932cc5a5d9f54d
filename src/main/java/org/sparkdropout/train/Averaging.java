package org.sparkdropout.train;

import java.util.List;
import java.util.function.UnaryOperator;
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
   * Averages weights and what optimisers keep. Where replicas trained the whole network, the
   * average is written into the arrays of the first one that has seen examples; where they trained
   * thinned ones, over the state before, or a copy if that is shared.
   *
   * @param start the state before the round, or a slice of it
   * @param results the same slices in replica order, at least one with an example; all of the whole
   *     network or all of thinned ones
   * @param from where the slice starts among the parameters of the whole network
   * @param cores {@code IntStream::parallel} on the driver, which waits meanwhile; {@code
   *     IntStream::sequential} in tasks, whose cores are Spark's to give
   * @return a state that nobody else has
   */
  static TrainState average(
      TrainState start, List<RoundResult> results, int from, UnaryOperator<IntStream> cores) {
    List<RoundResult> trained = results.stream().filter(r -> r.report().examples() > 0).toList();
    double all = trained.stream().mapToLong(result -> result.report().examples()).sum();
    double[] shares =
        trained.stream().mapToDouble(result -> result.report().examples() / all).toArray();
    if (trained.get(0).isDifference()) {
      return ofDifferences(start, trained, shares, from, cores);
    }
    boolean whole = trained.get(0).thinned().isEmpty();
    return whole
        ? ofWhole(trained, shares, cores)
        : ofThinned(start.writable(), trained, shares, from, cores);
  }

  /** The state before plus the average of what was added to it, which is 0 where nobody trained. */
  private static TrainState ofDifferences(
      TrainState start,
      List<RoundResult> results,
      double[] shares,
      int from,
      UnaryOperator<IntStream> cores) {
    List<RoundResult> arrived =
        cores
            .apply(IntStream.range(0, results.size()))
            .mapToObj(replica -> results.get(replica).arrived())
            .toList();
    TrainState added =
        arrived.get(0).thinned().isEmpty()
            ? ofWhole(arrived, shares, cores)
            : ofThinned(zeros(start), arrived, shares, from, cores);
    cores
        .apply(IntStream.range(0, added.all().length))
        .forEach(array -> add(added.all()[array], start.all()[array]));
    return added;
  }

  private static TrainState zeros(TrainState like) {
    return TrainState.zeros(like.weights().length, like.arrays().length);
  }

  private static void add(float[] sums, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private static TrainState ofThinned(
      TrainState average,
      List<RoundResult> results,
      double[] shares,
      int from,
      UnaryOperator<IntStream> cores) {
    ThinnedAverage thinned =
        new ThinnedAverage(
            results.stream().map(result -> result.thinned().orElseThrow()).toList(), shares, cores);
    float[][] averages = average.all();
    for (int array = 0; array < averages.length; array++) {
      thinned.average(averages[array], from, ofEach(results, array));
    }
    return average;
  }

  private static TrainState ofWhole(
      List<RoundResult> results, double[] shares, UnaryOperator<IntStream> cores) {
    int arrays = results.get(0).state().all().length;
    float[][] averages = new float[arrays][];
    for (int array = 0; array < arrays; array++) {
      averages[array] = average(ofEach(results, array), shares, cores);
    }
    return TrainState.ofAll(averages);
  }

  /** One of the arrays of each replica. */
  private static float[][] ofEach(List<RoundResult> results, int array) {
    return results.stream().map(result -> result.state().all()[array]).toArray(float[][]::new);
  }

  /** The average, in the first array. */
  private static float[] average(
      float[][] arrays, double[] shares, UnaryOperator<IntStream> cores) {
    float[] average = arrays[0];
    int chunks = (average.length + CHUNK - 1) / CHUNK;
    cores
        .apply(IntStream.range(0, chunks))
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

package org.sparkdropout.train;

import java.util.List;
import java.util.function.Function;

/**
 * The average of replicas: weighted by the examples each one saw, summed in double precision in
 * replica order, so its bits do not depend on which replica finished first.
 */
final class Averaging {
  private Averaging() {}

  /**
   * Averages weights and velocities.
   *
   * @param results in replica order, at least one with an example
   * @return a state of its own arrays
   */
  static ReplicaState average(List<RoundResult> results) {
    List<RoundResult> trained = results.stream().filter(r -> r.tally().examples() > 0).toList();
    return new ReplicaState(
        average(trained, ReplicaState::weights), average(trained, ReplicaState::velocity));
  }

  private static float[] average(List<RoundResult> results, Function<ReplicaState, float[]> part) {
    float[][] arrays = new float[results.size()][];
    double[] shares = new double[results.size()];
    double all = results.stream().mapToLong(result -> result.tally().examples()).sum();
    for (int r = 0; r < arrays.length; r++) {
      arrays[r] = part.apply(results.get(r).state());
      shares[r] = results.get(r).tally().examples() / all;
    }
    float[] average = new float[arrays[0].length];
    for (int i = 0; i < average.length; i++) {
      double sum = 0;
      for (int r = 0; r < arrays.length; r++) {
        sum += shares[r] * arrays[r][i];
      }
      average[i] = (float) sum;
    }
    return average;
  }
}

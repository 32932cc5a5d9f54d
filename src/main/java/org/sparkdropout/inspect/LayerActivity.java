package org.sparkdropout.inspect;

import java.util.Arrays;
import org.sparkdropout.network.Activation;

/**
 * The activations of a hidden layer on some rows, nothing dropped.
 *
 * @param layer 1 for the first hidden layer
 * @param units how many it has
 * @param mean of all activations: of every unit on every row
 * @param zeros the share of activations that are exactly 0, in [0, 1]; null where units are not
 *     rectified, whose activations are not 0
 * @param deadUnits how many units have the activation 0 on every row; null likewise
 * @param activations of every unit on every row
 * @param unitMeans of each unit its mean over the rows
 */
public record LayerActivity(
    int layer,
    int units,
    double mean,
    Double zeros,
    Integer deadUnits,
    Histogram activations,
    Histogram unitMeans) {
  /**
   * Summarises activations.
   *
   * @param layer 1 for the first hidden layer
   * @param activations (rows, units), finite
   * @param units at least 1
   * @param activation of the layer
   */
  static LayerActivity of(int layer, float[] activations, int units, Activation activation) {
    boolean rectified = activation == Activation.RELU;
    double[] means = means(activations, units);
    return new LayerActivity(
        layer,
        units,
        Arrays.stream(means).average().orElseThrow(),
        rectified ? zeros(activations) : null,
        rectified ? deadUnits(activations, units) : null,
        Histogram.of(activations.length, place -> activations[place]),
        Histogram.of(means));
  }

  private static double[] means(float[] activations, int units) {
    double[] means = new double[units];
    for (int i = 0; i < activations.length; i++) {
      means[i % units] += activations[i];
    }
    double rows = (double) activations.length / units;
    return Arrays.stream(means).map(sum -> sum / rows).toArray();
  }

  private static double zeros(float[] activations) {
    int zeros = 0;
    for (float activation : activations) {
      zeros += activation == 0 ? 1 : 0;
    }
    return (double) zeros / activations.length;
  }

  private static int deadUnits(float[] activations, int units) {
    boolean[] alive = new boolean[units];
    for (int i = 0; i < activations.length; i++) {
      alive[i % units] |= activations[i] != 0;
    }
    int dead = 0;
    for (boolean one : alive) {
      dead += one ? 0 : 1;
    }
    return dead;
  }
}

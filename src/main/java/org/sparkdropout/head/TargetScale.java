package org.sparkdropout.head;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where real targets lie: the mean and the standard deviation of each of their numbers. Networks
 * learn standardised targets, and answers go back to the units of the label.
 *
 * <p>Immutable and thread-safe. A plain class and no record, so that Kryo can write it as well.
 */
public final class TargetScale implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] means;
  private final double[] deviations;

  /**
   * Joins means and deviations.
   *
   * @param means (width), finite
   * @param deviations (width), finite and above 0
   * @throws IllegalArgumentException if one is out of its range, or they differ in number
   */
  public TargetScale(double[] means, double[] deviations) {
    boolean fits =
        means.length == deviations.length
            && means.length > 0
            && Arrays.stream(means).allMatch(Double::isFinite)
            && Arrays.stream(deviations).allMatch(each -> each > 0 && Double.isFinite(each));
    if (!fits) {
      throw new IllegalArgumentException(
          "A scale must have finite means and as many deviations above 0. Provided: %s and %s"
              .formatted(Arrays.toString(means), Arrays.toString(deviations)));
    }
    this.means = means.clone();
    this.deviations = deviations.clone();
  }

  /**
   * The scale of targets that are as they should be: mean 0, deviation 1.
   *
   * @param width the numbers of a target, at least 1
   * @return a scale that changes nothing
   */
  public static TargetScale none(int width) {
    double[] ones = new double[width];
    Arrays.fill(ones, 1);
    return new TargetScale(new double[width], ones);
  }

  /**
   * The numbers of a target.
   *
   * @return at least 1
   */
  public int width() {
    return means.length;
  }

  /**
   * The means of the targets.
   *
   * @return (width), a copy
   */
  public double[] means() {
    return means.clone();
  }

  /**
   * The standard deviations of the targets.
   *
   * @return (width), a copy
   */
  public double[] deviations() {
    return deviations.clone();
  }

  /**
   * Standardises a target.
   *
   * @param target (width), in the label's units
   * @return (width), what the network learns
   */
  public float[] standardised(double[] target) {
    float[] standardised = new float[target.length];
    for (int i = 0; i < target.length; i++) {
      standardised[i] = (float) ((target[i] - means[i]) / deviations[i]);
    }
    return standardised;
  }

  /**
   * Takes a standardised number back to the label's units.
   *
   * @param place of the number within its target, in [0, width)
   * @param standardised what the network says
   * @return the number
   */
  public double original(int place, double standardised) {
    return standardised * deviations[place] + means[place];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TargetScale that
        && Arrays.equals(means, that.means)
        && Arrays.equals(deviations, that.deviations);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(means) + Arrays.hashCode(deviations);
  }

  /** Such as {@code means [2.07], deviations [1.15]}. */
  @Override
  public String toString() {
    return "means %s, deviations %s".formatted(Arrays.toString(means), Arrays.toString(deviations));
  }
}

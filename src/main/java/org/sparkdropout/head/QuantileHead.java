package org.sparkdropout.head;

import java.util.Arrays;
import org.sparkdropout.network.Workspace;

/**
 * Several quantiles of one number: each score is an estimate of one of them, and the loss is the
 * mean of their pinball losses (Koenker and Bassett 1978, "Regression quantiles"). The error is the
 * squared residual of the quantile nearest to the median, in the units of the label.
 *
 * <p>Answers are the scores in ascending order, so that quantiles never cross; that is never worse
 * than the scores themselves (Chernozhukov et al. 2010, "Quantile and probability curves without
 * crossing", proposition 4).
 */
public final class QuantileHead implements Head {
  private static final long serialVersionUID = 1L;

  private final double[] quantiles;
  private final int middle;
  private final TargetScale scale;
  private final double unit;

  /**
   * For some quantiles.
   *
   * @param quantiles in (0, 1), ascending, at least one
   * @param scale of the targets: a residual of 1 is its deviation
   * @throws IllegalArgumentException if one is out of range, they do not ascend, or targets are
   *     more than one number
   */
  public QuantileHead(double[] quantiles, TargetScale scale) {
    requireAscending(quantiles);
    if (scale.width() != 1) {
      throw new IllegalArgumentException(
          "Labels must be single numbers with loss = quantile. Provided: vectors of %d numbers. Use another loss, or train a network for each number"
              .formatted(scale.width()));
    }
    this.quantiles = quantiles.clone();
    this.middle = middle(quantiles);
    this.scale = scale;
    this.unit = scale.deviations()[0];
  }

  /**
   * Checks quantiles.
   *
   * @param quantiles what a network shall estimate
   * @throws IllegalArgumentException if one is outside (0, 1) or they do not ascend
   */
  public static void requireAscending(double... quantiles) {
    boolean ascends = quantiles.length > 0;
    for (int i = 0; i < quantiles.length; i++) {
      ascends &= quantiles[i] > (i == 0 ? 0 : quantiles[i - 1]) && quantiles[i] < 1;
    }
    if (!ascends) {
      throw new IllegalArgumentException(
          "quantileProbabilities must be in (0, 1) and ascend. Provided value: %s. Such as 0.1, 0.5, 0.9"
              .formatted(Arrays.toString(quantiles)));
    }
  }

  /**
   * Which quantile is nearest to the median.
   *
   * @param quantiles ascending
   * @return its place; the lower one of two as near
   */
  public static int middle(double... quantiles) {
    int nearest = 0;
    for (int i = 1; i < quantiles.length; i++) {
      nearest = Math.abs(quantiles[i] - 0.5) < Math.abs(quantiles[nearest] - 0.5) ? i : nearest;
    }
    return nearest;
  }

  @Override
  public int outputs() {
    return quantiles.length;
  }

  @Override
  public Answer answer() {
    return NumberAnswer.ofQuantiles(scale, quantiles);
  }

  @Override
  public ErrorMeasure measure() {
    return ErrorMeasure.RMSE;
  }

  @Override
  public void run(Workspace workspace, int rows, Tally tally) {
    float[] scores = workspace.scores();
    float[] deltas = workspace.scoreDeltas();
    for (int row = 0; row < rows; row++) {
      double factor = (double) workspace.exampleWeights()[row] / rows / quantiles.length;
      for (int i = 0; i < quantiles.length; i++) {
        int place = row * quantiles.length + i;
        boolean above = scores[place] > workspace.targets()[row];
        deltas[place] = (float) (factor * (above ? 1 - quantiles[i] : -quantiles[i]));
      }
    }
    count(scores, workspace.targets(), workspace.exampleWeights(), rows, tally);
  }

  @Override
  public void count(
      float[] scores, float[] targets, float[] exampleWeights, int rows, Tally tally) {
    for (int row = 0; row < rows; row++) {
      double losses = 0;
      for (int i = 0; i < quantiles.length; i++) {
        double residual = (double) scores[row * quantiles.length + i] - targets[row];
        losses += residual > 0 ? (1 - quantiles[i]) * residual : -quantiles[i] * residual;
      }
      double residual = unit * ((double) scores[row * quantiles.length + middle] - targets[row]);
      tally.add(exampleWeights[row], losses / quantiles.length, residual * residual);
    }
  }
}

package org.sparkdropout.head;

import java.util.Arrays;
import org.sparkdropout.network.Workspace;

/**
 * Several quantiles of one number: each score is an estimate of one of them, and the loss is the
 * mean of their pinball losses (Koenker and Bassett 1978, "Regression quantiles"). The error is the
 * squared residual of the quantile nearest to the median.
 *
 * <p>Answers are the scores in ascending order, so that quantiles never cross; that is never worse
 * than the scores themselves (Chernozhukov et al. 2010, "Quantile and probability curves without
 * crossing", proposition 4).
 */
public final class QuantileHead implements Head {
  private static final long serialVersionUID = 1L;

  private final double[] quantiles;
  private final int middle;

  /**
   * For some quantiles.
   *
   * @param quantiles in (0, 1), ascending, at least one
   * @throws IllegalArgumentException if one is out of range or they do not ascend
   */
  public QuantileHead(double... quantiles) {
    this.quantiles = quantiles.clone();
    int nearest = 0;
    for (int i = 0; i < quantiles.length; i++) {
      boolean ascends = i == 0 || quantiles[i] > quantiles[i - 1];
      if (!(quantiles[i] > 0 && quantiles[i] < 1 && ascends)) {
        throw new IllegalArgumentException(
            "quantiles must lie in (0, 1) and ascend. Provided value: "
                + Arrays.toString(quantiles));
      }
      nearest = Math.abs(quantiles[i] - 0.5) < Math.abs(quantiles[nearest] - 0.5) ? i : nearest;
    }
    this.middle = nearest;
  }

  /**
   * Which quantile is nearest to the median.
   *
   * @return its number; the lower one of two as near
   */
  public int middle() {
    return middle;
  }

  @Override
  public int outputs() {
    return quantiles.length;
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
      double residual = (double) scores[row * quantiles.length + middle] - targets[row];
      tally.add(exampleWeights[row], losses / quantiles.length, residual * residual);
    }
  }
}

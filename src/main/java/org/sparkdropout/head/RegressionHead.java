package org.sparkdropout.head;

import org.sparkdropout.network.Workspace;

/**
 * Real numbers: each score is an estimate of one target, and the loss is the mean over an example's
 * scores. The error is the mean of their squared residuals, in the units of the label.
 */
public final class RegressionHead implements Head {
  private static final long serialVersionUID = 1L;

  private final RegressionLoss loss;
  private final TargetScale scale;
  private final double[] units;

  /**
   * For targets of some scale.
   *
   * @param loss of one score
   * @param scale of the targets: a residual of 1 is one of its deviations
   */
  public RegressionHead(RegressionLoss loss, TargetScale scale) {
    this.loss = loss;
    this.scale = scale;
    this.units = scale.deviations();
  }

  @Override
  public int targetWidth() {
    return units.length;
  }

  @Override
  public int outputs() {
    return units.length;
  }

  @Override
  public Answer answer() {
    return NumberAnswer.of(scale);
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
      double factor = (double) workspace.exampleWeights()[row] / rows / units.length;
      for (int output = 0; output < units.length; output++) {
        int place = row * units.length + output;
        double residual = (double) scores[place] - workspace.targets()[place];
        deltas[place] = (float) (factor * loss.slope(residual));
      }
    }
    count(scores, workspace.targets(), workspace.exampleWeights(), rows, tally);
  }

  @Override
  public void count(
      float[] scores, float[] targets, float[] exampleWeights, int rows, Tally tally) {
    for (int row = 0; row < rows; row++) {
      double losses = 0;
      double squares = 0;
      for (int output = 0; output < units.length; output++) {
        int place = row * units.length + output;
        double residual = (double) scores[place] - targets[place];
        losses += loss.loss(residual);
        squares += residual * residual * units[output] * units[output];
      }
      tally.add(exampleWeights[row], losses / units.length, squares / units.length);
    }
  }
}

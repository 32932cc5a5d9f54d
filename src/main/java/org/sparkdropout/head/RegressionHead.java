package org.sparkdropout.head;

import org.sparkdropout.network.Workspace;

/**
 * Real numbers: each score is an estimate of one target, and the loss is the mean over an example's
 * scores. The error is the mean of their squared residuals.
 *
 * @param outputs the scores of an example and the numbers of its target, at least 1
 * @param loss of one score
 */
public record RegressionHead(int outputs, RegressionLoss loss) implements Head {
  @Override
  public int targetWidth() {
    return outputs;
  }

  @Override
  public void run(Workspace workspace, int rows, Tally tally) {
    float[] scores = workspace.scores();
    float[] deltas = workspace.scoreDeltas();
    for (int row = 0; row < rows; row++) {
      float weight = workspace.exampleWeights()[row];
      double factor = (double) weight / rows / outputs;
      for (int output = 0; output < outputs; output++) {
        int place = row * outputs + output;
        double residual = (double) scores[place] - workspace.targets()[place];
        deltas[place] = (float) (factor * loss.slope(output, residual));
      }
      count(scores, workspace.targets(), weight, row, tally);
    }
  }

  @Override
  public void count(
      float[] scores, float[] targets, float[] exampleWeights, int rows, Tally tally) {
    for (int row = 0; row < rows; row++) {
      count(scores, targets, exampleWeights[row], row, tally);
    }
  }

  private void count(float[] scores, float[] targets, float weight, int row, Tally tally) {
    double losses = 0;
    double squares = 0;
    for (int output = 0; output < outputs; output++) {
      int place = row * outputs + output;
      double residual = (double) scores[place] - targets[place];
      losses += loss.loss(output, residual);
      squares += residual * residual;
    }
    tally.add(weight, losses / outputs, squares / outputs);
  }
}

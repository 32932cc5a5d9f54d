package org.sparkdropout.optimizer;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.Layout;

/**
 * Adam with decoupled weight decay: Loshchilov and Hutter 2019, "Decoupled weight decay
 * regularization", algorithm 2, with the moments of Kingma and Ba 2015. Keeps two arrays, the means
 * of the gradient and of its square.
 *
 * <p>We depart from it in one point. The correction for means that start at zero counts the steps
 * of the run, which all replicas have in common, and not those of a parameter: one that a thinned
 * network lacks waits without them.
 *
 * @param beta1 how much of the gradient's mean a step keeps, in [0, 1)
 * @param beta2 how much of the mean of its square a step keeps, in [0, 1)
 * @param epsilon what is added to the root of the mean square, above 0
 */
public record AdamW(double beta1, double beta2, double epsilon) implements Optimizer {
  @Override
  public int arrays() {
    return 2;
  }

  @Override
  public UpdateRule rule(LearningRate learningRate, Layout layout, Blas blas) {
    return new Rule();
  }

  /** Moves parameters as Adam does; also those that Muon leaves to it. */
  final class Rule implements UpdateRule {
    private float rate;
    private float stepSize;
    private float rootCorrection;

    @Override
    public void at(float rate, StepTime time) {
      double steps = time.stepsBefore() + 1.0;
      this.rate = rate;
      this.stepSize = (float) (rate / (1 - StrictMath.pow(beta1, steps)));
      this.rootCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, steps)));
    }

    @Override
    public void move(
        float[] values, float[][] arrays, float[] gradient, int from, int to, float decay) {
      UpdateRule.shrink(values, from, to, rate * decay);
      move(values, arrays[0], arrays[1], gradient, from, to);
    }

    private void move(
        float[] values, float[] means, float[] squares, float[] gradient, int from, int to) {
      float keptMean = (float) beta1;
      float newMean = (float) (1 - beta1);
      float keptSquare = (float) beta2;
      float newSquare = (float) (1 - beta2);
      float least = (float) epsilon;
      float step = stepSize;
      float correction = rootCorrection;
      for (int i = from; i < to; i++) {
        float g = gradient[i];
        float mean = keptMean * means[i] + newMean * g;
        float square = keptSquare * squares[i] + newSquare * g * g;
        means[i] = mean;
        squares[i] = square;
        values[i] -= step * mean / ((float) Math.sqrt(square) * correction + least);
      }
    }
  }
}

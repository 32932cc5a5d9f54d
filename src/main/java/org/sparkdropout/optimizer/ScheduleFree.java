package org.sparkdropout.optimizer;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.Layout;

/**
 * Schedule-free AdamW: Defazio et al. 2024, "The road less scheduled", arXiv 2405.15682, algorithm
 * 1. In place of a rate that falls, it scores with an average of the weights it went through.
 *
 * <p>The weights in training are the paper's y, where gradients are taken. It keeps two arrays: z,
 * the steps without averaging, and the mean of squared gradients. The average x is the point beyond
 * y as seen from z, {@link #scored}. Weights are averaged by the square of the learning rate, which
 * counts a warm-up less; that rate must stay where the warm-up ends. Weight decay is taken at y, as
 * in the authors' code. Max-norm bounds y, and scales z and so x by the same factor.
 *
 * @param beta how far y lies from z towards the average, in (0, 1)
 * @param beta2 how much of the mean of squared gradients a step keeps, in [0, 1)
 * @param epsilon what is added to the root of the mean square, above 0
 */
public record ScheduleFree(double beta, double beta2, double epsilon) implements Optimizer {
  @Override
  public int arrays() {
    return 2;
  }

  /** z, or it would move away from y without end where max-norm holds y back, and x with it. */
  @Override
  public int arraysOfWeights() {
    return 1;
  }

  @Override
  public float[][] atRest(float[] weights) {
    return new float[][] {weights.clone(), new float[weights.length]};
  }

  @Override
  public float[] scored(float[] weights, float[][] arrays) {
    float[] average = new float[weights.length];
    float[] steps = arrays[0];
    float beyond = (float) (1 / beta - 1);
    for (int i = 0; i < average.length; i++) {
      average[i] = weights[i] + beyond * (weights[i] - steps[i]);
    }
    return average;
  }

  @Override
  public UpdateRule rule(LearningRate learningRate, Layout layout, Blas blas) {
    return new Rule(learningRate);
  }

  private final class Rule implements UpdateRule {
    private final LearningRate learningRate;
    private float rate;
    private float correction;
    private float share;
    private float alongGradient;

    Rule(LearningRate learningRate) {
      this.learningRate = learningRate;
    }

    @Override
    public void at(float rate, StepTime time) {
      double averaged = share(time);
      this.rate = rate;
      this.correction = (float) (1 / (1 - StrictMath.pow(beta2, time.stepsBefore() + 1.0)));
      this.share = (float) averaged;
      this.alongGradient = (float) (rate * (beta * (1 - averaged) - 1));
    }

    /**
     * The square of a step's rate by the sum of all up to it. In a warm-up rates are as 1, 2, 3,
     * ..., whose squares add up to n (n + 1) (2 n + 1) / 6; after it they are all the same.
     */
    private double share(StepTime time) {
      double warmup = learningRate.warmupEpochs() * time.stepsPerEpoch();
      double steps = time.stepsBefore() + 1.0;
      double rising = Math.min(steps, Math.max(0, Math.ceil(warmup) - 1));
      double sum = steps - rising;
      if (rising > 0) {
        sum += rising * (rising + 1) * (2 * rising + 1) / 6 / (warmup * warmup);
      }
      double ofLargest = learningRate.at(time) / learningRate.initial();
      return ofLargest * ofLargest / sum;
    }

    @Override
    public void move(
        float[] values, float[][] arrays, float[] gradient, int from, int to, float decay) {
      move(values, arrays[0], arrays[1], gradient, from, to, decay);
    }

    private void move(
        float[] values,
        float[] z,
        float[] squares,
        float[] gradient,
        int from,
        int to,
        float decay) {
      float kept = (float) beta2;
      float added = (float) (1 - beta2);
      float least = (float) epsilon;
      for (int i = from; i < to; i++) {
        float g = gradient[i];
        float square = kept * squares[i] + added * g * g;
        squares[i] = square;
        float y = values[i];
        float direction = g / ((float) Math.sqrt(square * correction) + least) + decay * y;
        values[i] = y + share * (z[i] - y) + alongGradient * direction;
        z[i] -= rate * direction;
      }
    }
  }
}

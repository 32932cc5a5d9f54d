package org.sparkdropout.optimizer;

import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.Layout;

/**
 * Stochastic gradient descent with momentum, which ramps linearly and is then constant. Keeps one
 * array, the velocity.
 *
 * @param kind classical or Nesterov
 * @param initial momentum at time 0, in [0, 1); used only while ramping
 * @param last momentum after the ramp, in [0, 1)
 * @param rampEpochs the length of the ramp in epochs; 0 means no ramp
 */
public record Sgd(Kind kind, double initial, double last, double rampEpochs) implements Optimizer {
  /** Where the gradient is taken. */
  public enum Kind {
    /** v = momentum x v - rate x gradient; w += v (Polyak 1964). */
    CLASSICAL,
    /**
     * The same with the gradient taken at w + momentum x v (Sutskever et al. 2013, equations 3 and
     * 4). The stored weights are those look-ahead ones.
     */
    NESTEROV
  }

  /**
   * The momentum at a time.
   *
   * @param time in epochs, at least 0
   * @return in [0, 1)
   */
  public double momentumAt(double time) {
    if (time >= rampEpochs) {
      return last;
    }
    return initial + (last - initial) * (time / rampEpochs);
  }

  @Override
  public int arrays() {
    return 1;
  }

  @Override
  public UpdateRule rule(LearningRate learningRate, Layout layout, Blas blas) {
    return kind == Kind.CLASSICAL ? new Classical() : new Nesterov();
  }

  private final class Classical implements VelocityRule {
    private float rate;
    private float momentum;

    @Override
    public void at(float rate, StepTime time) {
      this.rate = rate;
      this.momentum = (float) momentumAt(time.epochs());
    }

    @Override
    public float rate() {
      return rate;
    }

    @Override
    public float momentum() {
      return momentum;
    }
  }

  private final class Nesterov implements UpdateRule {
    private float rate;
    private float momentum;

    @Override
    public void at(float rate, StepTime time) {
      this.rate = rate;
      this.momentum = (float) momentumAt(time.epochs());
    }

    @Override
    public void move(
        float[] values, float[][] arrays, float[] gradient, int from, int to, float decay) {
      UpdateRule.shrink(values, from, to, rate * decay);
      float[] velocity = arrays[0];
      for (int i = from; i < to; i++) {
        float step = rate * gradient[i];
        velocity[i] = momentum * velocity[i] - step;
        values[i] += momentum * velocity[i] - step;
      }
    }
  }
}

package org.sparkdropout.network;

/** What a hidden unit does with the sum of its inputs. The output layer is always softmax. */
public enum Activation {
  /**
   * max(0, z), with derivative 0 at 0.
   *
   * <p>The step from 0 to 1 is written as min(z x a huge number, 1), without a branch, which the
   * JIT compiler turns into vector instructions; only sums below 3e-39 are not told apart from 0.
   */
  RELU {
    @Override
    void apply(float[] values, float[] slopes, int from, int to) {
      for (int i = from; i < to; i++) {
        float positive = Math.max(values[i], 0f);
        float multiplier = slopes[i];
        values[i] = positive * multiplier;
        slopes[i] = Math.min(positive * Float.MAX_VALUE, 1f) * multiplier;
      }
    }

    @Override
    void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(values[i], 0f);
      }
    }
  },

  /** 1 / (1 + exp(-z)). */
  LOGISTIC {
    @Override
    void apply(float[] values, float[] slopes, int from, int to) {
      for (int i = from; i < to; i++) {
        float output = value(values[i]);
        float multiplier = slopes[i];
        values[i] = output * multiplier;
        slopes[i] = output * (1f - output) * multiplier;
      }
    }

    @Override
    void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(values[i]);
      }
    }

    private static float value(float z) {
      return (float) (1 / (1 + Exponential.of(-z)));
    }
  },

  /** tanh(z). */
  TANH {
    @Override
    void apply(float[] values, float[] slopes, int from, int to) {
      for (int i = from; i < to; i++) {
        float output = value(values[i]);
        float multiplier = slopes[i];
        values[i] = output * multiplier;
        slopes[i] = (1f - output * output) * multiplier;
      }
    }

    @Override
    void apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(values[i]);
      }
    }

    private static float value(float z) {
      return (float) StrictMath.tanh(z);
    }
  };

  /**
   * Turns sums into thinned outputs and multipliers into slopes, in place.
   *
   * @param values in: z; out: f(z) x multiplier
   * @param slopes in: the multiplier of each unit; out: f'(z) x multiplier, the derivative of the
   *     thinned output by z
   * @param from the first index
   * @param to one past the last index
   */
  abstract void apply(float[] values, float[] slopes, int from, int to);

  /**
   * Turns sums into outputs, in place.
   *
   * @param values in: z; out: f(z)
   */
  abstract void apply(float[] values);
}

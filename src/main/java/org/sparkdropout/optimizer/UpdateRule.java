package org.sparkdropout.optimizer;

import org.sparkdropout.network.Block;

/**
 * Moves parameters, a range at a time: the working part of an {@link Optimizer}. In a step the
 * ranges come in any order, each once. Not thread-safe.
 */
interface UpdateRule {
  /**
   * Begins a step.
   *
   * @param rate the learning rate
   * @param time of the step
   */
  void at(float rate, StepTime time);

  /**
   * Looks at the gradient of a whole block before its ranges are moved.
   *
   * @param block whose gradient is known
   * @param arrays what the optimiser keeps
   * @param gradient of all parameters, the pull of L2 added; may be changed
   */
  default void prepare(Block block, float[][] arrays, float[] gradient) {}

  /**
   * Moves a range of parameters.
   *
   * @param values in and out: all parameters
   * @param arrays in and out: what the optimiser keeps
   * @param gradient of all parameters, the pull of L2 added
   * @param from the first parameter
   * @param to the one after the last
   * @param decay the weight decay of these parameters, 0 for none
   */
  void move(float[] values, float[][] arrays, float[] gradient, int from, int to, float decay);

  /**
   * Takes a share of weights away.
   *
   * @param values in and out
   * @param from the first parameter
   * @param to the one after the last
   * @param share learning rate x weight decay
   */
  static void shrink(float[] values, int from, int to, float share) {
    if (share != 0f) {
      float kept = 1f - share;
      for (int i = from; i < to; i++) {
        values[i] *= kept;
      }
    }
  }
}

package org.sparkdropout.optimizer;

import java.io.Serializable;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.network.Layout;

/**
 * How the gradient of a step becomes a change of the parameters: its settings, which are immutable
 * and travel. What it keeps from step to step are arrays laid out like the weights. They are
 * averaged, sliced, thinned and put into checkpoints together with them.
 */
public interface Optimizer extends Serializable {
  /**
   * How many arrays it keeps beside the weights.
   *
   * @return at least 1
   */
  int arrays();

  /**
   * How many of its arrays, the first ones, hold weights themselves. Max-norm scales these with the
   * weights in training, since what is scored follows from both.
   *
   * @return at most {@link #arrays()}
   */
  default int arraysOfWeights() {
    return 0;
  }

  /**
   * What it keeps before the first step.
   *
   * @param weights the initial weights; not held
   * @return {@link #arrays()} new arrays
   */
  default float[][] atRest(float[] weights) {
    return new float[arrays()][weights.length];
  }

  /**
   * The weights that the network is scored and exported with.
   *
   * @param weights in training, or a range of them; not changed
   * @param arrays what it keeps, in the same range; not changed
   * @return the weights themselves, or a new array
   */
  default float[] scored(float[] weights, float[][] arrays) {
    return weights;
  }

  /**
   * Makes what takes the steps of one replica.
   *
   * @param learningRate the rate over time
   * @param layout of the network, whole or thinned
   * @param blas computes matrix products
   * @return with scratch of its own; for one thread
   */
  UpdateRule rule(LearningRate learningRate, Layout layout, Blas blas);
}

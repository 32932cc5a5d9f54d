package org.sparkdropout.compare;

import org.sparkdropout.ml.DropoutModel;

/**
 * An arm that was trained with a seed.
 *
 * @param arm what was trained
 * @param seed of the run
 * @param model that was fitted
 */
record TrainedRun(Arm arm, long seed, DropoutModel model) {
  /** The columns of its predictions. */
  RunColumns columns() {
    return RunColumns.of(arm, seed);
  }
}

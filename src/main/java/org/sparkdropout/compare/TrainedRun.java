package org.sparkdropout.compare;

import org.sparkdropout.ml.DropoutModel;

/**
 * An arm that was trained with a seed.
 *
 * @param arm what was trained
 * @param seed of the run
 * @param columns of its predictions
 * @param model that was fitted
 */
record TrainedRun(Arm arm, long seed, RunColumns columns, DropoutModel model) {}

package org.sparkdropout.fit;

import org.sparkdropout.train.Engine;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;

/** The network that the params ask for, resolved against the data. Its text is its shape. */
interface ResolvedNetwork {
  /** The number of its weights and biases. */
  int parameters();

  /** How much of it a run holds. */
  StateSize size();

  /** What trains it in a run. */
  Engine engine(TrainingPlan run);
}

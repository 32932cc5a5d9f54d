package org.sparkdropout.fit;

import org.sparkdropout.train.Engine;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;

/** The network that the params ask for, resolved against the data. Its text is its shape. */
public interface ResolvedNetwork {
  /**
   * The number of its weights and biases.
   *
   * @return in all layers
   */
  int parameters();

  /**
   * How much of it a run holds.
   *
   * @return of one state
   */
  StateSize size();

  /**
   * What trains it in a run.
   *
   * @param run with nothing left to resolve
   * @return the engine
   */
  Engine engine(TrainingPlan run);
}

package org.sparkdropout.train;

import java.io.Serializable;

/** What has become of a replica's state in a round, or of a range of it, on its way. */
interface SentState extends Serializable {
  /** The parameters from one to before another. */
  SentState range(int from, int to);

  /** The arrays, where they have arrived. */
  TrainState arrived();

  /** Whether the arrays are what was added to the start of the round. */
  boolean isDifference();
}

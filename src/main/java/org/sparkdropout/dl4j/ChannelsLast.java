package org.sparkdropout.dl4j;

import org.deeplearning4j.nn.conf.dropout.IDropout;

/** Inverted dropout of whole channels where they are the last axis; DL4J itself has none. */
public interface ChannelsLast extends IDropout {
  /**
   * The probability of keeping a channel.
   *
   * @return in (0, 1]
   */
  double retain();
}

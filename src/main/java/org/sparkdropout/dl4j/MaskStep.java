package org.sparkdropout.dl4j;

import org.sparkdropout.random.Streams;

/** Which replica and step a network draws masks for; its dropouts share it. Not thread-safe. */
final class MaskStep {
  private final Streams streams;
  private int replica;
  private int epoch;
  private int step;

  MaskStep(long seed) {
    this.streams = new Streams(seed);
  }

  void moveTo(int ofReplica, int ofEpoch, int ofStep) {
    this.replica = ofReplica;
    this.epoch = ofEpoch;
    this.step = ofStep;
  }

  Streams streams() {
    return streams;
  }

  int replica() {
    return replica;
  }

  int epoch() {
    return epoch;
  }

  int step() {
    return step;
  }
}

package org.sparkdropout.ml.param;

/** What trains a network. */
public enum EngineKind {
  /** Our own engine, for dense networks. */
  BLAS,
  /** DL4J, on our shards and with our masks, for any of its layers. */
  DL4J
}

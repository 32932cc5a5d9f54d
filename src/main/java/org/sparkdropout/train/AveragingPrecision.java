package org.sparkdropout.train;

/** How exactly replicas tell, at the end of a round, what has become of their state. */
public enum AveragingPrecision {
  /** The numbers themselves. */
  FLOAT32(Float.BYTES),

  /** The differences from the start of the round, as {@link Float8}: a quarter of the bytes. */
  FLOAT8(Byte.BYTES);

  private final int bytes;

  AveragingPrecision(int bytes) {
    this.bytes = bytes;
  }

  /** Whether replicas send other numbers than they have. */
  boolean rounds() {
    return this != FLOAT32;
  }

  /**
   * The size of what a replica sends.
   *
   * @param stateBytes of what it trains, in float
   * @return bytes
   */
  public long sent(long stateBytes) {
    return stateBytes / Float.BYTES * bytes;
  }
}

package org.sparkdropout.data;

import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * How the target of an example is written as bytes, 4 for each number: the number of a class as a
 * whole number, real numbers as the bits of a float.
 *
 * <p>Immutable and thread-safe. A class of its own and no enum or record, so that Kryo can write it
 * as well.
 */
public final class TargetLayout implements Serializable {
  /** The number of a class. */
  public static final TargetLayout CLASS = new TargetLayout(1, true);

  private static final long serialVersionUID = 1L;

  /** The numbers of a target, at least 1. */
  private final int width;

  /** Whether they are whole numbers. */
  private final boolean whole;

  private TargetLayout(int width, boolean whole) {
    this.width = width;
    this.whole = whole;
  }

  /**
   * Real numbers.
   *
   * @param width the numbers of a target, at least 1
   * @return their layout
   */
  public static TargetLayout numbers(int width) {
    return new TargetLayout(width, false);
  }

  /**
   * The numbers of a target.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /** The bytes of a target. */
  int bytes() {
    return width * Float.BYTES;
  }

  /** Writes a target that starts at a place of an array. */
  void put(ByteBuffer bytes, float[] targets, int offset) {
    for (int i = offset; i < offset + width; i++) {
      bytes.putInt(whole ? (int) targets[i] : Float.floatToRawIntBits(targets[i]));
    }
  }

  /** Reads a target into an array, from a place on. */
  void get(ByteBuffer bytes, float[] targets, int offset) {
    for (int i = offset; i < offset + width; i++) {
      int word = bytes.getInt();
      targets[i] = whole ? word : Float.intBitsToFloat(word);
    }
  }
}

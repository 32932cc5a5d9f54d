package org.sparkdropout.blas;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;

/**
 * The matrices of one array, each rounded once while the array is held. Memory stays for the next
 * array of the same length, which is likely to be the same one after a step. Not thread-safe.
 */
final class HeldOperands {
  private final Bfloat16Rounding rounding;
  private final Map<Integer, Rounded> byOffset = new HashMap<>();
  private float[] operands;
  private int lastLength;

  HeldOperands(Bfloat16Rounding rounding) {
    this.rounding = rounding;
  }

  private static final class Rounded {
    private BytePointer memory = new BytePointer(0L);
    private int length;
  }

  void hold(float[] array) {
    release();
    if (array.length != lastLength) {
      byOffset.values().forEach(rounded -> rounded.memory.close());
      byOffset.clear();
      lastLength = array.length;
    }
    operands = array;
  }

  void release() {
    operands = null;
    byOffset.values().forEach(rounded -> rounded.length = 0);
  }

  boolean holds(float[] array) {
    return operands == array;
  }

  /** A matrix of the array that is held. */
  BytePointer rounded(int offset, int length) {
    Rounded rounded = byOffset.computeIfAbsent(offset, start -> new Rounded());
    if (rounded.length < length) {
      rounded.memory = Bfloat16Rounding.room(rounded.memory, length);
      rounding.round(rounded.memory, operands, offset, length);
      rounded.length = length;
    }
    return rounded.memory;
  }
}

package org.sparkdropout.dl4j;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers between Java's arrays and those of ND4J, many at a time. */
final class NativeFloats {
  private NativeFloats() {}

  /**
   * Writes all numbers of an array, as they lie in memory.
   *
   * @param values at least as many as the array has
   * @param array without gaps
   */
  static void write(float[] values, INDArray array) {
    int count = Math.toIntExact(array.length());
    try (FloatPointer pointer = new FloatPointer(array.data().addressPointer())) {
      pointer.capacity(count).put(values, 0, count);
    }
  }

  /**
   * Reads all numbers of an array, as they lie in memory.
   *
   * @param array without gaps
   * @return a new array
   */
  static float[] read(INDArray array) {
    float[] values = new float[Math.toIntExact(array.length())];
    read(array, values);
    return values;
  }

  /** Reads all numbers of an array, whatever its layout, row by row. */
  static float[] readRows(INDArray array) {
    return readRows(array, new float[0]);
  }

  /** The same into an array that is used again, or a longer one if it is too short. */
  static float[] readRows(INDArray array, float[] scratch) {
    float[] values = atLeast(scratch, Math.toIntExact(array.length()));
    INDArray plain = array.dup('c');
    read(plain, values);
    if (plain.closeable()) {
      plain.close();
    }
    return values;
  }

  private static void read(INDArray array, float[] values) {
    int count = Math.toIntExact(array.length());
    try (FloatPointer pointer = new FloatPointer(array.data().addressPointer())) {
      pointer.capacity(count).get(values, 0, count);
    }
  }

  /** An array of such a length or more: this one, or a new one. */
  static float[] atLeast(float[] scratch, int length) {
    return scratch.length < length ? new float[length] : scratch;
  }
}

package org.sparkdropout.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Arrays of floats as raw bytes: IEEE 754 single precision, little-endian, without a length.
 *
 * <p>Copied in bulk, which is many times faster than Java's own serialised form of an array. The
 * one form of blocks and states between tasks and of weights in files.
 */
public final class FloatBytes {
  private static final int CHUNK = 1 << 16;

  private FloatBytes() {}

  /**
   * Writes an array.
   *
   * @param values all of them are written
   * @param out receives four bytes a value; not closed
   * @throws IOException if the stream does not take them
   */
  public static void write(float[] values, OutputStream out) throws IOException {
    write(values, 0, values.length, out);
  }

  /**
   * Writes a range of an array.
   *
   * @param values the array
   * @param from the first value that is written
   * @param to the one after the last, at least {@code from}
   * @param out receives four bytes a value; not closed
   * @throws IOException if the stream does not take them
   */
  public static void write(float[] values, int from, int to, OutputStream out) throws IOException {
    byte[] bytes = chunk(to - from);
    FloatBuffer floats = floats(bytes);
    for (int at = from; at < to; at += CHUNK) {
      int count = Math.min(CHUNK, to - at);
      floats.put(0, values, at, count);
      out.write(bytes, 0, count * Float.BYTES);
    }
  }

  /**
   * Reads an array.
   *
   * @param in gives four bytes a value; not closed
   * @param length how many values, at least 0
   * @return a new array
   * @throws EOFException if there are fewer
   * @throws IOException if the stream cannot be read
   */
  public static float[] read(InputStream in, int length) throws IOException {
    float[] values = new float[length];
    byte[] bytes = chunk(length);
    FloatBuffer floats = floats(bytes);
    for (int from = 0; from < length; from += CHUNK) {
      int count = Math.min(CHUNK, length - from);
      if (in.readNBytes(bytes, 0, count * Float.BYTES) < count * Float.BYTES) {
        throw new EOFException("Fewer than " + length + " values");
      }
      floats.get(0, values, from, count);
    }
    return values;
  }

  private static byte[] chunk(int length) {
    return new byte[Math.min(CHUNK, length) * Float.BYTES];
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}

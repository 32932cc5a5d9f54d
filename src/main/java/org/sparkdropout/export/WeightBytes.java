package org.sparkdropout.export;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.sparkdropout.dropout.InferenceNetwork;

/** The parameters of a network as bytes: IEEE 754 single precision, little-endian. */
public final class WeightBytes {
  private static final int CHUNK = 1 << 16;

  private WeightBytes() {}

  /**
   * The SHA-256 of a network's parameters.
   *
   * @param network scaled for inference
   * @return 64 hexadecimal digits
   */
  public static String digest(InferenceNetwork network) {
    Sha256 sha = new Sha256();
    try {
      write(network.parameters(), sha.of(OutputStream.nullOutputStream()));
    } catch (IOException e) {
      throw new IllegalStateException("The null stream must take all bytes", e);
    }
    return sha.hex();
  }

  /** How many bytes a number of parameters takes. */
  static long size(int parameters) {
    return (long) parameters * Float.BYTES;
  }

  static void write(float[] values, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    FloatBuffer floats = littleEndian(chunk);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      floats.put(0, values, from, count);
      out.write(chunk, 0, count * Float.BYTES);
    }
  }

  /**
   * Reads parameters.
   *
   * @throws EOFException if there are fewer
   */
  static float[] read(InputStream in, int parameters) throws IOException {
    float[] values = new float[parameters];
    byte[] chunk = new byte[CHUNK * Float.BYTES];
    FloatBuffer floats = littleEndian(chunk);
    for (int from = 0; from < parameters; from += CHUNK) {
      int count = Math.min(CHUNK, parameters - from);
      if (in.readNBytes(chunk, 0, count * Float.BYTES) < count * Float.BYTES) {
        throw new EOFException("Fewer than " + parameters + " parameters");
      }
      floats.get(0, values, from, count);
    }
    return values;
  }

  private static FloatBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}

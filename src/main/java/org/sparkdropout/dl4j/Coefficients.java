package org.sparkdropout.dl4j;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The weights of a network as {@code Nd4j.write} writes an array: its shape and its values, each as
 * a buffer, big-endian, behind a header of the buffer's mode, length and type.
 *
 * <p>Read here, since {@code Nd4j.read} takes as much memory as a header claims.
 */
final class Coefficients {
  /** Rank, shape, strides and three more numbers. */
  private static final int LARGEST_SHAPE = 2 * 32 + 4;

  private static final int LARGEST_HEADERS = 1024;

  /** Modes of ND4J before 1.0.0, which count in 32 bits. */
  private static final Set<String> SHORT_MODES = Set.of("DIRECT", "HEAP", "JAVACPP");

  private static final Set<String> LONG_MODES = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

  private record Header(long length, String type) {}

  private Coefficients() {}

  /** The most bytes that so many weights take. */
  static long largestSize(long parameters) {
    return parameters * Float.BYTES + LARGEST_HEADERS;
  }

  /** Checks that so many bytes can be so many weights. */
  static void requireSize(long bytes, long parameters) throws IOException {
    if (bytes < parameters * Float.BYTES || bytes > largestSize(parameters)) {
      throw new IOException(
          "its configuration asks for %d weights of 4 bytes. It has %d bytes of weights"
              .formatted(parameters, bytes));
    }
  }

  /**
   * Reads weights.
   *
   * @param bytes whose number {@link #requireSize} has checked
   * @param parameters how many there must be
   */
  static float[] read(byte[] bytes, long parameters) throws IOException {
    ByteArrayInputStream left = new ByteArrayInputStream(bytes);
    try (DataInputStream in = new DataInputStream(left)) {
      skipShape(in);
      Header header = header(in);
      if (!header.type().equals("FLOAT")) {
        throw new IOException("its weights must be FLOAT. They are " + header.type());
      }
      if (header.length() != parameters || left.available() != parameters * Float.BYTES) {
        throw new IOException(
            "its configuration asks for %d weights. It claims %d, and has %d"
                .formatted(parameters, header.length(), left.available() / Float.BYTES));
      }
      float[] values = new float[Math.toIntExact(parameters)];
      ByteBuffer.wrap(bytes).position(bytes.length - left.available()).asFloatBuffer().get(values);
      return values;
    } catch (EOFException end) {
      throw new IOException("its weights end early", end);
    }
  }

  /** The weights of a network are one row, so their number says it all. */
  private static void skipShape(DataInputStream in) throws IOException {
    Header shape = header(in);
    int size =
        switch (shape.type()) {
          case "LONG" -> Long.BYTES;
          case "INT" -> Integer.BYTES;
          default -> throw new IOException("the shape of its weights is of " + shape.type());
        };
    if (shape.length() < 0 || shape.length() > LARGEST_SHAPE) {
      throw new IOException("the shape of its weights claims %d numbers".formatted(shape.length()));
    }
    in.skipNBytes(shape.length() * size);
  }

  private static Header header(DataInputStream in) throws IOException {
    String mode = in.readUTF();
    if (SHORT_MODES.contains(mode)) {
      return new Header(in.readInt(), in.readUTF());
    }
    if (LONG_MODES.contains(mode)) {
      return new Header(in.readLong(), in.readUTF());
    }
    throw new IOException("its weights are of the mode '%s', which is unknown".formatted(mode));
  }
}

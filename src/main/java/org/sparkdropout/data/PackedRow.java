package org.sparkdropout.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The layout of a row as bytes, in which rows are hashed, sorted and shuffled.
 *
 * <pre>
 *   0   position  8 bytes, unsigned: what rows are sorted by first
 *   8   label     4 bytes
 *   12  weight    4 bytes, float bits
 *   16  features  4 bytes each, float bits
 * </pre>
 *
 * <p>All big-endian, so {@link Arrays#compareUnsigned(byte[], byte[])} orders rows by position,
 * then by content: a total order up to rows that are the same. Plain byte arrays, so every Spark
 * serializer moves them without per-row overhead.
 */
final class PackedRow {
  /** Where the content (label, weight, features) starts. */
  static final int CONTENT = Long.BYTES;

  private static final int LABEL = CONTENT;
  private static final int WEIGHT = LABEL + Integer.BYTES;
  private static final int FEATURES = WEIGHT + Float.BYTES;

  private PackedRow() {}

  /** The row of an example, at position 0. */
  static byte[] of(Example example) {
    float[] features = example.features();
    return of(features, 0, features.length, example.label(), example.weight());
  }

  /** The row of {@code width} features from {@code offset} on, at position 0. */
  static byte[] of(float[] features, int offset, int width, int label, float weight) {
    byte[] row = new byte[FEATURES + width * Float.BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(row);
    bytes.putInt(LABEL, label);
    bytes.putInt(WEIGHT, Float.floatToRawIntBits(weight));
    bytes.position(FEATURES).asFloatBuffer().put(features, offset, width);
    return row;
  }

  static long position(byte[] row) {
    return ByteBuffer.wrap(row).getLong(0);
  }

  /** Writes the position into the row itself, and returns that row. */
  static byte[] moveTo(byte[] row, long position) {
    ByteBuffer.wrap(row).putLong(0, position);
    return row;
  }

  static int width(byte[] row) {
    return (row.length - FEATURES) / Float.BYTES;
  }

  static int label(byte[] row) {
    return ByteBuffer.wrap(row).getInt(LABEL);
  }

  static float weight(byte[] row) {
    return ByteBuffer.wrap(row).getFloat(WEIGHT);
  }

  /** Copies all features to {@code target} from {@code offset} on. */
  static void copyFeatures(byte[] row, float[] target, int offset) {
    ByteBuffer.wrap(row).position(FEATURES).asFloatBuffer().get(target, offset, width(row));
  }
}

package org.sparkdropout.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The layout of a row as bytes, in which rows are hashed, sorted and shuffled.
 *
 * <pre>
 *   position  8 bytes, unsigned: what rows are sorted by first
 *   target    4 bytes a number, as {@link TargetLayout} says
 *   weight    4 bytes, float bits
 *   features  4 bytes each, float bits
 * </pre>
 *
 * <p>All big-endian, so {@link Arrays#compareUnsigned(byte[], byte[])} orders rows by position,
 * then by content: a total order up to rows that are the same. Plain byte arrays, so every Spark
 * serializer moves them without per-row overhead.
 */
final class PackedRow {
  /** Where the content (target, weight, features) starts. */
  static final int CONTENT = Long.BYTES;

  private PackedRow() {}

  /** The row of an example, at position 0. */
  static byte[] of(Example example) {
    return of(
        new ExampleBlock(
            example.layout(),
            example.features().length,
            example.features(),
            example.target(),
            new float[] {example.weight()}),
        0);
  }

  /** A row of a block, at position 0. */
  static byte[] of(ExampleBlock block, int row) {
    int width = block.width();
    byte[] packed = new byte[features(block.layout()) + width * Float.BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(packed).position(CONTENT);
    block.putTarget(row, bytes);
    bytes.putFloat(block.weight(row));
    block.putFeatures(row, bytes);
    return packed;
  }

  /** Where the features start. */
  private static int features(TargetLayout layout) {
    return weight(layout) + Float.BYTES;
  }

  private static int weight(TargetLayout layout) {
    return CONTENT + layout.bytes();
  }

  static long position(byte[] row) {
    return ByteBuffer.wrap(row).getLong(0);
  }

  /** Writes the position into the row itself, and returns that row. */
  static byte[] moveTo(byte[] row, long position) {
    ByteBuffer.wrap(row).putLong(0, position);
    return row;
  }

  static int width(byte[] row, TargetLayout layout) {
    return (row.length - features(layout)) / Float.BYTES;
  }

  /** Copies the target from {@code offset} on. */
  static void copyTarget(byte[] row, TargetLayout layout, float[] targets, int offset) {
    layout.get(ByteBuffer.wrap(row).position(CONTENT), targets, offset);
  }

  static float weight(byte[] row, TargetLayout layout) {
    return ByteBuffer.wrap(row).getFloat(weight(layout));
  }

  /** Copies all features to {@code features} from {@code offset} on. */
  static void copyFeatures(byte[] row, TargetLayout layout, float[] features, int offset) {
    ByteBuffer.wrap(row)
        .position(features(layout))
        .asFloatBuffer()
        .get(features, offset, width(row, layout));
  }
}

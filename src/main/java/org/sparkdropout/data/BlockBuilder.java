package org.sparkdropout.data;

import java.util.Arrays;

/** Collects packed rows of one width into an {@link ExampleBlock}. */
final class BlockBuilder {
  private final TargetLayout layout;
  private final int width;
  private final float[] features;
  private final float[] targets;
  private final float[] weights;
  private int rows;

  /** An empty block with room for {@link ExampleBlock#capacity} rows. */
  BlockBuilder(int width, TargetLayout layout) {
    int capacity = ExampleBlock.capacity(width, layout);
    this.layout = layout;
    this.width = width;
    this.features = new float[Math.multiplyExact(capacity, width)];
    this.targets = new float[Math.multiplyExact(capacity, layout.width())];
    this.weights = new float[capacity];
  }

  boolean isFull() {
    return rows == weights.length;
  }

  void add(byte[] row) {
    if (PackedRow.width(row, layout) != width) {
      throw new IllegalStateException(
          "All rows of a shard must have one width. Provided widths: %d and %d"
              .formatted(width, PackedRow.width(row, layout)));
    }
    PackedRow.copyFeatures(row, layout, features, rows * width);
    PackedRow.copyTarget(row, layout, targets, rows * layout.width());
    weights[rows] = PackedRow.weight(row, layout);
    rows++;
  }

  /** The block of all rows added; the builder must not be used afterwards. */
  ExampleBlock build() {
    if (isFull()) {
      return new ExampleBlock(layout, width, features, targets, weights);
    }
    return new ExampleBlock(
        layout,
        width,
        Arrays.copyOf(features, rows * width),
        Arrays.copyOf(targets, rows * layout.width()),
        Arrays.copyOf(weights, rows));
  }
}

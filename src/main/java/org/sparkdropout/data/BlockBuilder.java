package org.sparkdropout.data;

import java.util.Arrays;

/** Collects packed rows of one width into an {@link ExampleBlock}. */
final class BlockBuilder {
  private final int width;
  private final float[] features;
  private final int[] labels;
  private final float[] weights;
  private int rows;

  /** An empty block with room for {@link ExampleBlock#capacity(int)} rows. */
  BlockBuilder(int width) {
    int capacity = ExampleBlock.capacity(width);
    this.width = width;
    this.features = new float[Math.multiplyExact(capacity, width)];
    this.labels = new int[capacity];
    this.weights = new float[capacity];
  }

  boolean isFull() {
    return rows == labels.length;
  }

  void add(byte[] row) {
    if (PackedRow.width(row) != width) {
      throw new IllegalStateException(
          "All rows of a shard must have one width. Provided widths: %d and %d"
              .formatted(width, PackedRow.width(row)));
    }
    PackedRow.copyFeatures(row, features, rows * width);
    labels[rows] = PackedRow.label(row);
    weights[rows] = PackedRow.weight(row);
    rows++;
  }

  /** The block of all rows added; the builder must not be used afterwards. */
  ExampleBlock build() {
    if (isFull()) {
      return new ExampleBlock(width, features, labels, weights);
    }
    return new ExampleBlock(
        width,
        Arrays.copyOf(features, rows * width),
        Arrays.copyOf(labels, rows),
        Arrays.copyOf(weights, rows));
  }
}

package org.sparkdropout.data;

import org.apache.spark.Partitioner;

/**
 * Cuts uniform 64-bit positions into ranges of equal length, one a partition, in order: sorted
 * partitions, read one after the other, are sorted as a whole.
 */
final class PositionRanges extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int ranges;

  PositionRanges(int ranges) {
    this.ranges = ranges;
  }

  @Override
  public int numPartitions() {
    return ranges;
  }

  @Override
  public int getPartition(Object row) {
    long top = PackedRow.position((byte[]) row) >>> 32;
    return (int) ((top * ranges) >>> 32);
  }
}

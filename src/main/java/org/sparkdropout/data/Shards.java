package org.sparkdropout.data;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * A data set dealt to replicas, persisted in memory and, where that is short, on disk.
 *
 * <p>A lost partition is rebuilt from its lineage, bit for bit the same. Closing releases the
 * storage; the blocks must not be used afterwards.
 *
 * @param blocks exactly {@code replicas} partitions, in replica order; {@link Shard#of} opens one
 * @param replicas the number of shards
 * @param rows the number of rows in all shards
 * @param width the number of features of a row, 0 without rows
 * @param weightSum the sum of all weights, added in row order within a shard and then in replica
 *     order
 * @param fingerprint 48 hexadecimal digits that depend on the multiset of rows only: its content
 *     hashes added modulo 2^128, then the number of rows
 */
public record Shards(
    JavaRDD<ExampleBlock> blocks,
    int replicas,
    long rows,
    int width,
    double weightSum,
    String fingerprint)
    implements AutoCloseable {

  static Shards persist(JavaRDD<ExampleBlock> blocks) {
    JavaRDD<ExampleBlock> persisted =
        blocks.setName("shards").persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return summarised(persisted);
    } catch (RuntimeException failure) {
      persisted.unpersist(false);
      throw failure;
    }
  }

  private static Shards summarised(JavaRDD<ExampleBlock> persisted) {
    ShardSummary total =
        ShardSummary.total(
            persisted.mapPartitions(shard -> List.of(ShardSummary.of(shard)).iterator()).collect());
    return new Shards(
        persisted,
        persisted.getNumPartitions(),
        total.rows(),
        total.width(),
        total.weightSum(),
        total.fingerprint().hex());
  }

  /**
   * The number of rows of a shard.
   *
   * @param replica in [0, replicas)
   * @return rows / replicas, or one more
   */
  public long rows(int replica) {
    return rows / replicas + (replica < rows % replicas ? 1 : 0);
  }

  /** Releases the storage of the blocks without waiting for it. */
  @Override
  public void close() {
    blocks.unpersist(false);
  }
}

package org.sparkdropout.data;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;

/** What a shard, or shards added in replica order, amount to. */
final class ShardSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private long rows;
  private int width;
  private double weightSum;
  private Fingerprint fingerprint = Fingerprint.EMPTY;

  /** Summarises one shard, adding weights in row order. */
  static ShardSummary of(Iterator<ExampleBlock> blocks) {
    ShardSummary summary = new ShardSummary();
    blocks.forEachRemaining(summary::add);
    return summary;
  }

  /** Summarises all shards, adding weights in replica order. */
  static ShardSummary total(List<ShardSummary> shards) {
    ShardSummary total = new ShardSummary();
    for (ShardSummary shard : shards) {
      total.rows += shard.rows;
      total.width = Math.max(total.width, shard.width);
      total.weightSum += shard.weightSum;
      total.fingerprint = total.fingerprint.plus(shard.fingerprint);
    }
    return total;
  }

  private void add(ExampleBlock block) {
    rows += block.rows();
    width = block.width();
    for (int row = 0; row < block.rows(); row++) {
      weightSum += block.weight(row);
      fingerprint = fingerprint.plus(ContentHash.of(block.packedRow(row)));
    }
  }

  long rows() {
    return rows;
  }

  int width() {
    return width;
  }

  double weightSum() {
    return weightSum;
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }
}

package org.sparkdropout.data;

import org.apache.spark.Partitioner;

/** Deals ranked rows one by one: rank r goes to shard r mod replicas. */
final class RoundRobin extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int replicas;

  RoundRobin(int replicas) {
    this.replicas = replicas;
  }

  @Override
  public int numPartitions() {
    return replicas;
  }

  @Override
  public int getPartition(Object row) {
    return (int) (PackedRow.position((byte[]) row) % replicas);
  }
}

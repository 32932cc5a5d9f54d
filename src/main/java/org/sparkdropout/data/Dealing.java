package org.sparkdropout.data;

import org.apache.spark.Partitioner;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;
import scala.Tuple2;

/**
 * Deals rows to replicas as cards are dealt: shuffled by a hash of their content, then one by one
 * in turn.
 *
 * <p>Every row draws 64 uniform bits from its content hash and the seed. Rows are sorted by those
 * bits and then by content, which ranks all rows of the data set, up to rows that are the same; the
 * row of rank r goes to shard r mod replicas, and the rows of a shard stand by rank. So shards are
 * a pure function of the multiset of rows, the seed and the number of replicas, sizes differ by at
 * most one, copies of a row spread over the shards, and a shard that is rebuilt after a failure is
 * the same even if its input arrives in another order.
 *
 * <p>Costs two shuffles of the data set, both sorted and spilling, and a count in between.
 */
public final class Dealing {
  private final long seed;
  private final int replicas;

  /**
   * Sets up a dealing.
   *
   * @param seed any value; another seed gives another order
   * @param replicas the number of shards, in [1, 65536]
   * @throws IllegalArgumentException if replicas is outside its range
   */
  public Dealing(long seed, int replicas) {
    if (replicas < 1 || replicas > Streams.MAX_REPLICAS) {
      throw new IllegalArgumentException(
          "replicas must be in [1, %d]. Provided value: %d"
              .formatted(Streams.MAX_REPLICAS, replicas));
    }
    this.seed = seed;
    this.replicas = replicas;
  }

  int replicas() {
    return replicas;
  }

  /**
   * Deals all rows. Runs jobs: when it returns, the shards are computed and persisted.
   *
   * @param rows examples of classes, of one width, in any order and partitioning
   * @return shards that the caller closes; some are empty if there are fewer rows than replicas
   */
  public Shards deal(JavaRDD<Example> rows) {
    return deal(rows, TargetLayout.CLASS);
  }

  /**
   * Deals all rows. Runs jobs: when it returns, the shards are computed and persisted.
   *
   * @param rows examples of one width, in any order and partitioning
   * @param layout what their targets are
   * @return shards that the caller closes; some are empty if there are fewer rows than replicas
   */
  public Shards deal(JavaRDD<Example> rows, TargetLayout layout) {
    int ranges = Math.max(replicas, rows.getNumPartitions());
    long key = seed;
    SparkContext context = rows.context();
    JavaRDD<byte[]> shuffled =
        Described.stages(
            context,
            "draw positions",
            () -> sort(rows.map(example -> draw(example, key)), new PositionRanges(ranges)));
    JavaRDD<byte[]> ranked =
        Described.stages(
            context,
            "rank rows",
            () -> shuffled.zipWithIndex().map(row -> PackedRow.moveTo(row._1(), row._2())));
    JavaRDD<byte[]> dealt =
        Described.stages(
            context, "deal rows in turn", () -> sort(ranked, new RoundRobin(replicas)));
    return Described.stages(
        context,
        "pack shards",
        () -> Shards.persist(dealt.mapPartitions(part -> new BlockIterator(part, layout))));
  }

  /** The packed row of an example, at the position that its content and the seed draw. */
  private static byte[] draw(Example example, long seed) {
    byte[] row = PackedRow.of(example);
    long position = ContentHash.of(row).draw(new Streams(seed), Purpose.ROW_DEALING);
    return PackedRow.moveTo(row, position);
  }

  private static JavaRDD<byte[]> sort(JavaRDD<byte[]> rows, Partitioner partitioner) {
    return rows.mapToPair(row -> new Tuple2<byte[], Void>(row, null))
        .repartitionAndSortWithinPartitions(partitioner, RowOrder.BY_POSITION)
        .keys();
  }
}

package org.sparkdropout.train;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * Brings the results of a round to the driver as blocks of a persisted RDD.
 *
 * <p>A task's own result is serialised twice and passes through the driver's queue of messages, or,
 * above a size, over a socket even within one process. A block is fetched once, in bulk, and is
 * handed over as an object where driver and executor are one process. Spark opens its block manager
 * to nobody, in name; this is the one place that asks it.
 */
final class ResultBlocks {
  private ResultBlocks() {}

  /**
   * What a task does once asking for the elements has stored them. In memory it goes through them,
   * which gives the block's lock back; on disk that would read them again. Not a lambda, for the
   * reason of {@link TrainReplica}.
   */
  private static final class Compute<T> extends AbstractFunction2<TaskContext, Iterator<T>, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final boolean inMemory;

    Compute(boolean inMemory) {
      this.inMemory = inMemory;
    }

    @Override
    public Object apply(TaskContext context, Iterator<T> elements) {
      return inMemory ? elements.size() : 1;
    }
  }

  /**
   * Computes an RDD of one element a partition. In memory where driver and executor are one
   * process, else on disk: from there an executor sends a block without having it in memory once
   * more, as bytes. The blocks are gone when this returns, so that they do not push shards out of
   * memory in the next round.
   *
   * @param results not persisted yet
   * @return the elements, in the order of partitions
   */
  static <T> List<T> collect(JavaRDD<T> results) {
    boolean local = results.context().isLocal();
    JavaRDD<T> persisted =
        results.persist(local ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.DISK_ONLY());
    try {
      persisted.context().runJob(persisted.rdd(), new Compute<T>(local), ClassTag$.MODULE$.Int());
      return IntStream.range(0, persisted.getNumPartitions())
          .mapToObj(partition -> fetch(persisted, partition))
          .toList();
    } finally {
      persisted.unpersist(true);
    }
  }

  /**
   * One element. The block's iterator is used up, which gives its lock back. A block that was lost
   * since its job ended is computed again.
   */
  @SuppressWarnings("unchecked")
  static <T> T fetch(JavaRDD<T> results, int partition) {
    Option<BlockResult> block =
        SparkEnv.get()
            .blockManager()
            .get(new RDDBlockId(results.id(), partition), ClassTag$.MODULE$.Any());
    if (block.isEmpty()) {
      return results.collectPartitions(new int[] {partition})[0].get(0);
    }
    return ((List<T>) JavaConverters.seqAsJavaList(block.get().data().toList())).get(0);
  }
}

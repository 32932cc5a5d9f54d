package org.sparkdropout.train;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
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
import scala.runtime.BoxedUnit;

/**
 * Brings the results of a round to the driver as blocks of a persisted RDD.
 *
 * <p>A task's own result is serialised twice and passes through the driver's queue of messages, or,
 * above a size, over a socket even within one process. A block is fetched once, in bulk, and is
 * handed over as an object where driver and executor are one process. It is fetched as soon as its
 * task has ended, while others still run. Spark opens its block manager to nobody, in name; this is
 * the one place that asks it.
 */
final class ResultBlocks {
  /** One thread receives while another makes objects of what it has received. */
  private static final int FETCHING_THREADS = 2;

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
   * more, as bytes; its task leaves the block's lock to Spark, which releases it as the task ends.
   * The blocks are gone when this returns, so that they do not push shards out of memory in the
   * next round.
   *
   * @param results not persisted yet
   * @return the elements, in the order of partitions
   */
  static <T> List<T> collect(JavaRDD<T> results) {
    boolean local = results.context().isLocal();
    JavaRDD<T> persisted =
        results.persist(local ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.DISK_ONLY());
    try {
      return local ? fetchedAfterwards(persisted) : fetchedUnderWay(persisted);
    } finally {
      persisted.unpersist(true);
    }
  }

  /** Within one process nothing is received: the caller fetches when all tasks have ended. */
  private static <T> List<T> fetchedAfterwards(JavaRDD<T> results) {
    results.context().runJob(results.rdd(), new Compute<T>(true), ClassTag$.MODULE$.Int());
    return elements(
        results, number -> fetch(results, number).orElseGet(() -> compute(results, number)));
  }

  private static <T> List<T> fetchedUnderWay(JavaRDD<T> results) {
    ExecutorService threads = threads();
    try {
      Fetching<T> fetching = new Fetching<>(results, threads);
      results
          .context()
          .runJob(results.rdd(), new Compute<T>(false), fetching, ClassTag$.MODULE$.Int());
      return elements(results, fetching::result);
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> List<T> elements(JavaRDD<T> results, IntFunction<T> ofPartition) {
    return IntStream.range(0, results.getNumPartitions()).mapToObj(ofPartition).toList();
  }

  /** Objects are read with the caller's class loader, not Spark's. */
  private static ExecutorService threads() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return Executors.newFixedThreadPool(
        FETCHING_THREADS,
        fetch -> {
          Thread thread = new Thread(fetch, "fetch results of a round");
          thread.setDaemon(true);
          thread.setContextClassLoader(loader);
          return thread;
        });
  }

  /** Fetches blocks, each from when Spark says that its task has ended. */
  static final class Fetching<T> extends AbstractFunction2<Object, Object, BoxedUnit> {
    private final JavaRDD<T> results;
    private final Executor executor;
    private final Map<Integer, CompletableFuture<Optional<T>>> fetched = new ConcurrentHashMap<>();

    Fetching(JavaRDD<T> results, Executor executor) {
      this.results = results;
      this.executor = executor;
    }

    @Override
    public BoxedUnit apply(Object partition, Object result) {
      int number = (int) partition;
      fetched.put(number, CompletableFuture.supplyAsync(() -> fetch(results, number), executor));
      return BoxedUnit.UNIT;
    }

    /** An element, once all tasks have ended. */
    T result(int partition) {
      return fetched.get(partition).join().orElseGet(() -> compute(results, partition));
    }
  }

  /**
   * One element, or nothing if its block is lost. The iterator is used up: that gives the lock
   * back.
   */
  @SuppressWarnings("unchecked")
  private static <T> Optional<T> fetch(JavaRDD<T> results, int partition) {
    Option<BlockResult> block =
        SparkEnv.get()
            .blockManager()
            .get(new RDDBlockId(results.id(), partition), ClassTag$.MODULE$.Any());
    if (block.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ((List<T>) JavaConverters.seqAsJavaList(block.get().data().toList())).get(0));
  }

  private static <T> T compute(JavaRDD<T> results, int partition) {
    return results.collectPartitions(new int[] {partition})[0].get(0);
  }
}

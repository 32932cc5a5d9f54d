package org.sparkdropout.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.storage.BlockManagerMaster;
import org.apache.spark.storage.RDDBlockId;

/**
 * A listener of Spark, named in {@code spark.extraListeners}, that drops the block of a shard when
 * a file tells it to: at the start of a task, so that blocks in use are dropped too.
 */
public final class ShardDropper extends SparkListener {
  /** The setting that names the folder of the two files. */
  static final String FOLDER = "spark.sparkdropout.faults.folder";

  /** Holds a number >= 0: which shard, modulo how many there are. */
  static final String ORDER = "drop-shard";

  /** Says what was done. */
  static final String ANSWER = "dropped-shard";

  private final Path folder;

  /**
   * Made by Spark.
   *
   * @param conf holds the folder
   */
  public ShardDropper(SparkConf conf) {
    this.folder = Path.of(conf.get(FOLDER));
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    Path order = folder.resolve(ORDER);
    if (Files.exists(order)) {
      try {
        String dropped = drop(Integer.parseInt(Files.readString(order)));
        Files.delete(order);
        Path answer = Files.writeString(folder.resolve(ANSWER + ".tmp"), dropped);
        Files.move(answer, folder.resolve(ANSWER));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static String drop(int number) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
    JavaRDD<?> shards =
        context.getPersistentRDDs().values().stream()
            .filter(rdd -> "shards".equals(rdd.name()))
            .findFirst()
            .orElseThrow();
    RDDBlockId block = new RDDBlockId(shards.id(), number % shards.getNumPartitions());
    BlockManagerMaster blocks = SparkEnv.get().blockManager().master();
    int holders = blocks.getLocations(block).size();
    blocks.removeBlock(block);
    return "%s dropped, which %d executors held".formatted(block.name(), holders);
  }
}

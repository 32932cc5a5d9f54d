package org.sparkdropout.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.StorageStatus;

/**
 * What Spark holds on the driver and on all executors, and in their block managers.
 *
 * @param blocks in all block managers
 * @param blockMemory bytes of blocks in memory
 * @param blockDisk bytes of blocks on disk
 * @param driver the driver's process; in local mode the only one
 * @param executors all executors together
 */
record SparkFootprint(
    long blocks, long blockMemory, long blockDisk, Footprint driver, Footprint executors) {

  /**
   * Measures, once what Spark has been told to remove is gone; runs a job of one short task an
   * executor.
   */
  static SparkFootprint of(SparkContext context) {
    Footprint.settle(500);
    StorageStatus[] managers = SparkEnv.get().blockManager().master().getStorageStatus();
    List<Footprint> executors = EachExecutor.run(context, Footprint::now);
    return new SparkFootprint(
        Stream.of(managers).mapToLong(manager -> manager.blocks().size()).sum(),
        Stream.of(managers).mapToLong(StorageStatus::memUsed).sum(),
        Stream.of(managers).mapToLong(StorageStatus::diskUsed).sum(),
        Footprint.now(),
        executors.stream().reduce(Footprint.NOTHING, Footprint::plus));
  }

  /** Every figure by its name; those of executors only if there are any. */
  Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("blocks", blocks);
    figures.put("block memory", blockMemory);
    figures.put("block disk", blockDisk);
    add(figures, "driver", driver);
    if (executors.heap() > 0) {
      add(figures, "executor", executors);
    }
    return figures;
  }

  private static void add(Map<String, Long> figures, String who, Footprint process) {
    figures.put(who + " files", process.files());
    figures.put(who + " file bytes", process.fileBytes());
    figures.put(who + " heap", process.heap());
    figures.put(who + " resident", process.resident());
    figures.put(who + " off heap", process.offHeap());
  }
}

package org.sparkdropout.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.StorageStatus;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/** Runs one short task on every executor, by naming them as the places of a table's partitions. */
final class EachExecutor {
  private EachExecutor() {}

  /** What a task does. */
  interface Measure<T> extends Serializable {
    /** Called on an executor. */
    T now();
  }

  /**
   * Runs a job.
   *
   * @return of each executor, in no order; nothing if the driver's process is the only one
   */
  static <T> List<T> run(SparkContext context, Measure<T> measure) {
    List<Tuple2<String, Seq<String>>> places = new ArrayList<>();
    for (BlockManagerId executor : executors()) {
      String place = "executor_%s_%s".formatted(executor.host(), executor.executorId());
      places.add(new Tuple2<>(place, scala(List.of(place))));
    }
    if (places.isEmpty()) {
      return List.of();
    }
    JavaRDD<String> tasks =
        context.makeRDD(scala(places), ClassTag$.MODULE$.<String>apply(String.class)).toJavaRDD();
    return tasks.map(place -> measure.now()).collect();
  }

  /** The executors; none if the driver's process is the only one. */
  static List<BlockManagerId> executors() {
    return Stream.of(SparkEnv.get().blockManager().master().getStorageStatus())
        .map(StorageStatus::blockManagerId)
        .filter(manager -> !manager.isDriver())
        .toList();
  }

  private static <T> Seq<T> scala(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }
}

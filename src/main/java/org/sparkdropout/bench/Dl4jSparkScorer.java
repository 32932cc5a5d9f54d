package org.sparkdropout.bench;

import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

/** deeplearning4j-spark's feedForwardWithKey over cached rows. */
final class Dl4jSparkScorer implements Contender {
  private static final int BATCH = 1024;

  private final JavaSparkContext context;
  private final Workload workload;
  private final JavaPairRDD<Integer, INDArray> table;
  private final long rows;

  Dl4jSparkScorer(Workload workload, SparkSession spark) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.workload = workload;
    this.table =
        context
            .parallelize(IntStream.range(0, workload.rows()).boxed().toList(), workload.replicas())
            .mapToPair(
                row -> new Tuple2<>(row, Nd4j.create(new float[][] {workload.features(row)})))
            .persist(StorageLevel.MEMORY_ONLY());
    this.rows = table.count();
  }

  @Override
  public String name() {
    return "dl4j-spark's feedForwardWithKey";
  }

  /**
   * A network of its own for each turn, made before the clock starts: DL4J broadcasts the array of
   * its parameters itself, which is released with the broadcast.
   */
  @Override
  public double samplesPerSecond() {
    SparkDl4jMultiLayer network =
        new SparkDl4jMultiLayer(context, Dl4jWorkload.configuration(workload), null);
    long began = System.nanoTime();
    network
        .feedForwardWithKey(table, BATCH)
        .foreachPartition(scores -> scores.forEachRemaining(score -> {}));
    return rows / ((System.nanoTime() - began) * 1e-9);
  }

  @Override
  public void close() {
    table.unpersist();
  }
}

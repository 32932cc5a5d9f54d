package org.sparkdropout.bench;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spark's own MultilayerPerceptronClassifier on the same shape: logistic units, no dropout, L-BFGS.
 *
 * <p>An iteration may pass over the data more than once, so passes are counted: each is one job
 * that aggregates gradients.
 */
final class SparkPerceptron implements Contender {
  private static final int ITERATIONS = 10;
  private static final String PASS = "treeAggregate";

  private final Dataset<Row> table;
  private final MultilayerPerceptronClassifier classifier;
  private final long rows;

  SparkPerceptron(Workload workload, SparkSession spark) {
    this.table = VectorTable.of(workload, spark);
    this.rows = table.count();
    this.classifier =
        new MultilayerPerceptronClassifier()
            .setLayers(layers(workload))
            .setBlockSize(workload.batchSize())
            .setMaxIter(ITERATIONS)
            .setTol(0)
            .setSeed(1);
  }

  /** The widths of all layers, as Spark wants them. */
  static int[] layers(Workload workload) {
    return IntStream.concat(
            IntStream.of(workload.inputs()),
            IntStream.concat(
                IntStream.of(workload.hiddenUnits()), IntStream.of(workload.classes())))
        .toArray();
  }

  @Override
  public String name() {
    return "Spark's perceptron, per pass";
  }

  @Override
  public double samplesPerSecond() {
    AtomicInteger passes = new AtomicInteger();
    SparkListener counting =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            boolean pass = start.stageInfos().exists(stage -> stage.name().startsWith(PASS));
            passes.addAndGet(pass ? 1 : 0);
          }
        };
    table.sparkSession().sparkContext().addSparkListener(counting);
    try {
      long began = System.nanoTime();
      classifier.fit(table);
      double seconds = (System.nanoTime() - began) * 1e-9;
      table.sparkSession().sparkContext().listenerBus().waitUntilEmpty();
      return rows * passes.get() / seconds;
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark must report the jobs it ran. It did not in time", e);
    } finally {
      table.sparkSession().sparkContext().removeSparkListener(counting);
    }
  }

  @Override
  public void close() {
    table.unpersist();
  }
}

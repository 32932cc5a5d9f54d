package org.sparkdropout.bench;

import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * deeplearning4j-spark's parameter averaging of the same network, Direct approach.
 *
 * <p>Its data sets hold whole mini-batches, gathered beforehand: rows would be gathered in the time
 * that is measured.
 */
final class Dl4jTrainer implements Contender {
  private final String name;
  private final int threads;
  private final int rows;
  private final SparkDl4jMultiLayer network;
  private final JavaRDD<DataSet> batches;

  /** Trains with so many native threads in each task. */
  Dl4jTrainer(String name, int threads, Workload workload, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.name = name;
    this.threads = threads;
    int batchSize = workload.batchSize();
    this.rows = workload.rows() / batchSize * batchSize;
    this.batches =
        context
            .parallelize(IntStream.range(0, rows / batchSize).boxed().toList(), workload.replicas())
            .map(index -> dataSet(workload, index * batchSize, batchSize));
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(workload.replicas(), batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(workload.averagingInterval())
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(StorageLevel.MEMORY_ONLY())
            .workerPrefetchNumBatches(2)
            .build();
    this.network = new SparkDl4jMultiLayer(context, Dl4jWorkload.configuration(workload), master);
  }

  private static DataSet dataSet(Workload workload, int first, int rows) {
    float[][] features = new float[rows][];
    float[][] labels = new float[rows][workload.classes()];
    for (int i = 0; i < rows; i++) {
      features[i] = workload.features(first + i);
      labels[i][workload.label(first + i)] = 1f;
    }
    return new DataSet(Nd4j.create(features), Nd4j.create(labels));
  }

  @Override
  public String name() {
    return name;
  }

  /** The threads are set again each time: the library is one for the process, ours included. */
  @Override
  public double samplesPerSecond() {
    Nd4j.factory().blas().setMaxThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    long began = System.nanoTime();
    network.fit(batches);
    return rows / ((System.nanoTime() - began) * 1e-9);
  }

  @Override
  public void close() {
    batches.unpersist();
  }
}

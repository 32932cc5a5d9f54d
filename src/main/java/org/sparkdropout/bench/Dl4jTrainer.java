package org.sparkdropout.bench;

import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * deeplearning4j-spark's parameter averaging of the same network, Direct approach.
 *
 * <p>Its data sets hold one row each, as DL4J's own readers of Spark rows make them, or whole
 * mini-batches gathered beforehand, which spares it the gathering.
 */
final class Dl4jTrainer implements Contender {
  private final SparkDl4jMultiLayer network;
  private final JavaRDD<DataSet> batches;

  private final String name;

  private Dl4jTrainer(
      String name, int rowsPerDataSet, Workload workload, JavaSparkContext context) {
    this.name = name;
    int count = workload.rows() / rowsPerDataSet;
    this.batches =
        context
            .parallelize(IntStream.range(0, count).boxed().toList(), workload.replicas())
            .map(index -> dataSet(workload, index * rowsPerDataSet, rowsPerDataSet));
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(workload.replicas(), rowsPerDataSet)
            .batchSizePerWorker(workload.batchSize())
            .averagingFrequency(workload.averagingInterval())
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(StorageLevel.MEMORY_ONLY())
            .workerPrefetchNumBatches(2)
            .build();
    this.network = new SparkDl4jMultiLayer(context, configuration(workload), master);
  }

  /** Data sets of one row each. */
  static Dl4jTrainer ofRows(Workload workload, JavaSparkContext context) {
    return new Dl4jTrainer("dl4j-spark, rows", 1, workload, context);
  }

  /** Data sets of one mini-batch each. */
  static Dl4jTrainer ofBatches(Workload workload, JavaSparkContext context) {
    return new Dl4jTrainer("dl4j-spark, batches", workload.batchSize(), workload, context);
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

  /** DL4J's dropOut takes the probability of retention, and acts on the input of its layer. */
  private static MultiLayerConfiguration configuration(Workload workload) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Nesterovs(Workload.LEARNING_RATE, Workload.MOMENTUM))
            .weightInit(WeightInit.RELU)
            .list();
    int inputs = workload.inputs();
    double retain = 1 - workload.inputDropout();
    for (int units : workload.hiddenUnits()) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(inputs)
              .nOut(units)
              .activation(Activation.RELU)
              .dropOut(retain)
              .build());
      inputs = units;
      retain = 1 - workload.hiddenDropout();
    }
    return layers
        .layer(
            new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(workload.classes())
                .activation(Activation.SOFTMAX)
                .dropOut(retain)
                .build())
        .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void pass() {
    network.fit(batches);
  }

  @Override
  public void close() {
    batches.unpersist();
  }
}

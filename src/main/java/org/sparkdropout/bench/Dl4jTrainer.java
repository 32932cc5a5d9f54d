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
 * deeplearning4j-spark's parameter averaging of the same network: Direct approach, rows already
 * gathered into mini-batches, which is the form it trains fastest on.
 */
final class Dl4jTrainer implements Contender {
  private final SparkDl4jMultiLayer network;
  private final JavaRDD<DataSet> batches;

  Dl4jTrainer(Workload workload, JavaSparkContext context) {
    int count = workload.rows() / workload.batchSize();
    this.batches =
        context
            .parallelize(IntStream.range(0, count).boxed().toList(), workload.replicas())
            .map(batch -> batch(workload, batch));
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(workload.replicas(), workload.batchSize())
            .batchSizePerWorker(workload.batchSize())
            .averagingFrequency(workload.averagingInterval())
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .storageLevel(StorageLevel.MEMORY_ONLY())
            .workerPrefetchNumBatches(2)
            .build();
    this.network = new SparkDl4jMultiLayer(context, configuration(workload), master);
  }

  private static DataSet batch(Workload workload, int batch) {
    int size = workload.batchSize();
    float[][] features = new float[size][];
    float[][] labels = new float[size][workload.classes()];
    for (int i = 0; i < size; i++) {
      int row = batch * size + i;
      features[i] = workload.features(row);
      labels[i][workload.label(row)] = 1f;
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
    return "deeplearning4j-spark";
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

package org.sparkdropout.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.onnx.ClassOutputs;
import org.sparkdropout.onnx.DenseGraph;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxGraph;

/** A network as ONNX: a matrix of features in; logits, probabilities and classes out. */
final class NetworkOnnx implements Target {
  private final NetworkStage stage;
  private final boolean training;

  /**
   * A network.
   *
   * @param training whether Dropout nodes are to be in it, where there was dropout
   */
  NetworkOnnx(DropoutClassificationModel model, boolean training) {
    this.stage = new NetworkStage(model);
    this.training = training;
  }

  @Override
  public String runtime() {
    return OnnxRun.NAME;
  }

  @Override
  public byte[] bytes() {
    OnnxGraph graph = new OnnxGraph("network");
    String features = graph.input(features(), ElementType.FLOAT, stage.model().numFeatures());
    String logits =
        training
            ? new DenseGraph(graph, stage.dense()).logits(features, stage.dropout())
            : stage.logits(graph, features);
    ClassOutputs.add(graph, logits, stage.model().numClasses(), stage.names(), stage.thresholds());
    return graph.bytes(stage.onnx().metadata());
  }

  private String features() {
    return stage.model().getFeaturesCol();
  }

  @Override
  public Sample sample(Optional<Dataset<Row>> rows, int count) {
    return new NetworkSample(stage).draw(features(), rows, count);
  }

  @Override
  public List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs) {
    return OnnxRun.answers(file, inputs, stage.names(), Optional.empty());
  }

  @Override
  public List<Double> thresholds() {
    return stage.thresholds();
  }
}

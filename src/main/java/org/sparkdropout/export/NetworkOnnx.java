package org.sparkdropout.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.onnx.DenseGraph;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxGraph;

/** A network as ONNX: a matrix of features in, answers out. */
final class NetworkOnnx implements Target {
  private final NetworkStage stage;
  private final boolean training;

  /**
   * A network.
   *
   * @param training whether Dropout nodes are to be in it, where there was dropout
   */
  NetworkOnnx(DropoutModel model, boolean training) {
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
    String features = graph.input(features(), ElementType.FLOAT, stage.inputs());
    String scores =
        training
            ? new DenseGraph(graph, stage.dense()).logits(features, stage.dropout())
            : stage.scores(graph, features);
    stage.form().add(graph, scores);
    if (training) {
      stage.form().addForTraining(graph, scores);
    }
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
    return OnnxRun.answers(file, inputs, stage.form(), Optional.empty());
  }

  @Override
  public Agreement agreement(String file) {
    return stage.form().agreement(file, runtime());
  }
}

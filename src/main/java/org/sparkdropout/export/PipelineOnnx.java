package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.prepare.LabelText;

/** A pipeline as ONNX: raw columns in; the network's answers and the text of classes out. */
final class PipelineOnnx implements Target {
  private final List<Transformer> stages = new ArrayList<>();
  private final NetworkStage network;
  private final Optional<StructType> schema;
  private final PipelineGraph graph;

  /**
   * A pipeline.
   *
   * @param schema of the raw table, if it is at hand
   * @throws IllegalArgumentException if it has no dropout network, or a stage has no ONNX form
   */
  PipelineOnnx(PipelineModel pipeline, Optional<StructType> schema) {
    addStages(pipeline);
    this.schema = schema;
    this.network =
        stages.stream()
            .filter(DropoutModel.class::isInstance)
            .map(stage -> new NetworkStage((DropoutModel) stage))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "A pipeline must have a dropout network to be exported. Its stages: "
                            + stages));
    this.graph = graph();
  }

  private void addStages(PipelineModel pipeline) {
    for (Transformer stage : pipeline.stages()) {
      if (stage instanceof PipelineModel inner) {
        addStages(inner);
      } else {
        stages.add(stage);
      }
    }
  }

  private PipelineGraph graph() {
    PipelineGraph made = new PipelineGraph(schema);
    stages.forEach(made::add);
    return made;
  }

  @Override
  public String runtime() {
    return OnnxRun.NAME;
  }

  @Override
  public byte[] bytes() {
    Map<String, String> metadata = new LinkedHashMap<>(network.onnx().pipelineMetadata());
    metadata.put(InputsJson.KEY, InputsJson.of(graph.inputs()));
    return graph.onnx().bytes(metadata);
  }

  @Override
  public Sample sample(Optional<Dataset<Row>> rows, int count) {
    return new PipelineSample(answering(), graph.inputs(), network.form(), label())
        .draw(rows, count);
  }

  /** The pipeline, with a network that answers in all columns, and to every row. */
  private PipelineModel answering() {
    List<Transformer> answering =
        stages.stream()
            .map(stage -> stage == network.model() ? network.form().answering("keep") : stage)
            .toList();
    return new PipelineModel(Identifiable.randomUID("pipeline"), answering);
  }

  /** The column of the predicted label's text, if there is one. */
  private Optional<String> label() {
    return stages.stream().map(PipelineOnnx::label).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> label(Transformer stage) {
    if (stage instanceof LabelText text) {
      return Optional.of(text.outputColumn());
    }
    return stage instanceof IndexToString text
        ? Optional.of(text.getOutputCol())
        : Optional.empty();
  }

  @Override
  public List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs) {
    return OnnxRun.answers(file, inputs, network.form(), label());
  }

  @Override
  public Agreement agreement(String file) {
    return network.form().agreement(file, runtime());
  }
}

package org.sparkdropout.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.ml.feature.IndexToString;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxAttribute;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.PreparedNames;
import org.sparkdropout.prepare.RawColumns;

/** The ends of a pipeline: its door, the network, and the text of labels. */
final class TableForms {
  private TableForms() {}

  /** Gives raw columns their names within the pipeline. */
  static void rawColumns(RawColumns stage, PipelineGraph pipeline) {
    for (String column : stage.numericColumns()) {
      pipeline.put(PreparedNames.raw(column), pipeline.numbers(column));
    }
    Optional<String> missing =
        Optional.of(stage.missingCategory()).filter(stage::isSet).map(stage::getOrDefault);
    for (String column : stage.categoricalColumns()) {
      GraphPart text = pipeline.text(column);
      pipeline.put(
          PreparedNames.raw(column),
          GraphPart.text(text.value(), text.text().orElseThrow().input(), missing));
    }
  }

  /** The network. A row with a feature that is missing, or infinite as a float, has no answer. */
  static void network(DropoutModel model, PipelineGraph pipeline) {
    OnnxGraph graph = pipeline.onnx();
    NetworkStage stage = new NetworkStage(model);
    GraphPart features = pipeline.vector(model.getFeaturesCol(), stage.inputs());
    if (features.width() != stage.inputs()) {
      throw new IllegalArgumentException(
          "A pipeline must make as many features as its network takes: %d. Column '%s' has %d"
              .formatted(stage.inputs(), model.getFeaturesCol(), features.width()));
    }
    String floats =
        graph.node(
            "features.float",
            "Cast",
            List.of(features.value()),
            OnnxAttribute.castTo(ElementType.FLOAT));
    String unfit = unfit(graph, floats);
    stage.form().add(pipeline, stage.scores(graph, floats), unfit);
  }

  /** Whether any feature of a row is NaN or infinite: (rows, 1). */
  private static String unfit(OnnxGraph graph, String features) {
    String nan = graph.node("features.nan", "IsNaN", List.of(features));
    String infinite = graph.node("features.infinite", "IsInf", List.of(features));
    String either = graph.node("features.invalid", "Or", List.of(nan, infinite));
    String numbers =
        graph.node(
            "features.marks", "Cast", List.of(either), OnnxAttribute.castTo(ElementType.FLOAT));
    String any =
        graph.node(
            "features.mark",
            "ReduceSum",
            List.of(numbers, graph.longs("features.axis", new long[] {1}, 1)),
            OnnxAttribute.integer("keepdims", 1));
    return graph.node("unfit", "Cast", List.of(any), OnnxAttribute.castTo(ElementType.BOOL));
  }

  /** The text of each row's class, empty where there is none. */
  static void labelText(LabelText stage, PipelineGraph pipeline) {
    String prediction = pipeline.made(stage.getOrDefault(stage.predictionCol()), stage).value();
    label(pipeline.onnx(), prediction, stage.texts(), stage.outputColumn());
  }

  /**
   * Spark's own stage for the text of a class, which gives rows without an answer the first label;
   * here it is empty.
   *
   * @throws IllegalArgumentException if its labels are in the metadata of a column only
   */
  static void indexToString(IndexToString stage, PipelineGraph pipeline) {
    if (!stage.isSet(stage.labels()) || stage.getLabels().length == 0) {
      throw new IllegalArgumentException(
          "IndexToString must have labels for the pipeline to have an ONNX form. Stage %s has none: call setLabels"
              .formatted(stage.uid()));
    }
    String index = pipeline.made(stage.getInputCol(), stage).value();
    label(pipeline.onnx(), index, List.of(stage.getLabels()), stage.getOutputCol());
  }

  private static void label(OnnxGraph graph, String classes, List<String> texts, String output) {
    List<Long> keys = LongStream.range(0, texts.size()).boxed().toList();
    String label =
        graph.mlNode(
            output + ".text",
            "LabelEncoder",
            List.of(classes),
            OnnxAttribute.integers("keys_int64s", keys),
            OnnxAttribute.texts("values_strings", texts),
            OnnxAttribute.text("default_string", ""));
    graph.output(graph.named(output, label), ElementType.STRING);
  }
}

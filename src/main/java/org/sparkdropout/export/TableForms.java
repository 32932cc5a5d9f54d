package org.sparkdropout.export;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.ml.feature.IndexToString;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.onnx.ClassOutputs;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxAttribute;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.onnx.OnnxOutputs;
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

  /**
   * The network. A row with a feature that is missing, or infinite as a float, has no answer: NaN
   * for logits and probabilities, -1 for the class.
   */
  static void network(DropoutClassificationModel model, PipelineGraph pipeline) {
    OnnxGraph graph = pipeline.onnx();
    NetworkStage stage = new NetworkStage(model);
    GraphPart features = pipeline.vector(model.getFeaturesCol(), model.numFeatures());
    if (features.width() != model.numFeatures()) {
      throw new IllegalArgumentException(
          "A pipeline must make as many features as its network takes: %d. Column '%s' has %d"
              .formatted(model.numFeatures(), model.getFeaturesCol(), features.width()));
    }
    String floats =
        graph.node(
            "features.float",
            "Cast",
            List.of(features.value()),
            OnnxAttribute.castTo(ElementType.FLOAT));
    String unfit = unfit(graph, floats);
    String logits = stage.logits(graph, floats);
    String probabilities = ClassOutputs.probabilities(graph, logits);
    String prediction = ClassOutputs.prediction(graph, logits, probabilities, stage.thresholds());
    OnnxOutputs names = stage.names();
    String nan = graph.floats("noAnswer", new float[] {Float.NaN});
    answer(graph, names.logits(), model.numClasses(), List.of(unfit, nan, logits));
    answer(graph, names.probabilities(), model.numClasses(), List.of(unfit, nan, probabilities));
    pipeline.put(names.prediction(), GraphPart.made(classes(graph, names, unfit, prediction), 1));
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

  private static void answer(OnnxGraph graph, String name, int classes, List<String> choice) {
    String value = graph.node(name + ".answered", "Where", choice);
    graph.output(graph.named(name, value), ElementType.FLOAT, classes);
  }

  private static String classes(
      OnnxGraph graph, OnnxOutputs names, String unfit, String prediction) {
    String flat =
        graph.node(
            "unfit.flat", "Reshape", List.of(unfit, graph.longs("flat", new long[] {-1}, 1)));
    String none = graph.longs("noClass", new long[] {-1});
    String value =
        graph.node(names.prediction() + ".answered", "Where", List.of(flat, none, prediction));
    String named = graph.named(names.prediction(), value);
    graph.output(named, ElementType.INT64);
    return named;
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

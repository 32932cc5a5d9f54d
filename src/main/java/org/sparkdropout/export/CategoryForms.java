package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.ml.feature.OneHotEncoderModel;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxAttribute;
import org.sparkdropout.onnx.OnnxGraph;

/**
 * Spark's stages for categories.
 *
 * <p>ONNX has no null and stops for no row. So the empty text is a missing category, unless it is a
 * category itself; and where Spark would stop or leave the row out, the index is NaN, which the
 * network does not answer to.
 */
final class CategoryForms {
  private static final String KEEP = "keep";

  private CategoryForms() {}

  /** Turns texts into indices. */
  static void indexer(StringIndexerModel stage, PipelineGraph pipeline) {
    String[] inputs = StageColumns.of(stage, "inputCol");
    String[] outputs = StageColumns.of(stage, "outputCol");
    for (int i = 0; i < inputs.length; i++) {
      String input = inputs[i];
      String output = outputs[i];
      List<String> labels = List.of(stage.labelsArray()[i]);
      boolean keeps = stage.getHandleInvalid().equals(KEEP);
      pipeline.put(output, () -> index(pipeline, input, labels, keeps, output));
    }
  }

  private static GraphPart index(
      PipelineGraph pipeline, String input, List<String> labels, boolean keeps, String output) {
    GraphPart text = pipeline.text(input);
    return GraphPart.made(index(pipeline.onnx(), text, labels, keeps, output), 1);
  }

  private static String index(
      OnnxGraph graph, GraphPart part, List<String> labels, boolean keeps, String output) {
    long others = keeps ? labels.size() : -1;
    List<String> keys = new ArrayList<>(labels);
    List<Long> indices = new ArrayList<>(LongStream.range(0, labels.size()).boxed().toList());
    if (!labels.contains("")) {
      keys.add("");
      indices.add(indexOfMissing(part.text().orElseThrow(), labels, others));
    }
    boolean mayBeMissing = keys.size() > labels.size() && indices.get(labels.size()) >= 0;
    note(part.text().orElseThrow(), labels, mayBeMissing);
    String whole =
        graph.mlNode(
            output + ".whole",
            "LabelEncoder",
            List.of(part.value()),
            OnnxAttribute.texts("keys_strings", keys),
            OnnxAttribute.integers("values_int64s", indices),
            OnnxAttribute.integer("default_int64", others));
    String index =
        graph.node(output, "Cast", List.of(whole), OnnxAttribute.castTo(ElementType.DOUBLE));
    return keeps ? index : orNaN(graph, output, isAtLeastZero(graph, output, index), index);
  }

  private static long indexOfMissing(GraphPart.Text text, List<String> labels, long others) {
    int place = text.missing().map(labels::indexOf).orElse(-1);
    return place < 0 ? others : place;
  }

  private static void note(GraphPart.Text text, List<String> labels, boolean mayBeMissing) {
    text.input().addCategories(labels);
    if (mayBeMissing) {
      text.input().letMissing(RawInput.CATEGORY);
    }
  }

  private static String isAtLeastZero(OnnxGraph graph, String output, String index) {
    String zero = graph.doubles(output + ".zero", new double[] {0});
    return graph.node(output + ".notNegative", "GreaterOrEqual", List.of(index, zero));
  }

  /** A value where a condition holds, and NaN elsewhere. */
  private static String orNaN(OnnxGraph graph, String output, String condition, String value) {
    String nan = graph.doubles(output + ".nan", new double[] {Double.NaN});
    return graph.node(output + ".orNaN", "Where", List.of(condition, value, nan));
  }

  /** Turns indices into vectors with a one at their place. */
  static void encoder(OneHotEncoderModel stage, PipelineGraph pipeline) {
    String[] inputs = StageColumns.of(stage, "inputCol");
    String[] outputs = StageColumns.of(stage, "outputCol");
    for (int i = 0; i < inputs.length; i++) {
      encode(
          stage, pipeline, pipeline.made(inputs[i], stage), stage.categorySizes()[i], outputs[i]);
    }
  }

  private static void encode(
      OneHotEncoderModel stage, PipelineGraph pipeline, GraphPart index, int size, String output) {
    OnnxGraph graph = pipeline.onnx();
    boolean keeps = stage.getHandleInvalid().equals(KEEP);
    int width = size + (keeps ? 1 : 0) - (stage.getDropLast() ? 1 : 0);
    String known = isIn(graph, output, index.value(), size);
    String place = index.value();
    String answered = known;
    if (keeps) {
      String others = graph.doubles(output + ".others", new double[] {size});
      place = graph.node(output + ".place", "Where", List.of(known, place, others));
      String nothing = graph.node(output + ".nothing", "IsNaN", List.of(index.value()));
      answered = graph.node(output + ".something", "Not", List.of(nothing));
    }
    double[] places = IntStream.range(0, width).asDoubleStream().toArray();
    String range = graph.doubles(output + ".places", places, width);
    String hit = graph.node(output + ".hit", "Equal", List.of(place, range));
    String ones =
        graph.node(output, "Cast", List.of(hit), OnnxAttribute.castTo(ElementType.DOUBLE));
    pipeline.put(output, GraphPart.made(orNaN(graph, output, answered, ones), width));
  }

  private static String isIn(OnnxGraph graph, String output, String index, int size) {
    String end = graph.doubles(output + ".end", new double[] {size});
    String below = graph.node(output + ".below", "Less", List.of(index, end));
    String above = isAtLeastZero(graph, output, index);
    return graph.node(output + ".known", "And", List.of(below, above));
  }
}

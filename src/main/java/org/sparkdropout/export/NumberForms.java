package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.feature.ImputerModel;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.feature.VectorSizeHint;
import org.apache.spark.sql.Row;
import org.sparkdropout.onnx.OnnxAttribute;
import org.sparkdropout.onnx.OnnxGraph;

/** Spark's stages for numbers, in doubles as Spark computes them. */
final class NumberForms {
  private NumberForms() {}

  /** Puts the surrogate of a column where it is missing, which is NaN or the stage's own value. */
  static void imputer(ImputerModel stage, PipelineGraph pipeline) {
    String[] inputs = StageColumns.of(stage, "inputCol");
    String[] outputs = StageColumns.of(stage, "outputCol");
    Row surrogates = stage.surrogateDF().first();
    for (int i = 0; i < inputs.length; i++) {
      GraphPart part = pipeline.numbers(inputs[i]);
      double surrogate = surrogates.<Number>getAs(inputs[i]).doubleValue();
      impute(stage, pipeline, part, outputs[i], pipeline.stored(inputs[i], surrogate));
    }
  }

  private static void impute(
      ImputerModel stage, PipelineGraph pipeline, GraphPart part, String output, double surrogate) {
    OnnxGraph graph = pipeline.onnx();
    String missing = graph.node(output + ".missing", "IsNaN", List.of(part.value()));
    if (!Double.isNaN(stage.getMissingValue())) {
      String mark = graph.doubles(output + ".mark", new double[] {stage.getMissingValue()});
      String marked = graph.node(output + ".marked", "Equal", List.of(part.value(), mark));
      missing = graph.node(output + ".invalid", "Or", List.of(missing, marked));
    }
    String value = graph.doubles(output + ".surrogate", new double[] {surrogate});
    String imputed = graph.node(output, "Where", List.of(missing, value, part.value()));
    part.slots().get(0).input().ifPresent(input -> note(input, surrogate));
    pipeline.put(output, GraphPart.numbers(imputed, part.slots()));
  }

  private static void note(RawInput input, double surrogate) {
    input.letMissing(RawInput.IMPUTED);
    input.lieAround(0, surrogate, Math.max(1, Math.abs(surrogate) / 4));
  }

  /** Tells the width of a raw column of vectors. */
  static void sizeHint(VectorSizeHint stage, PipelineGraph pipeline) {
    pipeline.vector(stage.getInputCol(), stage.getSize());
  }

  /** Lays numbers and vectors side by side. */
  static void assembler(VectorAssembler stage, PipelineGraph pipeline) {
    List<String> values = new ArrayList<>();
    List<GraphPart.Slot> slots = new ArrayList<>();
    for (String input : stage.getInputCols()) {
      GraphPart part = pipeline.numbers(input);
      values.add(part.value());
      slots.addAll(part.slots());
    }
    String vector =
        pipeline
            .onnx()
            .node(stage.getOutputCol(), "Concat", values, OnnxAttribute.integer("axis", 1));
    pipeline.put(stage.getOutputCol(), GraphPart.numbers(vector, slots));
  }

  /** Shifts by the mean and multiplies by 1 / deviation, or by 0 where that is 0. */
  static void scaler(StandardScalerModel stage, PipelineGraph pipeline) {
    GraphPart part = pipeline.made(stage.getInputCol(), stage);
    double[] means = stage.mean().toArray();
    double[] deviations = stage.std().toArray();
    for (int slot = 0; slot < part.width(); slot++) {
      GraphPart.Slot from = part.slots().get(slot);
      double mean = means[slot];
      double deviation = deviations[slot];
      from.input().ifPresent(input -> input.lieAround(from.place(), mean, deviation));
    }
    String output = stage.getOutputCol();
    OnnxGraph graph = pipeline.onnx();
    String value = part.value();
    if (stage.getWithMean()) {
      String shift = graph.doubles(output + ".mean", means, means.length);
      value = graph.node(output + ".shifted", "Sub", List.of(value, shift));
    }
    if (stage.getWithStd()) {
      double[] factors = Arrays.stream(deviations).map(d -> d == 0 ? 0 : 1 / d).toArray();
      String factor = graph.doubles(output + ".factor", factors, factors.length);
      value = graph.node(output, "Mul", List.of(value, factor));
    }
    pipeline.put(output, GraphPart.numbers(value, part.slots()));
  }
}

package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.TimestampType;
import org.sparkdropout.onnx.OnnxAttribute;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.prepare.CategoryColumn;
import org.sparkdropout.prepare.EncodedColumn;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.NumberColumn;
import org.sparkdropout.prepare.SlotScale;
import org.sparkdropout.prepare.VectorColumn;

/**
 * The stage that makes features of raw columns: all numbers side by side are imputed and scaled at
 * once, and each column of categories is a block of places behind them.
 */
final class EncoderForms {
  private static final String KEEP = "keep";

  private final PipelineGraph pipeline;
  private final OnnxGraph graph;
  private final FeatureEncoderModel stage;
  private final List<String> numbers = new ArrayList<>();
  private final List<Double> surrogates = new ArrayList<>();
  private final List<SlotScale> scales = new ArrayList<>();
  private final List<String> blocks = new ArrayList<>();

  private EncoderForms(FeatureEncoderModel stage, PipelineGraph pipeline) {
    this.stage = stage;
    this.pipeline = pipeline;
    this.graph = pipeline.onnx();
  }

  /** Makes the vector of features. */
  static void encoder(FeatureEncoderModel stage, PipelineGraph pipeline) {
    EncoderForms forms = new EncoderForms(stage, pipeline);
    stage.columns().forEach(forms::add);
    int width = stage.columns().stream().mapToInt(EncodedColumn::width).sum();
    pipeline.put(stage.outputColumn(), GraphPart.made(forms.features(), width));
  }

  private void add(EncodedColumn column) {
    if (column instanceof NumberColumn number) {
      addNumber(number);
    } else if (column instanceof VectorColumn vector) {
      addVector(vector);
    } else if (column instanceof CategoryColumn category) {
      addCategory(category);
    }
  }

  private void addNumber(NumberColumn column) {
    GraphPart part = pipeline.numbers(column.name());
    double surrogate = column.surrogate().orElse(Double.NaN);
    add(part, surrogate, List.of(column.scale()));
    part.slots()
        .get(0)
        .input()
        .ifPresent(input -> describe(input, column.type(), column.surrogate()));
  }

  private static void describe(RawInput input, DataType type, OptionalDouble surrogate) {
    input.trainedAs(type);
    surrogate.ifPresent(value -> input.letMissing(RawInput.IMPUTED));
  }

  private void addVector(VectorColumn column) {
    GraphPart part = pipeline.vector(column.name(), column.width());
    add(part, Double.NaN, column.scales());
    part.slots().get(0).input().ifPresent(input -> input.trainedAs(column.type()));
  }

  private void add(GraphPart part, double surrogate, List<SlotScale> scalesOfPart) {
    numbers.add(part.value());
    for (int place = 0; place < scalesOfPart.size(); place++) {
      surrogates.add(surrogate);
      scales.add(scalesOfPart.get(place));
      GraphPart.Slot slot = part.slots().get(place);
      SlotScale scale = scalesOfPart.get(place);
      slot.input().ifPresent(input -> lieAround(input, slot.place(), scale, surrogate));
    }
  }

  private static void lieAround(RawInput input, int place, SlotScale scale, double surrogate) {
    if (scale instanceof SlotScale.Standard standard) {
      input.lieAround(place, standard.mean(), standard.deviation());
    } else if (scale instanceof SlotScale.Quantile quantile) {
      List<Double> values = quantile.values();
      double spread = values.get(values.size() - 1) - values.get(0);
      input.lieAround(place, values.get(values.size() / 2), spread / 4);
    } else if (!Double.isNaN(surrogate)) {
      input.lieAround(place, surrogate, Math.max(1, Math.abs(surrogate) / 4));
    }
  }

  private void addCategory(CategoryColumn column) {
    GraphPart part = pipeline.text(column.name());
    RawInput input = part.text().orElseThrow().input();
    Absent absent = absent();
    input.trainedAs(column.type());
    input.addCategories(column.categories());
    if (column.type() instanceof TimestampType) {
      input.writtenIn(stage.getOrDefault(stage.timeZone()));
    }
    input.takeUnseen(absent.unseenIs());
    input.letMissing(column.missingIsCategory() ? RawInput.CATEGORY : absent.missingIs());
    blocks.add(CategoryBlock.add(graph, column, part.value(), absent));
  }

  private Absent absent() {
    boolean keeps = stage.handleInvalid().equals(KEEP);
    boolean fitsMissing = keeps || stage.fitsMissingCategories();
    return new Absent(
        keeps ? Absent.WEIGHS_NOTHING : Absent.NO_ANSWER,
        fitsMissing ? Absent.WEIGHS_NOTHING : Absent.NO_ANSWER);
  }

  private String features() {
    List<String> parts = new ArrayList<>();
    if (!numbers.isEmpty()) {
      String imputed = imputed(sideBySide("numbers", numbers));
      parts.add(new ScaledNumbers(graph, scales).add(imputed));
    }
    parts.addAll(blocks);
    return sideBySide(stage.outputColumn(), parts);
  }

  private String sideBySide(String name, List<String> values) {
    return graph.node(name, "Concat", values, OnnxAttribute.integer("axis", 1));
  }

  private String imputed(String all) {
    double[] values = surrogates.stream().mapToDouble(value -> value).toArray();
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      return all;
    }
    String missing = graph.node("numbers.missing", "IsNaN", List.of(all));
    String instead = graph.doubles("numbers.surrogates", values, values.length);
    return graph.node("numbers.imputed", "Where", List.of(missing, instead, all));
  }
}

package org.sparkdropout.export;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.prepare.SlotScale;

/** Numbers side by side (rows, slots) that are scaled, each slot by its own scale. */
final class ScaledNumbers {
  private final OnnxGraph graph;
  private final List<SlotScale> scales;

  ScaledNumbers(OnnxGraph graph, List<SlotScale> scales) {
    this.graph = graph;
    this.scales = scales;
  }

  /**
   * Adds the scaling.
   *
   * @param numbers the name of the numbers; NaN stays NaN
   * @return the name of the scaled numbers
   */
  String add(String numbers) {
    String scaled = anyIs(SlotScale.Standard.class) ? standardised(numbers) : numbers;
    if (!anyIs(SlotScale.Quantile.class)) {
      return scaled;
    }
    boolean[] isQuantile = new boolean[scales.size()];
    for (int slot = 0; slot < isQuantile.length; slot++) {
      isQuantile[slot] = scales.get(slot) instanceof SlotScale.Quantile;
    }
    String which = graph.flags("scale.byQuantiles", isQuantile, isQuantile.length);
    String scores = new QuantileTable(graph, scales).add(numbers);
    return graph.node("scale.scaled", "Where", List.of(which, scores, scaled));
  }

  private boolean anyIs(Class<? extends SlotScale> kind) {
    return scales.stream().anyMatch(kind::isInstance);
  }

  /** (number - mean) * (1 / deviation); slots of other scales stay as they are. */
  private String standardised(String numbers) {
    double[] means = each(standard -> standard.mean(), 0);
    double[] factors = each(s -> s.deviation() == 0 ? 0 : 1 / s.deviation(), 1);
    String mean = graph.doubles("scale.mean", means, means.length);
    String factor = graph.doubles("scale.factor", factors, factors.length);
    String shifted = graph.node("scale.shifted", "Sub", List.of(numbers, mean));
    return graph.node("scale.standardised", "Mul", List.of(shifted, factor));
  }

  private double[] each(ToDoubleFunction<SlotScale.Standard> value, double otherwise) {
    double[] values = new double[scales.size()];
    Arrays.setAll(
        values,
        slot ->
            scales.get(slot) instanceof SlotScale.Standard standard
                ? value.applyAsDouble(standard)
                : otherwise);
    return values;
  }
}

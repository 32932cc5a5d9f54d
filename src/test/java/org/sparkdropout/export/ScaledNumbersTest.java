package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.onnx.OnnxSession;
import org.sparkdropout.prepare.SlotScale;

class ScaledNumbersTest {
  private static final Random RANDOM = new Random(7);

  private static SlotScale.Quantile quantiles(int points) {
    List<Double> values = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    double value = -3;
    double score = -5;
    for (int point = 0; point < points; point++) {
      values.add(value += RANDOM.nextDouble() + 1e-9);
      scores.add(score += RANDOM.nextDouble());
    }
    return new SlotScale.Quantile(values, scores);
  }

  private static double[][] scaled(List<SlotScale> scales, double[][] rows) {
    OnnxGraph graph = new OnnxGraph("test");
    String input = graph.input("x", ElementType.DOUBLE, scales.size());
    String scaled = new ScaledNumbers(graph, scales).add(input);
    graph.output(graph.named("y", scaled), ElementType.DOUBLE, scales.size());
    try (OnnxSession session = OnnxSession.open(graph.bytes(Map.of()))) {
      return (double[][]) session.run(Map.of("x", rows)).get("y");
    }
  }

  private static void assertAsScales(List<SlotScale> scales, double[][] rows) {
    double[][] scaled = scaled(scales, rows);
    for (int row = 0; row < rows.length; row++) {
      for (int slot = 0; slot < scales.size(); slot++) {
        assertThat(scaled[row][slot])
            .as("%s of %s", scales.get(slot), rows[row][slot])
            .isEqualTo(Double.valueOf(scales.get(slot).apply(rows[row][slot])));
      }
    }
  }

  private static double[][] rows(int slots) {
    double[][] rows = new double[200][slots];
    for (double[] row : rows) {
      for (int slot = 0; slot < slots; slot++) {
        row[slot] = RANDOM.nextInt(10) == 0 ? Double.NaN : 20 * RANDOM.nextGaussian();
      }
    }
    return rows;
  }

  @Test
  void everyScale_givesTheModelsBits() {
    List<SlotScale> scales =
        List.of(
            new SlotScale.Standard(3.5, 1.7),
            quantiles(1),
            SlotScale.NONE,
            quantiles(2),
            quantiles(3),
            new SlotScale.Standard(-1e9, 0),
            quantiles(64),
            quantiles(1000));
    assertAsScales(scales, rows(scales.size()));
  }

  @Test
  void quantiles_atTheirPointsAndBeyond_giveTheModelsBits() {
    SlotScale.Quantile scale = quantiles(7);
    for (double value : scale.values()) {
      assertAsScales(
          List.of(scale), new double[][] {{value}, {Math.nextUp(value)}, {Math.nextDown(value)}});
    }
    assertAsScales(List.of(scale), new double[][] {{-1e300}, {1e300}, {Double.NaN}});
  }

  /** An infinite number has no rank: its row has no answer, as in the model. */
  @Test
  void quantiles_ofInfiniteNumbers_areNaN() {
    double[][] rows = {{Double.POSITIVE_INFINITY}, {Double.NEGATIVE_INFINITY}};
    for (double[] row : scaled(List.of(quantiles(3)), rows)) {
      assertThat(row).containsExactly(Double.NaN);
    }
  }

  @Test
  void noScale_addsNothing() {
    assertAsScales(List.of(SlotScale.NONE, SlotScale.NONE), rows(2));
  }
}

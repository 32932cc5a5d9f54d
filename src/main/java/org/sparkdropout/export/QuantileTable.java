package org.sparkdropout.export;

import java.util.List;
import java.util.stream.IntStream;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.prepare.SlotScale;

/**
 * Lines through points, a table for each slot: all slots are looked up at once, by halving the
 * table as often as its length needs.
 *
 * <p>Tables lie one behind the other in one array, each filled up to the same power of two, so that
 * a place in it is the start of its slot's table plus a step.
 */
final class QuantileTable {
  private final OnnxGraph graph;
  private final List<SlotScale> scales;

  /** The length of every table: more than there are points, and a power of two. */
  private final int length;

  private final double[] values;
  private final double[] scores;

  QuantileTable(OnnxGraph graph, List<SlotScale> scales) {
    this.graph = graph;
    this.scales = scales;
    int points = scales.stream().mapToInt(scale -> points(scale).size()).max().orElse(1);
    this.length = 2 * Integer.highestOneBit(points);
    this.values = new double[scales.size() * length];
    this.scores = new double[values.length];
    for (int slot = 0; slot < scales.size(); slot++) {
      fill(slot);
    }
  }

  /** The values of the points; one point for a slot of another scale. */
  private static List<Double> points(SlotScale scale) {
    return scale instanceof SlotScale.Quantile quantile ? quantile.values() : List.of(0.0);
  }

  private static List<Double> scores(SlotScale scale) {
    return scale instanceof SlotScale.Quantile quantile ? quantile.scores() : List.of(0.0);
  }

  /** Behind the last point the line is level, to a point that no number reaches. */
  private void fill(int slot) {
    List<Double> from = points(scales.get(slot));
    List<Double> to = scores(scales.get(slot));
    int start = slot * length;
    for (int place = 0; place < length; place++) {
      boolean isPoint = place < from.size();
      values[start + place] = isPoint ? from.get(place) : Double.POSITIVE_INFINITY;
      scores[start + place] = to.get(Math.min(place, to.size() - 1));
    }
  }

  /**
   * Adds the look-up.
   *
   * @param numbers the name of numbers (rows, slots)
   * @return the name of their scores; NaN for numbers that are NaN or infinite
   */
  String add(String numbers) {
    String number = within(numbers);
    String all = graph.doubles("quantiles.values", values, values.length);
    String place = place(all, number);
    String next = plus(place, 1);
    String from = gather(all, place);
    String share =
        graph.node(
            "quantiles.share",
            "Div",
            List.of(
                graph.node("quantiles.above", "Sub", List.of(number, from)),
                graph.node("quantiles.span", "Sub", List.of(gather(all, next), from))));
    String allScores = graph.doubles("quantiles.scores", scores, scores.length);
    String low = gather(allScores, place);
    String rise = graph.node("quantiles.rise", "Sub", List.of(gather(allScores, next), low));
    String part = graph.node("quantiles.part", "Mul", List.of(rise, share));
    return graph.node("quantiles.score", "Add", List.of(low, part));
  }

  /** A number beyond the first or last point is moved to it; an infinite one becomes NaN. */
  private String within(String numbers) {
    double[] firsts = scales.stream().mapToDouble(scale -> points(scale).get(0)).toArray();
    double[] lasts =
        scales.stream()
            .map(QuantileTable::points)
            .mapToDouble(points -> points.get(points.size() - 1))
            .toArray();
    String first = graph.doubles("quantiles.first", firsts, firsts.length);
    String last = graph.doubles("quantiles.last", lasts, lasts.length);
    String infinite = graph.doubles("quantiles.infinite", new double[] {Double.POSITIVE_INFINITY});
    String size = graph.node("quantiles.size", "Abs", List.of(numbers));
    String isInfinite = graph.node("quantiles.isInfinite", "Equal", List.of(size, infinite));
    String nan = graph.doubles("quantiles.nan", new double[] {Double.NaN});
    String finite = graph.node("quantiles.finite", "Where", List.of(isInfinite, nan, numbers));
    String below = graph.node("quantiles.below", "Less", List.of(finite, first));
    String raised = graph.node("quantiles.raised", "Where", List.of(below, first, finite));
    String above = graph.node("quantiles.beyond", "Greater", List.of(raised, last));
    return graph.node("quantiles.number", "Where", List.of(above, last, raised));
  }

  /** The last point that is not above the number. */
  private String place(String all, String number) {
    long[] starts =
        IntStream.range(0, scales.size()).mapToLong(slot -> (long) slot * length).toArray();
    String nothing = graph.node("quantiles.nothing", "IsNaN", List.of(number));
    String start = graph.longs("quantiles.start", starts, starts.length);
    // Of (rows, slots), where starts alone are (slots).
    String place = graph.node("quantiles.place", "Where", List.of(nothing, start, start));
    for (int step = length / 2; step >= 1; step /= 2) {
      String further = plus(place, step);
      String reaches =
          graph.node("quantiles.reaches", "LessOrEqual", List.of(gather(all, further), number));
      place = graph.node("quantiles.place", "Where", List.of(reaches, further, place));
    }
    return place;
  }

  private String plus(String place, long step) {
    String steps = graph.longs("quantiles.step", new long[] {step});
    return graph.node("quantiles.further", "Add", List.of(place, steps));
  }

  private String gather(String all, String place) {
    return graph.node("quantiles.at", "Gather", List.of(all, place));
  }
}

package org.sparkdropout.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.TargetScale;

/**
 * What a regression network ends in: its scores, taken to the label's units and, for quantiles,
 * sorted.
 *
 * <p>Computed in doubles, as our own answers are, since a label's mean may lie many deviations from
 * zero.
 *
 * @param prediction the name of the output of predictions
 * @param quantiles the name of the output of quantiles; empty if the network has none
 */
public record NumberOutputs(String prediction, Optional<String> quantiles) {
  /**
   * Adds the numbers of an answer.
   *
   * @param graph receives the nodes
   * @param scores (rows, outputs), floats in standardised units
   * @param answer what the scores mean
   * @return (rows, outputs), doubles in the label's units; quantiles ascend in each row
   */
  public static String numbers(OnnxGraph graph, String scores, NumberAnswer answer) {
    TargetScale scale = answer.scale();
    String wide =
        graph.node(
            "scores.double", "Cast", List.of(scores), OnnxAttribute.castTo(ElementType.DOUBLE));
    String deviation = constant(graph, "label.deviation", scale.deviations());
    String mean = constant(graph, "label.mean", scale.means());
    String scaled = graph.node("scores.scaled", "Mul", List.of(wide, deviation));
    String numbers = graph.node("numbers", "Add", List.of(scaled, mean));
    return answer.quantiles().length > 0
        ? graph.ascending("numbers.sorted", numbers, answer.width())
        : numbers;
  }

  private static String constant(OnnxGraph graph, String name, double[] values) {
    return graph.doubles(name, values, values.length);
  }

  /**
   * Adds the outputs: the prediction, doubles (rows), or (rows, outputs) for a label of several
   * numbers; and the quantiles, doubles (rows, quantiles), if there are some.
   *
   * @param graph receives nodes and outputs
   * @param numbers (rows, outputs), doubles in the label's units
   * @param answer of the network
   */
  public void add(OnnxGraph graph, String numbers, NumberAnswer answer) {
    if (isSingle(answer)) {
      String place = graph.longs("predicted", new long[] {answer.predicted()});
      String predicted =
          graph.node(
              "prediction.number",
              "Gather",
              List.of(numbers, place),
              OnnxAttribute.integer("axis", 1));
      graph.output(graph.named(prediction, predicted), ElementType.DOUBLE);
    } else {
      graph.output(graph.named(prediction, numbers), ElementType.DOUBLE, answer.width());
    }
    quantiles.ifPresent(
        name -> graph.output(graph.named(name, numbers), ElementType.DOUBLE, answer.width()));
  }

  /**
   * Whether each row is predicted one number.
   *
   * @param answer of a network
   * @return false for a label of several numbers
   */
  public static boolean isSingle(NumberAnswer answer) {
    return answer.width() == 1 || answer.quantiles().length > 0;
  }

  /**
   * What a runtime's outputs say.
   *
   * @param outputs arrays by name
   * @return of each row: the predicted number or numbers, then the quantiles
   */
  public List<double[]> read(Map<String, Object> outputs) {
    double[][] predicted = rows(outputs.get(prediction));
    Optional<double[][]> levels = quantiles.map(name -> (double[][]) outputs.get(name));
    return IntStream.range(0, predicted.length)
        .mapToObj(row -> joined(predicted[row], levels.map(all -> all[row])))
        .toList();
  }

  private static double[][] rows(Object output) {
    return output instanceof double[] numbers
        ? Arrays.stream(numbers).mapToObj(number -> new double[] {number}).toArray(double[][]::new)
        : (double[][]) output;
  }

  private static double[] joined(double[] first, Optional<double[]> second) {
    double[] more = second.orElse(new double[0]);
    double[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }
}

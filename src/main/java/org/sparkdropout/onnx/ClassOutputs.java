package org.sparkdropout.onnx;

import java.util.List;

/** What a classification network ends in: softmax, and the choice of a class. */
public final class ClassOutputs {
  private ClassOutputs() {}

  /**
   * Adds probabilities.
   *
   * @param graph receives the nodes
   * @param logits (rows, classes)
   * @return their softmax
   */
  public static String probabilities(OnnxGraph graph, String logits) {
    return graph.node("softmax", "Softmax", List.of(logits), OnnxAttribute.integer("axis", 1));
  }

  /**
   * Adds the choice of a class: the first of the largest logit, or with thresholds of the largest
   * probability / threshold, as {@code head.Decision} chooses.
   *
   * @param graph receives the nodes
   * @param logits (rows, classes)
   * @param probabilities their softmax
   * @param thresholds one a class, or none
   * @return whole numbers (rows)
   */
  public static String prediction(
      OnnxGraph graph, String logits, String probabilities, List<Double> thresholds) {
    String scores = thresholds.isEmpty() ? logits : ratios(graph, probabilities, thresholds);
    return graph.node(
        "argmax",
        "ArgMax",
        List.of(scores),
        OnnxAttribute.integer("axis", 1),
        OnnxAttribute.integer("keepdims", 0));
  }

  /** 0 / 0 is as good as no probability. */
  private static String ratios(OnnxGraph graph, String probabilities, List<Double> thresholds) {
    float[] values = new float[thresholds.size()];
    for (int c = 0; c < values.length; c++) {
      values[c] = thresholds.get(c).floatValue();
    }
    String divisor = graph.floats("thresholds", values, values.length);
    String ratio = graph.node("ratio", "Div", List.of(probabilities, divisor));
    String undefined = graph.node("ratio.undefined", "IsNaN", List.of(ratio));
    String lowest = graph.floats("lowest", new float[] {Float.NEGATIVE_INFINITY});
    return graph.node("ratio.defined", "Where", List.of(undefined, lowest, ratio));
  }

  /**
   * Adds probabilities and class, and makes all three outputs.
   *
   * @param graph receives the nodes
   * @param logits (rows, classes)
   * @param classes of the network
   * @param names of the outputs
   * @param thresholds one a class, or none
   */
  public static void add(
      OnnxGraph graph, String logits, long classes, OnnxOutputs names, List<Double> thresholds) {
    String probabilities = probabilities(graph, logits);
    String prediction = prediction(graph, logits, probabilities, thresholds);
    graph.output(graph.named(names.logits(), logits), ElementType.FLOAT, classes);
    graph.output(graph.named(names.probabilities(), probabilities), ElementType.FLOAT, classes);
    graph.output(graph.named(names.prediction(), prediction), ElementType.INT64);
  }
}

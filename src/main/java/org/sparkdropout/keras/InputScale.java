package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What Rescaling and Normalization layers at the start do to a row of features: (x - mean) * factor
 * + offset, each of its own. In this form no digits are lost where means are large.
 *
 * @param mean of each feature
 * @param factor of each feature
 * @param offset of each feature
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record InputScale(double[] mean, double[] factor, double[] offset) {
  /** As Keras has it, so that a variance of 0 divides by no 0. */
  private static final double SMALLEST_DEVIATION = 1e-7;

  /**
   * A layer, and the shape in which it sees an example.
   *
   * @param layer Rescaling or Normalization
   * @param shape without the batch
   */
  record Step(LayerConfig layer, List<Integer> shape) {
    /** The axes that have values of their own, counted without the batch. */
    private List<Integer> axes() {
      JsonNode axis = layer.config().path("axis");
      Stream<JsonNode> all =
          axis.isArray() ? Chain.elements(axis) : Stream.of(axis).filter(JsonNode::isNumber);
      return all.map(JsonNode::asInt).map(i -> i < 0 ? shape.size() + i : i - 1).toList();
    }

    /** The shape of means and variances. */
    List<Integer> statistics() {
      return axes().stream().map(shape::get).toList();
    }

    /** Which of the means is that of a feature. */
    private int place(int feature) {
      int[] index = new int[shape.size()];
      int left = feature;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        index[axis] = left % shape.get(axis);
        left /= shape.get(axis);
      }
      int place = 0;
      for (int axis : axes()) {
        place = place * shape.get(axis) + index[axis];
      }
      return place;
    }
  }

  static InputScale none(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return new InputScale(new double[features], ones, new double[features]);
  }

  /** All layers at the start of a model, one after the other. */
  static InputScale of(Sequential model, Map<String, Map<String, INDArray>> weights) {
    InputScale scale = none(model.features());
    for (Step step : model.scaling()) {
      InputScale next =
          step.layer().is("Rescaling")
              ? rescaling(step, model.features())
              : normalization(step, weights.get(step.layer().name()), model.features());
      scale = scale.then(next);
    }
    return scale;
  }

  private static InputScale rescaling(Step step, int features) {
    Numbers scale = Numbers.of(step.layer(), "scale", step.shape());
    Numbers offset = Numbers.of(step.layer(), "offset", step.shape());
    return new InputScale(
        new double[features],
        values(features, i -> scale.at(i, step.shape())),
        values(features, i -> offset.at(i, step.shape())));
  }

  private static InputScale normalization(Step step, Map<String, INDArray> weights, int features) {
    double[] means = statistics(step, "mean", weights);
    double[] variances = statistics(step, "variance", weights);
    double[] mean = values(features, i -> means[step.place(i)]);
    double[] deviation =
        values(features, i -> Math.max(Math.sqrt(variances[step.place(i)]), SMALLEST_DEVIATION));
    return step.layer().config().path("invert").asBoolean()
        ? new InputScale(new double[features], deviation, mean)
        : new InputScale(mean, values(features, i -> 1 / deviation[i]), new double[features]);
  }

  /** Means or variances, which are settings or, where Keras has found them itself, weights. */
  private static double[] statistics(Step step, String name, Map<String, INDArray> weights) {
    if (!step.layer().weightNames().isEmpty()) {
      INDArray found = weights.get(name);
      return found.reshape(found.length()).toDoubleVector();
    }
    List<Integer> sizes = step.statistics();
    Numbers given = Numbers.of(step.layer(), name, sizes);
    return values(Sequential.product(sizes), i -> given.at(i, sizes));
  }

  private static double[] values(int features, IntToDoubleFunction value) {
    return IntStream.range(0, features).mapToDouble(value).toArray();
  }

  private InputScale then(InputScale next) {
    int features = mean.length;
    return new InputScale(
        mean,
        values(features, i -> factor[i] * next.factor[i]),
        values(features, i -> (offset[i] - next.mean[i]) * next.factor[i] + next.offset[i]));
  }

  /** Whether it changes nothing. */
  boolean isNone() {
    return Arrays.equals(mean, new double[mean.length])
        && Arrays.equals(offset, mean)
        && Arrays.stream(factor).allMatch(value -> value == 1);
  }

  /** What becomes of a feature that is 0. */
  double ofZero(int feature) {
    return offset[feature] - mean[feature] * factor[feature];
  }

  /** The largest number that a feature of 0 becomes, regardless of its sign. */
  double largestOfZero() {
    return IntStream.range(0, mean.length).mapToDouble(i -> Math.abs(ofZero(i))).max().orElse(0);
  }
}

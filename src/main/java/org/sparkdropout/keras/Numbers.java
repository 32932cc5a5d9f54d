package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Numbers in a setting of a layer: one, or an array of any dimensions.
 *
 * @param values in row-major order
 * @param shape empty for one number
 */
record Numbers(List<Double> values, List<Integer> shape) {
  /**
   * Reads a setting.
   *
   * @param sizes of the array that the numbers are for, without the batch
   * @throws KerasFormatException if it holds something else, or does not broadcast to these sizes
   */
  static Numbers of(LayerConfig layer, String setting, List<Integer> sizes) {
    JsonNode given = layer.config().path(setting);
    boolean isNumpy = given.path("class_name").asText().equals("__numpy__");
    JsonNode array = isNumpy ? given.path("config").path("value") : given;
    List<Integer> shape = shape(array);
    List<Double> values = flat(array).boxed().toList();
    if (!fits(shape, sizes) || values.size() != Sequential.product(shape)) {
      throw new KerasFormatException(
          "%s of %s must be one number, or numbers for the shape %s. Provided: %s. Give it so, and save the model again"
              .formatted(setting, layer, sizes, given));
    }
    return new Numbers(values, shape);
  }

  private static List<Integer> shape(JsonNode array) {
    List<Integer> shape = new ArrayList<>();
    for (JsonNode inner = array; inner.isArray(); inner = inner.path(0)) {
      shape.add(inner.size());
    }
    return shape;
  }

  /** What is no number is left out, and so missing. */
  private static DoubleStream flat(JsonNode array) {
    if (array.isArray()) {
      return Chain.elements(array).flatMapToDouble(Numbers::flat);
    }
    return array.isNumber() ? DoubleStream.of(array.doubleValue()) : DoubleStream.empty();
  }

  private static boolean fits(List<Integer> shape, List<Integer> sizes) {
    int more = sizes.size() - shape.size();
    for (int axis = 0; axis < shape.size(); axis++) {
      int size = axis + more < 0 ? 1 : sizes.get(axis + more);
      if (shape.get(axis) != 1 && shape.get(axis) != size) {
        return false;
      }
    }
    return true;
  }

  /** The number for a place in an array, by NumPy's rule: an axis of length 1 is repeated. */
  double at(int place, List<Integer> sizes) {
    int left = place;
    int from = 0;
    int stride = 1;
    for (int back = 1; back <= Math.min(shape.size(), sizes.size()); back++) {
      int length = shape.get(shape.size() - back);
      int size = sizes.get(sizes.size() - back);
      from += stride * (length == 1 ? 0 : left % size);
      left /= size;
      stride *= length;
    }
    return values.get(from);
  }
}

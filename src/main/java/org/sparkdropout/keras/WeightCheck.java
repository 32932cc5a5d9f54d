package org.sparkdropout.keras;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks that a model has all its weights and that they are numbers. */
final class WeightCheck {
  private WeightCheck() {}

  static void check(Sequential model, Map<String, Map<String, INDArray>> weights) {
    for (LayerConfig layer : model.layers()) {
      Map<String, INDArray> found = weights.getOrDefault(layer.name(), Map.of());
      List<String> expected = layer.weightNames();
      if (!found.keySet().containsAll(expected)) {
        throw new KerasFormatException(
            "%s must have the weights %s. The file has %s: save the model again"
                .formatted(layer, expected, new TreeSet<>(found.keySet())));
      }
      found.forEach((name, values) -> requireFinite(layer, name, values));
      requireShape(layer, found);
    }
  }

  private static void requireFinite(LayerConfig layer, String name, INDArray values) {
    long wrong = 0;
    for (float value : values.reshape(values.length()).toFloatVector()) {
      wrong += Float.isFinite(value) ? 0 : 1;
    }
    if (wrong > 0) {
      throw new KerasFormatException(
          "Weights must be finite. %s of %s has %d of %d that are not: the model diverged in"
                  .formatted(name, layer, wrong, values.length())
              + " training. Train it again with a lower learning rate, and save it");
    }
  }

  /** The outputs of a Dense layer are the last axis of its kernel. */
  private static void requireShape(LayerConfig layer, Map<String, INDArray> found) {
    if (!layer.is("Dense")) {
      return;
    }
    int units = layer.config().path("units").asInt();
    INDArray kernel = found.get("kernel");
    if (kernel.rank() != 2 || kernel.size(1) != units) {
      throw new KerasFormatException(
          "The kernel of %s must be (inputs, %d). Its shape is %s: save the model again"
              .formatted(layer, units, Arrays.toString(kernel.shape())));
    }
  }
}

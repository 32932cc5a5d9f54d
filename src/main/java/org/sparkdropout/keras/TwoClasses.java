package org.sparkdropout.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One unit with a sigmoid as two units with softmax. The first unit has no weights: the softmax of
 * (0, z) is (1 - sigmoid(z), sigmoid(z)).
 */
final class TwoClasses {
  private TwoClasses() {}

  /** The model with two units at its end, if it has one. */
  static Sequential of(Sequential model) {
    if (model.output() != OutputForm.Kind.SIGMOID) {
      return model;
    }
    List<LayerConfig> layers = new ArrayList<>(model.layers());
    int last = layers.size() - 1;
    layers.set(last, layers.get(last).with("units", 2));
    return new Sequential(
        model.shape(),
        model.scaling(),
        List.copyOf(layers),
        OutputForm.Kind.SOFTMAX,
        model.noise());
  }

  /** The weights of such a model. */
  static Map<String, Map<String, INDArray>> weights(
      Sequential model, Map<String, Map<String, INDArray>> weights) {
    if (model.output() != OutputForm.Kind.SIGMOID) {
      return weights;
    }
    Map<String, INDArray> end = new LinkedHashMap<>();
    String last = model.layers().get(model.layers().size() - 1).name();
    weights.get(last).forEach((name, array) -> end.put(name, behindZeros(array)));
    Map<String, Map<String, INDArray>> all = new LinkedHashMap<>(weights);
    all.put(last, end);
    return all;
  }

  /** Puts a zero before each number: (inputs, 1) becomes (inputs, 2), and (1) becomes (2). */
  private static INDArray behindZeros(INDArray array) {
    float[] values = array.reshape(array.length()).toFloatVector();
    float[] both = new float[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      both[2 * i + 1] = values[i];
    }
    INDArray flat = Nd4j.createFromArray(both);
    return array.rank() == 1 ? flat : flat.reshape('c', values.length, 2);
  }
}

package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The end of a classification network, which Keras users write in several ways. */
final class OutputForm {
  private OutputForm() {}

  /**
   * Brings the end into one form: a Dense layer with softmax.
   *
   * @param layers of the model
   * @param training how it was compiled, which says whether a linear output is logits
   * @return the layers, softmax within the last one if it is Dense
   * @throws KerasFormatException if the output is no softmax over at least two classes
   */
  static List<LayerConfig> of(List<LayerConfig> layers, JsonNode training) {
    if (layers.isEmpty()) {
      throw new KerasFormatException("The model must have layers. It has none");
    }
    List<LayerConfig> result = new ArrayList<>(layers);
    LayerConfig last = result.get(result.size() - 1);
    if (isSoftmaxLayer(last)) {
      result.remove(result.size() - 1);
      last = result.isEmpty() ? last : result.get(result.size() - 1);
      require(isLinearDense(last), last);
    } else {
      boolean logits = isLinearDense(last) && isOfLogits(training.path("loss"));
      require(logits || (last.is("Dense") && last.activation().equals("softmax")), last);
    }
    result.set(result.size() - 1, last.withActivation("softmax"));
    require(last.config().path("units").asInt() >= 2, last);
    requireNoOther(result.subList(0, result.size() - 1));
    return List.copyOf(result);
  }

  private static void requireNoOther(List<LayerConfig> hidden) {
    for (LayerConfig layer : hidden) {
      if (layer.is("Softmax") || layer.activation().equals("softmax")) {
        throw new KerasFormatException("Softmax must be at the end alone. Provided: " + layer);
      }
    }
  }

  private static boolean isSoftmaxLayer(LayerConfig layer) {
    return layer.is("Softmax") || (layer.is("Activation") && layer.activation().equals("softmax"));
  }

  private static boolean isLinearDense(LayerConfig layer) {
    return layer.is("Dense") && layer.activation().equals("linear");
  }

  private static boolean isOfLogits(JsonNode loss) {
    return loss.path("class_name").asText().endsWith("CategoricalCrossentropy")
        && loss.path("config").path("from_logits").asBoolean();
  }

  private static void require(boolean softmax, LayerConfig last) {
    if (!softmax) {
      throw new KerasFormatException(
          "The output must be Dense with softmax, or compiled with a categorical cross-entropy"
              + " of logits, over at least 2 classes. Provided: "
              + last
              + ", activation "
              + last.activation()
              + ", "
              + last.config().path("units").asInt()
              + " units");
    }
  }
}

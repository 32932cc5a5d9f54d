package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a classification network, which Keras users write in several ways, in one form: a
 * Dense layer with softmax.
 *
 * @param layers the activation of the end within the last one
 * @param kind what the end was
 */
record OutputForm(List<LayerConfig> layers, Kind kind) {
  /** What gives the probabilities. */
  enum Kind {
    /** Softmax over all classes. */
    SOFTMAX,

    /** One unit with a sigmoid: the probability of the second of two classes. */
    SIGMOID
  }

  /**
   * Brings the end into one form.
   *
   * @param layers of the model
   * @param training how it was compiled, which says whether a linear output is logits
   * @throws KerasFormatException if the output is none of a classification
   */
  static OutputForm of(List<LayerConfig> layers, JsonNode training) {
    if (layers.isEmpty()) {
      throw new KerasFormatException("The model must have layers. It has none");
    }
    List<LayerConfig> result = new ArrayList<>(layers);
    LayerConfig end = result.remove(result.size() - 1);
    String activation = end.activation();
    LayerConfig last = end;
    if (!end.is("Dense") && !result.isEmpty() && isLinearDense(result.get(result.size() - 1))) {
      last = result.remove(result.size() - 1);
    } else if (isLinearDense(end)) {
      activation = ofLogits(training.path("loss"));
    }
    Kind kind = kind(end, last, activation);
    result.forEach(OutputForm::requireNoSoftmax);
    result.add(last.withActivation("softmax"));
    return new OutputForm(List.copyOf(result), kind);
  }

  private static Kind kind(LayerConfig end, LayerConfig last, String activation) {
    int units = last.config().path("units").asInt();
    if (last.is("Dense") && activation.equals("softmax") && units >= 2) {
      return Kind.SOFTMAX;
    }
    if (last.is("Dense") && activation.equals("sigmoid") && units == 1) {
      return Kind.SIGMOID;
    }
    throw new KerasFormatException(
        "The output must be Dense with softmax over at least 2 classes, or with a sigmoid of one"
            + " unit, or linear and compiled with a cross-entropy of logits. Provided: "
            + end
            + ", activation "
            + end.activation()
            + ", "
            + units
            + " units");
  }

  private static void requireNoSoftmax(LayerConfig layer) {
    if (layer.activation().equals("softmax")) {
      throw new KerasFormatException("Softmax must be at the end alone. Provided: " + layer);
    }
  }

  private static boolean isLinearDense(LayerConfig layer) {
    return layer.is("Dense") && layer.activation().equals("linear");
  }

  /** What a loss of logits applies to them. */
  private static String ofLogits(JsonNode loss) {
    String name = loss.path("class_name").asText();
    if (!loss.path("config").path("from_logits").asBoolean()) {
      return "linear";
    }
    return name.endsWith("CategoricalCrossentropy")
        ? "softmax"
        : name.equals("BinaryCrossentropy") ? "sigmoid" : "linear";
  }
}

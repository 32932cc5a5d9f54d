package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparkdropout.data.TargetKind;

/**
 * The end of a network, which Keras users write in several ways, in one form: a Dense layer, with
 * softmax for classes and without activation for numbers.
 *
 * @param layers the activation of the end within the last one
 * @param kind what the end was
 */
record OutputForm(List<LayerConfig> layers, Kind kind) {
  /** What gives the answer. */
  enum Kind {
    /** Softmax over all classes. */
    SOFTMAX(TargetKind.CLASS, "softmax"),

    /** One unit with a sigmoid: the probability of the second of two classes. */
    SIGMOID(TargetKind.CLASS, "softmax"),

    /** Numbers, trained by the squared loss or one that is near it. */
    SQUARED(TargetKind.NUMBERS, "linear"),

    /** Numbers, trained by the absolute loss. */
    ABSOLUTE(TargetKind.NUMBERS, "linear");

    private final TargetKind target;
    private final String activation;

    Kind(TargetKind target, String activation) {
      this.target = target;
      this.activation = activation;
    }

    /** What is answered. */
    TargetKind target() {
      return target;
    }
  }

  /** The losses of numbers, as {@link #name} spells them; a model without a loss is of numbers. */
  private static final Map<String, Kind> LOSSES =
      Map.of(
          "", Kind.SQUARED,
          "mse", Kind.SQUARED,
          "meansquarederror", Kind.SQUARED,
          "huber", Kind.SQUARED,
          "mae", Kind.ABSOLUTE,
          "meanabsoluteerror", Kind.ABSOLUTE);

  /**
   * Brings the end into one form.
   *
   * @param layers of the model
   * @param training how it was compiled, which says whether a linear output is logits or numbers
   * @throws KerasFormatException if the output is neither of classes nor of numbers
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
    Kind kind = kind(end, last, activation, training.path("loss"));
    result.forEach(OutputForm::requireNoSoftmax);
    result.add(last.withActivation(kind.activation));
    return new OutputForm(List.copyOf(result), kind);
  }

  private static Kind kind(LayerConfig end, LayerConfig last, String activation, JsonNode loss) {
    int units = last.config().path("units").asInt();
    if (last.is("Dense") && activation.equals("softmax") && units >= 2) {
      return Kind.SOFTMAX;
    }
    if (last.is("Dense") && activation.equals("sigmoid") && units == 1) {
      return Kind.SIGMOID;
    }
    if (isLinearDense(last) && activation.equals("linear") && LOSSES.containsKey(name(loss))) {
      return LOSSES.get(name(loss));
    }
    throw new KerasFormatException(
        "The output must be Dense with softmax over at least 2 classes, or with a sigmoid of one"
            + " unit, or linear and compiled with a cross-entropy of logits; for numbers linear,"
            + " with the loss mse, mae or huber, or not compiled. Provided: "
            + end
            + ", activation "
            + end.activation()
            + ", "
            + units
            + " units"
            + (name(loss).isEmpty() ? "" : ", loss " + name(loss)));
  }

  private static void requireNoSoftmax(LayerConfig layer) {
    if (layer.activation().equals("softmax")) {
      throw new KerasFormatException("Softmax must be at the end alone. Provided: " + layer);
    }
  }

  private static boolean isLinearDense(LayerConfig layer) {
    return layer.is("Dense") && layer.activation().equals("linear");
  }

  /** A loss in small letters alone: Keras writes objects, functions and short names. */
  private static String name(JsonNode loss) {
    JsonNode config = loss.path("config");
    String name =
        loss.isTextual()
            ? loss.textValue()
            : config.isTextual() ? config.textValue() : loss.path("class_name").asText();
    return name.replace("_", "").toLowerCase(Locale.ROOT);
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

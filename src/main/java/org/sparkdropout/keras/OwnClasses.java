package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Tells Keras's own classes, in their plain form, from those of others: a subclass may have the
 * name of a layer of Keras and compute something else.
 */
final class OwnClasses {
  private static final Pattern MODULE =
      Pattern.compile("(tf_|tensorflow\\.(python\\.)?)?keras(\\..*)?");

  private static final Pattern QUANTISED = Pattern.compile("(u?int|float8|gptq|awq).*");

  private OwnClasses() {}

  /**
   * Checks what a layer or model is of.
   *
   * @param node the description in which its class stands
   * @param what it is, for messages
   */
  static void require(JsonNode node, Object what) {
    JsonNode module = node.path("module");
    JsonNode registered = node.path("registered_name");
    String name = node.path("class_name").asText();
    boolean own =
        !name.contains(">")
            && (module.isMissingNode() || MODULE.matcher(module.asText("")).matches())
            && (!registered.isTextual() || registered.equals(node.path("class_name")));
    if (!own) {
      throw new KerasFormatException(
          "Every class must be one of Keras itself. %s is of %s, which may compute something else. Put its weights into a layer of Keras, and save the model again"
              .formatted(what, name.contains(">") ? name : registered.asText(module.asText())));
    }
  }

  /** Checks that a layer computes with the weights as they are. */
  static void requireNotQuantised(LayerConfig layer) {
    String policy = policy(layer);
    boolean quantised =
        QUANTISED.matcher(policy).matches()
            || layer.config().hasNonNull("quantization_config")
            || layer.config().hasNonNull("quantization_mode");
    if (quantised) {
      throw new KerasFormatException(
          "Layers must not be quantised. %s is, by %s. Save the model as it was before model.quantize"
              .formatted(layer, policy));
    }
  }

  /** Whether a layer computes in fewer bits than float32. */
  static boolean isImprecise(LayerConfig layer) {
    return policy(layer).contains("float16");
  }

  /** The name of a layer's dtype policy; empty if it has none. */
  static String policy(LayerConfig layer) {
    JsonNode dtype = layer.config().path("dtype");
    JsonNode config = dtype.path("config");
    return dtype.isTextual()
        ? dtype.textValue()
        : config.path("mode").asText(config.path("name").asText());
  }
}

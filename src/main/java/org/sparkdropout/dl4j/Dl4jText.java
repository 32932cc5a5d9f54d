package org.sparkdropout.dl4j;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.sparkdropout.fit.UnsupportedNetworkException;

/** The text of a configuration: JSON or YAML. */
final class Dl4jText {
  private static final int SHOWN = 60;

  private Dl4jText() {}

  static MultiLayerConfiguration parse(String text, String where) {
    boolean isJson = text.stripLeading().startsWith("{");
    NamedClasses.check(text, isJson, where);
    MultiLayerConfiguration parsed;
    try {
      parsed =
          isJson ? MultiLayerConfiguration.fromJson(text) : MultiLayerConfiguration.fromYaml(text);
    } catch (RuntimeException wrong) {
      throw unreadable(text, where, wrong);
    }
    if (parsed == null || parsed.getConfs() == null || parsed.getConfs().isEmpty()) {
      throw unreadable(text, where, null);
    }
    return parsed;
  }

  private static UnsupportedNetworkException unreadable(
      String text, String where, RuntimeException cause) {
    if (text.contains("\"vertices\"") || text.contains("vertexInputs")) {
      return new UnsupportedNetworkException(
          "network must be a MultiLayerConfiguration: layer after layer. %s holds a ComputationGraph's. Write the network as a MultiLayerConfiguration"
              .formatted(where),
          cause);
    }
    String start = text.strip().replaceAll("\\s+", " ");
    if (start.isEmpty()) {
      return new UnsupportedNetworkException(
          "network must hold a MultiLayerConfiguration of DL4J as JSON or YAML. %s is empty. Write one with MultiLayerConfiguration.toJson() of DL4J 1.0.0-M2"
              .formatted(where),
          cause);
    }
    String shown = start.length() > SHOWN ? start.substring(0, SHOWN) + "..." : start;
    return new UnsupportedNetworkException(
        "network must hold a MultiLayerConfiguration of DL4J as JSON or YAML. %s does not; it starts: %s. Write one with MultiLayerConfiguration.toJson() of DL4J 1.0.0-M2"
            .formatted(where, shown),
        cause);
  }
}

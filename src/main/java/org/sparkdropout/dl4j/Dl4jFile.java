package org.sparkdropout.dl4j;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A file of DL4J: the text of a configuration, or a model with its weights (zip).
 *
 * @param configuration of the network
 * @param weights in DL4J's layout, if the file has them
 */
public record Dl4jFile(Dl4jConfiguration configuration, Optional<float[]> weights) {
  /**
   * Reads the bytes of a file.
   *
   * @param bytes of the file
   * @param where it is, for messages
   * @return what the file holds
   * @throws UnsupportedNetworkException if it is none of DL4J's, or the network cannot be trained
   *     here
   */
  public static Dl4jFile of(byte[] bytes, String where) {
    return isZip(bytes)
        ? model(bytes, where)
        : ofText(new String(bytes, StandardCharsets.UTF_8), where);
  }

  /**
   * Takes a network with its weights.
   *
   * @param network not changed
   * @param where it is from, for messages
   * @return the same as its file
   * @throws UnsupportedNetworkException if it cannot be trained here
   */
  public static Dl4jFile of(MultiLayerNetwork network, String where) {
    String json = network.getLayerWiseConfigurations().toJson();
    float[] weights = NativeFloats.read(network.params());
    requireFinite(weights, where);
    return new Dl4jFile(Dl4jConfiguration.parse(json, where), Optional.of(weights));
  }

  /**
   * Reads the text of a configuration.
   *
   * @param text JSON or YAML
   * @param where it is from, for messages
   * @return the configuration, without weights
   * @throws UnsupportedNetworkException if it is none of DL4J's, or the network cannot be trained
   *     here
   */
  public static Dl4jFile ofText(String text, String where) {
    return new Dl4jFile(Dl4jConfiguration.parse(text, where), Optional.empty());
  }

  /**
   * Whether bytes are a zip, as models with weights are.
   *
   * @param bytes of a file
   * @return true if they start like one
   */
  public static boolean isZip(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3;
  }

  private static Dl4jFile model(byte[] bytes, String where) {
    MultiLayerNetwork network;
    try {
      network = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes), false);
    } catch (IOException | RuntimeException wrong) {
      throw new UnsupportedNetworkException(
          "network must be a zip that DL4J's ModelSerializer has written of a MultiLayerNetwork. %s is not: %s. Save it again"
              .formatted(where, wrong.getMessage()),
          wrong);
    }
    try {
      return of(network, where);
    } finally {
      NativeMemory.free(network);
    }
  }

  private static void requireFinite(float[] weights, String where) {
    for (int i = 0; i < weights.length; i++) {
      if (!Float.isFinite(weights[i])) {
        throw new UnsupportedNetworkException(
            "network must have finite weights. In %s weight %d of %d is %s. Save a network that has not diverged"
                .formatted(where, i, weights.length, weights[i]));
      }
    }
  }
}

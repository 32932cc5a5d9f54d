package org.sparkdropout.dl4j;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.files.BoundedZip;
import org.sparkdropout.fit.UnsupportedNetworkException;

/**
 * A file of DL4J: the text of a configuration, or a model with its weights (zip).
 *
 * @param configuration of the network
 * @param weights in DL4J's layout, if the file has them
 */
public record Dl4jFile(Dl4jConfiguration configuration, Optional<float[]> weights)
    implements Dl4jForm {
  @Override
  public Dl4jFile dl4j(TargetKind target) {
    return this;
  }

  @Override
  public OptionalInt features() {
    return OptionalInt.empty();
  }

  @Override
  public boolean hasUpdater() {
    return true;
  }

  @Override
  public Optional<DenseStart> dense() {
    return Optional.empty();
  }

  @Override
  public Set<TargetKind> targets() {
    return Set.of(configuration.target());
  }

  @Override
  public Optional<String> whyNotDense() {
    return Optional.of("it is a file of DL4J, which is trained by DL4J alone");
  }

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
    return BoundedZip.isZip(bytes)
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

  private static Dl4jFile model(byte[] bytes, String where) {
    Dl4jFile file = Dl4jZip.read(bytes, where);
    file.weights().ifPresent(weights -> requireFinite(weights, where));
    return file;
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

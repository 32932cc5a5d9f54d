package org.sparkdropout.dl4j;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A file of DL4J: the text of a configuration, or a model with its weights (zip).
 *
 * @param configuration of the network
 * @param weights in DL4J's layout, if the file has them
 */
public record Dl4jFile(Dl4jConfiguration configuration, Optional<float[]> weights) {
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  /**
   * Reads a file.
   *
   * @param network a path on any file system that Hadoop knows, or the text itself: JSON
   * @param hadoop its configuration
   * @return what the file holds
   * @throws UnsupportedNetworkException if there is no such file, it is none of DL4J's, or the
   *     network cannot be trained here
   */
  public static Dl4jFile read(String network, Configuration hadoop) {
    if (network.stripLeading().startsWith("{")) {
      return new Dl4jFile(Dl4jConfiguration.parse(network, "param network"), Optional.empty());
    }
    byte[] bytes = bytes(network, hadoop);
    return isZip(bytes) ? model(bytes, network) : text(bytes, network);
  }

  private static byte[] bytes(String place, Configuration hadoop) {
    try {
      Path path = new Path(place);
      try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
        return in.readNBytes(LARGEST);
      }
    } catch (FileNotFoundException none) {
      throw new UnsupportedNetworkException(
          "network must name a file. Provided: %s, which is not there. Check the path"
              .formatted(place),
          none);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "network must name a file that can be read. Provided: %s".formatted(place), failure);
    }
  }

  private static boolean isZip(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3;
  }

  private static Dl4jFile text(byte[] bytes, String where) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new Dl4jFile(Dl4jConfiguration.parse(text, where), Optional.empty());
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
    String json = network.getLayerWiseConfigurations().toJson();
    float[] weights = network.params().dup().data().asFloat();
    network.close();
    requireFinite(weights, where);
    return new Dl4jFile(Dl4jConfiguration.parse(json, where), Optional.of(weights));
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

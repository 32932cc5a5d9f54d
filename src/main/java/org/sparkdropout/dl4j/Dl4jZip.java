package org.sparkdropout.dl4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.sparkdropout.files.BoundedZip;
import org.sparkdropout.fit.UnsupportedNetworkException;

/**
 * A model as DL4J's {@code ModelSerializer} writes it: a zip of its configuration as JSON and of
 * its weights.
 *
 * <p>Only these two entries are read. DL4J's own reader also deserialises Java objects of other
 * entries ({@code preprocessor.bin}), which lets a file run code.
 */
final class Dl4jZip {
  static final String CONFIGURATION = "configuration.json";
  private static final String WEIGHTS = "coefficients.bin";

  /** Of text. Layers take about a kilobyte each. */
  private static final long LARGEST_CONFIGURATION = 1L << 26;

  private Dl4jZip() {}

  static Dl4jFile read(byte[] bytes, String where) {
    try (BoundedZip zip = BoundedZip.open(bytes)) {
      requireEntries(zip.names());
      byte[] json = zip.read(CONFIGURATION, LARGEST_CONFIGURATION);
      Dl4jConfiguration configuration =
          Dl4jConfiguration.parse(new String(json, StandardCharsets.UTF_8), where);
      long parameters = configuration.parameters();
      Coefficients.requireSize(zip.size(WEIGHTS), parameters);
      byte[] weights = zip.read(WEIGHTS, Coefficients.largestSize(parameters));
      return new Dl4jFile(configuration, Optional.of(Coefficients.read(weights, parameters)));
    } catch (IOException wrong) {
      throw new UnsupportedNetworkException(
          "network must be a zip that DL4J's ModelSerializer has written of a MultiLayerNetwork. %s is not: %s. Save it again"
              .formatted(where, wrong.getMessage()),
          wrong);
    }
  }

  static byte[] write(MultiLayerNetwork network) {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, zip, false);
    } catch (IOException e) {
      throw new UncheckedIOException("A network must be writable", e);
    }
    return zip.toByteArray();
  }

  private static void requireEntries(Set<String> names) throws IOException {
    if (!names.contains(CONFIGURATION) || !names.contains(WEIGHTS)) {
      throw new IOException(
          "it must hold %s and %s. It holds %s".formatted(CONFIGURATION, WEIGHTS, names));
    }
  }
}

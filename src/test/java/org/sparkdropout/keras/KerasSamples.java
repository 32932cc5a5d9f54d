package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Files that Keras has written, and what it predicts for some rows; see their README. */
final class KerasSamples {
  static final List<String> FOLDERS = List.of("keras2", "keras3");

  private KerasSamples() {}

  /**
   * A model and rows.
   *
   * @param folder keras2 or keras3
   * @param name of the model
   * @param node inputs and predictions
   */
  record Sample(String folder, String name, JsonNode node) {
    KerasFile read() {
      return KerasSamples.read(folder + "/" + name + ".h5");
    }

    float[] inputs() {
      return floats("inputs");
    }

    float[] predictions() {
      return floats("predictions");
    }

    private float[] floats(String key) {
      float[] values = new float[node.get(key).size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = node.get(key).get(i).floatValue();
      }
      return values;
    }

    @Override
    public String toString() {
      return folder + "/" + name;
    }
  }

  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (String folder : FOLDERS) {
      predictions(folder)
          .get("files")
          .properties()
          .forEach(file -> samples.add(new Sample(folder, file.getKey(), file.getValue())));
    }
    return samples;
  }

  static Sample sample(String folder, String name) {
    return all().stream()
        .filter(sample -> sample.folder().equals(folder) && sample.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode predictions(String folder) {
    String name = folder + "/predictions.json";
    try (InputStream in = KerasSamples.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static KerasFile read(String name) {
    try {
      return KerasFile.read(path(name), new Configuration());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Path path(String name) {
    try {
      URI uri = KerasSamples.class.getResource(name).toURI();
      return new Path(uri);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

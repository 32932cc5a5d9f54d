package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Files that Keras has written, and what it predicts for some rows; see their README. */
public final class KerasSamples {
  private KerasSamples() {}

  /**
   * A model and rows.
   *
   * @param folder keras2 or keras3
   * @param name of the model
   * @param format h5 or keras
   * @param node inputs and predictions
   */
  public record Sample(String folder, String name, String format, JsonNode node) {
    KerasFile read() {
      return KerasSamples.read(folder + "/" + name + "." + format);
    }

    /** {@return the features of all rows} */
    public float[] inputs() {
      return floats("inputs");
    }

    /** {@return probabilities of all rows, as Keras computes them} */
    public float[] predictions() {
      return floats("predictions");
    }

    private float[] floats(String key) {
      return KerasSamples.floats(node.get(key));
    }

    @Override
    public String toString() {
      return folder + "/" + name + "." + format;
    }
  }

  /**
   * The HDF5 files of both, and the zips of Keras 3.
   *
   * @return all that can be read
   */
  public static List<Sample> all() {
    return Stream.of(of("keras2", "h5"), of("keras3", "h5"), of("keras3", "keras"))
        .flatMap(samples -> samples)
        .toList();
  }

  private static Stream<Sample> of(String folder, String format) {
    return predictions(folder).get("files").properties().stream()
        .map(file -> new Sample(folder, file.getKey(), format, file.getValue()));
  }

  /**
   * An HDF5 file.
   *
   * @param folder keras2 or keras3
   * @param name of the model
   * @return the file
   */
  public static Sample sample(String folder, String name) {
    return of(folder, "h5").filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** Rows, or predictions of a file that is not like the others. */
  static float[] others(String key) {
    return floats(json("keras3/others.json").get(key));
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  private static JsonNode predictions(String folder) {
    return json(folder + "/predictions.json");
  }

  private static JsonNode json(String name) {
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

  /**
   * Where a file is.
   *
   * @param name with its folder
   * @return its path
   */
  public static Path path(String name) {
    try {
      URI uri = KerasSamples.class.getResource(name).toURI();
      return new Path(uri);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.sparkdropout.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

/** A {@link Manifest} as JSON. */
final class ManifestJson {
  private static final String FORMAT = "spark-dropout-model";

  private ManifestJson() {}

  static ObjectNode write(Manifest manifest) {
    Topology topology = manifest.topology();
    ObjectNode root = Json.object().put("format", FORMAT).put("version", Manifest.VERSION);
    ObjectNode network = root.putObject("network");
    network.put("inputs", topology.inputs());
    ArrayNode hidden = network.putArray("hidden");
    Arrays.stream(topology.hidden()).forEach(hidden::add);
    network.put("classes", topology.classes());
    network.put("activation", topology.activation().name().toLowerCase(Locale.ROOT));
    network.put("scaledForInference", true);
    ObjectNode files = root.putObject("files");
    manifest
        .files()
        .forEach(
            (name, entry) ->
                files.putObject(name).put("bytes", entry.bytes()).put("sha256", entry.sha256()));
    return root;
  }

  /**
   * Reads a manifest.
   *
   * @throws ModelFormatException if the format or its version is another
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  static Manifest read(JsonNode root, String where) {
    checkFormat(root, where);
    JsonNode network = Json.field(root, "network");
    if (!Json.field(network, "scaledForInference").asBoolean()) {
      throw new IllegalArgumentException("scaledForInference is not true");
    }
    Topology topology =
        new Topology(
            Json.integer(network, "inputs"),
            integers(Json.field(network, "hidden")),
            Json.integer(network, "classes"),
            Activation.valueOf(Json.text(network, "activation").toUpperCase(Locale.ROOT)));
    Map<String, Manifest.Entry> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : Json.field(root, "files").properties()) {
      JsonNode entry = file.getValue();
      files.put(
          file.getKey(),
          new Manifest.Entry(Json.whole(entry, "bytes"), Json.text(entry, "sha256")));
    }
    return new Manifest(topology, files);
  }

  private static void checkFormat(JsonNode root, String where) {
    if (!FORMAT.equals(root.path("format").asText())) {
      throw new ModelFormatException(
          "A model's format must be %s. %s says: %s. Name the folder of a Spark Dropout model"
              .formatted(FORMAT, where, root.path("format")));
    }
    int version = Json.integer(root, "version");
    if (version < 1) {
      throw new ModelFormatException(
          "A model's format version must be at least 1. %s has version %d: copy or save the model again"
              .formatted(where, version));
    }
    if (version > Manifest.VERSION) {
      throw new ModelFormatException(
          "A model's format version must be at most %d. %s has version %d: read it with a newer Spark Dropout"
              .formatted(Manifest.VERSION, where, version));
    }
  }

  private static int[] integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMapToInt(value -> IntStream.of(value.intValue()))
        .toArray();
  }
}

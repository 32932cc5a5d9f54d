package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.sparkdropout.score.ExportedNetwork;

/** A {@link Manifest} as JSON. */
final class ManifestJson {
  private static final String FORMAT = "spark-dropout-model";

  /** The newest version of the format. */
  private static final int VERSION = 3;

  private ManifestJson() {}

  static ObjectNode write(ExportedNetwork network, Map<String, Manifest.Entry> entries) {
    ObjectNode root =
        Json.object().put("format", FORMAT).put("version", NetworkJson.version(network));
    NetworkJson.write(network, root.putObject("network"));
    ObjectNode files = root.putObject("files");
    entries.forEach(
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
    UnweightedNetwork network = NetworkJson.read(Json.field(root, "network"));
    Map<String, Manifest.Entry> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : Json.field(root, "files").properties()) {
      JsonNode entry = file.getValue();
      files.put(
          file.getKey(),
          new Manifest.Entry(Json.whole(entry, "bytes"), Json.text(entry, "sha256")));
    }
    return new Manifest(network, files);
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
    if (version > VERSION) {
      throw new ModelFormatException(
          "A model's format version must be at most %d. %s has version %d: read it with a newer Spark Dropout"
              .formatted(VERSION, where, version));
    }
  }
}

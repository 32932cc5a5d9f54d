package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** A {@link Provenance} as JSON. */
final class ProvenanceJson {
  private ProvenanceJson() {}

  static ObjectNode write(Provenance provenance) {
    ObjectNode root =
        Json.object()
            .put("dataFingerprint", provenance.dataFingerprint())
            .put("trainingRows", provenance.trainingRows())
            .put("seed", provenance.seed())
            .put("createdAt", provenance.createdAt().toString());
    new TreeMap<>(provenance.settings()).forEach(root.putObject("settings")::put);
    new TreeMap<>(provenance.versions()).forEach(root.putObject("versions")::put);
    new TreeMap<>(provenance.metrics()).forEach(root.putObject("metrics")::put);
    return root;
  }

  static Provenance read(JsonNode root) {
    return new Provenance(
        Json.text(root, "dataFingerprint"),
        Json.whole(root, "trainingRows"),
        map(Json.field(root, "settings"), Json::text),
        Json.whole(root, "seed"),
        map(Json.field(root, "versions"), Json::text),
        map(Json.field(root, "metrics"), Json::number),
        Instant.parse(Json.text(root, "createdAt")));
  }

  private static <T> Map<String, T> map(JsonNode node, BiFunction<JsonNode, String, T> read) {
    Map<String, T> map = new TreeMap<>();
    node.fieldNames().forEachRemaining(name -> map.put(name, read.apply(node, name)));
    return Collections.unmodifiableMap(map);
  }
}

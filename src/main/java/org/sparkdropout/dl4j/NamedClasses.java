package org.sparkdropout.dl4j;

import java.io.IOException;
import java.util.List;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.dataformat.yaml.YAMLFactory;
import org.sparkdropout.fit.UnsupportedNetworkException;

/**
 * Checks what the text of a configuration makes DL4J do before DL4J sees it: which classes it
 * names, which DL4J loads, and how deep it is nested, which DL4J follows by recursion.
 */
final class NamedClasses {
  /** Where layers, activations, losses, updaters and what they are made of are. */
  private static final List<String> PACKAGES =
      List.of(
          "org.deeplearning4j.", "org.nd4j.", "org.sparkdropout.dl4j.", "org.sparkdropout.keras.");

  private static final int DEEPEST = 100;

  private NamedClasses() {}

  /**
   * Checks a text. One that is neither JSON nor YAML is left to its reader.
   *
   * @throws UnsupportedNetworkException if it names a class of others, or is nested too deep
   */
  static void check(String text, boolean isJson, String where) {
    try (JsonParser parser = (isJson ? new JsonFactory() : new YAMLFactory()).createParser(text)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > DEEPEST) {
          throw new UnsupportedNetworkException(
              "network must be nested %d levels deep at most. %s is nested deeper. Write it with MultiLayerConfiguration.toJson() of DL4J 1.0.0-M2"
                  .formatted(DEEPEST, where));
        }
        checkToken(parser, token, where);
      }
    } catch (IOException | RuntimeException unreadable) {
      if (unreadable instanceof UnsupportedNetworkException refused) {
        throw refused;
      }
    }
  }

  /** JSON names classes in fields, YAML in tags too. */
  private static void checkToken(JsonParser parser, JsonToken token, String where)
      throws IOException {
    if (parser.canReadTypeId() && parser.getTypeId() instanceof String tag) {
      requireOwn(tag, where);
    }
    if (token == JsonToken.VALUE_STRING && namesClass(parser.getCurrentName(), parser.getText())) {
      requireOwn(parser.getText(), where);
    }
  }

  private static boolean namesClass(String field, String value) {
    return "@class".equals(field) || ("type".equals(field) && value.contains("."));
  }

  private static void requireOwn(String name, String where) {
    if (PACKAGES.stream().noneMatch(name::startsWith)) {
      throw new UnsupportedNetworkException(
          "network must be made of DL4J's own layers, activations, losses and updaters. %s names the class %s. Use DL4J's own"
              .formatted(where, name));
    }
  }
}

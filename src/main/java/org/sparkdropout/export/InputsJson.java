package org.sparkdropout.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.sparkdropout.model.Json;

/** What a pipeline's file says of each input, so that a program can make inputs of any table. */
final class InputsJson {
  /** The key of the metadata. */
  static final String KEY = "inputs";

  /** How many categories of a column are given. */
  private static final int SAMPLES = 10;

  private InputsJson() {}

  /** A JSON array of objects, one an input, in the order of the inputs. */
  static String of(List<RawInput> inputs) {
    ArrayNode array = Json.object().putArray(KEY);
    inputs.forEach(input -> describe(input, array.addObject()));
    return array.toString();
  }

  private static void describe(RawInput input, ObjectNode json) {
    json.put("name", input.name());
    json.put("kind", input.kind().name().toLowerCase(Locale.ROOT));
    json.put("type", input.type().map(DataType::simpleString).orElse(null));
    json.put("width", input.width());
    json.put("spelling", spelling(input));
    input.timeZone().ifPresent(zone -> json.put("timeZone", zone));
    json.put("missing", input.isText() ? "" : "NaN");
    json.put("missingIs", input.missing());
    if (input.isText()) {
      json.put("unseenIs", input.unseen());
      json.put("categories", input.categories().size());
      ArrayNode samples = json.putArray("samples");
      input.categories().stream().limit(SAMPLES).forEach(samples::add);
    }
  }

  private static String spelling(RawInput input) {
    return switch (input.kind()) {
      case NUMBER -> "a double; true is 1, false is 0";
      case VECTOR -> "%d doubles a row".formatted(input.width());
      case CATEGORY -> input.spelling().words();
    };
  }
}

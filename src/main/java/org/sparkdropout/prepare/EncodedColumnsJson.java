package org.sparkdropout.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.types.DataType;
import org.sparkdropout.model.Json;

/**
 * Columns as JSON: their names and types, and the tables of what values become. A double is written
 * in the shortest text that gives it back to the bit.
 */
final class EncodedColumnsJson {
  private static final int VERSION = 1;
  private static final String VERSION_FIELD = "version";
  private static final String COLUMNS = "columns";
  private static final String KIND = "kind";
  private static final String NUMBER = "number";
  private static final String VECTOR = "vector";
  private static final String CATEGORY = "category";
  private static final String STANDARD = "standard";
  private static final String QUANTILE = "quantile";

  private EncodedColumnsJson() {}

  static ObjectNode write(List<EncodedColumn> columns) {
    ObjectNode root = Json.object();
    root.put(VERSION_FIELD, VERSION);
    ArrayNode nodes = root.putArray(COLUMNS);
    columns.forEach(column -> write(column, nodes.addObject()));
    return root;
  }

  private static void write(EncodedColumn column, ObjectNode node) {
    node.put("name", column.name());
    node.put("type", column.type().json());
    if (column instanceof NumberColumn number) {
      node.put(KIND, NUMBER);
      number.surrogate().ifPresent(value -> node.put("surrogate", value));
      write(number.scale(), node.putObject("scale"));
    } else if (column instanceof VectorColumn vector) {
      node.put(KIND, VECTOR);
      ArrayNode scales = node.putArray("scales");
      vector.scales().forEach(scale -> write(scale, scales.addObject()));
    } else {
      CategoryColumn category = (CategoryColumn) column;
      node.put(KIND, CATEGORY);
      ArrayNode categories = node.putArray("categories");
      category.categories().forEach(categories::add);
      node.put("missingIsCategory", category.missingIsCategory());
    }
  }

  private static void write(SlotScale scale, ObjectNode node) {
    if (scale instanceof SlotScale.Standard standard) {
      node.put(KIND, STANDARD);
      node.put("mean", standard.mean());
      node.put("deviation", standard.deviation());
    } else if (scale instanceof SlotScale.Quantile quantile) {
      node.put(KIND, QUANTILE);
      ArrayNode values = node.putArray("values");
      quantile.values().forEach(values::add);
      ArrayNode scores = node.putArray("scores");
      quantile.scores().forEach(scores::add);
    } else {
      node.put(KIND, "none");
    }
  }

  /**
   * Reads columns.
   *
   * @throws IllegalArgumentException if a field is missing or wrong, or the version is another
   */
  static List<EncodedColumn> read(JsonNode root) {
    int version = Json.integer(root, VERSION_FIELD);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version %d, of which this program knows %d only".formatted(version, VERSION));
    }
    return list(Json.field(root, COLUMNS)).stream().map(EncodedColumnsJson::column).toList();
  }

  private static EncodedColumn column(JsonNode node) {
    String name = Json.text(node, "name");
    DataType type = DataType.fromJson(Json.text(node, "type"));
    return switch (Json.text(node, KIND)) {
      case NUMBER ->
          new NumberColumn(name, type, surrogate(node), scale(Json.field(node, "scale")));
      case VECTOR ->
          new VectorColumn(
              name,
              type,
              list(Json.field(node, "scales")).stream().map(EncodedColumnsJson::scale).toList());
      case CATEGORY ->
          new CategoryColumn(
              name,
              type,
              list(Json.field(node, "categories")).stream().map(JsonNode::asText).toList(),
              Json.flag(node, "missingIsCategory"));
      default -> throw new IllegalArgumentException("unknown kind of column '%s'".formatted(name));
    };
  }

  private static OptionalDouble surrogate(JsonNode node) {
    return node.has("surrogate")
        ? OptionalDouble.of(Json.number(node, "surrogate"))
        : OptionalDouble.empty();
  }

  private static SlotScale scale(JsonNode node) {
    return switch (Json.text(node, KIND)) {
      case STANDARD ->
          new SlotScale.Standard(Json.number(node, "mean"), Json.number(node, "deviation"));
      case QUANTILE ->
          new SlotScale.Quantile(
              doubles(Json.field(node, "values")), doubles(Json.field(node, "scores")));
      default -> SlotScale.NONE;
    };
  }

  private static List<Double> doubles(JsonNode nodes) {
    return list(nodes).stream().map(JsonNode::asDouble).toList();
  }

  private static List<JsonNode> list(JsonNode nodes) {
    return new ArrayList<>(StreamSupport.stream(nodes.spliterator(), false).toList());
  }
}

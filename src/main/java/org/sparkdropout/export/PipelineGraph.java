package org.sparkdropout.export;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.onnx.ElementType;
import org.sparkdropout.onnx.OnnxGraph;

/**
 * A pipeline as a graph in the making: its columns, which stages take and add, and the inputs that
 * the first of them take from the raw table.
 *
 * <p>All numbers are doubles up to the network, as in Spark, whatever they are in the raw table,
 * and NaN where they are missing. Categories are texts, as Spark's cast writes them. Not
 * thread-safe.
 */
final class PipelineGraph {
  private final OnnxGraph graph = new OnnxGraph("pipeline");
  private final Map<String, GraphPart> columns = new HashMap<>();
  private final Map<String, Supplier<GraphPart>> unused = new HashMap<>();
  private final Map<String, RawInput> inputs = new LinkedHashMap<>();
  private final Optional<StructType> schema;

  /**
   * An empty graph.
   *
   * @param schema of the raw table, if it is at hand
   */
  PipelineGraph(Optional<StructType> schema) {
    this.schema = schema;
  }

  /** Adds a stage. */
  void add(Transformer stage) {
    StageForms.of(stage).accept(stage, this);
  }

  OnnxGraph onnx() {
    return graph;
  }

  /** The raw columns, in the order in which stages ask for them. */
  List<RawInput> inputs() {
    return List.copyOf(inputs.values());
  }

  /** Names what a stage has made of its input. */
  void put(String column, GraphPart part) {
    columns.put(column, part);
  }

  /**
   * Names what a stage makes of its input if it is asked for; so that the label, which many
   * pipelines index, is no input.
   */
  void put(String column, Supplier<GraphPart> part) {
    unused.put(column, part);
  }

  /** A column that stages have made, or that was asked of the raw table before; or null. */
  private GraphPart known(String column) {
    if (unused.containsKey(column)) {
      columns.put(column, unused.remove(column).get());
    }
    return columns.get(column);
  }

  /** A column that some stage has made. */
  GraphPart made(String column, Transformer stage) {
    GraphPart part = known(column);
    if (part == null) {
      throw new IllegalArgumentException(
          "Column '%s' must be made by a stage before %s (%s) for the pipeline to have an ONNX form"
              .formatted(column, stage.uid(), stage.getClass().getName()));
    }
    return part;
  }

  /** A column of numbers, which the raw table has if no stage has made it. */
  GraphPart numbers(String column) {
    GraphPart known = known(column);
    if (known != null && known.text().isPresent()) {
      throw new IllegalArgumentException(
          "Column '%s' must be either a number or a category for the pipeline to have an ONNX form. It is used as both"
              .formatted(column));
    }
    if (known != null) {
      return known;
    }
    return rawType(column).equals(Optional.of(SQLDataTypes.VectorType()))
        ? vector(column, rawWidth(column))
        : raw(RawInput.number(column));
  }

  /** A column of vectors, which the raw table has if no stage has made it. */
  GraphPart vector(String column, int width) {
    return columns.containsKey(column) ? columns.get(column) : raw(RawInput.vector(column, width));
  }

  private GraphPart raw(RawInput input) {
    String value = declare(input, ElementType.DOUBLE);
    GraphPart part =
        GraphPart.numbers(
            value,
            IntStream.range(0, input.width())
                .mapToObj(place -> new GraphPart.Slot(Optional.of(input), place))
                .toList());
    columns.put(input.name(), part);
    return part;
  }

  /** A column of text, which the raw table has if no stage has made it. */
  GraphPart text(String column) {
    GraphPart known = known(column);
    if (known == null) {
      RawInput input = RawInput.text(column);
      known = GraphPart.text(declare(input, ElementType.STRING), input, Optional.empty());
      columns.put(column, known);
    }
    if (known.text().isEmpty()) {
      throw new IllegalArgumentException(
          "Column '%s' must be either a number or a category for the pipeline to have an ONNX form. It is used as both"
              .formatted(column));
    }
    return known;
  }

  private String declare(RawInput input, ElementType type) {
    inputs.put(input.name(), input);
    return graph.input(input.name(), type, input.width());
  }

  /** A number as Spark stores it in a column: the raw table's may be of whole numbers or floats. */
  double stored(String column, double value) {
    Optional<DataType> type = inputs.containsKey(column) ? rawType(column) : Optional.empty();
    if (type.filter(IntegralType.class::isInstance).isPresent()) {
      return (long) value;
    }
    return type.equals(Optional.of(DataTypes.FloatType)) ? (float) value : value;
  }

  private Optional<DataType> rawType(String column) {
    return field(column).map(StructField::dataType);
  }

  private Optional<StructField> field(String column) {
    return schema
        .filter(table -> List.of(table.fieldNames()).contains(column))
        .map(table -> table.apply(column));
  }

  private int rawWidth(String column) {
    int width = AttributeGroup.fromStructField(field(column).orElseThrow()).size();
    if (width < 1) {
      throw new IllegalArgumentException(
          "The width of the vector column '%s' must be known for the pipeline to have an ONNX form. Put a VectorSizeHint before the stage that takes it"
              .formatted(column));
    }
    return width;
  }
}

package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import scala.Option;

/**
 * The raw values of a row in three packages: an array of doubles for numbers, an array of texts for
 * categories and for numbers that arrive as text, and a struct of vectors. So any number of columns
 * is read by one expression.
 */
final class RawValues {
  /** The packages. */
  private enum Holder {
    NUMBERS,
    TEXTS,
    VECTORS
  }

  /**
   * Where the values of a column lie.
   *
   * @param column what it must hold
   * @param given its type in this table
   * @param ordinal in the table
   * @param place in its package
   */
  record Place(RawColumn column, DataType given, int ordinal, int place) implements Serializable {
    /** Whether a number arrives as text. */
    boolean isText() {
      return given instanceof StringType;
    }

    private Holder holder() {
      return switch (column.kind()) {
        case VECTOR -> Holder.VECTORS;
        case CATEGORY -> Holder.TEXTS;
        case NUMBER -> isText() ? Holder.TEXTS : Holder.NUMBERS;
      };
    }
  }

  private final String timeZone;
  private final List<Place> places = new ArrayList<>();

  /**
   * Finds columns in a table.
   *
   * @param columns what is looked for
   * @param schema of the table
   * @param timeZone of the text of timestamps
   * @throws org.sparkdropout.data.InvalidDataException if one is missing, or of a type that cannot
   *     be brought to that of training
   */
  RawValues(List<RawColumn> columns, StructType schema, String timeZone) {
    this.timeZone = timeZone;
    Map<Holder, Integer> sizes = new EnumMap<>(Holder.class);
    for (RawColumn column : columns) {
      int ordinal = ColumnNames.place(schema, column.name());
      DataType given = schema.fields()[ordinal].dataType();
      column.require(given);
      Holder holder = new Place(column, given, ordinal, 0).holder();
      int size = sizes.merge(holder, 1, Integer::sum);
      places.add(new Place(column, given, ordinal, size - 1));
    }
  }

  /** Where the values of each column lie, in the order of the columns. */
  List<Place> places() {
    return places;
  }

  /**
   * The packages of a table of that schema: numbers, texts, vectors.
   *
   * <p>Columns are named by their place: names may hold any character, and may differ in case only.
   */
  List<Column> packages(Dataset<?> table) {
    List<Expression> columns = new ArrayList<>();
    var output = table.queryExecution().analyzed().output();
    output.foreach(attribute -> columns.add(attribute));
    List<Column> numbers = new ArrayList<>();
    List<Column> texts = new ArrayList<>();
    List<Column> vectors = new ArrayList<>();
    for (Place place : places) {
      Column value = new Column(columns.get(place.ordinal()));
      switch (place.holder()) {
        case NUMBERS -> numbers.add(value.cast(DataTypes.DoubleType));
        case TEXTS -> texts.add(text(value, place.given()));
        case VECTORS -> vectors.add(vector(value, place.given()).as("v" + place.place()));
      }
    }
    if (vectors.isEmpty()) {
      vectors.add(functions.lit(0).as("none"));
    }
    return List.of(
        array(numbers, DataTypes.DoubleType),
        array(texts, DataTypes.StringType),
        functions.struct(vectors.toArray(Column[]::new)));
  }

  private static Column array(List<Column> values, DataType type) {
    return functions.array(values.toArray(Column[]::new)).cast(DataTypes.createArrayType(type));
  }

  /** Null for NaN: what is missing is missing in every type. Negative zero is zero. */
  private Column text(Column value, DataType given) {
    if (given instanceof FloatType || given instanceof DoubleType) {
      Column unsigned = functions.when(value.equalTo(0.0), functions.lit(0).cast(given));
      Column text = unsigned.otherwise(value).cast(DataTypes.StringType);
      return functions.when(functions.not(functions.isnan(value)), text);
    }
    return given instanceof TimestampType
        ? new Column(new Cast(value.expr(), DataTypes.StringType, Option.apply(timeZone)))
        : value.cast(DataTypes.StringType);
  }

  private static Column vector(Column value, DataType given) {
    return FeatureTypes.isSparkVector(given)
        ? value
        : value.cast(DataTypes.createArrayType(DataTypes.DoubleType));
  }
}

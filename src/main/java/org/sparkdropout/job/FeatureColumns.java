package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.Preparation;

/** Resolves which columns of a table become features. */
final class FeatureColumns {
  static final List<String> IMPUTE = List.of("none", "mean", "median", "mode");

  private final Settings settings;
  private final Dataset<Row> table;

  FeatureColumns(Settings settings, Dataset<Row> table) {
    this.settings = settings;
    this.table = table;
  }

  /**
   * Resolves what is asked for.
   *
   * @throws InvalidDataException if a column is missing or of the wrong type, or there is none
   * @throws SettingsException if there is nothing that could be imputed as asked
   */
  Preparation resolve() {
    List<String> categories = settings.texts("input.categorical");
    List<String> features = settings.texts("input.features");
    List<String> numbers = new ArrayList<>();
    Map<String, Integer> vectors = new LinkedHashMap<>();
    for (String column : features.isEmpty() ? byDefault(categories) : features) {
      if (SQLDataTypes.VectorType().equals(type(column))) {
        vectors.put(column, width(column));
      } else {
        numbers.add(column);
      }
    }
    categories.forEach(this::type);
    if (numbers.isEmpty() && vectors.isEmpty() && categories.isEmpty()) {
      throw new InvalidDataException(
          "The table must have a numeric or vector column besides the label. Its columns: "
              + table.schema().simpleString());
    }
    if (impute() != Preparation.Impute.NONE && numbers.isEmpty() && categories.isEmpty()) {
      throw settings.wrong(
          "prepare.impute", "none where all features are vectors, whose entries are not imputed");
    }
    return new Preparation(
        numbers, vectors, categories, impute(), scaling(), settings.text("train.handleInvalid"));
  }

  private Preparation.Impute impute() {
    String word = settings.oneOf("prepare.impute", IMPUTE);
    return Preparation.Impute.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private Preparation.Scaling scaling() {
    return settings.flag("prepare.standardise")
        ? Preparation.Scaling.STANDARD
        : Preparation.Scaling.NONE;
  }

  private List<String> byDefault(List<String> categories) {
    Set<String> others = new TreeSet<>(categories);
    for (String role : List.of("labelCol", "weightCol", "validationIndicatorCol")) {
      settings.optional("train." + role).ifPresent(others::add);
    }
    return Arrays.stream(table.schema().fields())
        .filter(field -> isNumeric(field.dataType()))
        .map(StructField::name)
        .filter(name -> !others.contains(name))
        .toList();
  }

  private static boolean isNumeric(DataType type) {
    return type instanceof NumericType
        || type.equals(DataTypes.BooleanType)
        || type.equals(SQLDataTypes.VectorType());
  }

  private DataType type(String column) {
    if (!Arrays.asList(table.columns()).contains(column)) {
      throw new InvalidDataException(
          "The table must have the column '%s'. Its columns: %s"
              .formatted(column, String.join(", ", table.columns())));
    }
    return table.schema().apply(column).dataType();
  }

  private int width(String column) {
    List<Row> first =
        Described.job(
            table.sparkSession().sparkContext(),
            "look into " + column,
            "find the width",
            () ->
                table
                    .select(functions.col(QuotingUtils.quoteIdentifier(column)).as("vector"))
                    .filter("vector IS NOT NULL")
                    .takeAsList(1));
    if (first.isEmpty()) {
      throw new InvalidDataException(
          "Column '%s' must hold vectors. It holds none: check input.path and its filters"
              .formatted(column));
    }
    return first.get(0).<Vector>getAs(0).size();
  }
}

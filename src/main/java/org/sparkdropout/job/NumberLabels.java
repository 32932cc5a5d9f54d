package org.sparkdropout.job;

import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.sparkdropout.data.ExampleReader;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/** Labels that are numbers, or vectors or arrays of numbers. */
record NumberLabels(String users) implements Labels {
  /**
   * Checks the type of a label column.
   *
   * @throws InvalidDataException if it does not hold numbers
   */
  static void check(StructField field) {
    DataType type = field.dataType();
    if (!(type instanceof NumericType) && !isVector(type) && !isArray(type)) {
      throw new InvalidDataException(
          "train.labelCol must name a column of numbers, or of vectors of them, with %s = %s. Column '%s' is of type %s. Set input.schema = \"%s DOUBLE\" if it holds numbers, or set %s = classification"
              .formatted(
                  EstimatorSettings.TASK,
                  EstimatorSettings.REGRESSION,
                  field.name(),
                  TypeText.of(type),
                  TypeText.inSchema(field.name()),
                  EstimatorSettings.TASK));
    }
  }

  private static boolean isVector(DataType type) {
    return SQLDataTypes.VectorType().equals(type);
  }

  private static boolean isArray(DataType type) {
    return type instanceof ArrayType array && array.elementType() instanceof NumericType;
  }

  private DataType type(Dataset<Row> table) {
    return table.schema().apply(users).dataType();
  }

  private Column label() {
    return functions.col(QuotingUtils.quoteIdentifier(users));
  }

  @Override
  public String column(String name) {
    return name;
  }

  @Override
  public Optional<List<String>> texts() {
    return Optional.empty();
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> table, String output) {
    DataType type = type(table);
    if (isVector(type)) {
      return output.equals(users) ? table : table.withColumn(output, label());
    }
    Column numbers =
        isArray(type)
            ? org.apache.spark.ml.functions.array_to_vector(label().cast("array<double>"))
            : label().cast(DataTypes.DoubleType);
    return table.withColumn(output, numbers);
  }

  @Override
  public Column usable(Dataset<Row> table) {
    DataType type = type(table);
    Column numbers =
        isVector(type)
            ? org.apache.spark.ml.functions.vector_to_array(label(), "float64")
            : isArray(type)
                ? label().cast("array<double>")
                : functions.array(label().cast(DataTypes.DoubleType));
    // NaN is greater than any number in Spark; null is neither.
    Column usable =
        functions.forall(
            numbers,
            number ->
                functions.coalesce(
                    functions.abs(number).leq(ExampleReader.LARGEST_LABEL), functions.lit(false)));
    return label().isNotNull().and(functions.coalesce(usable, functions.lit(false)));
  }

  @Override
  public Column text(Dataset<Row> table) {
    return functions.lit(null).cast(DataTypes.StringType);
  }

  @Override
  public Optional<String> unseen(Dataset<Row> table) {
    return Optional.empty();
  }
}

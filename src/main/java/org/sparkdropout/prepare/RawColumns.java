package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/**
 * The first stage of pipelines that were saved before {@link FeatureEncoderModel} took its place:
 * checks that a table has the columns the model was trained on, and adds them as doubles and text
 * under names of their own.
 *
 * <p>Numeric and boolean columns become doubles, so that a column read as whole numbers today and
 * as decimals tomorrow gives the same features; a text column in their place is an error, never a
 * silent null. Categories become text. Column names may hold any character.
 */
public final class RawColumns extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The category that stands for a missing one. */
  public static final String MISSING = "(missing)";

  private final String uid;

  private final StringArrayParam numbers;
  private final StringArrayParam categories;
  private final Param<String> missingCategory;

  /** Creates a stage with a random uid. */
  public RawColumns() {
    this(Identifiable.randomUID("rawColumns"));
  }

  /**
   * Creates a stage; needed for loading.
   *
   * @param uid its identity
   */
  public RawColumns(String uid) {
    this.uid = uid;
    this.numbers = new StringArrayParam(this, "numbers", "numeric or boolean columns");
    this.categories = new StringArrayParam(this, "categories", "columns of categories");
    this.missingCategory =
        new Param<>(this, "missingCategory", "the category of missing values; invalid if unset");
    setDefault(numbers, new String[0]);
    setDefault(categories, new String[0]);
  }

  /**
   * Param: numeric or boolean columns.
   *
   * @return none by default
   */
  public StringArrayParam numbers() {
    return numbers;
  }

  /**
   * Param: columns of categories.
   *
   * @return none by default
   */
  public StringArrayParam categories() {
    return categories;
  }

  /**
   * Param: the category of missing values.
   *
   * @return unset by default: missing categories are invalid
   */
  public Param<String> missingCategory() {
    return missingCategory;
  }

  /**
   * The numeric columns it takes.
   *
   * @return their names in the raw table
   */
  public List<String> numericColumns() {
    return List.of(getOrDefault(numbers));
  }

  /**
   * The columns of categories it takes.
   *
   * @return their names in the raw table
   */
  public List<String> categoricalColumns() {
    return List.of(getOrDefault(categories));
  }

  /**
   * Whether missing categories count as a category.
   *
   * @return false if they are invalid
   */
  public boolean fillsMissingCategories() {
    return isSet(missingCategory);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> table) {
    transformSchema(table.schema());
    List<Column> columns = new ArrayList<>(List.of(functions.col("*")));
    for (String column : numericColumns()) {
      columns.add(raw(table, column).cast(DataTypes.DoubleType).as(PreparedNames.raw(column)));
    }
    for (String column : categoricalColumns()) {
      columns.add(category(raw(table, column)).as(PreparedNames.raw(column)));
    }
    return table.select(columns.toArray(Column[]::new));
  }

  private Column category(Column raw) {
    Column text = raw.cast(DataTypes.StringType);
    return fillsMissingCategories()
        ? functions.coalesce(text, functions.lit(getOrDefault(missingCategory)))
        : text;
  }

  private static Column raw(Dataset<?> table, String name) {
    return table.col(QuotingUtils.quoteIdentifier(name));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    PreparedNames.requireFree(schema);
    StructType result = schema;
    for (String column : numericColumns()) {
      DataType type = type(schema, column);
      if (!(type instanceof NumericType) && !type.equals(DataTypes.BooleanType)) {
        throw new InvalidDataException(
            "Column '%s' must hold numbers, as in training. Its type: %s. Give it as numbers: cast it before, or in a job set input.schema = \"%s DOUBLE\""
                .formatted(column, TypeText.of(type), TypeText.inSchema(column)));
      }
      result = result.add(PreparedNames.raw(column), DataTypes.DoubleType, true);
    }
    for (String column : categoricalColumns()) {
      type(schema, column);
      result = result.add(PreparedNames.raw(column), DataTypes.StringType, true);
    }
    return result;
  }

  private static DataType type(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InvalidDataException(
          "The table must have the column '%s'. Its columns: %s. Add it, or give the column that holds it this name"
              .formatted(column, String.join(", ", schema.fieldNames())));
    }
    return schema.apply(column).dataType();
  }

  @Override
  public RawColumns copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Reads a saved stage.
   *
   * @return Spark's reader of stages that are params only
   */
  public static MLReader<RawColumns> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Reads a saved stage.
   *
   * @param path its folder
   * @return the stage
   */
  public static RawColumns load(String path) {
    return read().load(path);
  }
}

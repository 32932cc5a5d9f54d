package org.sparkdropout.prepare;

import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.HandleInvalid;
import org.sparkdropout.data.InvalidDataException;
import scala.collection.JavaConverters;

/**
 * Raw columns to one vector of features: numbers, then vectors, then a place for each category.
 *
 * <p>A value means the same whatever type its column has in a table: it is brought to the type that
 * the column had in training where that is lossless and unambiguous; if not, the table is refused.
 * A row that is unfit gets NaN features: what becomes of it is the network's {@code handleInvalid}.
 */
public final class FeatureEncoderModel extends Model<FeatureEncoderModel> implements MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final List<EncodedColumn> columns;
  private final Param<String> outputCol;
  private final Param<String> handleInvalid;
  private final Param<String> timeZone;
  private final BooleanParam missingCategoriesFit;

  FeatureEncoderModel(String uid, List<EncodedColumn> columns) {
    this.uid = uid;
    this.columns = List.copyOf(columns);
    this.outputCol = new Param<>(this, "outputCol", "the column of vectors of features");
    this.handleInvalid =
        new Param<>(
            this,
            "handleInvalid",
            "keep: a category that training never saw weighs nothing; error, skip: it makes the row"
                + " unfit");
    this.timeZone = new Param<>(this, "timeZone", "of the text of timestamps that are categories");
    this.missingCategoriesFit =
        new BooleanParam(
            this,
            "missingCategoriesFit",
            "whether a missing category is fit though no training row missed it: it weighs nothing");
    setDefault(missingCategoriesFit, false);
    setDefault(outputCol, "features");
    setDefault(timeZone, "UTC");
    setDefault(handleInvalid, HandleInvalid.ERROR.param());
  }

  FeatureEncoderModel(List<EncodedColumn> columns) {
    this(Identifiable.randomUID("featureEncoder"), columns);
  }

  /**
   * Param: the column of vectors of features.
   *
   * @return features by default
   */
  public Param<String> outputCol() {
    return outputCol;
  }

  /**
   * Param: what a category is that training never saw.
   *
   * @return error by default
   */
  public Param<String> handleInvalidParam() {
    return handleInvalid;
  }

  /**
   * The raw columns it takes.
   *
   * @return in the order of the vector: numbers, vectors, categories
   */
  public List<EncodedColumn> columns() {
    return columns;
  }

  /**
   * The column it adds.
   *
   * @return its name
   */
  public String outputColumn() {
    return getOrDefault(outputCol);
  }

  /**
   * Names the column it adds.
   *
   * @param name which the table must not have yet
   * @return this
   */
  public FeatureEncoderModel setOutputColumn(String name) {
    set(outputCol, name);
    return this;
  }

  /**
   * What a category is that training never saw.
   *
   * @return error, skip or keep
   */
  public String handleInvalid() {
    return getOrDefault(handleInvalid);
  }

  /**
   * Says what a category is that training never saw.
   *
   * @param value keep: it weighs nothing; error or skip: it makes the row unfit
   * @return this
   * @throws IllegalArgumentException for any other value
   */
  public FeatureEncoderModel setHandleInvalid(String value) {
    set(handleInvalid, HandleInvalid.of(value).param());
    return this;
  }

  /**
   * Param: the time zone in which timestamps are written as text, where they are categories.
   *
   * @return UTC by default
   */
  public Param<String> timeZone() {
    return timeZone;
  }

  FeatureEncoderModel setTimeZone(String zone) {
    set(timeZone, zone);
    return this;
  }

  /**
   * Param: whether a missing category is fit though no training row missed it: it weighs nothing.
   *
   * @return false by default; true where missing values were imputed in training
   */
  public BooleanParam missingCategoriesFit() {
    return missingCategoriesFit;
  }

  /**
   * Whether a missing category is fit though no training row missed it: it weighs nothing then.
   *
   * @return true where missing values were imputed in training
   */
  public boolean fitsMissingCategories() {
    return (boolean) getOrDefault(missingCategoriesFit);
  }

  FeatureEncoderModel setMissingCategoriesFit(boolean fit) {
    set(missingCategoriesFit, fit);
    return this;
  }

  /**
   * Says what makes a row unfit.
   *
   * @param table raw rows
   * @return a text in the names of the table's columns; null where the row is fit
   * @throws InvalidDataException if the table lacks a column, or has it in a type that cannot be
   *     brought to that of training
   */
  public Column problem(Dataset<?> table) {
    return call("problem", DataTypes.StringType, table);
  }

  /**
   * Adds the vector of features; reads no rows.
   *
   * @param table raw rows
   * @return the table with one more column
   * @throws InvalidDataException as {@link #transformSchema} does
   */
  @Override
  public Dataset<Row> transform(Dataset<?> table) {
    requireFree(table.schema());
    Column features = call("encode", new VectorUDT(), table);
    return table.withColumn(
        outputColumn(), features.as(outputColumn(), FeatureNames.metadata(this)));
  }

  private Column call(String method, DataType type, Dataset<?> table) {
    RawValues values = values(table.schema());
    List<Expression> arguments = values.packages(table).stream().map(Column::expr).toList();
    return new Column(
        new Invoke(
            Literal.fromObject(encoder(values)),
            method,
            type,
            JavaConverters.asScalaBuffer(arguments).toSeq(),
            JavaConverters.asScalaBuffer(List.<AbstractDataType>of()).toSeq(),
            false,
            method.equals("problem"),
            true));
  }

  private RawValues values(StructType schema) {
    return new RawValues(
        columns.stream().map(RawColumn::of).toList(), schema, getOrDefault(timeZone));
  }

  private RowEncoder encoder(RawValues values) {
    boolean keeps = handleInvalid().equals(HandleInvalid.KEEP.param());
    return new RowEncoder(columns, values, keeps, keeps || fitsMissingCategories());
  }

  /**
   * Checks every row of a table.
   *
   * @param table raw rows
   * @param setting that says what to do with rows that are unfit, for the message of a failure
   * @return the number of rows
   * @throws InvalidDataException if the table holds no rows, or some that are unfit: it names their
   *     columns and counts them
   */
  public long check(Dataset<Row> table, String setting) {
    RawValues values = values(table.schema());
    return ProblemTally.of(encoder(values), values, table).check(true, setting);
  }

  /**
   * Counts the rows that are unfit. Runs a job.
   *
   * @param table raw rows
   * @return how many there are because of each column, for columns that make any unfit
   */
  public Map<String, Long> unfitRows(Dataset<Row> table) {
    RawValues values = values(table.schema());
    return ProblemTally.of(encoder(values), values, table).rowsByColumn();
  }

  /**
   * Checks the columns of a table, and their types.
   *
   * @param schema of raw rows
   * @return the schema with one more column
   * @throws InvalidDataException if a column is missing, of a type that cannot be brought to that
   *     of training, or the name of the column to add is taken
   */
  @Override
  public StructType transformSchema(StructType schema) {
    requireFree(schema);
    encoder(values(schema));
    return schema.add(features());
  }

  /**
   * The column it adds.
   *
   * @return with the names of the features in its metadata, unless they are too many
   */
  public StructField features() {
    return new StructField(
        outputColumn(), SQLDataTypes.VectorType(), false, FeatureNames.metadata(this));
  }

  private void requireFree(StructType schema) {
    if (ColumnNames.has(schema, outputColumn())) {
      throw new InvalidDataException(
          "The table must not have the column '%s' yet, which holds the vectors of features. Rename it, or drop it"
              .formatted(outputColumn()));
    }
  }

  @Override
  public FeatureEncoderModel copy(ParamMap extra) {
    FeatureEncoderModel copy = new FeatureEncoderModel(uid, columns);
    copy.setParent(parent());
    return copyValues(copy, extra);
  }

  @Override
  public MLWriter write() {
    return new FeatureEncoderWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Reads a saved stage.
   *
   * @return a reader, which throws {@link org.sparkdropout.model.ModelFormatException} for a folder
   *     that holds no whole stage
   */
  public static MLReader<FeatureEncoderModel> read() {
    return new FeatureEncoderReader();
  }

  /**
   * Reads a saved stage.
   *
   * @param path its folder
   * @return the stage
   * @throws org.sparkdropout.model.ModelFormatException if the folder holds no whole stage
   */
  public static FeatureEncoderModel load(String path) {
    return read().load(path);
  }
}

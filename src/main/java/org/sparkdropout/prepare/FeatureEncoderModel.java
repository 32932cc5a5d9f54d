package org.sparkdropout.prepare;

import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.HandleInvalid;

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
  private final transient List<EncodedColumn> columns;
  private final Param<String> outputCol;
  private final Param<String> handleInvalid;

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
    setDefault(outputCol, "features");
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
   * Says what makes a row unfit.
   *
   * @param table raw rows
   * @return a text in the names of the table's columns; null where the row is fit
   * @throws org.sparkdropout.data.InvalidDataException if the table lacks a column, or has it in a
   *     type that cannot be brought to that of training
   */
  public Column problem(Dataset<?> table) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public Dataset<Row> transform(Dataset<?> table) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(outputColumn(), SQLDataTypes.VectorType(), false);
  }

  @Override
  public FeatureEncoderModel copy(ParamMap extra) {
    FeatureEncoderModel copy = new FeatureEncoderModel(uid, columns);
    copy.setParent(parent());
    return copyValues(copy, extra);
  }

  @Override
  public MLWriter write() {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Reads a saved stage.
   *
   * @return a reader
   */
  public static MLReader<FeatureEncoderModel> read() {
    return new DefaultParamsReader<>();
  }
}

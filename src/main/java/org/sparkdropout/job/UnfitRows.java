package org.sparkdropout.job;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.data.InvalidDataException;

/** The rows of a table that cannot be scored, with the reasons, in a pass of their own. */
final class UnfitRows implements AutoCloseable {
  /** From here on a number is rounded to an infinite single-precision one. */
  private static final double TOO_LARGE = 0x1.ffffffp127;

  private static final String ROW = "unfit_row";
  private static final String PROBLEM = "unfit_problem";

  private final String reason;
  private final Dataset<Row> rows;
  private boolean isKept;

  /**
   * Plans to find them; reads no rows.
   *
   * @param raw the table to score
   */
  UnfitRows(LoadedPipeline model, Preprocessing preprocessing, Dataset<Row> raw) {
    List<String> names = List.of(raw.columns());
    this.reason = TableColumns.free("reason", names);
    String row = TableColumns.free(ROW, names);
    Column[] whole = names.stream().map(TableColumns::quoted).toArray(Column[]::new);
    Dataset<Row> packed = raw.withColumn(row, functions.struct(whole));
    Batch batch = Batch.of(packed, preprocessing, List.of(row), model.addedColumns());
    String problem = TableColumns.free(PROBLEM, List.of(batch.rows().columns()));
    Dataset<Row> marked = batch.rows().withColumn(problem, preprocessing.problem(batch.rows()));
    Dataset<Row> features = preprocessing.features(marked);
    Column told =
        functions.coalesce(
            TableColumns.quoted(problem), problem(features, model.network().getFeaturesCol()));
    Dataset<Row> unfit =
        model
            .predict(features, InvalidRows.KEEP)
            .filter(unanswered(model))
            .select(batch.carried(row), told.as(this.reason));
    this.rows = unfit.select(functions.col(row + ".*"), TableColumns.quoted(reason));
  }

  /** Whether a row has no prediction. */
  static Column unanswered(LoadedPipeline model) {
    return model.answers().unanswered();
  }

  /** What the network finds wrong with features. */
  private static Column problem(Dataset<Row> features, String column) {
    Column vector = TableColumns.quoted(column);
    Column values = org.apache.spark.ml.functions.vector_to_array(vector, "float64");
    // NaN is greater than any number in Spark.
    Column bad = functions.transform(values, value -> functions.abs(value).geq(TOO_LARGE));
    Column place = functions.array_position(bad, true);
    Column value = functions.element_at(values, place.cast("int"));
    Column kind =
        functions.when(functions.isnan(value), "no number").otherwise("a number that is too large");
    return functions
        .when(vector.isNull(), "column '%s' holds nothing".formatted(column))
        .when(
            place.gt(0),
            functions.concat(
                functions.lit("column '%s' holds ".formatted(column)),
                kind,
                functions.lit(" at feature "),
                name(features, column, place)))
        .otherwise(
            "column '%s' holds numbers so large that the network overflows".formatted(column));
  }

  /** The feature's name, where the column's metadata has one; else its number, counted from 0. */
  private static Column name(Dataset<Row> features, String column, Column place) {
    AttributeGroup group = AttributeGroup.fromStructField(features.schema().apply(column));
    Column number = place.minus(1).cast("string");
    if (group.attributes().isEmpty()) {
      return number;
    }
    Attribute[] attributes = group.attributes().get();
    Column[] names =
        IntStream.range(0, attributes.length)
            .mapToObj(i -> attributes[i].name().getOrElse(() -> Integer.toString(i)))
            .map(functions::lit)
            .toArray(Column[]::new);
    return functions.element_at(functions.array(names), place.cast("int"));
  }

  /** The original columns, and why the row is unfit. */
  Dataset<Row> rows() {
    return rows;
  }

  /** Finds the rows once for all that follows. */
  UnfitRows keep() {
    rows.persist(StorageLevel.MEMORY_AND_DISK());
    isKept = true;
    return this;
  }

  /** Counts why they are unfit. */
  Reasons reasons() {
    return Reasons.of(rows, reason, rows::count);
  }

  /** Writes the rows and says how many were written. */
  long write(OutputFormat format, String folder) {
    Observation written = new Observation("rows quarantined");
    format.write(
        rows.observe(written, functions.count(functions.lit(1)).as(ScoreTally.ROWS)), folder);
    return (long) ScoreTally.observed(written).get(ScoreTally.ROWS);
  }

  /**
   * The error for a table that must not have such rows.
   *
   * @param total rows in the table
   */
  static InvalidDataException refused(Reasons reasons, long total) {
    return new InvalidDataException(
        "Every row must be fit to be scored. Unfit: %,d of %,d rows: %s. Repair them, or set %s = quarantine, skip or keep"
            .formatted(reasons.rows(), total, reasons, InvalidRows.POLICY));
  }

  @Override
  public void close() {
    if (isKept) {
      rows.unpersist();
    }
  }
}

package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.Preparation.Impute;
import org.sparkdropout.prepare.RawColumns;
import org.sparkdropout.prepare.RowCheck;
import org.sparkdropout.prepare.UnseenCategories;

/** A table with its predictions, lazily: columns to keep, prediction, label text, probabilities. */
final class ScoredTable {
  private final Settings settings;
  private final ModelFolder model;
  private final Dataset<Row> raw;
  private final Observation in = new Observation("rows in");
  private final Observation out = new Observation("rows out");
  private final Dataset<Row> scored;

  /**
   * Plans scoring; reads no rows.
   *
   * @throws InvalidDataException if a column that the model or the settings name is missing, or is
   *     of the wrong type
   */
  ScoredTable(Settings settings, ModelFolder model, Dataset<Row> raw) {
    this.settings = settings;
    this.model = model;
    this.raw = raw;
    this.scored = plan();
  }

  private Dataset<Row> plan() {
    List<String> kept = kept();
    Dataset<Row> counted = raw.observe(in, count());
    Dataset<Row> predicted;
    try {
      predicted = model.transform(withoutAdded(counted, kept));
    } catch (InvalidDataException known) {
      throw known;
    } catch (IllegalArgumentException mismatch) {
      throw new InvalidDataException(
          "The table must have the columns the model was trained on. " + mismatch.getMessage());
    }
    List<Column> columns = new ArrayList<>();
    kept.forEach(name -> columns.add(quoted(name)));
    columns.addAll(predictions());
    return predicted.select(columns.toArray(Column[]::new)).observe(out, count());
  }

  /** Frees the names of the columns that scoring adds: they cannot be kept as well. */
  private Dataset<Row> withoutAdded(Dataset<Row> table, List<String> kept) {
    Set<String> added = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    added.addAll(List.of(model.addedColumns()));
    for (String column : kept) {
      if (added.contains(column)) {
        throw new InvalidDataException(
            ("A column that is kept must not have the name of one that scoring adds (%s). The table"
                    + " has '%s': rename it, or name the columns to keep in score.keep")
                .formatted(String.join(", ", added), column));
      }
    }
    return table.drop(added.toArray(String[]::new));
  }

  private static Column count() {
    return org.apache.spark.sql.functions.count(org.apache.spark.sql.functions.lit(1)).as("rows");
  }

  private List<String> kept() {
    List<String> wanted = settings.texts("score.keep");
    Set<String> present = new LinkedHashSet<>(Arrays.asList(raw.columns()));
    for (String column : wanted) {
      if (!present.contains(column)) {
        throw new InvalidDataException(
            "The table must have the column '%s' of score.keep. Its columns: %s"
                .formatted(column, String.join(", ", present)));
      }
    }
    return wanted.isEmpty() ? List.copyOf(present) : wanted;
  }

  private List<Column> predictions() {
    List<Column> columns = new ArrayList<>();
    DropoutClassificationModel network = model.network();
    columns.add(quoted(network.getPredictionCol()));
    model.labelText().ifPresent(labels -> columns.add(quoted(labels.outputColumn())));
    if (settings.flag("score.probabilities")) {
      columns.addAll(probabilities(network.getProbabilityCol()));
    }
    return columns;
  }

  private List<Column> probabilities(String vector) {
    Column array = functions.vector_to_array(quoted(vector), "float64");
    List<Column> columns = new ArrayList<>();
    String[] names = model.probabilityColumns();
    for (int index = 0; index < names.length; index++) {
      columns.add(array.getItem(index).as(names[index]));
    }
    return columns;
  }

  private static Column quoted(String name) {
    return org.apache.spark.sql.functions.col(QuotingUtils.quoteIdentifier(name));
  }

  String[] columns() {
    return scored.columns();
  }

  /**
   * Scores and writes, in one pass over the table.
   *
   * @param folder where to, which exists and is empty
   * @return how many rows
   * @throws InvalidDataException if a row holds values that cannot be scored, naming the column
   */
  RowCounts write(String folder) {
    try {
      scored
          .write()
          .mode(SaveMode.Overwrite)
          .format(settings.text("output.format"))
          .options(settings.options("output.options"))
          .save(folder);
    } catch (Exception failure) { // Spark throws checked exceptions it does not declare.
      explain();
      throw failure;
    }
    return new RowCounts(rows(in), rows(out));
  }

  private static long rows(Observation observation) {
    try {
      return ((Number) observation.getAsJava().get("rows")).longValue();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while rows were counted", interruption);
    }
  }

  /** Looks for what is wrong with the rows, once scoring has failed on such as it must refuse. */
  private void explain() {
    if (model.network().getHandleInvalid().equals("error")
        && model.pipeline().stages()[0] instanceof FeatureEncoderModel encoder) {
      encoder.check(raw, "handleInvalid");
    }
    if (model.network().getHandleInvalid().equals("error")
        && model.pipeline().stages()[0] instanceof RawColumns columns) {
      Impute impute = columns.fillsMissingCategories() ? Impute.MEAN : Impute.NONE;
      RowCheck check = new RowCheck();
      columns.numericColumns().forEach(column -> check.number(column, impute));
      if (!columns.fillsMissingCategories()) {
        columns.categoricalColumns().forEach(check::text);
      }
      check.check(raw, "Repair these rows, or train with prepare.impute or handleInvalid");
      UnseenCategories.check(model.pipeline(), raw);
    }
  }
}

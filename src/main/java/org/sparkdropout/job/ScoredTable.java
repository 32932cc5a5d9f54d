package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.prepare.CategoryColumn;
import org.sparkdropout.prepare.WeightlessCategories;

/** A table with its predictions, lazily: columns to keep, prediction, label text, probabilities. */
final class ScoredTable {

  private static final String WEIGHTLESS = "weightless_categories";

  private final LoadedPipeline model;
  private final ScoredColumnNames columns;
  private final Optional<WeightlessCategories> weightless;

  /** The column that tells which categories of a row weigh nothing. */
  private final String mark;

  private final Observation in = new Observation("rows in");
  private final Observation out = new Observation("rows out");
  private final Dataset<Row> scored;

  /**
   * Plans scoring; reads no rows but to tell whether there are any.
   *
   * @param preprocessing of the model
   * @param columns of the scored table
   * @param raw the table to score
   * @param invalid what is done with unfit rows
   * @param runId of this run
   * @throws InvalidDataException if a column that the model was trained on is missing, or is of the
   *     wrong type
   */
  ScoredTable(
      LoadedPipeline model,
      Preprocessing preprocessing,
      ScoredColumnNames columns,
      Dataset<Row> raw,
      InvalidRows invalid,
      String runId) {
    this.model = model;
    this.columns = columns;
    this.weightless = preprocessing.weightless();
    Batch batch = Batch.of(raw, preprocessing, columns.kept(), model.addedColumns());
    this.mark = TableColumns.free(WEIGHTLESS, List.of(batch.rows().columns()));
    Dataset<Row> counted = batch.rows().observe(in, count());
    Dataset<Row> predicted = predicted(counted, preprocessing, invalid);
    this.scored = predicted.observe(out, count(), tally()).select(selected(batch, runId));
  }

  private Dataset<Row> predicted(
      Dataset<Row> rows, Preprocessing preprocessing, InvalidRows invalid) {
    String policy = invalid.is(InvalidRows.ERROR) ? InvalidRows.ERROR : InvalidRows.KEEP;
    try {
      Dataset<Row> predicted = model.predict(marked(preprocessing.features(rows)), policy);
      return invalid.leavesOut()
          ? predicted.filter(functions.not(UnfitRows.unanswered(model)))
          : predicted;
    } catch (InvalidDataException known) {
      throw known;
    } catch (IllegalArgumentException mismatch) {
      throw new InvalidDataException(
          "The table must have the columns the model was trained on. " + mismatch.getMessage());
    }
  }

  private Dataset<Row> marked(Dataset<Row> features) {
    Column vector = TableColumns.quoted(model.network().getFeaturesCol());
    return weightless
        .map(categories -> features.withColumn(mark, categories.in(vector)))
        .orElse(features);
  }

  private Column[] selected(Batch batch, String runId) {
    List<Column> selected = new ArrayList<>();
    columns.kept().forEach(name -> selected.add(batch.carried(name)));
    int predictions = columns.predictions().size();
    List<Column> answers = model.answers().columns(columns.predictions(), columns.more());
    selected.addAll(answers.subList(0, predictions));
    columns.labelText().forEach(name -> selected.add(TableColumns.quoted(name)));
    selected.addAll(answers.subList(predictions, answers.size()));
    selected.addAll(model.uncertainty().columns());
    if (!columns.provenance().isEmpty()) {
      selected.add(text(model.network().weightsDigest(), columns.provenance().get(0)));
      selected.add(text(runId, columns.provenance().get(1)));
    }
    return selected.toArray(Column[]::new);
  }

  private static Column text(String value, String name) {
    return functions.lit(value).as(name);
  }

  private static Column count() {
    return functions.count(functions.lit(1)).as(ScoreTally.ROWS);
  }

  /**
   * The counts of all classes are one histogram of Spark: with as many bins as there are classes it
   * is exact. An aggregate of ours would not do, as Spark (3.5) cannot send its state from an
   * observation back to the driver.
   */
  private Column[] tally() {
    List<Column> tally = new ArrayList<>(model.answers().tally());
    tally.add(functions.count_if(UnfitRows.unanswered(model)).as(ScoreTally.UNANSWERED));
    for (int place = 0; place < weightlessColumns().size(); place++) {
      Column isWeightless = functions.col(mark).getItem(place);
      tally.add(functions.count_if(isWeightless).as(ScoreTally.WEIGHTLESS + place));
    }
    return tally.toArray(Column[]::new);
  }

  private List<String> weightlessColumns() {
    return weightless.stream()
        .flatMap(categories -> categories.columns().stream())
        .map(CategoryColumn::name)
        .toList();
  }

  StructType schema() {
    return scored.schema();
  }

  /**
   * Scores and writes, in one pass over the table.
   *
   * @param format of the table
   * @param folder where to, which exists and is empty
   * @return what was counted on the way
   */
  ScoreTally write(OutputFormat format, String folder) {
    format.write(scored, folder);
    long rowsIn = (long) ScoreTally.observed(in).get(ScoreTally.ROWS);
    return ScoreTally.of(rowsIn, ScoreTally.observed(out), model.answers(), weightlessColumns());
  }
}

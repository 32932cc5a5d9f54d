package org.sparkdropout.job;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.monitor.Described;

/** One run of job score: a pass over the table, and one more if there are rows to explain. */
final class Scoring {
  /** Rows that cannot be scored; its name begins with _, so Spark's readers pass it over. */
  static final String QUARANTINE = "_quarantine";

  private final Instant start = Instant.now();
  private final Settings settings;
  private final LoadedPipeline model;
  private final InvalidRows invalid;
  private final Preprocessing preprocessing;
  private final OutputFormat format;
  private final String runId;

  /**
   * A run.
   *
   * @param asked what the settings say of unfit rows
   * @throws SettingsException if that does not fit the model
   */
  Scoring(Settings settings, LoadedPipeline model, InvalidRows asked, String runId) {
    this.settings = settings;
    this.model = model;
    this.invalid = asked.resolved(model.network());
    this.preprocessing = Preprocessing.of(model.pipeline(), model.network(), asked.policy());
    this.format = OutputFormat.of(settings);
    this.runId = runId;
  }

  /**
   * Scores and writes.
   *
   * @throws InvalidDataException if the table does not fit the model, or has unfit rows and must
   *     not have so many; then nothing is left
   */
  void run(SparkSession spark, JobConsole console) throws IOException {
    SparkContext context = spark.sparkContext();
    try (StagedOutput output = StagedOutput.open(settings, context.hadoopConfiguration())) {
      Dataset<Row> raw = InputTable.read(spark, settings, preprocessing.columns());
      ScoredColumnNames columns = ScoredColumnNames.of(settings, model, raw);
      ScoredTable scored = new ScoredTable(model, preprocessing, columns, raw, invalid, runId);
      format.check(scored.schema(), "name the columns to keep in score.keep");
      try (UnfitRows unfit = new UnfitRows(model, preprocessing, raw)) {
        if (invalid.is(InvalidRows.QUARANTINE)) {
          format.check(unfit.rows().schema(), "set score.handleInvalid = skip");
        }
        ScoreTally tally = write(scored, unfit, raw, output, context);
        finish(account(tally, unfit, output, context), output, console);
      }
      console.say("Columns: " + columns.told());
      console.say("Written: " + output.place());
    }
  }

  private ScoreTally write(
      ScoredTable scored,
      UnfitRows unfit,
      Dataset<Row> raw,
      StagedOutput output,
      SparkContext context) {
    try {
      return Described.job(
          context, "score rows", "score", () -> scored.write(format, output.folder().toString()));
    } catch (Exception failure) { // Spark throws checked exceptions it does not declare.
      if (invalid.is(InvalidRows.ERROR) && Failure.isOf(failure, InvalidDataException.class)) {
        explain(unfit, raw, context);
      }
      throw failure;
    }
  }

  /** Looks for what is wrong with the rows, once scoring has failed on such as it must refuse. */
  private static void explain(UnfitRows unfit, Dataset<Row> raw, SparkContext context) {
    Reasons reasons =
        Described.job(context, "explain why rows are unfit", "count reasons", unfit::reasons);
    if (reasons.rows() > 0) {
      throw UnfitRows.refused(reasons, raw.count());
    }
  }

  /** What was scored, and why the rest was not. */
  private record Account(ScoreTally tally, Reasons reasons) {}

  private Account account(
      ScoreTally tally, UnfitRows unfit, StagedOutput output, SparkContext context) {
    RowCounts counts = tally.counts();
    if (counts.unfit() == 0) {
      counts.check(invalid);
      return new Account(tally, Reasons.NONE);
    }
    boolean quarantines = invalid.is(InvalidRows.QUARANTINE);
    UnfitRows found = quarantines ? unfit.keep() : unfit;
    Reasons reasons =
        Described.job(context, "explain why rows are unfit", "count reasons", found::reasons);
    invalid.checkLimit(counts.unfit(), counts.in(), reasons);
    ScoreTally whole = quarantines ? tally.quarantined(quarantine(found, output, context)) : tally;
    whole.counts().check(invalid);
    return new Account(whole, reasons);
  }

  private long quarantine(UnfitRows unfit, StagedOutput output, SparkContext context) {
    return Described.job(
        context,
        "quarantine rows",
        "write unfit rows",
        () -> unfit.write(format, output.file(QUARANTINE).toString()));
  }

  private void finish(Account account, StagedOutput output, JobConsole console) throws IOException {
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1e3;
    Map<String, Object> report =
        ScoreReport.fields(
            runId, settings, model, invalid, account.tally(), account.reasons(), seconds);
    OutputFiles.json(output, ScoreReport.NAME, report);
    output.publish();
    console.say(account.tally().counts());
    if (account.reasons().rows() > 0) {
      console.say("Unfit rows: " + account.reasons());
    }
    new WeightlessRows(preprocessing, account.tally()).tell(console);
  }
}

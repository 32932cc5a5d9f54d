package org.sparkdropout.job;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Comparison;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.Seeds;
import org.sparkdropout.compare.SplitComparison;
import org.sparkdropout.compare.Tuning;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.inspect.ImageWidth;
import org.sparkdropout.ml.DropoutRegressor;

/**
 * Compares arms on a table: once, or on each of several splits. The arms may be tuned first.
 *
 * @param given the settings of the job
 * @param console told of what is done
 * @param history told of the runs
 */
record ComparedTable(Settings given, JobConsole console, JobHistory history) {
  /**
   * Trains and measures.
   *
   * @param input with the rows to test on; without them, they are split by the settings
   * @return the report
   */
  ComparisonReport compare(InputTable input) {
    if (input.test().isEmpty()) {
      return compareSplits(input.rows());
    }
    Settings settings = RawColumnDefaults.applied(given, input.rows(), console);
    PreparedData data = prepare(input, settings);
    ColumnsReport.lines(data.columns()).forEach(console::say);
    history.begin(settings);
    return compare(input, data, settings, CompareSeeds.ofAll(settings));
  }

  /** What is fitted to rows is fitted to the training rows of each split anew. */
  private ComparisonReport compareSplits(Dataset<Row> table) {
    Dataset<Row> rows = table.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return compareSplitsOf(rows);
    } finally {
      rows.unpersist(false);
    }
  }

  private ComparisonReport compareSplitsOf(Dataset<Row> rows) {
    TableSplits splits = new TableSplits(rows, given);
    int count = TableSplits.count(given);
    Settings settings = RawColumnDefaults.applied(given, splits.split(1).rows(), console);
    history.begin(settings);
    int seeds = CompareSeeds.count(settings);
    console.say(
        seeds == 1
            ? "%d splits, 1 seed in each. For more, set %s".formatted(count, CompareSeeds.KEY)
            : "%d splits, %d seeds in each".formatted(count, seeds));
    return new SplitComparison(count, CompareSeeds.limit(settings))
        .run(
            number -> {
              console.say("Split %d of %d".formatted(number, count));
              InputTable input = splits.split(number);
              Settings ofSplit = TableSplits.settings(settings, number);
              return compare(
                  input, prepare(input, ofSplit), ofSplit, CompareSeeds.ofSplit(settings, number));
            });
  }

  private PreparedData prepare(InputTable input, Settings settings) {
    PreparedData data = PreparedData.fit(settings, input.rows());
    input.checkTest(settings, data).ifPresent(console::warn);
    return data;
  }

  private ComparisonReport compare(
      InputTable input, PreparedData data, Settings settings, Seeds seeds) {
    Dataset<Row> test = input.test().orElseThrow();
    Dataset<Row> train = data.apply(input.rows());
    List<Tuning.Tuned> tuned = tuned(data, settings, train);
    List<Arm> arms =
        tuned.isEmpty()
            ? new ArmSettings(settings).arms()
            : tuned.stream().map(Tuning.Tuned::arm).toList();
    arms.forEach(arm -> data.nameColumns(arm.estimator()));
    arms.forEach(arm -> RunName.giveTo(arm.estimator(), settings));
    Comparison.Observer runs =
        new RunsInHistory(
            new RunsOnConsole(console, measure(arms), arms.size() * seeds.asked()), history);
    try {
      ComparisonReport report =
          new Comparison(arms, seeds, runs)
              .setSweep(new SweepSettings(settings).sweep())
              .setImageWidth(
                  new ImageWidth(
                      (int) settings.whole("compare.imageWidth"), data.columns().isOneVector()))
              .run(train, data.apply(test))
              .withNotes(tuned.stream().map(Tuning.Tuned::note).toList());
      return data.labels().map(report::withClassLabels).orElse(report);
    } finally {
      console.endProgress();
    }
  }

  private List<Tuning.Tuned> tuned(PreparedData data, Settings settings, Dataset<Row> train) {
    List<List<Tuning.Trial>> trials = new TuningSettings(settings).trials();
    if (trials.isEmpty()) {
      return List.of();
    }
    trials.stream().flatMap(List::stream).forEach(one -> data.nameColumns(one.arm().estimator()));
    int runs = trials.stream().mapToInt(List::size).sum();
    Tuning tuning = new Tuning(settings.whole("train.seed"), new TrialsOnConsole(console, runs));
    Dataset<Row> rows = train.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Tuning.Tuned> tuned = trials.stream().map(one -> tuning.choose(one, rows)).toList();
      tuned.forEach(one -> console.say(one.note()));
      return tuned;
    } finally {
      console.endProgress();
      rows.unpersist(false);
    }
  }

  private static ErrorMeasure measure(List<Arm> arms) {
    return arms.get(0).estimator() instanceof DropoutRegressor
        ? ErrorMeasure.RMSE
        : ErrorMeasure.CLASSIFICATION_ERROR;
  }
}

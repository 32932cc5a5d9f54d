package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.lit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.data.Part;
import org.sparkdropout.inspect.ImageWidth;
import org.sparkdropout.inspect.SampledRows;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressor;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.TrainingListener;

/**
 * Trains several arms on the same rows with the same seeds. Runs of one seed are paired: they have
 * the same shards, the same initial weights and the same batches, as far as their settings allow,
 * and what drops at a low rate drops at a higher one too.
 *
 * <p>The learning curves are of the test rows, which are only looked at: they stop nothing and
 * choose nothing. If the estimators have validation rows of their own, as early stopping needs, the
 * curves are of those instead, and the test rows are measured at the end only.
 *
 * <p>A difference is claimed only if seeds and test rows both suffice to tell: {@link Conclusion}.
 */
public final class Comparison {
  private static final String IS_TEST = "compare_isTest";
  private static final int FEWEST_ARMS = 2;

  private final List<Arm> arms;
  private final Seeds seeds;
  private final Observer observer;
  private ImageWidth images = ImageWidth.GUESSED;

  /** Is told of each run before it begins. */
  public interface Observer {
    /**
     * A run begins.
     *
     * @param arm that is trained
     * @param seed of the run
     * @return told of its progress
     */
    TrainingListener begins(Arm arm, long seed);
  }

  /**
   * Prepares a comparison.
   *
   * @param arms at least two, all classifiers or all regressors, with the same columns and the same
   *     validation rows; the first is the baseline of the others
   * @param seeds to train each arm with
   * @param observer told of the runs
   * @throws IllegalArgumentException if there are fewer than two arms, or two have the same name
   */
  public Comparison(List<Arm> arms, Seeds seeds, Observer observer) {
    if (arms.size() < FEWEST_ARMS) {
      throw new IllegalArgumentException(
          "A comparison must have at least two arms. Provided: %d".formatted(arms.size()));
    }
    if (arms.stream().map(Arm::name).distinct().count() < arms.size()) {
      throw new IllegalArgumentException(
          "Arms must have different names. Provided: %s"
              .formatted(arms.stream().map(Arm::name).toList()));
    }
    this.arms = List.copyOf(arms);
    this.seeds = seeds;
    this.observer = observer;
  }

  /**
   * Says what pictures the features are, whose first layers are then shown. If nobody says it, the
   * width is guessed.
   *
   * @param width of the pictures
   * @return this
   */
  public Comparison setImageWidth(ImageWidth width) {
    images = width;
    return this;
  }

  /**
   * Trains all arms with all seeds and measures them.
   *
   * @param train rows to train on
   * @param test rows to measure on, with the same columns
   * @return the differences
   * @throws IllegalArgumentException if the features cannot be pictures of the given width
   */
  public ComparisonReport run(Dataset<Row> train, Dataset<Row> test) {
    Dataset<Row> trainRows = examples(train).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> testRows = examples(test).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return runOn(trainRows, testRows);
    } finally {
      trainRows.unpersist(false);
      testRows.unpersist(false);
    }
  }

  private ComparisonReport runOn(Dataset<Row> train, Dataset<Row> test) {
    List<TrainedRun> runs = new ArrayList<>();
    Inspections inspections = new Inspections(sample(test), images);
    long began = System.nanoTime();
    List<Long> all = seeds.all();
    int done = 0;
    while (seeds.goesOn(done, Duration.ofNanos(System.nanoTime() - began))) {
      for (Arm arm : arms) {
        long seed = all.get(done);
        DropoutModel model = fit(arm, seed, train, test);
        inspections.look(arm, model);
        runs.add(new TrainedRun(arm, seed, model));
      }
      done++;
    }
    RunGrid grid = new RunGrid(List.copyOf(runs), arms.size());
    Findings findings =
        new Findings(
            grid,
            measure(grid, trainedOn(train), "train"),
            measure(grid, test, "test"),
            constantAnswer(train, test),
            inspections);
    return findings.report(watchesTest() ? "test" : "validation", stopped(done));
  }

  private List<Vector> sample(Dataset<Row> test) {
    return Described.job(
        test.sparkSession().sparkContext(),
        "choose test rows to look into networks with",
        "choose rows",
        () -> SampledRows.of(test, first().getFeaturesCol()));
  }

  private List<String> stopped(int done) {
    return done == seeds.asked()
        ? List.of()
        : List.of(
            "Only %d of %d seeds were trained, since the limit of %d minutes had passed"
                .formatted(done, seeds.asked(), seeds.limit().toMinutes()));
  }

  private DropoutEstimator<?, ?> first() {
    return arms.get(0).estimator();
  }

  private boolean isOfNumbers() {
    return first() instanceof DropoutRegressor;
  }

  private boolean watchesTest() {
    return arms.stream()
        .map(Arm::estimator)
        .allMatch(
            one ->
                one.getPatience() == 0
                    && one.getValidationFraction() == 0
                    && !one.isDefined(one.validationIndicatorCol()));
  }

  private DropoutModel fit(Arm arm, long seed, Dataset<Row> train, Dataset<Row> test) {
    DropoutEstimator<?, ?> one = (DropoutEstimator<?, ?>) arm.estimator().copy(ParamMap.empty());
    RunColumns.of(arm, seed).nameIn(one);
    one.setSeed(seed);
    one.setListener(observer.begins(arm, seed));
    one.checkpointFolder()
        .ifPresent(folder -> one.setCheckpointPath(folder + "/" + arm.runName(seed)));
    Columns.named(one, one.summaryName())
        .ifPresent(name -> one.setSummaryName(name + "/" + arm.runName(seed)));
    if (!watchesTest()) {
      return described(arm, seed, one, train);
    }
    one.setValidationIndicatorCol(IS_TEST);
    Dataset<Row> all =
        train.withColumn(IS_TEST, lit(false)).unionByName(test.withColumn(IS_TEST, lit(true)));
    return described(arm, seed, one, all);
  }

  private static DropoutModel described(
      Arm arm, long seed, DropoutEstimator<?, ?> one, Dataset<Row> rows) {
    SparkContext context = rows.sparkSession().sparkContext();
    return Described.job(context, "%s, seed %d".formatted(arm.name(), seed), () -> one.fit(rows));
  }

  /** Without the rows that are held out for validation. */
  private Dataset<Row> trainedOn(Dataset<Row> train) {
    return watchesTest() ? train : train.where(first().part(train).equalTo(Part.TRAINING.text()));
  }

  /** The columns training needs; others may differ between the two tables. */
  private Dataset<Row> examples(Dataset<Row> table) {
    DropoutEstimator<?, ?> one = first();
    Set<String> names = new LinkedHashSet<>();
    names.add(one.getFeaturesCol());
    names.add(one.getLabelCol());
    if (one.isDefined(one.weightCol())) {
      names.add(one.getWeightCol());
    }
    if (one.isDefined(one.validationIndicatorCol())) {
      names.add(one.getValidationIndicatorCol());
    }
    return table.select(
        names.stream()
            .map(name -> table.col(QuotingUtils.quoteIdentifier(name)))
            .toArray(Column[]::new));
  }

  private MeasuredRuns measure(RunGrid grid, Dataset<Row> rows, String name) {
    Dataset<Row> scored = rows;
    for (TrainedRun run : grid.runs()) {
      scored = run.model().transform(scored);
    }
    Dataset<Row> all = scored;
    String label = first().getLabelCol();
    return Described.job(
        rows.sparkSession().sparkContext(),
        "measure on %s rows".formatted(name),
        "score and measure",
        () ->
            isOfNumbers()
                ? new NumberRuns(grid, label).measure(all)
                : new ClassRuns(grid, label).measure(all));
  }

  private double constantAnswer(Dataset<Row> train, Dataset<Row> test) {
    String label = first().getLabelCol();
    return isOfNumbers()
        ? ConstantError.ofNumbers(train, test, label)
        : ConstantError.ofClasses(train, test, label);
  }
}

package org.sparkdropout.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.storage.StorageLevel;
import org.sparkdropout.inspect.ImageWidth;
import org.sparkdropout.inspect.SampledRows;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutRegressor;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.TrainingListener;

/**
 * Trains several arms on the same rows with the same seeds. Runs of one seed are paired: they have
 * the same shards, the same initial weights and the same batches, as far as their settings allow,
 * and what drops at a low rate drops at a higher one too. Arms that differ in scoring alone share
 * their training.
 *
 * <p>The learning curves are of the test rows, which are only looked at: they stop nothing and
 * choose nothing. If the estimators have validation rows of their own, as early stopping needs, the
 * curves are of those instead, and the test rows are measured at the end only.
 *
 * <p>A difference is claimed only if seeds and test rows both suffice to tell: {@link Conclusion}.
 * An arm whose loss does not stay finite is left out, and the report says so.
 */
public final class Comparison {
  private static final int FEWEST_ARMS = 2;

  private final List<Arm> arms;
  private final Seeds seeds;
  private final Observer observer;
  private ImageWidth images = ImageWidth.GUESSED;
  private Optional<Sweep> sweep = Optional.empty();

  /** Is told of each run. */
  public interface Observer {
    /**
     * A run begins.
     *
     * @param arm that is trained
     * @param seed of the run
     * @return told of its progress
     */
    TrainingListener begins(Arm arm, long seed);

    /**
     * A run has been measured.
     *
     * @param arm that was trained
     * @param run its figures
     */
    default void ended(Arm arm, RunReport run) {}

    /**
     * A run's loss did not stay finite, and its arm is left out.
     *
     * @param arm that was trained
     * @param seed of the run
     */
    default void diverged(Arm arm, long seed) {}
  }

  /**
   * Prepares a comparison.
   *
   * @param arms at least two, all classifiers or all regressors, with the same columns and the same
   *     validation rows; the first is the baseline of the others, in a sweep of several lines the
   *     first of the same value
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
   * Says what the arms sweep, for the report.
   *
   * @param swept empty if they are not part of a sweep
   * @return this
   */
  public Comparison setSweep(Optional<Sweep> swept) {
    sweep = swept;
    return this;
  }

  /**
   * Trains all arms with all seeds and measures them.
   *
   * @param train rows to train on
   * @param test rows to measure on, with the same columns
   * @return the differences
   * @throws IllegalArgumentException if the features cannot be pictures of the given width
   * @throws DivergedException if so many arms diverge that none is left to compare with its
   *     baseline
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

  private List<Vector> sample(Dataset<Row> test) {
    return Described.job(
        test.sparkSession().sparkContext(),
        "choose test rows to look into networks with",
        "choose rows",
        () -> SampledRows.of(test, first().getFeaturesCol()));
  }

  private ComparisonReport runOn(Dataset<Row> train, Dataset<Row> test) {
    List<String> notes = new ArrayList<>();
    Inspections inspections = new Inspections(sample(test), images);
    RowErrors errors = new RowErrors(test, RunColumns.of(first()));
    try {
      RunGrid grid =
          trained(new ArmRuns(train, test, watchesTest(), errors, inspections, observer), notes);
      return new Findings(grid, errors.against(grid), constantAnswer(train, test), inspections)
          .report(watchesTest() ? "test" : "validation", sweep, notes);
    } finally {
      errors.free();
    }
  }

  /** Seed by seed all arms that have not diverged; adds what there is to say of it to notes. */
  private RunGrid trained(ArmRuns runs, List<String> notes) {
    Map<Arm, List<MeasuredRun>> done = new HashMap<>();
    List<Arm> going = new ArrayList<>(arms);
    long began = System.nanoTime();
    int seed = 0;
    while (seeds.goesOn(seed, Duration.ofNanos(System.nanoTime() - began))) {
      for (Arm arm : List.copyOf(going)) {
        try {
          MeasuredRun run = runs.run(arm, seeds.all().get(seed));
          done.computeIfAbsent(arm, one -> new ArrayList<>()).add(run);
        } catch (DivergedException diverged) {
          going.remove(arm);
          notes.add(leftOut(diverged, going));
          observer.diverged(arm, seeds.all().get(seed));
        }
      }
      seed++;
    }
    stopped(seed).ifPresent(notes::add);
    return new RunGrid(going.stream().map(done::get).toList(), ArmPair.ofRest(arms, going));
  }

  /** There is nothing to compare without a pair. */
  private String leftOut(DivergedException diverged, List<Arm> going) {
    if (ArmPair.ofRest(arms, going).isEmpty()) {
      throw diverged;
    }
    return "Left out, since a run diverged. " + diverged.getMessage();
  }

  private Optional<String> stopped(int done) {
    return done == seeds.asked()
        ? Optional.empty()
        : Optional.of(
            "Only %d of %d seeds were trained, since the limit of %d minutes had passed"
                .formatted(done, seeds.asked(), seeds.limit().toMinutes()));
  }

  private DropoutEstimator<?, ?> first() {
    return arms.get(0).estimator();
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

  private double constantAnswer(Dataset<Row> train, Dataset<Row> test) {
    String label = first().getLabelCol();
    return first() instanceof DropoutRegressor
        ? ConstantError.ofNumbers(train, test, label)
        : ConstantError.ofClasses(train, test, label);
  }
}

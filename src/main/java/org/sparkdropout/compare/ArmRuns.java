package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.lit;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.data.Part;
import org.sparkdropout.measure.ClassCounts;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.TrainingListener;

/** Trains arms and measures each as soon as it is trained. Not thread-safe. */
final class ArmRuns {
  private static final String IS_TEST = "compare_isTest";

  private final Dataset<Row> train;
  private final Dataset<Row> test;
  private final boolean watchesTest;
  private final RowErrors errors;
  private final Inspections inspections;
  private final Comparison.Observer observer;

  /** A model that another arm may share, until one is trained that it cannot. */
  private Optional<Trained> last = Optional.empty();

  private record Trained(Arm arm, long seed, DropoutModel model) {
    boolean serves(Arm other, long seed) {
      return this.seed == seed && arm.trainsLike(other);
    }
  }

  /**
   * Prepares runs.
   *
   * @param train rows to train on
   * @param test rows to measure on
   * @param watchesTest whether learning curves are of the test rows
   * @param errors to which each run is added
   * @param inspections which look into the first network of each arm
   * @param observer told of the runs
   */
  ArmRuns(
      Dataset<Row> train,
      Dataset<Row> test,
      boolean watchesTest,
      RowErrors errors,
      Inspections inspections,
      Comparison.Observer observer) {
    this.train = train;
    this.test = test;
    this.watchesTest = watchesTest;
    this.errors = errors;
    this.inspections = inspections;
    this.observer = observer;
  }

  /**
   * Trains an arm with a seed, unless one that trains the same was the last, and measures it.
   *
   * @throws DivergedException that names the run
   */
  MeasuredRun run(Arm arm, long seed) {
    TrainingListener listener = observer.begins(arm, seed);
    Dataset<Row> rows = TrainingRows.of(train, arm, seed);
    DropoutModel model = model(arm, seed, rows, listener);
    inspections.look(arm, model);
    model.set(model.monteCarlo(), samples(arm, model));
    MeasuredRun run =
        Described.job(
            train.sparkSession().sparkContext(),
            "measure " + name(arm, seed),
            "score and measure",
            () -> measured(arm, seed, model, rows));
    observer.ended(arm, run.report());
    return run;
  }

  private DropoutModel model(Arm arm, long seed, Dataset<Row> rows, TrainingListener listener) {
    if (last.filter(one -> one.serves(arm, seed)).isEmpty()) {
      DropoutEstimator<?, ?> one = arm.forRun(seed);
      one.setListener(listener);
      DropoutModel model = NamedFit.of(name(arm, seed), one, watched(one, rows));
      last = Optional.of(new Trained(arm, seed, model));
    }
    return last.orElseThrow().model();
  }

  /** The thinned networks of a network that drops nothing are all the whole one. */
  private static int samples(Arm arm, DropoutModel model) {
    boolean drops = model.trainedDropout().filter(dropout -> !dropout.dropsNothing()).isPresent();
    return drops ? arm.beside().monteCarlo() : 0;
  }

  private static String name(Arm arm, long seed) {
    return "%s, seed %d".formatted(arm.name(), seed);
  }

  /** With the test rows to watch, unless there are validation rows. */
  private Dataset<Row> watched(DropoutEstimator<?, ?> one, Dataset<Row> rows) {
    if (!watchesTest) {
      return rows;
    }
    one.setValidationIndicatorCol(IS_TEST);
    return rows.withColumn(IS_TEST, lit(false)).unionByName(test.withColumn(IS_TEST, lit(true)));
  }

  private MeasuredRun measured(Arm arm, long seed, DropoutModel model, Dataset<Row> rows) {
    RunColumns columns = RunColumns.of(arm.estimator());
    Quality onTrain = columns.quality(model.transform(trainedOn(arm, seed, rows)));
    Dataset<Row> scored = errors.add(arm.runName(seed), model);
    Optional<ClassCounts> counts = columns.counts(scored, model);
    Quality onTest =
        counts.<Quality>map(ClassCounts::quality).orElseGet(() -> columns.quality(scored));
    return MeasuredRun.of(arm, model, RunReport.of(seed, model, onTrain, onTest), counts);
  }

  /** Without the rows that the run has held out for validation, by its own seed. */
  private Dataset<Row> trainedOn(Arm arm, long seed, Dataset<Row> rows) {
    return watchesTest
        ? rows
        : rows.where(arm.forRun(seed).part(rows).equalTo(Part.TRAINING.text()));
  }
}

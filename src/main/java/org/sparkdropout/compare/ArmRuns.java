package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.lit;

import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparkdropout.data.Part;
import org.sparkdropout.measure.ClassCounts;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.param.Columns;
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

  Dataset<Row> train() {
    return train;
  }

  Dataset<Row> test() {
    return test;
  }

  RowErrors errors() {
    return errors;
  }

  Inspections inspections() {
    return inspections;
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
            context(),
            "measure " + name(arm, seed),
            "score and measure",
            () -> measured(arm, seed, model, rows));
    observer.ended(arm, run.report());
    return run;
  }

  private DropoutModel model(Arm arm, long seed, Dataset<Row> rows, TrainingListener listener) {
    if (last.filter(one -> one.serves(arm, seed)).isEmpty()) {
      DropoutEstimator<?, ?> estimator = estimator(arm, seed);
      estimator.setListener(listener);
      last = Optional.of(new Trained(arm, seed, fit(estimator, name(arm, seed), rows)));
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

  private SparkContext context() {
    return train.sparkSession().sparkContext();
  }

  private DropoutEstimator<?, ?> estimator(Arm arm, long seed) {
    DropoutEstimator<?, ?> one = (DropoutEstimator<?, ?>) arm.estimator().copy(ParamMap.empty());
    RunColumns.of(one).nameIn(one);
    one.setSeed(seed);
    one.checkpointFolder()
        .ifPresent(folder -> one.setCheckpointPath(folder + "/" + arm.runName(seed)));
    Columns.named(one, one.summaryName())
        .ifPresent(name -> one.setSummaryName(name + "/" + arm.runName(seed)));
    return one;
  }

  private DropoutModel fit(DropoutEstimator<?, ?> one, String name, Dataset<Row> rows) {
    try {
      return Described.job(context(), name, () -> one.fit(watched(one, rows)));
    } catch (RuntimeException failed) {
      DivergedException diverged = ExceptionUtils.throwableOfType(failed, DivergedException.class);
      throw diverged == null ? failed : new DivergedException(name, diverged);
    }
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
        : rows.where(estimator(arm, seed).part(rows).equalTo(Part.TRAINING.text()));
  }
}

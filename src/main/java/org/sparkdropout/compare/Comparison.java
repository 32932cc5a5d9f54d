package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressor;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.Validation;

/**
 * Trains one estimator twice on the same rows, with the same seed, initial weights, batches and
 * steps: as it is, and with nothing dropped. Max-norm and all else stay.
 *
 * <p>The learning curves are of the test rows, which are only looked at: they stop nothing and
 * choose nothing. If the estimator has validation rows of its own, as early stopping needs, the
 * curves are of those instead, and the test rows are measured at the end only.
 *
 * <p>Classifiers are compared by error, and McNemar's test; regressors by RMSE, MAE and R2, and a
 * paired t-test of squared errors.
 */
public final class Comparison {
  private static final String IS_TEST = "compare_isTest";

  private final DropoutEstimator<?, ?> estimator;
  private final Function<Arm, TrainingListener> listeners;

  /** Which of the two runs. */
  public enum Arm {
    /** The estimator as it is. */
    WITH_DROPOUT("with dropout"),
    /** Nothing dropped. */
    WITHOUT_DROPOUT("without dropout");

    private final String text;

    Arm(String text) {
      this.text = text;
    }

    /**
     * The run's name.
     *
     * @return with dropout, or without dropout
     */
    public String text() {
      return text;
    }

    private String column(String name) {
      return "compare_" + name().toLowerCase(Locale.ROOT) + "_" + name;
    }

    private Predictions classes(String label) {
      return new Predictions(label, column("prediction"), column("probability"));
    }

    private NumberPredictions numbers(String label) {
      return new NumberPredictions(label, column("prediction"));
    }
  }

  /**
   * Prepares a comparison.
   *
   * @param estimator what to train, with dropout: a classifier or a regressor
   * @param listeners told of each run's progress
   */
  public Comparison(DropoutEstimator<?, ?> estimator, Function<Arm, TrainingListener> listeners) {
    this.estimator = estimator;
    this.listeners = listeners;
  }

  /**
   * Trains both and measures them.
   *
   * @param train rows to train on
   * @param test rows to measure on, with the same columns
   * @return the difference
   */
  public ComparisonReport run(Dataset<Row> train, Dataset<Row> test) {
    DropoutModel with = fit(Arm.WITH_DROPOUT, train, test);
    DropoutModel without = fit(Arm.WITHOUT_DROPOUT, train, test);
    Paired onTrain = measure(with, without, train, "train");
    Paired onTest = measure(with, without, test, "test");
    return new ComparisonReport(
        with.exportedNetwork().toString(),
        watchesTest() ? "test" : "validation",
        estimator.getSeed(),
        with.summary().replicas(),
        report(Arm.WITH_DROPOUT, with, onTrain.first(), onTest.first()),
        report(Arm.WITHOUT_DROPOUT, without, onTrain.second(), onTest.second()),
        onTest.verdict(),
        setParams());
  }

  private boolean watchesTest() {
    return estimator.getPatience() == 0
        && estimator.getValidationFraction() == 0
        && !estimator.isDefined(estimator.validationIndicatorCol());
  }

  private DropoutModel fit(Arm arm, Dataset<Row> train, Dataset<Row> test) {
    DropoutEstimator<?, ?> one = (DropoutEstimator<?, ?>) estimator.copy(ParamMap.empty());
    nameColumns(one, arm);
    one.setListener(listeners.apply(arm));
    one.checkpointFolder()
        .ifPresent(folder -> one.setCheckpointPath(folder + "/" + arm.text().replace(' ', '-')));
    if (arm == Arm.WITHOUT_DROPOUT) {
      one.dropNothing();
    }
    if (!watchesTest()) {
      return described(arm, one, train);
    }
    one.setValidationIndicatorCol(IS_TEST);
    Dataset<Row> all =
        examples(train)
            .withColumn(IS_TEST, lit(false))
            .unionByName(examples(test).withColumn(IS_TEST, lit(true)));
    return described(arm, one, all);
  }

  /** The columns that are measured, under names of their own, and no others. */
  private static void nameColumns(DropoutEstimator<?, ?> one, Arm arm) {
    one.set(one.predictionCol(), arm.column("prediction"));
    if (one instanceof DropoutRegressor regressor) {
      regressor.clear(regressor.quantilesCol());
    } else if (one instanceof DropoutClassifier classifier) {
      classifier.setProbabilityCol(arm.column("probability"));
      classifier.setRawPredictionCol("");
    }
  }

  private static DropoutModel described(Arm arm, DropoutEstimator<?, ?> one, Dataset<Row> rows) {
    SparkContext context = rows.sparkSession().sparkContext();
    return Described.job(context, arm.text(), () -> one.fit(rows));
  }

  /** The columns training needs; others may differ between the two tables. */
  private Dataset<Row> examples(Dataset<Row> table) {
    Set<String> names = new LinkedHashSet<>();
    names.add(estimator.getFeaturesCol());
    names.add(estimator.getLabelCol());
    if (estimator.isDefined(estimator.weightCol())) {
      names.add(estimator.getWeightCol());
    }
    return table.select(
        names.stream()
            .map(name -> table.col(QuotingUtils.quoteIdentifier(name)))
            .toArray(Column[]::new));
  }

  private Paired measure(DropoutModel with, DropoutModel without, Dataset<Row> rows, String name) {
    Dataset<Row> scored = without.transform(with.transform(rows));
    return Described.job(
        rows.sparkSession().sparkContext(),
        "measure on %s rows".formatted(name),
        "score and measure",
        () -> paired(scored));
  }

  private Paired paired(Dataset<Row> scored) {
    String label = estimator.getLabelCol();
    return estimator instanceof DropoutRegressor
        ? Paired.of(scored, Arm.WITH_DROPOUT.numbers(label), Arm.WITHOUT_DROPOUT.numbers(label))
        : Paired.of(scored, Arm.WITH_DROPOUT.classes(label), Arm.WITHOUT_DROPOUT.classes(label));
  }

  private ArmReport report(Arm arm, DropoutModel model, Quality train, Quality test) {
    List<EpochRecord> history = model.summary().history();
    double seconds = history.stream().mapToDouble(EpochRecord::seconds).sum();
    double examples =
        history.stream().mapToDouble(epoch -> epoch.samplesPerSecond() * epoch.seconds()).sum();
    return new ArmReport(
        arm.text(),
        arm == Arm.WITH_DROPOUT ? dropoutText(model) : "none",
        train,
        test,
        test.error() - train.error(),
        seconds,
        seconds == 0 ? 0 : examples / seconds,
        model.weightsDigest(),
        curve(history),
        model.summary().warnings());
  }

  /** The rates as trained, where the network knows them. */
  private String dropoutText(DropoutModel model) {
    return model.trainedDropout().map(Dropout::ratesText).orElseGet(estimator::dropoutText);
  }

  private static List<CurvePoint> curve(List<EpochRecord> history) {
    List<CurvePoint> points = new ArrayList<>();
    for (EpochRecord epoch : history) {
      Validation heldOut = epoch.validation().orElseThrow();
      points.add(
          new CurvePoint(
              epoch.epoch(), epoch.loss(), epoch.error(), heldOut.loss(), heldOut.error()));
    }
    return points;
  }

  private Map<String, String> setParams() {
    Map<String, String> params = new TreeMap<>();
    Arrays.stream(estimator.params())
        .filter(estimator::isSet)
        .forEach(param -> params.put(param.name(), text(param)));
    return params;
  }

  private <T> String text(Param<T> param) {
    return param.jsonEncode(estimator.getOrDefault(param));
  }
}

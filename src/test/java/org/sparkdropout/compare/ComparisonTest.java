package org.sparkdropout.compare;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.Part;
import org.sparkdropout.inspect.ImageWidth;
import org.sparkdropout.inspect.Inspection;
import org.sparkdropout.inspect.LayerActivity;
import org.sparkdropout.inspect.SampledRows;
import org.sparkdropout.measure.CalibrationBin;
import org.sparkdropout.measure.RegressionQuality;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.ml.DropoutRegressionSummary;
import org.sparkdropout.ml.DropoutRegressor;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/** Labels are 1000 + 50 x a feature, with much noise: large networks learn rows by heart. */
@SparkTest
class ComparisonTest {
  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @BeforeAll
  static void makeTables(SparkSession spark) {
    train = table(spark, 60, 3);
    test = table(spark, 400, 4);
  }

  private static Dataset<Row> table(SparkSession spark, int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] x = random.doubles(8, -1, 1).toArray();
      double label = 1000 + 50 * (x[0] + 0.4 * random.nextGaussian());
      double large = label > 1000 ? 1 : 0;
      rows.add(
          RowFactory.create(Vectors.dense(x), label, Vectors.dense(label, -label / 100), large));
    }
    StructType type =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", "double")
            .add("pair", SQLDataTypes.VectorType())
            .add("large", "double");
    return spark.createDataFrame(rows, type).repartition(2).cache();
  }

  private static <E extends DropoutEstimator<E, ?>> E estimator(E empty) {
    empty.setHiddenLayers(64).setHiddenDropout(0.5).setMaxIter(40).setBatchSize(10);
    return empty.setLearningRate(0.02).setReplicas(1).setSeed(5L);
  }

  private static List<Arm> arms(DropoutEstimator<?, ?> estimator) {
    DropoutEstimator<?, ?> nothing = (DropoutEstimator<?, ?>) estimator.copy(ParamMap.empty());
    return List.of(new Arm("without", nothing.dropNothing()), new Arm("with", estimator));
  }

  private static ComparisonReport compare(DropoutEstimator<?, ?> estimator, int seeds) {
    return new Comparison(
            arms(estimator),
            new Seeds(5, seeds, Duration.ZERO),
            (arm, seed) -> TrainingListener.NONE)
        .run(train, test);
  }

  private static RunReport run(ComparisonReport report, int arm, int seed) {
    return report.arms().get(arm).runs().get(seed);
  }

  @Test
  void run_regressor_hasTheFiguresOfEachModel() {
    DropoutRegressor regressor = estimator(new DropoutRegressor());
    ComparisonReport report = compare(regressor, 2);
    for (int seed = 0; seed < 2; seed++) {
      regressor.setSeed(5L + seed);
      DropoutRegressionSummary with = regressor.fit(train).evaluate(test);
      DropoutRegressionSummary without =
          regressor.copy(ParamMap.empty()).dropNothing().fit(train).evaluate(test);
      assertIs(run(report, 0, seed), without);
      assertIs(run(report, 1, seed), with);
    }
    assertThat(report.seeds()).containsExactly(5L, 6L);
  }

  private static void assertIs(RunReport run, DropoutRegressionSummary summary) {
    RegressionQuality test = (RegressionQuality) run.test();
    assertThat(test.rows()).isEqualTo(400);
    assertThat(test.rmse()).isCloseTo(summary.rootMeanSquaredError(), within(1e-9));
    assertThat(test.mae()).isCloseTo(summary.meanAbsoluteError(), within(1e-9));
    assertThat(test.r2()).isCloseTo(summary.r2(), within(1e-9));
    assertThat(run.gap()).isEqualTo(test.rmse() - run.train().error());
    assertThat(run.curve()).hasSize(40);
    assertThat(run.curve().get(39).heldOutError()).isCloseTo(test.rmse(), within(1e-3));
    assertThat(run.curve().get(run.bestEpoch() - 1).heldOutError())
        .isEqualTo(run.curve().stream().mapToDouble(CurvePoint::heldOutError).min().orElseThrow());
  }

  @Test
  void run_regressor_differencesAreThoseOfTheRuns() {
    ComparisonReport report = compare(estimator(new DropoutRegressor()).setMaxIter(5), 3);
    Difference found = report.differences().get(0);
    double[] squares = new double[3];
    for (int seed = 0; seed < 3; seed++) {
      double with = run(report, 1, seed).test().error();
      double without = run(report, 0, seed).test().error();
      assertThat(found.bySeed().differences().get(seed)).isEqualTo(with - without);
      squares[seed] = with * with - without * without;
    }
    assertThat(found.byRow().rows()).isEqualTo(400);
    assertThat(found.byRow().interval().mean())
        .isCloseTo((squares[0] + squares[1] + squares[2]) / 3, within(1e-6));
    SquaredErrors first = ((PairTest.OfNumbers) found.firstSeed()).squaredErrors();
    assertThat(first.meanDifference()).isCloseTo(squares[0], within(1e-6));
    assertThat(first.firstNearer() + first.secondNearer() + first.equallyNear()).isEqualTo(400);
  }

  @Test
  void run_classifier_differencesAreThoseOfTheScoredRows() {
    DropoutClassifier classifier = estimator(new DropoutClassifier()).setMaxIter(5);
    classifier.setLabelCol("large");
    ComparisonReport report = compare(classifier, 2);
    Difference found = report.differences().get(0);
    Dataset<Row> scored = test;
    for (int seed = 0; seed < 2; seed++) {
      for (Arm arm : arms(classifier)) {
        DropoutClassifier one = (DropoutClassifier) arm.estimator().copy(ParamMap.empty());
        one.setSeed(5L + seed).setPredictionCol(arm.name() + seed);
        one.setProbabilityCol("").setRawPredictionCol("");
        scored = one.fit(train).transform(scored);
      }
    }
    String wrongs =
        "double(with0 <> large) + double(with1 <> large) - double(without0 <> large) - double(without1 <> large)";
    Row moments =
        scored
            .selectExpr("(%s) / 2 AS d".formatted(wrongs))
            .selectExpr("avg(d)", "var_samp(d)")
            .first();
    double reach = 1.9659 * Math.sqrt(moments.getDouble(1) / 400); // Student's t, 399 degrees.
    MeanInterval interval = found.byRow().interval();
    assertThat(interval.mean()).isCloseTo(moments.getDouble(0), within(1e-12));
    assertThat(interval.high() - interval.mean()).isCloseTo(reach, within(1e-5));
    McNemar pair = ((PairTest.OfClasses) found.firstSeed()).mcNemar();
    assertThat(pair.onlyFirstRight())
        .isEqualTo(scored.filter("with0 = large AND without0 <> large").count());
    assertThat(pair.onlySecondRight())
        .isEqualTo(scored.filter("with0 <> large AND without0 = large").count());
    assertThat(report.constantAnswer()).isBetween(0.4, 0.6);
    assertClassesAreThoseOf(report, scored);
  }

  private static void assertClassesAreThoseOf(ComparisonReport report, Dataset<Row> scored) {
    ClassFigures with = report.classes().arms().get(1);
    assertThat(with.arm()).isEqualTo("with");
    for (int truth = 0; truth < 2; truth++) {
      for (int answer = 0; answer < 2; answer++) {
        String cell = "large = %d AND with%d = " + answer;
        double rows =
            scored.filter(cell.formatted(truth, 0)).count()
                + scored.filter(cell.formatted(truth, 1)).count();
        assertThat(with.confusion().get(truth).get(answer)).isEqualTo(rows / 2);
      }
    }
    assertThat(with.reliability().stream().mapToLong(CalibrationBin::rows).sum()).isEqualTo(800);
    double weighted =
        report.classes().differences().stream()
            .mapToDouble(one -> one.rows() / 400.0 * one.interval().mean())
            .sum();
    assertThat(report.classes().differences())
        .extracting(ClassDifference::label)
        .containsExactly("0", "1");
    assertThat(weighted)
        .isCloseTo(report.differences().get(0).bySeed().interval().mean(), within(1e-12));
  }

  /** Few rows, much noise and many weights: what dropout is for. */
  @Test
  void run_regressorThatLearnsByHeart_dropoutIsBetter() {
    ComparisonReport report = compare(estimator(new DropoutRegressor()).setMaxIter(120), 4);
    Difference found = report.differences().get(0);
    assertThat(found.conclusion()).isEqualTo(Conclusion.BETTER);
    assertThat(found.verdict())
        .startsWith("\"with\" is better than \"without\": test RMSE ")
        .contains("means of 4 seeds", "The difference is -", "95% interval -", "over test rows");
    assertThat(report.arms().get(1).mean(RunReport::gap))
        .isLessThan(report.arms().get(0).mean(RunReport::gap));
  }

  @Test
  void run_oneSeed_claimsNothing() {
    ComparisonReport report = compare(estimator(new DropoutRegressor()).setMaxIter(40), 1);
    Difference found = report.differences().get(0);
    assertThat(found.conclusion()).isEqualTo(Conclusion.SEEDS_CANNOT_TELL);
    assertThat(found.verdict()).startsWith("1 seed cannot tell whether \"with\" is better");
  }

  @Test
  void run_threeArms_areComparedWithTheFirst() {
    List<Arm> arms = new ArrayList<>(arms(estimator(new DropoutRegressor()).setMaxIter(2)));
    arms.add(new Arm("wide", estimator(new DropoutRegressor()).setMaxIter(2).setHiddenLayers(128)));
    List<String> begun = new ArrayList<>();
    ComparisonReport report =
        new Comparison(
                arms,
                new Seeds(1, 2, Duration.ZERO),
                (arm, seed) -> {
                  begun.add(arm.name() + seed);
                  return TrainingListener.NONE;
                })
            .run(train, test);
    assertThat(begun).containsExactly("without1", "with1", "wide1", "without2", "with2", "wide2");
    assertThat(report.differences())
        .extracting(Difference::arm, Difference::baseline)
        .containsExactly(tuple("with", "without"), tuple("wide", "without"));
    assertThat(report.arms().get(2).network()).isEqualTo("8-128-1 relu");
    assertThat(report.differences().get(1).verdict()).contains("97.5% interval");
  }

  @Test
  void run_untrainedNetworks_saysThatTheyAreNoBetterThanTheMean() {
    ComparisonReport report = compare(estimator(new DropoutRegressor()).setMaxIter(0), 2);
    assertThat(report.notes())
        .singleElement()
        .asString()
        .contains("Always answering with the mean label", "No better than that: \"without\"");
  }

  @Test
  void run_lossThatStillFalls_saysThatALongerRunMaySayOtherwise() {
    ComparisonReport report =
        compare(estimator(new DropoutRegressor()).setMaxIter(3).setLearningRate(0.002), 1);
    assertThat(report.notes()).anyMatch(note -> note.contains("A longer run may say otherwise"));
  }

  @Test
  void run_oneArm_isRefused() {
    assertThatThrownBy(
            () ->
                new Comparison(
                    arms(new DropoutRegressor()).subList(0, 1),
                    new Seeds(1, 1, Duration.ZERO),
                    (arm, seed) -> TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A comparison must have at least two arms. Provided: 1");
  }

  @Test
  void run_stoppedEarly_isNotSaidToImproveStill() {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setLearningRate(0.1);
    regressor.setMaxIter(200).setValidationFraction(0.25).setPatience(1);
    ComparisonReport report = compare(regressor, 1);
    assertThat(report.arms()).allMatch(arm -> arm.runs().get(0).stoppedEarly());
    assertThat(report.notes()).noneMatch(note -> note.contains("A longer run"));
  }

  @Test
  void constantError_testRowsWithoutLabels_isUnknown() {
    Dataset<Row> none = test.withColumn("large", lit(null).cast("double"));
    assertThat(ConstantError.ofClasses(train, none, "large")).isNaN();
    assertThat(ConstantError.ofNumbers(train, none, "large")).isNaN();
    long ones = test.filter("large = 1").count();
    double share = Math.min(ones, 400 - ones) / 400.0;
    assertThat(ConstantError.ofClasses(train, test, "large")).isIn(share, 1 - share);
  }

  @Test
  void run_networksOfTheFirstSeed_areLookedInto() {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(2);
    ComparisonReport report =
        new Comparison(
                arms(regressor),
                new Seeds(5, 2, Duration.ZERO),
                (arm, seed) -> TrainingListener.NONE)
            .setImageWidth(new ImageWidth(4, false))
            .run(train, test);
    for (int arm = 0; arm < 2; arm++) {
      DropoutEstimator<?, ?> one = arms(regressor).get(arm).estimator();
      DropoutModel model = one.setSeed(5L).fit(train);
      Inspection naive =
          Inspection.of(
              model.inferenceNetwork().orElseThrow(),
              SampledRows.of(test, "features"),
              new ImageWidth(4, false));
      assertThat(report.arms().get(arm).inspection()).isEqualTo(naive);
    }
    Inspection found = report.arms().get(1).inspection();
    assertThat(found.activity().rows()).isEqualTo(400);
    assertThat(found.activity().layers()).extracting(LayerActivity::units).containsExactly(64);
    assertThat(found.firstLayer().height()).isEqualTo(2);
  }

  /** Before anything is trained. */
  @Test
  void run_imageWidthThatDoesNotFit_isRefused() {
    Comparison comparison =
        new Comparison(
            arms(estimator(new DropoutRegressor())),
            new Seeds(5, 2, Duration.ZERO),
            (arm, seed) -> {
              throw new IllegalStateException("trained");
            });
    assertThatThrownBy(() -> comparison.setImageWidth(new ImageWidth(3, true)).run(train, test))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("compare.imageWidth must divide the number of features, 8.");
  }

  @Test
  void run_rounds_areThoseThatWereTrained() {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(3);
    regressor.setReplicas(2).setBatchSize(4).setAveragingInterval(3);
    List<Progress> rounds = new ArrayList<>();
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void roundFinished(Progress progress) {
            rounds.add(progress);
          }
        };
    ComparisonReport report =
        new Comparison(arms(regressor), new Seeds(5, 1, Duration.ZERO), (arm, seed) -> counting)
            .run(train, test);
    RoundTimes times = run(report, 0, 0).times();
    assertThat(times.rounds() + run(report, 1, 0).times().rounds()).isEqualTo(rounds.size());
    assertThat(times.stepSeconds()).isPositive();
    assertThat(times.stepSeconds() + times.averagingSeconds())
        .isCloseTo(run(report, 0, 0).seconds(), within(1e-9));
    assertThat(times.millisecondsPerRound())
        .isCloseTo(1000 * run(report, 0, 0).seconds() / times.rounds(), within(1e-6));
    assertThat(run(report, 0, 0).kernels()).matches("(openblas|netlib|onednn)-.+");
  }

  /** Runs of a comparison that was cut off are not trained again, also if an arm is added. */
  @Test
  void run_withCheckpoints_goesOnFromThemWithMoreArms(@TempDir Path folder) {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(2);
    regressor.setCheckpointPath(folder.toString());
    List<Arm> arms = new ArrayList<>(arms(regressor));
    ComparisonReport two = compare(arms);
    DropoutRegressor wide = estimator(new DropoutRegressor()).setMaxIter(2).setHiddenLayers(9);
    arms.add(1, new Arm("a wide/one: \u00e4", wide.setCheckpointPath(folder.toString())));
    ComparisonReport three = compare(arms);
    assertThat(three.arms().get(2).runs()).isEqualTo(two.arms().get(1).runs());
    assertThat(three.arms().get(0).runs()).isEqualTo(two.arms().get(0).runs());
    assertThat(folder.toFile().list())
        .hasSize(6)
        .contains("with-seed-5", "without-seed-6")
        .anyMatch(name -> name.matches("a-wide-one----[0-9a-f]{8}-seed-5"));
  }

  private static ComparisonReport compare(List<Arm> arms) {
    return new Comparison(
            arms, new Seeds(5, 2, Duration.ZERO), (arm, seed) -> TrainingListener.NONE)
        .run(train, test);
  }

  @Test
  void run_vectorLabels_areMeasuredTogether() {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(3);
    ComparisonReport report = compare(regressor.setLabelCol("pair"), 1);
    DropoutRegressionSummary with = regressor.fit(train).evaluate(test);
    RegressionQuality found = (RegressionQuality) run(report, 1, 0).test();
    assertThat(found.rmse()).isCloseTo(with.rootMeanSquaredError(), within(1e-9));
    assertThat(found.mae()).isCloseTo(with.meanAbsoluteError(), within(1e-9));
    assertThat(found.r2()).isCloseTo(with.r2(), within(1e-9));
  }

  /** All networks would add the column of quantiles under one name. */
  @Test
  void run_quantiles_measuresTheMiddleOne() {
    DropoutRegressor regressor =
        estimator(new DropoutRegressor())
            .setMaxIter(3)
            .setLoss("quantile")
            .setQuantileProbabilities(0.1, 0.5, 0.9)
            .setQuantilesCol("quantiles");
    RegressionQuality found = (RegressionQuality) run(compare(regressor, 1), 1, 0).test();
    assertThat(found.rmse())
        .isCloseTo(regressor.fit(train).evaluate(test).rootMeanSquaredError(), within(1e-9));
    assertThat(regressor.getQuantilesCol()).isEqualTo("quantiles");
  }

  @Test
  void run_validationRowsOfItsOwn_areThoseOfTheCurves() {
    ComparisonReport report =
        compare(estimator(new DropoutRegressor()).setMaxIter(2).setValidationFraction(0.25), 1);
    assertThat(report.heldOutRows()).isEqualTo("validation");
    assertThat(run(report, 1, 0).train().rows()).isBetween(30L, 55L);
    assertThat(run(report, 1, 0).test().rows()).isEqualTo(400);
  }

  @Test
  void run_reportAsJson_namesItsFigures() {
    JsonNode json =
        new ObjectMapper().valueToTree(compare(estimator(new DropoutRegressor()).setMaxIter(2), 2));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "measure",
            "heldOutRows",
            "seeds",
            "confidence",
            "constantAnswer",
            "arms",
            "differences",
            "sweep",
            "notes",
            "provenance",
            "classes",
            "splits");
    assertThat(json.get("measure").asText()).isEqualTo("RMSE");
    assertThat(json.at("/arms/0").fieldNames())
        .toIterable()
        .contains(
            "name", "network", "dropout", "replicas", "batchSize", "runs", "inspection", "params");
    assertThat(json.at("/arms/0/runs/0/test").fieldNames())
        .toIterable()
        .containsExactly("rows", "rmse", "mae", "r2");
    assertThat(json.at("/arms/0/runs/0/curve/0").fieldNames())
        .toIterable()
        .containsExactly("epoch", "trainLoss", "trainError", "heldOutLoss", "heldOutError");
    assertThat(json.at("/differences/0").fieldNames())
        .toIterable()
        .containsExactly(
            "arm",
            "baseline",
            "conclusion",
            "verdict",
            "bySeed",
            "byRow",
            "bySplit",
            "firstSeed",
            "posterior",
            "probabilities",
            "bootstrap");
    assertThat(json.at("/differences/0/bySeed").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("differences", "mean", "low", "high", "signFlip");
  }

  private static Arm swept(String line, String value, Arm.Beside beside) {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(3);
    return new Arm(line + value, regressor, beside, Optional.of(new SweepPoint(line, value)));
  }

  private static ComparisonReport compareSweep(List<String> begun, List<Arm> arms) {
    return new Comparison(
            arms,
            new Seeds(5, 2, Duration.ZERO),
            (arm, seed) -> new StartedRuns(begun, arm.name() + seed))
        .setSweep(Optional.of(new Sweep("monteCarlo", List.of("0", "4"), List.of())))
        .run(train, test);
  }

  private record StartedRuns(List<String> begun, String name) implements TrainingListener {
    @Override
    public void started(TrainingPlan plan) {
      begun.add(name);
    }
  }

  /** Thinned networks are averaged in scoring, so that one training serves all values. */
  @Test
  void run_sweepOfMonteCarlo_trainsOnce() {
    List<String> begun = new ArrayList<>();
    List<Arm> arms =
        List.of(
            swept("x", "0", Arm.Beside.NOTHING),
            swept("x", "4", new Arm.Beside(4, 0)),
            swept("x", "1", new Arm.Beside(1, 0)));
    ComparisonReport report = compareSweep(begun, arms);
    assertThat(begun).containsExactly("x05", "x06");
    assertThat(run(report, 1, 0).weightsDigest()).isEqualTo(run(report, 0, 0).weightsDigest());
    DropoutRegressor regressor = (DropoutRegressor) arms.get(0).estimator();
    DropoutRegressionModel model = regressor.setSeed(6).fit(train);
    assertIs(run(report, 0, 1), model.evaluate(test).rootMeanSquaredError());
    assertIs(run(report, 1, 1), model.setMonteCarlo(4).evaluate(test).rootMeanSquaredError());
    assertThat(run(report, 2, 1).test()).isNotEqualTo(run(report, 1, 1).test());
    assertThat(report.differences()).extracting(Difference::baseline).containsOnly("x0");
    assertThat(report.arms().get(1).params()).containsEntry("monteCarlo", "4");
  }

  private static void assertIs(RunReport run, double rmse) {
    assertThat(run.test().error()).isCloseTo(rmse, within(1e-9));
  }

  @Test
  void run_sweepOfTrainingRows_comparesEachValueWithTheFirstLine() {
    DropoutRegressor wide = estimator(new DropoutRegressor()).setMaxIter(3).setHiddenLayers(70);
    List<Arm> arms = new ArrayList<>();
    for (long rows : new long[] {20, 40}) {
      arms.add(swept("x", "" + rows, new Arm.Beside(0, rows)));
    }
    for (long rows : new long[] {20, 40}) {
      SweepPoint point = new SweepPoint("wide", "" + rows);
      arms.add(new Arm("wide" + rows, wide, new Arm.Beside(0, rows), Optional.of(point)));
    }
    ComparisonReport report = compareSweep(new ArrayList<>(), arms);
    assertThat(report.differences())
        .extracting(Difference::arm, Difference::baseline)
        .containsExactly(tuple("wide20", "x20"), tuple("wide40", "x40"));
    assertThat(run(report, 0, 0).train().rows()).isEqualTo(20);
    assertThat(run(report, 3, 1).train().rows()).isEqualTo(40);
    assertThat(run(report, 0, 0).test().rows()).isEqualTo(400);
  }

  /** Fewer rows are among more, whatever partitions they are in, and others with another seed. */
  @Test
  void trainingRows_ofOneSeed_areNested() {
    Dataset<Row> few = TrainingRows.of(train, swept("x", "", new Arm.Beside(0, 15)), 1);
    Dataset<Row> more = TrainingRows.of(train, swept("x", "", new Arm.Beside(0, 30)), 1);
    Dataset<Row> dealtAnew =
        TrainingRows.of(train.repartition(5), swept("x", "", new Arm.Beside(0, 15)), 1);
    Dataset<Row> other = TrainingRows.of(train, swept("x", "", new Arm.Beside(0, 15)), 2);
    assertThat(few.count()).isEqualTo(15);
    assertThat(few.except(more).count()).isZero();
    assertThat(few.except(dealtAnew).count()).isZero();
    assertThat(few.except(other).count()).isPositive();
    assertThatThrownBy(() -> TrainingRows.of(train, swept("x", "y", new Arm.Beside(0, 61)), 1))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "trainingRows must be at most the 60 training rows. Provided value: 61, of the arm \"xy\". Lower it, or give more rows");
  }

  @Test
  void run_armThatDiverges_isLeftOutAndNamed() {
    List<Arm> arms = new ArrayList<>(arms(estimator(new DropoutRegressor()).setMaxIter(2)));
    DropoutRegressor steep = estimator(new DropoutRegressor()).setMaxIter(2).setMaxNorm(0);
    arms.add(1, new Arm("steep", steep.setLearningRate(1e30)));
    ComparisonReport report = compare(arms);
    assertThat(report.arms()).extracting(ArmReport::name).containsExactly("without", "with");
    assertThat(report.notes())
        .anyMatch(
            note ->
                note.startsWith(
                    "Left out, since a run diverged. steep, seed 5: The loss must stay finite."));
    List<Arm> steepFirst = List.of(arms.get(1), arms.get(0));
    assertThatThrownBy(() -> compare(steepFirst)) // No pair is left.
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("steep, seed 5: The loss must stay finite.");
  }

  private static Tuning.Trial trial(double learningRate) {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(5).setMaxNorm(0);
    return new Tuning.Trial(
        "learningRate " + learningRate, new Arm("a", regressor.setLearningRate(learningRate)));
  }

  private static Tuning.Tuned choose(List<String> begun, Tuning.Trial... trials) {
    return new Tuning(5, (arm, seed) -> new StartedRuns(begun, arm.name() + seed))
        .choose(List.of(trials), train);
  }

  /** Each trial is trained as a user would train it, with the same validation rows. */
  @Test
  void choose_trials_takesTheLowestValidationError() {
    double[] errors = new double[2];
    double[] rates = {0.00001, 0.02};
    for (int i = 0; i < 2; i++) {
      DropoutRegressor one = (DropoutRegressor) trial(rates[i]).arm().estimator();
      one.setSeed(5).setValidationFraction(0.2);
      errors[i] = one.fit(train).summary().history().get(4).validation().orElseThrow().error();
    }
    assertThat(errors[1]).isLessThan(errors[0]);
    List<String> begun = new ArrayList<>();
    Tuning.Tuned tuned = choose(begun, trial(0.00001), trial(0.02), trial(1e30), trial(0.02));
    assertThat(tuned.arm().estimator().getLearningRate()).isEqualTo(0.02);
    assertThat(tuned.arm().estimator().getValidationFraction()).isZero();
    assertThat(tuned.note())
        .isEqualTo(
            "Tuned on validation rows: \"a\" has learningRate 0.02 (validation RMSE %.4g; learningRate 1.0E-5: %.4g, learningRate 1.0E30: diverged, learningRate 0.02: %.4g)"
                .formatted(errors[1], errors[0], errors[1]));
    assertThat(begun).hasSize(3).contains("a, learningRate 0.025");
  }

  @Test
  void choose_allDiverge_isToldOfOne() {
    List<String> begun = new ArrayList<>();
    Tuning.Trial steep = trial(1e30);
    assertThatThrownBy(() -> choose(begun, steep, steep))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("a, learningRate 1.0E30: The loss must stay finite.");
  }

  /** Each run holds out rows by its own seed. */
  @Test
  void run_validationRowsByFraction_areNotMeasuredAsTrainingRows() {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(1);
    ComparisonReport report = compare(regressor.setValidationFraction(0.3), 4);
    for (int seed = 0; seed < 4; seed++) {
      DropoutRegressionModel model = regressor.setSeed(5L + seed).fit(train);
      Dataset<Row> trained = train.where(regressor.part(train).equalTo(Part.TRAINING.text()));
      assertThat(trained.count()).isEqualTo(model.summary().trainingRows());
      RegressionQuality found = (RegressionQuality) run(report, 1, seed).train();
      assertThat(found.rows()).isEqualTo(trained.count());
      assertThat(found.rmse())
          .isCloseTo(model.evaluate(trained).rootMeanSquaredError(), within(1e-9));
    }
  }

  @Test
  void choose_trialsThatChangeNothing_areTrainedOnce() {
    List<String> begun = new ArrayList<>();
    Tuning.Tuned tuned = choose(begun, trial(0.02), trial(0.02));
    assertThat(tuned.note()).isEqualTo("Tuned: what is tried changes nothing of \"a\"");
    assertThat(begun).hasSize(1);
  }
}

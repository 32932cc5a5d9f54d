package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
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
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutRegressionSummary;
import org.sparkdropout.ml.DropoutRegressor;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.TrainingListener;

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
      double label = 1000 + 50 * (x[0] + random.nextGaussian());
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

  private static ComparisonReport compare(DropoutEstimator<?, ?> estimator) {
    return new Comparison(estimator, arm -> TrainingListener.NONE).run(train, test);
  }

  @Test
  void run_regressor_hasTheFiguresOfEachModelAndTheTest() {
    DropoutRegressor regressor = estimator(new DropoutRegressor());
    ComparisonReport report = compare(regressor);

    DropoutRegressionSummary with = regressor.fit(train).evaluate(test);
    DropoutRegressionSummary without =
        regressor.copy(ParamMap.empty()).dropNothing().fit(train).evaluate(test);
    assertIs(report.withDropout(), with);
    assertIs(report.withoutDropout(), without);
    SquaredErrors found = ((Verdict.OfNumbers) report.verdict()).squaredErrors();
    assertThat(found.meanDifference())
        .isCloseTo(with.meanSquaredError() - without.meanSquaredError(), within(1e-6));
    assertThat(found.firstNearer() + found.secondNearer() + found.equallyNear()).isEqualTo(400);
    assertThat(report.gain())
        .isEqualTo(report.withoutDropout().test().error() - report.withDropout().test().error());
  }

  private static void assertIs(ArmReport arm, DropoutRegressionSummary summary) {
    RegressionQuality test = (RegressionQuality) arm.test();
    assertThat(test.rows()).isEqualTo(400);
    assertThat(test.rmse()).isCloseTo(summary.rootMeanSquaredError(), within(1e-9));
    assertThat(test.mae()).isCloseTo(summary.meanAbsoluteError(), within(1e-9));
    assertThat(test.r2()).isCloseTo(summary.r2(), within(1e-9));
    assertThat(arm.gap()).isEqualTo(test.rmse() - arm.train().error());
    assertThat(arm.curve()).hasSize(40);
    assertThat(arm.curve().get(39).heldOutError()).isCloseTo(test.rmse(), within(1e-3));
  }

  /** Few rows, much noise and many weights: what dropout is for. */
  @Test
  void run_regressorThatLearnsByHeart_dropoutHelpsBeyondChance() {
    ComparisonReport report = compare(estimator(new DropoutRegressor()).setMaxIter(200));
    SquaredErrors found = ((Verdict.OfNumbers) report.verdict()).squaredErrors();
    assertThat(report.gain()).isPositive();
    assertThat(report.withDropout().gap()).isLessThan(report.withoutDropout().gap());
    assertThat(found.intervalHigh()).isNegative();
    assertThat(found.pValue()).isLessThan(0.01);
  }

  @Test
  void run_vectorLabels_areMeasuredTogether() {
    DropoutRegressor regressor = estimator(new DropoutRegressor()).setMaxIter(3);
    ComparisonReport report = compare(regressor.setLabelCol("pair"));
    DropoutRegressionSummary with = regressor.fit(train).evaluate(test);
    RegressionQuality found = (RegressionQuality) report.withDropout().test();
    assertThat(found.rmse()).isCloseTo(with.rootMeanSquaredError(), within(1e-9));
    assertThat(found.mae()).isCloseTo(with.meanAbsoluteError(), within(1e-9));
    assertThat(found.r2()).isCloseTo(with.r2(), within(1e-9));
  }

  /** Both networks would add the column of quantiles under one name. */
  @Test
  void run_quantiles_measuresTheMiddleOne() {
    DropoutRegressor regressor =
        estimator(new DropoutRegressor())
            .setMaxIter(3)
            .setLoss("quantile")
            .setQuantileProbabilities(0.1, 0.5, 0.9)
            .setQuantilesCol("quantiles");
    RegressionQuality found = (RegressionQuality) compare(regressor).withDropout().test();
    assertThat(found.rmse())
        .isCloseTo(regressor.fit(train).evaluate(test).rootMeanSquaredError(), within(1e-9));
    assertThat(regressor.getQuantilesCol()).isEqualTo("quantiles");
  }

  @Test
  void run_validationRowsOfItsOwn_areThoseOfTheCurves() {
    ComparisonReport report =
        compare(estimator(new DropoutRegressor()).setMaxIter(2).setValidationFraction(0.25));
    assertThat(report.heldOutRows()).isEqualTo("validation");
    assertThat(report.withDropout().test().rows()).isEqualTo(400);
  }

  @Test
  void run_regressor_reportAsJsonNamesItsFigures() {
    JsonNode json = json(compare(estimator(new DropoutRegressor()).setMaxIter(2)));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "network",
            "heldOutRows",
            "seed",
            "replicas",
            "withDropout",
            "withoutDropout",
            "measure",
            "squaredErrors",
            "params");
    assertThat(json.get("measure").asText()).isEqualTo("RMSE");
    assertThat(json.at("/withDropout/test").fieldNames())
        .toIterable()
        .containsExactly("rows", "rmse", "mae", "r2");
    assertThat(json.get("squaredErrors").fieldNames())
        .toIterable()
        .containsExactly(
            "firstNearer",
            "secondNearer",
            "equallyNear",
            "meanDifference",
            "intervalLow",
            "intervalHigh",
            "pValue");
  }

  @Test
  void run_classifier_reportAsJsonIsAsBefore() {
    ComparisonReport report =
        compare(estimator(new DropoutClassifier()).setMaxIter(2).setLabelCol("large"));
    assertThat(report.verdict().measure()).isEqualTo(ErrorMeasure.CLASSIFICATION_ERROR);
    JsonNode json = json(report);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "network",
            "heldOutRows",
            "seed",
            "replicas",
            "withDropout",
            "withoutDropout",
            "mcNemar",
            "params");
    assertThat(json.at("/withoutDropout").fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "dropout",
            "train",
            "test",
            "gap",
            "seconds",
            "samplesPerSecond",
            "weightsDigest",
            "curve",
            "warnings");
    assertThat(json.at("/withDropout/test").fieldNames())
        .toIterable()
        .containsExactly("rows", "error", "loss");
    assertThat(json.at("/withDropout/curve/0").fieldNames())
        .toIterable()
        .containsExactly("epoch", "trainLoss", "trainError", "heldOutLoss", "heldOutError");
    assertThat(json.get("mcNemar").fieldNames())
        .toIterable()
        .containsExactly("bothRight", "onlyFirstRight", "onlySecondRight", "bothWrong", "pValue");
  }

  private static JsonNode json(ComparisonReport report) {
    return new ObjectMapper().valueToTree(report);
  }
}

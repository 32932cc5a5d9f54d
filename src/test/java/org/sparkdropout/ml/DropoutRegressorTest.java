package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;

/** Labels are 1000 + 50 x a smooth function of 4 features, with noise of deviation 5. */
@SparkTest
class DropoutRegressorTest {
  private static final double NOISE = 5;
  private static Dataset<Row> table;

  @TempDir Path folder;

  @BeforeAll
  static void makeTable(SparkSession spark) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      double[] x = random.doubles(4, -2, 2).toArray();
      double noise = NOISE * random.nextGaussian();
      double label = 1000 + 50 * (Math.sin(x[0]) + x[1] * x[2] / 2) + noise;
      rows.add(
          RowFactory.create(
              Vectors.dense(x), label, Vectors.dense(label, -label / 100), 0.5 + i % 3));
    }
    StructType type =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", "double")
            .add("pair", SQLDataTypes.VectorType())
            .add("weight", "double");
    table = spark.createDataFrame(rows, type).repartition(3).cache();
  }

  private static DropoutRegressor regressor() {
    return new DropoutRegressor()
        .setHiddenLayers(32, 32)
        .setHiddenDropout(0.0)
        .setMaxIter(30)
        .setBatchSize(32)
        .setLearningRate(0.02)
        .setReplicas(2)
        .setSeed(5);
  }

  @Test
  void fit_squaredLoss_comesNearTheNoise() {
    DropoutRegressionModel model = regressor().fit(table);

    DropoutRegressionSummary summary = model.summary();
    assertThat(summary.rootMeanSquaredError()).isBetween(NOISE * 0.7, NOISE * 1.6);
    assertThat(summary.r2()).isBetween(0.97, 1.0);
    assertThat(summary.numInstances()).isEqualTo(1500);
    assertThat(model.summary().warnings()).isEmpty();
    assertThat(model.summary().history().get(29).error())
        .isCloseTo(summary.rootMeanSquaredError(), within(2.0));
  }

  @Test
  void evaluate_aTable_hasTheFiguresOfSparksEvaluator() {
    DropoutRegressionModel model = regressor().setMaxIter(2).setWeightCol("weight").fit(table);

    DropoutRegressionSummary summary = model.evaluate(table);
    Dataset<Row> scored = model.transform(table);
    assertThat(summary.rootMeanSquaredError()).isEqualTo(evaluated(scored, "rmse"), within(1e-9));
    assertThat(summary.meanSquaredError()).isEqualTo(evaluated(scored, "mse"), within(1e-6));
    assertThat(summary.meanAbsoluteError()).isEqualTo(evaluated(scored, "mae"), within(1e-9));
    assertThat(summary.r2()).isEqualTo(evaluated(scored, "r2"), within(1e-9));
    assertThat(summary.explainedVariance()).isEqualTo(evaluated(scored, "var"), within(1e-6));
    assertThat(summary.residuals().columns()).containsExactly("residuals");
  }

  private static double evaluated(Dataset<Row> scored, String metric) {
    return new RegressionEvaluator().setMetricName(metric).setWeightCol("weight").evaluate(scored);
  }

  /** Weights that are zero take rows out, of the standardisation too. */
  @Test
  void fit_rowsOfWeightZero_changeNothing() {
    DropoutRegressor regressor = regressor().setMaxIter(2).setWeightCol("w").setReplicas(1);
    Dataset<Row> some = table.limit(300).selectExpr("features", "label", "1.0 as w").cache();
    Dataset<Row> far = some.selectExpr("features", "label + 1e6 as label", "0.0 as w");

    DropoutRegressionModel model = regressor.fit(some.union(far));

    assertThat(model.answer().scale().means()[0])
        .isEqualTo(regressor.fit(some).answer().scale().means()[0]);
  }

  @ParameterizedTest
  @CsvSource({"squared", "absolute", "huber"})
  void fit_eachLoss_comesNearTheNoise(String loss) {
    DropoutRegressionModel model = regressor().setLoss(loss).fit(table);

    assertThat(model.summary().meanAbsoluteError()).isBetween(NOISE * 0.5, NOISE * 1.4);
  }

  @Test
  void fit_quantiles_coverTheirShareAndNeverCross() {
    DropoutRegressor asked =
        regressor()
            .setLoss("quantile")
            .setQuantileProbabilities(0.1, 0.5, 0.9)
            .setQuantilesCol("quantiles");
    DropoutRegressionModel model = asked.fit(table);

    List<Row> rows =
        model.transform(table).select("label", "prediction", "quantiles").collectAsList();
    int[] below = new int[3];
    for (Row row : rows) {
      double[] quantiles = row.<Vector>getAs(2).toArray();
      assertThat(quantiles).hasSize(3).isSorted();
      assertThat(row.getDouble(1)).isEqualTo(quantiles[1]);
      IntStream.range(0, 3).forEach(i -> below[i] += row.getDouble(0) <= quantiles[i] ? 1 : 0);
    }
    assertThat(below[0] / 1500.0).isBetween(0.03, 0.2);
    assertThat(below[1] / 1500.0).isBetween(0.35, 0.65);
    assertThat(below[2] / 1500.0).isBetween(0.8, 0.97);
  }

  @Test
  void fit_vectorsOfLabels_predictsVectors() {
    DropoutRegressionModel model = regressor().setLabelCol("pair").fit(table);

    Row first = model.transform(table).select("prediction", "pair").first();
    double[] predicted = first.<Vector>getAs(0).toArray();
    assertThat(predicted).hasSize(2);
    assertThat(predicted[0]).isCloseTo(-100 * predicted[1], within(20.0));
    DropoutRegressionSummary summary = model.summary();
    assertThat(summary.r2()).isBetween(0.95, 1.0);
    assertThat(summary.rootMeanSquaredError()).isLessThan(NOISE * 1.6);
  }

  @Test
  void predict_aRow_isWhatTransformGives() {
    DropoutRegressionModel model = regressor().setMaxIter(1).fit(table);

    for (Row row : model.transform(table.limit(20)).collectAsList()) {
      assertThat(model.predict(row.getAs("features"))).isEqualTo(row.<Double>getAs("prediction"));
    }
  }

  @Test
  void saved_modelAndEstimator_areTheSame() throws IOException {
    DropoutRegressor asked =
        regressor()
            .setMaxIter(1)
            .setLoss("quantile")
            .setQuantileProbabilities(0.25, 0.75)
            .setQuantilesCol("q");
    DropoutRegressionModel model = asked.fit(table);
    asked.write().overwrite().save(folder + "/estimator");
    model.write().overwrite().save(folder + "/model");

    DropoutRegressor read = DropoutRegressor.load(folder + "/estimator");
    DropoutRegressionModel loaded = DropoutRegressionModel.load(folder + "/model");
    assertThat(read.getQuantileProbabilities()).containsExactly(0.25, 0.75);
    assertThat(loaded.weightsDigest()).isEqualTo(model.weightsDigest());
    assertThat(loaded.answer()).isEqualTo(model.answer());
    assertThat(loaded.summary()).isEqualTo(model.summary());
    assertThat(loaded.transform(table).collectAsList())
        .isEqualTo(model.transform(table).collectAsList());
  }

  @Test
  void pipelineAndCrossValidator_ofARegressor_work() throws IOException {
    DropoutRegressor regressor = regressor().setMaxIter(3);
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {regressor});
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(regressor.learningRate(), new double[] {0.00001, 0.02})
            .build();

    PipelineModel best =
        (PipelineModel)
            new CrossValidator()
                .setEstimator(pipeline)
                .setEvaluator(new RegressionEvaluator())
                .setEstimatorParamMaps(grid)
                .setNumFolds(2)
                .fit(table)
                .bestModel();

    DropoutRegressionModel network = (DropoutRegressionModel) best.stages()[0];
    assertThat(network.getLearningRate()).isEqualTo(0.02);
    best.write().overwrite().save(folder + "/pipeline");
    assertThat(PipelineModel.load(folder + "/pipeline").transform(table).count()).isEqualTo(1500);
  }

  @Test
  void fromCheckpoint_ofARegressor_isTheModel() {
    DropoutRegressor regressor = regressor().setMaxIter(2).setCheckpointPath(folder + "/kept");
    DropoutRegressionModel model = regressor.fit(table);

    DropoutRegressionModel kept = DropoutRegressionModel.fromCheckpoint(folder + "/kept");

    assertThat(kept.weightsDigest()).isEqualTo(model.weightsDigest());
    assertThat(kept.answer()).isEqualTo(model.answer());
    assertThatThrownBy(() -> DropoutClassificationModel.fromCheckpoint(folder + "/kept"))
        .hasMessageContaining("DropoutRegress");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "double('NaN')", "double('Infinity')", "1e101"})
  void fit_badLabel_isRefusedOrLeftOut(String bad) {
    Dataset<Row> one = table.limit(50).selectExpr("features", "label");
    Dataset<Row> worse =
        one.union(one.limit(1).selectExpr("features", "cast(%s as double)".formatted(bad)));

    assertThatThrownBy(() -> regressor().fit(worse))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(
            "labelCol must hold finite numbers in [-1e100, 1e100]. Column 'label'")
        .hasMessageContaining("in 1 of 51 rows")
        .hasMessageEndingWith("or set handleInvalid to skip or keep to leave them out");
    DropoutRegressionModel model = regressor().setHandleInvalid("skip").setMaxIter(1).fit(worse);
    assertThat(model.summary().trainingRows()).isEqualTo(50);
  }

  @Test
  void fit_vectorsOfDifferingWidth_isRefused() {
    Dataset<Row> pairs = table.limit(20).selectExpr("features", "pair");
    Dataset<Row> others = table.limit(5).selectExpr("features", "features as pair");

    assertThatThrownBy(() -> regressor().setLabelCol("pair").fit(pairs.union(others)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "labelCol must hold vectors of one width, with at least one number. Column 'pair' holds width 2 in 20 rows, width 4 in 5 rows. Assemble all labels from the same columns");
  }

  @Test
  void fit_labelsAllTheSame_warnsAndPredictsThem() {
    DropoutRegressionModel model =
        regressor().setMaxIter(3).fit(table.limit(100).selectExpr("features", "7.5 as label"));

    assertThat(model.summary().warnings())
        .containsExactly(
            "All training rows have the same label: column 'label' holds 7.5. The model will always answer with it. Give rows of other labels");
    assertThat(model.predict(Vectors.dense(0.1, 0.2, 0.3, 0.4))).isCloseTo(7.5, within(1.0));
  }

  @Test
  void fit_farTooSmallARate_warnsOfAUselessModel() {
    DropoutRegressionModel model = regressor().setMaxIter(1).setLearningRate(1e-9).fit(table);

    assertThat(model.summary().warnings())
        .singleElement()
        .asString()
        .startsWith(
            "The model is useless: on the training rows it is no better than answering every row with the mean label (RMSE ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "huberDelta | With loss = squared these params must not be set, as it does not ask them: huberDelta = 2.0",
        "quantilesCol | With loss = squared these params must not be set, as it does not ask them: quantilesCol = \"q\""
      })
  void fit_paramsOfOtherLosses_areRefused(String param, String message) {
    DropoutRegressor regressor = regressor();
    if (param.equals("huberDelta")) {
      regressor.setHuberDelta(2);
    } else {
      regressor.setQuantilesCol("q");
    }
    assertThatThrownBy(() -> regressor.fit(table)).hasMessageStartingWith(message);
  }

  @Test
  void fit_quantilesOutOfOrder_areRefused() {
    assertThatThrownBy(
            () -> regressor().setLoss("quantile").setQuantileProbabilities(0.9, 0.1).fit(table))
        .hasMessage(
            "quantileProbabilities must be in (0, 1) and ascend. Provided value: [0.9, 0.1]. Such as 0.1, 0.5, 0.9");
    assertThatThrownBy(() -> regressor().setQuantileProbabilities(0, 0.5))
        .hasMessage("quantileProbabilities must be in (0, 1). Provided value: 0.0");
  }

  @Test
  void fit_fractionsWithTheClassifier_saysThatTheRegressorExists() {
    assertThatThrownBy(() -> new DropoutClassifier().fit(table))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("use DropoutRegressor (train.task = regression in a job)");
  }
}

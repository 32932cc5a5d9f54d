package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.classification.OneVsRestModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class UselessModelTest {
  private static DropoutClassifier classifier() {
    return Blobs.classifier().setReplicas(1);
  }

  @Test
  void fit_easyTable_warnsOfNothing(SparkSession spark) {
    assertThat(classifier().setMaxIter(3).fit(Blobs.easy(spark, 300)).summary().warnings())
        .isEmpty();
  }

  /** Noise of a larger and a smaller class, which the network answers with the larger. */
  private static Dataset<Row> noise(SparkSession spark, String weight) {
    Dataset<Row> raw =
        spark
            .range(300)
            .selectExpr("double(id % 3 = 0) AS label", "rand(5) AS x", weight + " AS weight");
    return new VectorAssembler()
        .setInputCols(new String[] {"x"})
        .setOutputCol("features")
        .transform(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1d", "7d", "id % 2 + 0.1d"})
  void fit_noBetterThanTheLargestClass_isAWarningThatIsKept(
      String weight, SparkSession spark, @TempDir Path folder) throws IOException {
    DropoutClassificationModel model =
        classifier().setWeightCol("weight").setMaxIter(4).fit(noise(spark, weight));
    assertThat(model.summary().warnings())
        .singleElement()
        .asString()
        .startsWith(
            "The model is useless: on the training rows it is no better than answering every row"
                + " with the largest class (error 33.33%). Train for more epochs with maxIter,");
    model.write().overwrite().save(folder.resolve("model").toString());
    assertThat(
            DropoutClassificationModel.load(folder.resolve("model").toString())
                .summary()
                .warnings())
        .isEqualTo(model.summary().warnings());
  }

  /** With such steps the last network is often worse than the mean of its epoch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void fit_lastNetworkOfWildSteps_isWarnedOfIfItIsUseless(int seed, SparkSession spark) {
    Dataset<Row> rows = Blobs.binary(spark, 300);
    DropoutClassificationModel model =
        classifier().setMaxIter(4).setLearningRate(20).setMaxNorm(0).setSeed(seed).fit(rows);
    boolean isUseless = model.transform(rows).where("prediction != label").count() >= 150;
    assertThat(model.summary().warnings().stream().anyMatch(w -> w.startsWith("The model is use")))
        .isEqualTo(isUseless);
  }

  @Test
  void fit_lossThatNeverFell_isAWarning(SparkSession spark) {
    DropoutClassificationModel model =
        classifier()
            .setHiddenLayers(List.of())
            .setLearningRate(1e-30)
            .setMaxIter(3)
            .setMaxNorm(0)
            .setInputDropout(0)
            .setSeed(2)
            .fit(Blobs.easy(spark, 64));
    assertThat(model.summary().warnings())
        .isNotEmpty()
        .allMatch(
            warning ->
                warning.startsWith("The loss never fell below that of the first epoch")
                    || warning.startsWith("The model is useless"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void fit_oneClass_answersWithIt(int label, SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 60).where("label = " + label);
    DropoutClassificationModel model = classifier().setMaxIter(30).fit(rows);
    assertThat(model.numClasses()).isEqualTo(Math.max(2, label + 1));
    assertThat(model.transform(rows).filter("prediction != label").count()).isZero();
    assertThat(model.summary().warnings())
        .first()
        .asString()
        .startsWith("All 20 training rows are of one class: column 'label' holds " + label + ".");
  }

  @Test
  void fit_oneVsRest_fitsEachClassAgainstTheOthers(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 150);
    OneVsRestModel model = new OneVsRest().setClassifier(classifier().setMaxIter(8)).fit(rows);
    assertThat(model.transform(rows.drop("prediction")).filter("prediction = label").count())
        .isGreaterThan(135);
  }

  /** The fold that holds the rare rows out trains on one class, or lacks the last of three. */
  @ParameterizedTest
  @ValueSource(strings = {"label = 0 OR id = 1", "label = 1 OR id = 0", "label < 2 OR id = 2"})
  void fit_crossValidatorOnARareClass_measuresEveryFold(String rare, SparkSession spark) {
    for (String metric : List.of("accuracy", "f1")) {
      DropoutClassifier rareClassifier = classifier().setMaxIter(1).setHiddenLayers(4);
      ParamMap[] grid =
          new ParamGridBuilder().addGrid(rareClassifier.seed(), new long[] {1}).build();
      CrossValidatorModel model =
          new CrossValidator()
              .setEstimator(rareClassifier)
              .setEstimatorParamMaps(grid)
              .setEvaluator(new MulticlassClassificationEvaluator().setMetricName(metric))
              .setNumFolds(2)
              .fit(Blobs.easy(spark, 60).where(rare));
      assertThat(model.avgMetrics()[0]).isBetween(0.0, 1.0);
    }
  }

  @Test
  void fit_validationRowsOfUnseenClasses_countAsErrors(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 90).selectExpr("features", "label", "label = 2 AS held");
    DropoutClassificationModel model =
        classifier().setValidationIndicatorCol("held").setMaxIter(2).fit(rows);
    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.summary().history())
        .allSatisfy(
            epoch -> {
              assertThat(epoch.validation().orElseThrow().error()).isEqualTo(1);
              assertThat(epoch.validation().orElseThrow().loss())
                  .isCloseTo(-Math.log(1e-15), within(1e-9));
            });
    assertThat(model.summary().warnings())
        .containsExactly(
            "Validation rows hold classes of column 'label' that no training row has: 2 in 30 rows."
                + " The model cannot know them, so these rows count as errors. Give training rows of"
                + " these classes");
  }

  @Test
  void fit_fewRowsOnManyCores_usesOneReplica(SparkSession spark) {
    for (int rows : List.of(3, 30, 31)) {
      assertThat(
              classifier()
                  .setReplicas(0)
                  .setBatchSize(16)
                  .setMaxIter(1)
                  .fit(Blobs.easy(spark, rows))
                  .summary()
                  .replicas())
          .isEqualTo(1);
    }
  }
}

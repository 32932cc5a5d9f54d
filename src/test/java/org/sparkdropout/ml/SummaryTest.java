package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.classification.ClassificationSummary;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class SummaryTest {
  private static Dataset<Row> table;
  private static DropoutClassificationModel model;

  @TempDir private Path folder;

  @BeforeAll
  static void fit(SparkSession spark) {
    table = Blobs.hard(spark, 120).withColumn("weight", functions.expr("1 + id % 3"));
    model = classifier().fit(table);
  }

  private static DropoutClassifier classifier() {
    return Blobs.classifier().setWeightCol("weight").setValidationIndicatorCol("held");
  }

  /** Spark's metrics of the same rows, by another way. */
  private static MulticlassMetrics metrics(Dataset<Row> rows) {
    return new MulticlassMetrics(
        model.transform(rows).selectExpr("prediction", "label", "double(weight)"));
  }

  @Test
  void summary_ofAModel_isOneOfSpark() {
    assertThat(model.summary())
        .isInstanceOf(ClassificationSummary.class)
        .isInstanceOf(TrainingSummary.class);
    HasTrainingSummary<DropoutClassificationTrainingSummary> spark = model;
    assertThat(spark.hasSummary()).isTrue();
    assertThat(spark.summary()).isSameAs(model.summary());
  }

  @Test
  void history_ofTheRun_isTheLossOfEachEpoch() {
    DropoutClassificationTrainingSummary summary = model.summary();
    assertThat(summary.totalIterations()).isEqualTo(5);
    assertThat(summary.objectiveHistory()).hasSize(5);
    assertThat(summary.objectiveHistory()[4]).isEqualTo(summary.history().get(4).loss());
  }

  @Test
  void history_ofNoEpochs_isEmpty() {
    DropoutClassificationTrainingSummary summary = classifier().setMaxIter(0).fit(table).summary();
    assertThat(summary.totalIterations()).isZero();
    assertThat(summary.objectiveHistory()).isEmpty();
  }

  @Test
  void figures_ofTheTraining_areThoseOfTheRowsTrainedOn() {
    MulticlassMetrics expected = metrics(table.where("not held"));
    DropoutClassificationTrainingSummary summary = model.summary();
    assertThat(summary.predictions().count()).isEqualTo(summary.trainingRows()).isEqualTo(96);
    assertFigures(summary, expected);
  }

  @Test
  void figures_ofATable_areThoseOfAllItsRows(SparkSession spark) {
    Dataset<Row> other = Blobs.hard(spark, 60).withColumn("weight", functions.lit(2));
    assertFigures(model.evaluate(other), metrics(other));
    assertThat(model.evaluate(other.drop("weight")).accuracy())
        .isCloseTo(metrics(other).accuracy(), within(1e-12));
    assertThat(model.evaluate(other.withColumn("label", functions.expr("int(label)"))).accuracy())
        .isCloseTo(
            new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(model.transform(other)),
            within(1e-12));
  }

  private static void assertFigures(
      DropoutClassificationSummary summary, MulticlassMetrics expected) {
    assertThat(summary.labels()).containsExactly(0, 1, 2);
    assertThat(summary.accuracy()).isEqualTo(expected.accuracy()).isBetween(0.4, 0.99);
    assertThat(summary.weightedPrecision()).isEqualTo(expected.weightedPrecision());
    assertThat(summary.weightedRecall()).isEqualTo(expected.weightedRecall());
    assertThat(summary.weightedFMeasure()).isEqualTo(expected.weightedFMeasure());
    assertThat(summary.weightedFMeasure(2)).isEqualTo(expected.weightedFMeasure(2));
    assertThat(summary.weightedTruePositiveRate()).isEqualTo(expected.weightedTruePositiveRate());
    assertThat(summary.weightedFalsePositiveRate()).isEqualTo(expected.weightedFalsePositiveRate());
    for (int label = 0; label < 3; label++) {
      assertThat(summary.precisionByLabel()[label]).isEqualTo(expected.precision(label));
      assertThat(summary.recallByLabel()[label]).isEqualTo(expected.recall(label));
      assertThat(summary.fMeasureByLabel()[label]).isEqualTo(expected.fMeasure(label));
      assertThat(summary.fMeasureByLabel(0.5)[label]).isEqualTo(expected.fMeasure(label, 0.5));
      assertThat(summary.truePositiveRateByLabel()[label])
          .isEqualTo(expected.truePositiveRate(label));
      assertThat(summary.falsePositiveRateByLabel()[label])
          .isEqualTo(expected.falsePositiveRate(label));
    }
  }

  @Test
  void columns_thatTheModelNames_areThoseOfTheSummary() {
    DropoutClassificationSummary summary = model.evaluate(table);
    assertThat(summary.labelCol()).isEqualTo("label");
    assertThat(summary.predictionCol()).isEqualTo("prediction");
    assertThat(summary.probabilityCol()).isEqualTo("probability");
    assertThat(summary.weightCol()).isEqualTo("weight");
  }

  @Test
  void figures_withoutColumnsOfAnswers_areTheSame() {
    DropoutClassificationModel silent = model.copy(ParamMap.empty());
    silent.setPredictionCol("").setProbabilityCol("");
    DropoutClassificationSummary summary = silent.evaluate(table);
    assertThat(summary.accuracy()).isEqualTo(model.evaluate(table).accuracy());
    assertThat(summary.predictions().columns())
        .contains(summary.predictionCol(), summary.probabilityCol());
    DropoutClassifier silentToo = classifier();
    silentToo.setPredictionCol("").setProbabilityCol("");
    assertThat(silentToo.fit(table).summary().accuracy()).isEqualTo(model.summary().accuracy());
  }

  @Test
  void figures_ofColumnsWithDots_areTheSame() {
    DropoutClassifier classifier = classifier().setWeightCol("the.weight");
    classifier.setLabelCol("the.label").setPredictionCol("the.prediction");
    Dataset<Row> dotted =
        table.withColumnRenamed("label", "the.label").withColumnRenamed("weight", "the.weight");
    DropoutClassificationModel fitted = classifier.fit(dotted);
    assertThat(fitted.summary().accuracy()).isEqualTo(model.summary().accuracy());
    assertThat(fitted.evaluate(dotted).accuracy()).isEqualTo(model.evaluate(table).accuracy());
  }

  @Test
  void figures_ofTheTraining_doNotDependOnParamsSetLater() {
    DropoutClassificationModel fitted = classifier().fit(table);
    fitted.setThresholds(new double[] {1, 1e-9, 1e-9}).setPredictionCol("answer");
    assertThat(fitted.summary().accuracy()).isEqualTo(model.summary().accuracy());
    assertThat(fitted.copy(ParamMap.empty()).summary()).isSameAs(fitted.summary());
    assertThat(fitted.evaluate(table).accuracy()).isLessThan(model.evaluate(table).accuracy());
  }

  @Test
  void summary_ofALoadedModel_hasTheRunButNoTable() throws IOException {
    model.write().overwrite().save(folder.resolve("model").toString());
    DropoutClassificationModel loaded =
        DropoutClassificationModel.load(folder.resolve("model").toString());
    assertThat(loaded.hasSummary()).isTrue();
    assertThat(loaded.summary().objectiveHistory()).isEqualTo(model.summary().objectiveHistory());
    assertThat(loaded.summary().labelCol()).isEqualTo("label");
    assertThatThrownBy(() -> loaded.summary().predictions())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "A summary must have its table for predictions and for what is computed from them. This one has none: a model that was saved or sent does not keep the training table. Call evaluate of the model with a table");
    assertThatThrownBy(() -> loaded.summary().accuracy()).hasMessageContaining("evaluate");
    assertThatThrownBy(() -> loaded.summary().recallByLabel()).hasMessageContaining("evaluate");
    assertThat(loaded.evaluate(table.where("not held")).accuracy())
        .isEqualTo(model.summary().accuracy());
  }

  @Test
  void evaluate_withoutLabels_isRefused() {
    assertThatThrownBy(() -> model.evaluate(table.drop("label")))
        .hasMessageStartingWith("labelCol must name a column of the table. Provided value: label");
    assertThatThrownBy(() -> model.evaluate(table.withColumn("label", functions.lit("setosa"))))
        .hasMessageStartingWith("labelCol must name a numeric column");
    assertThatThrownBy(() -> model.evaluate(table.drop("features")))
        .hasMessageStartingWith("featuresCol must name a column of the table");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "double(null)", "if(id = 7, null, label)"})
  void figures_ofRowsWithoutLabels_areRefused(String label) {
    DropoutClassificationSummary summary =
        model.evaluate(table.withColumn("label", functions.expr("double(" + label + ")")));
    assertThatThrownBy(summary::accuracy)
        .hasMessageContaining(
            "labelCol must hold a label in every row that is evaluated. Column 'label' holds null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "double('NaN')", "if(id = 7, null, 1)"})
  void figures_ofRowsWithWrongWeights_areRefused(String weight) {
    DropoutClassificationSummary summary =
        model.evaluate(table.withColumn("weight", functions.expr(weight)));
    assertThatThrownBy(summary::accuracy)
        .hasMessageContaining("weightCol must hold finite numbers >= 0. Column 'weight'");
  }
}

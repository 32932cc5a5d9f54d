package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

/** Columns may have any names. */
@SparkTest
class ColumnNamesTest {
  private static Dataset<Row> table(SparkSession spark, String mark) {
    return Blobs.easy(spark, 60)
        .toDF("id", "the" + mark + "features", "my" + mark + "label", "w" + mark, mark + "held");
  }

  private static DropoutClassifier classifier(String mark) {
    DropoutClassifier classifier = Blobs.classifier();
    classifier
        .setFeaturesCol("the" + mark + "features")
        .setLabelCol("my" + mark + "label")
        .setPredictionCol("my" + mark + "prediction")
        .setProbabilityCol("p" + mark + "p")
        .setRawPredictionCol(mark);
    return classifier.setWeightCol("w" + mark).setValidationIndicatorCol(mark + "held");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", " ", "`", "-a.b-", "é", "(x)"})
  void fitAndTransform_namesWithSigns_areTakenAsTheyAre(String mark, SparkSession spark) {
    Dataset<Row> table = table(spark, mark);
    DropoutClassificationModel model = classifier(mark).fit(table);
    Dataset<Row> plain = Blobs.easy(spark, 60);
    DropoutClassificationModel expected =
        Blobs.classifier().setWeightCol("weight").setValidationIndicatorCol("held").fit(plain);
    assertThat(model.weightsDigest()).isEqualTo(expected.weightsDigest());
    Dataset<Row> scored = model.transform(table);
    assertThat(scored.columns())
        .endsWith(mark, "p" + mark + "p", "my" + mark + "prediction")
        .hasSize(8);
    assertThat(scored.toDF(expected.transform(plain).columns()).collectAsList())
        .isEqualTo(expected.transform(plain).collectAsList());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", " "})
  void pipeline_namesWithSigns_fitsAndScores(String mark, SparkSession spark) {
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {classifier(mark)});
    Dataset<Row> table = table(spark, mark);
    Dataset<Row> scored = pipeline.fit(table).transform(table);
    assertThat(scored.where(functions.col("`my" + mark + "prediction`").isNotNull()).count())
        .isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"the label", "label-1"})
  void evaluator_namesThatItTakes_measures(String label, SparkSession spark) {
    Dataset<Row> table = Blobs.easy(spark, 60).withColumnRenamed("label", label);
    DropoutClassifier classifier = Blobs.classifier();
    classifier.setLabelCol(label).setPredictionCol("my prediction");
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator("accuracy")
            .setLabelCol(label)
            .setPredictionCol("my prediction");
    assertThat(evaluator.evaluate(classifier.fit(table).transform(table))).isGreaterThan(0.9);
  }
}

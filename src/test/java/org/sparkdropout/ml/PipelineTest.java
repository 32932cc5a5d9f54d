package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
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
import org.sparkdropout.testing.SparkTest;

@SparkTest
class PipelineTest {
  /** Columns x, y and a text label, "in" within the unit circle, otherwise "out". */
  private static Dataset<Row> circle(SparkSession spark) {
    return spark
        .range(0, 400, 1, 3)
        .selectExpr("(id % 20) / 10.0 - 1 AS x", "(id div 20) / 10.0 - 1 AS y")
        .selectExpr("*", "IF(x * x + y * y < 0.5, 'in', 'out') AS kind");
  }

  private static Pipeline pipeline() {
    StringIndexer labels = new StringIndexer().setInputCol("kind").setOutputCol("class");
    VectorAssembler features =
        new VectorAssembler().setInputCols(new String[] {"x", "y"}).setOutputCol("point");
    DropoutClassifier classifier = Blobs.classifier().setMaxIter(30).setHiddenDropout(0);
    classifier.setFeaturesCol("point").setLabelCol("class");
    return new Pipeline().setStages(new PipelineStage[] {labels, features, classifier});
  }

  @Test
  void fit_inAPipeline_takesRawRowsToPredictions(SparkSession spark) {
    Dataset<Row> scored = pipeline().fit(circle(spark)).transform(circle(spark));
    assertThat((double) scored.where("prediction != class").count() / 400).isLessThan(0.06);
  }

  @Test
  void pipeline_savedAndLoaded_predictsTheSame(SparkSession spark, @TempDir Path folder)
      throws Exception {
    String place = folder.resolve("pipeline").toUri().toString();
    PipelineModel model = pipeline().fit(circle(spark));
    model.write().overwrite().save(place);
    model.write().overwrite().save(place);
    PipelineModel loaded = PipelineModel.load(place);
    assertThat(loaded.transform(circle(spark)).collectAsList())
        .isEqualTo(model.transform(circle(spark)).collectAsList());
  }

  @Test
  void pipeline_savedUnfittedAndLoaded_keepsItsParams(SparkSession spark, @TempDir Path folder)
      throws Exception {
    String place = folder.resolve("pipeline").toUri().toString();
    pipeline().write().save(place);
    DropoutClassifier loaded = (DropoutClassifier) Pipeline.load(place).getStages()[2];
    assertThat(loaded.getHiddenLayers()).containsExactly(16);
    assertThat(loaded.getHiddenDropout()).containsExactly(0);
    assertThat(loaded.getFeaturesCol()).isEqualTo("point");
    assertThat(loaded.isSet(loaded.learningRate())).isFalse();
    assertThat(spark.sparkContext().isStopped()).isFalse();
  }

  @Test
  void crossValidator_overALearningRate_findsTheBetter(SparkSession spark) {
    DropoutClassifier classifier = Blobs.classifier();
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(classifier.learningRate(), new double[] {1e-7, 0.1}).build();
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(1);
    CrossValidatorModel model = validator.fit(Blobs.easy(spark, 150));
    assertThat(model.avgMetrics()[1]).isGreaterThan(0.95).isGreaterThan(model.avgMetrics()[0]);
    DropoutClassificationModel best = (DropoutClassificationModel) model.bestModel();
    assertThat(best.getLearningRate()).isEqualTo(0.1);
  }

  @Test
  void oneVsRest_ofTwoClassNetworks_learns(SparkSession spark) {
    OneVsRest ensemble = new OneVsRest().setClassifier(Blobs.classifier()).setWeightCol("weight");
    Dataset<Row> rows = Blobs.easy(spark, 150);
    assertThat(Blobs.error(ensemble.fit(rows).transform(rows))).isLessThan(0.05);
  }
}

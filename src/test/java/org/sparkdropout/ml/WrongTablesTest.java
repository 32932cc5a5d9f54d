package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class WrongTablesTest {
  static Stream<Arguments> wrongSettings() {
    return Stream.of(
        wrong(
            c -> c.setFeaturesCol("featurs"),
            "featuresCol must name a column of the table. Provided value: featurs. The nearest of"
                + " its 5 columns: features"),
        wrong(
            c -> c.setLabelCol("Label"),
            "labelCol must name a column of the table. Provided value: Label. The nearest of its 5"
                + " columns: label"),
        wrong(
            c -> c.setWeightCol("weigth"),
            "weightCol must name a column of the table. Provided value: weigth. The nearest of its"
                + " 5 columns: weight"),
        wrong(
            c -> c.setValidationIndicatorCol("hold"),
            "validationIndicatorCol must name a column of the table. Provided value: hold. The"
                + " nearest of its 5 columns: held"),
        wrong(
            c -> c.setFeaturesCol("weight"),
            "featuresCol must name a vector column. Column 'weight' is of type double: assemble"
                + " numeric columns with VectorAssembler"),
        wrong(
            c -> c.setLabelCol("held"),
            "labelCol must name a numeric column. Column 'held' is of type boolean: cast it to"
                + " double"),
        wrong(
            c -> c.setWeightCol("held"),
            "weightCol must name a numeric column. Column 'held' is of type boolean: set"
                + " input.schema = \"held DOUBLE\" in a job, or cast it to double in a pipeline"),
        wrong(
            c -> c.setValidationIndicatorCol("weight"),
            "validationIndicatorCol must name a boolean column. Column 'weight' is of type double:"
                + " set input.schema = \"weight BOOLEAN\" in a job, or cast it to boolean in a"
                + " pipeline"),
        wrong(
            c -> c.setPredictionCol("id"),
            "predictionCol must name a new column. Provided value: id, which the table has"
                + " already: drop it, or name another"),
        wrong(
            c -> c.setHiddenLayers(8, 8, 8).setHiddenDropout(0.1, 0.2),
            "hiddenDropout must hold one value, or one for each of the 3 hiddenLayers. Provided"
                + " value: [0.1, 0.2]"),
        wrong(
            c -> c.setDropoutKind("gaussian").setMaskSharing("round"),
            "maskSharing must be example with dropoutKind gaussian, which drops no units. Provided"
                + " value: round"),
        wrong(
            c -> c.setPatience(3),
            "patience must be 0 without validation rows. Provided value: 3. Set validationFraction"
                + " or validationIndicatorCol"),
        wrong(
            c -> c.setValidationFraction(0.1).setValidationIndicatorCol("held"),
            "validationFraction must be 0 where validationIndicatorCol is set. Provided value: 0.1."
                + " Unset one of them"),
        wrong(
            c -> c.setLearningRateSchedule("exponential"),
            "learningRateDecay must be in (0, 1] with learningRateSchedule exponential. Provided"
                + " value: 0.0"));
  }

  private static Arguments wrong(UnaryOperator<DropoutClassifier> setting, String message) {
    return Arguments.of(setting, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("wrongSettings")
  void transformSchema_settingsThatDoNotFit_areRefused(
      UnaryOperator<DropoutClassifier> setting, String message) {
    DropoutClassifier classifier = setting.apply(Blobs.classifier());
    assertThatThrownBy(() -> classifier.transformSchema(Blobs.SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void fit_emptyTable_isRefused(SparkSession spark) {
    assertThatThrownBy(() -> Blobs.classifier().fit(Blobs.easy(spark, 0)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("The table must hold rows. It holds none");
  }

  @Test
  void fit_fewerRowsThanReplicas_isRefused(SparkSession spark) {
    DropoutClassifier classifier = Blobs.classifier().setReplicas(10);
    assertThatThrownBy(() -> classifier.fit(Blobs.easy(spark, 9)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Every replica must have a row to train on. Training rows: 9, replicas: 10. Set replicas ="
                + " 9 or lower, or give more rows");
  }

  @Test
  void fit_fractionalLabel_isRefused(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 30).withColumn("label", functions.expr("label / 2"));
    assertThatThrownBy(() -> Blobs.classifier().fit(rows))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("labelCol must hold whole numbers")
        .hasMessageContaining("Column 'label'");
  }

  @Test
  void fit_nanFeature_isRefusedOrSkipped(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 30).union(row(spark, Double.NaN));
    assertThatThrownBy(() -> Blobs.classifier().fit(rows))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("Column 'features' holds NaN in 1 of 31 rows");
    DropoutClassificationModel model = Blobs.classifier().setHandleInvalid("skip").fit(rows);
    assertThatSummary(model, 30, 1);
  }

  private static void assertThatSummary(
      DropoutClassificationModel model, long training, long unusable) {
    assertThat(model.summary().trainingRows()).isEqualTo(training);
    assertThat(model.summary().unusableRows()).isEqualTo(unusable);
  }

  private static Dataset<Row> row(SparkSession spark, double feature) {
    return spark.createDataFrame(
        List.of(RowFactory.create(99L, Vectors.dense(feature, 0, 0, 0), 0.0, 1.0, false)),
        Blobs.SCHEMA);
  }

  @Test
  void fit_vectorsOfNoFeatures_isRefused(SparkSession spark) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    Dataset<Row> rows =
        spark.createDataFrame(
            List.of(
                RowFactory.create(Vectors.dense(new double[0]), 0.0),
                RowFactory.create(Vectors.dense(new double[0]), 1.0)),
            schema);
    assertThatThrownBy(() -> Blobs.classifier().fit(rows))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("Vectors must hold at least one feature");
  }
}

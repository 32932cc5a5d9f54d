package org.apache.spark.ml.prepare

import java.util.Arrays.asList

import org.apache.spark.ml.SparkChecks
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.{Params, ParamsSuite}
import org.apache.spark.ml.util.MLWritable
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions.lit
import org.sparkdropout.prepare.{FeatureEncoder, FeatureEncoderModel, LabelText, Preparation, RawColumns}
import org.sparkdropout.prepare.Preparation.{Impute, Scaling}

/** Spark's own checks of what every stage must do, on the stages that prepare a table. */
class PreparationSuite extends SparkChecks {
  import testImplicits._

  private type Stage = Params with MLWritable

  private lazy val rows: DataFrame =
    Seq((1.5, "a", 0.0), (2.5, "b", 1.0), (4.5, "a", 1.0)).toDF("size", "kind", "prediction")
  private lazy val encoder: FeatureEncoderModel = FeatureEncoder
    .fit(
      new Preparation(
        asList("size"), asList(), asList("kind"), Impute.NONE, Scaling.NONE, "error"),
      rows,
      lit(true))
    .model
  private lazy val labels: LabelText = LabelText.of("prediction", asList("no", "yes"))
  private lazy val columns: RawColumns = {
    val stage = new RawColumns
    stage.set(stage.numbers, Array("size")).set(stage.categories, Array("kind"))
  }

  private def stages: Seq[Stage] = Seq(encoder, labels, columns)

  test("ParamsSuite.checkParams") {
    stages.foreach(ParamsSuite.checkParams)
  }

  test("DefaultReadWriteTest.testDefaultReadWrite: FeatureEncoderModel") {
    assert(testDefaultReadWrite(encoder).columns === encoder.columns)
  }

  test("DefaultReadWriteTest.testDefaultReadWrite: LabelText") {
    assert(testDefaultReadWrite(labels).texts === labels.texts)
  }

  test("DefaultReadWriteTest.testDefaultReadWrite: RawColumns") {
    assert(testDefaultReadWrite(columns).numericColumns === columns.numericColumns)
  }

  test("MLTest.testTransformer, on a table and on a stream: FeatureEncoderModel") {
    testTransformer[(Double, String, Double)](rows, encoder, "size", "kind", "features") {
      case Row(size: Double, kind: String, features: Vector) =>
        assert(features.toArray === Array(size, if (kind == "a") 1 else 0, if (kind == "b") 1 else 0))
    }
  }

  test("MLTest.testTransformer, on a table and on a stream: LabelText") {
    testTransformer[(Double, String, Double)](rows, labels, "prediction", "predictedLabel") {
      case Row(prediction: Double, label: String) =>
        assert(label === (if (prediction == 1) "yes" else "no"))
    }
  }

  test("MLTest.testTransformer, on a table and on a stream: RawColumns") {
    val added = columns.transform(rows).columns.takeRight(2)
    testTransformer[(Double, String, Double)](rows, columns, "size", "kind" +: added: _*) {
      case Row(size: Double, kind: String, number: Double, category: String) =>
        assert(number === size)
        assert(category === kind)
    }
  }

  test("MLTest.checkVectorSizeOnDF: FeatureEncoderModel") {
    checkVectorSizeOnDF(encoder.transform(rows), "features", 3)
  }

  doesNotApply("MLTestingUtils.checkCopyAndUids", "these stages are not fitted by an estimator")
}

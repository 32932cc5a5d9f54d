package org.apache.spark.ml.classification

import org.apache.spark.ml.PredictorChecks
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.Row
import org.sparkdropout.ml.{DropoutClassificationModel, DropoutClassifier}

/** Spark's own checks of what every classifier must do, on ours. */
class DropoutClassifierSuite
    extends PredictorChecks[DropoutClassificationModel, DropoutClassifier] {
  import testImplicits._

  override protected def plain(uid: String) = new DropoutClassifier(uid)

  override protected def isClassifier = true

  override protected def tolerance = 0.0

  override protected def classes = 2

  override protected def labelRefusal =
    "labelCol must name a numeric column. Column 'label' is of type string"

  test("DefaultReadWriteTest.testEstimatorAndModelReadWrite") {
    val settings = ProbabilisticClassifierSuite.allParamSettings ++ Map(
      "hiddenLayers" -> Array(4, 3), "hiddenDropout" -> Array(0.2, 0.3), "maxIter" -> 1)
    testEstimatorAndModelReadWrite(small(), rows, settings, settings, equal)
  }

  test("ProbabilisticClassifierSuite.testPredictMethods") {
    ProbabilisticClassifierSuite.testPredictMethods[Vector, DropoutClassificationModel](
      this, model, rows)
  }

  test("MLTest.testClassificationModelSingleRawPrediction") {
    testClassificationModelSingleRawPrediction(model, rows)
  }

  test("MLTest.testProbClassificationModelSingleProbPrediction") {
    testProbClassificationModelSingleProbPrediction(model, rows)
  }

  test("MLTest.testTransformer, on a table and on a stream") {
    testTransformer[(Double, Vector)](rows, model, "prediction", "label", "probability") {
      case Row(prediction: Double, label: Double, probability: Vector) =>
        assert(prediction === label)
        assert(probability.argmax === label.toInt)
    }
  }

  test("MLTest.checkVectorSizeOnDF") {
    val scored = model.transform(rows)
    checkVectorSizeOnDF(scored, "rawPrediction", model.numClasses)
    checkVectorSizeOnDF(scored, "probability", model.numClasses)
  }

  test("MLTest.checkNominalOnDF") {
    checkNominalOnDF(model.transform(rows), "prediction", model.numClasses)
  }

  test("MLTest.testInvalidClassificationLabels") {
    testInvalidClassificationLabels(
      refusing("labelCol must hold whole numbers in [0, 65536).",
        "Labels MUST NOT be Null or NaN", "Labels MUST be Integers", "Labels MUST be in [0")(
        small().fit(_)),
      None)
  }

  doesNotApply("MLTest.testInvalidRegressionLabels", "no regressor")
}

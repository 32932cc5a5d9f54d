package org.apache.spark.ml.regression

import org.apache.spark.ml.PredictorChecks
import org.apache.spark.ml.linalg.Vector
import org.apache.spark.sql.Row
import org.sparkdropout.ml.{DropoutRegressionModel, DropoutRegressor}

/** Spark's own checks of what every regressor must do, on ours. */
class DropoutRegressorSuite extends PredictorChecks[DropoutRegressionModel, DropoutRegressor] {
  import testImplicits._

  override protected def plain(uid: String) = new DropoutRegressor(uid)

  override protected def isClassifier = false

  /** A network that fits the points: the predictions of two are compared. */
  override protected def small(uid: String) =
    super.small(uid).setHiddenDropout(0.0).setLearningRate(0.005).setMaxIter(60)

  override protected def tolerance = 0.2

  override protected def classes = 0

  override protected def labelRefusal =
    "labelCol must name a numeric or vector column. Column 'label' is of type string"

  test("DefaultReadWriteTest.testEstimatorAndModelReadWrite") {
    val settings = Map(
      "predictionCol" -> "myPrediction",
      "loss" -> "quantile",
      "quantileProbabilities" -> Array(0.25, 0.75),
      "quantilesCol" -> "myQuantiles",
      "hiddenLayers" -> Array(4, 3),
      "hiddenDropout" -> Array(0.2, 0.3),
      "maxIter" -> 1)
    testEstimatorAndModelReadWrite(small(), rows, settings, settings, equal)
  }

  test("MLTest.testTransformer, on a table and on a stream") {
    testTransformer[(Double, Vector)](rows, model, "prediction", "label") {
      case Row(prediction: Double, label: Double) => assert(math.abs(prediction - label) < 0.5)
    }
  }

  test("MLTest.testTransformer, of quantiles, on a table and on a stream") {
    val quantiles = small().setLoss("quantile").setQuantilesCol("quantiles").fit(rows)
    testTransformer[(Double, Vector)](rows, quantiles, "prediction", "quantiles") {
      case Row(prediction: Double, all: Vector) => assert(prediction === all(1))
    }
  }

  test("MLTest.checkVectorSizeOnDF, of quantiles") {
    val quantiles = small().setLoss("quantile").setQuantilesCol("quantiles").fit(rows)
    checkVectorSizeOnDF(quantiles.transform(rows), "quantiles", 3)
  }

  test("MLTest.testInvalidRegressionLabels") {
    testInvalidRegressionLabels(
      refusing("labelCol must hold finite numbers",
        "Labels MUST NOT be Null or NaN", "Labels MUST NOT be Infinity")(small().fit(_)))
  }

  doesNotApply("MLTest.testInvalidClassificationLabels", "no classifier")
  doesNotApply("MLTest.testClassificationModelSingleRawPrediction", "no classifier")
  doesNotApply("MLTest.testProbClassificationModelSingleProbPrediction", "no classifier")
  doesNotApply("MLTest.checkNominalOnDF", "predictions are no classes")
}

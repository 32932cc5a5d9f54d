package org.apache.spark.ml.classification

import org.apache.spark.ml.{Estimator, SparkChecks}
import org.apache.spark.ml.feature.LabeledPoint
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.{ParamMap, ParamsSuite}
import org.apache.spark.ml.param.shared.HasWeightCol
import org.apache.spark.ml.util.MLTestingUtils
import org.apache.spark.sql.{DataFrame, Dataset, Row}
import org.apache.spark.sql.types.StructType
import org.sparkdropout.ml.{DropoutClassificationModel, DropoutClassifier}

/** Spark's own checks of what every classifier must do, on ours. */
class DropoutClassifierSuite extends SparkChecks {
  import testImplicits._

  private type Model = DropoutClassificationModel

  /** Points around two corners. Features of whole numbers, one of which says the label. */
  private lazy val points: Dataset[LabeledPoint] =
    (0 until 24).map { i =>
      LabeledPoint(i % 2, Vectors.dense(4 * (i % 2) - 2, i % 3, i % 5))
    }.toDS()
  private lazy val rows: DataFrame = points.toDF()
  private lazy val estimator = classifier()
  private lazy val model: Model = estimator.fit(rows)

  private def classifier(): DropoutClassifier =
    new DropoutClassifier("spark_checks")
      .setHiddenLayers(Array(8))
      .setHiddenDropout(Array(0.1))
      .setMaxIter(6)
      .setBatchSize(4)
      .setReplicas(1)
      .setSeed(3L)

  test("ParamsSuite.checkParams: estimator") {
    ParamsSuite.checkParams(new DropoutClassifier)
    ParamsSuite.checkParams(estimator)
  }

  test("ParamsSuite.checkParams: model") {
    ParamsSuite.checkParams(model)
  }

  test("ParamsSuite.testExclusiveParams") {
    ParamsSuite.testExclusiveParams(
      classifier(),
      rows.selectExpr("*", "features is null as held"),
      "validationFraction" -> 0.5,
      "validationIndicatorCol" -> "held")
  }

  test("MLTestingUtils.checkCopyAndUids") {
    MLTestingUtils.checkCopyAndUids(estimator, model)
  }

  test("MLTestingUtils.checkNumericTypes") {
    MLTestingUtils.checkNumericTypes[Model, InSparksWords](
      new InSparksWords(classifier().setMaxIter(1)), spark)(equal)
  }

  test("MLTestingUtils.testArbitrarilyScaledWeights") {
    MLTestingUtils.testArbitrarilyScaledWeights[Model, DropoutClassifier](
      points, classifier(), MLTestingUtils.modelPredictionEquals(rows, _ == _, 0.9))
  }

  test("MLTestingUtils.testOutliersWithSmallWeights") {
    MLTestingUtils.testOutliersWithSmallWeights[Model, DropoutClassifier](
      points, classifier(), 2, MLTestingUtils.modelPredictionEquals(rows, _ == _, 0.9), 3)
  }

  test("MLTestingUtils.testOversamplingVsWeighting") {
    MLTestingUtils.testOversamplingVsWeighting[Model, DropoutClassifier](
      points, classifier(), MLTestingUtils.modelPredictionEquals(rows, _ == _, 0.9), 42L)
  }

  test("DefaultReadWriteTest.testDefaultReadWrite: estimator") {
    testDefaultReadWrite(estimator)
    testDefaultReadWrite(new DropoutClassifier)
  }

  test("DefaultReadWriteTest.testDefaultReadWrite: model") {
    equal(model, testDefaultReadWrite(model))
  }

  test("DefaultReadWriteTest.testEstimatorAndModelReadWrite") {
    val settings = ProbabilisticClassifierSuite.allParamSettings ++ Map(
      "hiddenLayers" -> Array(4, 3), "hiddenDropout" -> Array(0.2, 0.3), "maxIter" -> 1)
    testEstimatorAndModelReadWrite(classifier(), rows, settings, settings, equal)
  }

  test("ProbabilisticClassifierSuite.testPredictMethods") {
    ProbabilisticClassifierSuite.testPredictMethods[Vector, Model](this, model, rows)
  }

  test("MLTest.testPredictionModelSinglePrediction") {
    testPredictionModelSinglePrediction(model, rows)
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

  test("MLTest.testTransformerByGlobalCheckFunc, on a table and on a stream") {
    testTransformerByGlobalCheckFunc[(Double, Vector)](rows, model, "prediction") {
      scored: Seq[Row] => assert(scored.length === 24)
    }
  }

  test("MLTest.testTransformerByInterceptingException, on a table and on a stream") {
    val narrow = Seq((0.0, Vectors.dense(1.0, 2.0))).toDF("label", "features")
    testTransformerByInterceptingException[(Double, Vector)](
      narrow, model, "featuresCol must hold vectors of 3 features, as in training.", "prediction")
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
        classifier().fit(_)),
      None)
  }

  test("MLTest.testInvalidWeights") {
    testInvalidWeights(
      refusing("weightCol must hold finite numbers >= 0.",
        "Weights MUST NOT be Null or NaN", "Weights MUST NOT be Negative or Infinity")(
        classifier().setWeightCol("weight").fit(_)))
  }

  test("MLTest.testInvalidVectors") {
    testInvalidVectors(
      refusing("featuresCol must hold vectors of finite numbers.",
        "Vectors MUST NOT be Null", "Vector values MUST NOT be NaN or Infinity")(
        classifier().fit(_)))
  }

  doesNotApply("MLTest.testInvalidRegressionLabels", "no regressor")
  doesNotApply("MLTest.testClusteringModelSinglePrediction", "no clusterer")
  doesNotApply("MLTest.testClusteringModelSingleProbabilisticPrediction", "no clusterer")
  doesNotApply("MLTestingUtils.checkNumericTypes: evaluator", "no evaluator")
  doesNotApply("MLTestingUtils.generateArrayFeatureDataset",
    "features are vectors, as those of Spark's own classifiers; arrays are for clusterers")
  doesNotApply("PMMLReadWriteTest.testPMMLWrite", "models are exported as ONNX, not as PMML")

  private def equal(one: Model, other: Model): Unit =
    assert(one.weightsDigest === other.weightsDigest)

  /**
   * Checks of wrong tables look for words of Spark's messages, and ours have others. This requires
   * that a table is refused in ours, and adds Spark's.
   */
  private def refusing[T](ours: String, sparks: String*)(fit: Dataset[_] => T)(
      table: Dataset[_]): T =
    try {
      fit(table)
    } catch {
      case refusal: RuntimeException if refusal.getMessage.startsWith(ours) =>
        throw new IllegalArgumentException((refusal.getMessage +: sparks).mkString("; "), refusal)
    }

  /** Our classifier, with [[refusing]] around it. */
  private class InSparksWords(classifier: DropoutClassifier)
      extends Estimator[Model]
      with HasWeightCol {
    override lazy val uid: String = classifier.uid

    override def fit(table: Dataset[_]): Model =
      refusing("labelCol must name a numeric column. Column 'label' is of type string",
        "Column label must be of type numeric but was actually of type string")(
        refusing("weightCol must name a numeric column. Column 'weight' is of type string",
          "Column weight must be of type numeric but was actually of type string")(
          classifier.setWeightCol(getWeightCol).fit(_)))(table)

    override def copy(extra: ParamMap): InSparksWords = this

    override def transformSchema(schema: StructType): StructType =
      classifier.transformSchema(schema)
  }
}

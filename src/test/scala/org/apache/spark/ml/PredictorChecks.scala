package org.apache.spark.ml

import org.apache.spark.ml.feature.LabeledPoint
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.{ParamMap, ParamsSuite}
import org.apache.spark.ml.param.shared.HasWeightCol
import org.apache.spark.ml.util.MLTestingUtils
import org.apache.spark.sql.{DataFrame, Dataset, Row}
import org.apache.spark.sql.types.StructType
import org.sparkdropout.ml.{DropoutEstimator, DropoutModel}

/** Spark's own checks of what every predictor must do. */
trait PredictorChecks[
    M <: PredictionModel[Vector, M] with DropoutModel,
    E <: Predictor[Vector, E, M] with DropoutEstimator[E, M]] extends SparkChecks {
  import testImplicits._

  /** Points around two corners. Features of whole numbers, one of which says the label. */
  protected lazy val points: Dataset[LabeledPoint] =
    (0 until 24).map { i =>
      LabeledPoint(i % 2, Vectors.dense(4 * (i % 2) - 2, i % 3, i % 5))
    }.toDS()
  protected lazy val rows: DataFrame = points.toDF()
  protected lazy val estimator: E = small("spark_checks")
  protected lazy val model: M = estimator.fit(rows)

  /** An estimator without settings. */
  protected def plain(uid: String): E

  /** Whether labels are classes. */
  protected def isClassifier: Boolean

  /** How far apart the predictions of equal models may be. */
  protected def tolerance: Double

  /** The classes, of which outliers have the other one; 0 if outliers have the label's negative. */
  protected def classes: Int

  /** What our refusal of labels of text begins with. */
  protected def labelRefusal: String

  protected def small(uid: String = "small"): E =
    plain(uid)
      .setHiddenLayers(Array(8))
      .setHiddenDropout(Array(0.1))
      .setMaxIter(6)
      .setBatchSize(4)
      .setReplicas(1)
      .setSeed(3L)

  test("ParamsSuite.checkParams: estimator") {
    ParamsSuite.checkParams(plain("plain"))
    ParamsSuite.checkParams(estimator)
  }

  test("ParamsSuite.checkParams: model") {
    ParamsSuite.checkParams(model)
  }

  test("ParamsSuite.testExclusiveParams") {
    ParamsSuite.testExclusiveParams(
      small(),
      rows.selectExpr("*", "features is null as held"),
      "validationFraction" -> 0.5,
      "validationIndicatorCol" -> "held")
  }

  test("MLTestingUtils.checkCopyAndUids") {
    MLTestingUtils.checkCopyAndUids(estimator, model)
  }

  test("MLTestingUtils.checkNumericTypes") {
    MLTestingUtils.checkNumericTypes[M, InSparksWords](
      new InSparksWords(small().setMaxIter(1)), spark, isClassifier)(equal)
  }

  test("MLTestingUtils.testArbitrarilyScaledWeights") {
    MLTestingUtils.testArbitrarilyScaledWeights[M, E](points, small(), predictEqually)
  }

  test("MLTestingUtils.testOutliersWithSmallWeights") {
    MLTestingUtils.testOutliersWithSmallWeights[M, E](points, small(), classes, predictEqually, 3)
  }

  test("MLTestingUtils.testOversamplingVsWeighting") {
    MLTestingUtils.testOversamplingVsWeighting[M, E](points, small(), predictEqually, 42L)
  }

  test("DefaultReadWriteTest.testDefaultReadWrite: estimator") {
    testDefaultReadWrite(estimator)
    testDefaultReadWrite(plain("plain"))
  }

  test("DefaultReadWriteTest.testDefaultReadWrite: model") {
    equal(model, testDefaultReadWrite(model))
  }

  test("MLTest.testPredictionModelSinglePrediction") {
    testPredictionModelSinglePrediction(model, rows)
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

  test("MLTest.testInvalidWeights") {
    testInvalidWeights(
      refusing("weightCol must hold finite numbers >= 0.",
        "Weights MUST NOT be Null or NaN", "Weights MUST NOT be Negative or Infinity")(
        small().setWeightCol("weight").fit(_)))
  }

  test("MLTest.testInvalidVectors") {
    testInvalidVectors(
      refusing("featuresCol must hold vectors of finite numbers.",
        "Vectors MUST NOT be Null", "Vector values MUST NOT be NaN or Infinity")(
        small().fit(_)))
  }

  doesNotApply("MLTest.testClusteringModelSinglePrediction", "no clusterer")
  doesNotApply("MLTest.testClusteringModelSingleProbabilisticPrediction", "no clusterer")
  doesNotApply("MLTestingUtils.checkNumericTypes: evaluator", "no evaluator")
  doesNotApply("MLTestingUtils.generateArrayFeatureDataset",
    "features are vectors, as those of Spark's own predictors; arrays are for clusterers")
  doesNotApply("PMMLReadWriteTest.testPMMLWrite", "models are exported as ONNX, not as PMML")

  protected def equal(one: M, other: M): Unit =
    assert(one.weightsDigest === other.weightsDigest)

  private def predictEqually: (M, M) => Unit =
    MLTestingUtils.modelPredictionEquals[M](
      rows, (one, other) => math.abs(one - other) <= tolerance, 0.9)

  /**
   * Checks of wrong tables look for words of Spark's messages, and ours have others. This requires
   * that a table is refused in ours, and adds Spark's.
   */
  protected def refusing[T](ours: String, sparks: String*)(fit: Dataset[_] => T)(
      table: Dataset[_]): T =
    try {
      fit(table)
    } catch {
      case refusal: RuntimeException if refusal.getMessage.startsWith(ours) =>
        throw new IllegalArgumentException((refusal.getMessage +: sparks).mkString("; "), refusal)
    }

  /** An estimator of ours, with [[refusing]] around it. */
  private class InSparksWords(estimator: E) extends Estimator[M] with HasWeightCol {
    override lazy val uid: String = estimator.uid

    override def fit(table: Dataset[_]): M =
      refusing(labelRefusal,
        "Column label must be of type numeric but was actually of type string")(
        refusing("weightCol must name a numeric column. Column 'weight' is of type string",
          "Column weight must be of type numeric but was actually of type string")(
          estimator.setWeightCol(getWeightCol).fit(_)))(table)

    override def copy(extra: ParamMap): InSparksWords = this

    override def transformSchema(schema: StructType): StructType =
      estimator.transformSchema(schema)
  }
}

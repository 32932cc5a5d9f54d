"""The regressor, as the classifier is."""

import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import functions

from spark_dropout import (
    DropoutClassificationModel,
    DropoutClassifier,
    DropoutRegressionModel,
    DropoutRegressor,
    InvalidValueError,
    SparkDropoutError,
)


def small(**params) -> DropoutRegressor:
    """Trains in a second."""
    given = dict(
        hiddenLayers=[8],
        hiddenDropout=0.0,
        maxIter=4,
        batchSize=8,
        replicas=2,
        averagingInterval=4,
        learningRate=0.02,
        weightCol="weight",
    )
    return DropoutRegressor(**{**given, **params})


@pytest.fixture(scope="module")
def numbers(spark):
    """A number, and two of them, that two features say."""
    values = [
        (100 + 20.0 * a, Vectors.dense([100 + 20.0 * a, -b]), Vectors.dense([a, b]), 1.0 + i % 2, i % 2)
        for i, (a, b) in enumerate((i * 7 % 11 / 5 - 1, i * 5 % 13 / 6 - 1) for i in range(120))
    ]
    table = spark.createDataFrame(values, ["label", "pair", "features", "weight", "fold"])
    return table.withColumn("fold", functions.expr("int(fold)")).cache()


@pytest.fixture(scope="module")
def model(numbers) -> DropoutRegressionModel:
    return small().fit(numbers)


def predictions(model, rows):
    return [row.prediction for row in model.transform(rows).select("prediction").collect()]


def test_weights_are_those_that_java_trains(numbers, model):
    java = small()._to_java().fit(numbers._jdf)
    assert model.weightsDigest() == java.weightsDigest()
    assert model.numFeatures == 2 and model.getHiddenLayers() == [8]


def test_a_model_scores_tables_and_vectors_in_the_units_of_the_label(numbers, model):
    scored = model.transform(numbers).select("features", "prediction").first()
    assert 60 < scored.prediction < 160
    assert model.predict(scored.features) == scored.prediction
    assert model.predictAll(scored.features) == Vectors.dense([scored.prediction])


def test_labels_that_are_vectors_are_predicted_as_vectors(numbers):
    model = small(labelCol="pair").fit(numbers)
    scored = model.transform(numbers).select("features", "prediction").first()
    assert model.predictAll(scored.features) == scored.prediction
    assert scored.prediction.size == 2 and model.predict(scored.features) == scored.prediction[0]
    assert model.evaluate(numbers).rootMeanSquaredError > 0


def test_quantiles_are_ascending_and_in_a_column_of_their_own(numbers):
    asked = small(loss="quantile", quantileProbabilities=[0.2, 0.5, 0.8], quantilesCol="all")
    model = asked.fit(numbers)
    for row in model.copy().setQuantilesCol("quantiles").transform(numbers).collect():
        assert list(row.quantiles) == sorted(row.quantiles) and row.prediction == row.quantiles[1]
    assert model.predictAll(row.features) == row.quantiles
    assert model.getQuantilesCol() == "all" and model.getLoss() == "quantile"


@pytest.mark.parametrize(
    "figure, metric",
    [
        ("rootMeanSquaredError", "rmse"),
        ("meanSquaredError", "mse"),
        ("meanAbsoluteError", "mae"),
        ("r2", "r2"),
        ("explainedVariance", "var"),
    ],
)
def test_figures_are_those_of_sparks_evaluator(numbers, model, figure, metric):
    evaluator = RegressionEvaluator(metricName=metric, weightCol="weight")
    expected = pytest.approx(evaluator.evaluate(model.transform(numbers)))
    assert getattr(model.evaluate(numbers), figure) == expected
    assert getattr(model.summary, figure) == expected


def test_evaluating_names_columns_and_counts_rows(numbers, model):
    measured = model.evaluate(numbers)
    assert (measured.labelCol, measured.predictionCol, measured.weightCol) == (
        "label",
        "prediction",
        "weight",
    )
    assert measured.numInstances == 120
    row = measured.predictions.first()
    assert measured.residuals.first().residuals == row.label - row.prediction
    with pytest.raises(TypeError, match="must be a DataFrame of Spark"):
        model.evaluate([1])


def test_the_summary_is_that_of_java_and_stays(model, tmp_path):
    java = model._java_obj.summary()
    assert model.hasSummary and model.summary.network == java.network()
    assert list(model.summary.history.error) == [epoch.error() for epoch in java.history()]
    assert model.summary.objectiveHistory == list(model.summary.history.loss)
    assert model.summary.totalIterations == 4 and model.summary.warnings == list(java.warnings())
    model.write().save(str(tmp_path / "model"))
    loaded = DropoutRegressionModel.load(str(tmp_path / "model")).summary
    assert loaded.history.equals(model.summary.history)
    with pytest.raises(SparkDropoutError, match="Call evaluate of the model with a table"):
        loaded.r2


def test_the_plot_says_what_a_loss_is_of(model):
    axes = model.plot_history()
    assert axes.get_ylabel() == "loss (of labels of deviation 1)"
    assert list(axes.lines[0].get_ydata()) == list(model.summary.history.loss)


@pytest.mark.parametrize("kind", ["estimator", "model"])
def test_what_python_saves_java_loads_and_so_back(spark, numbers, model, kind, tmp_path):
    stage = small(seed=5, loss="huber", huberDelta=0.5) if kind == "estimator" else model
    stage.write().overwrite().save(str(tmp_path / "python"))
    java = getattr(spark._jvm.org.sparkdropout.ml, type(stage).__name__)
    loaded = java.load(str(tmp_path / "python"))
    assert loaded.uid() == stage.uid
    loaded.write().save(str(tmp_path / "java"))
    again = type(stage).load(str(tmp_path / "java"))
    assert again.uid == stage.uid
    assert again.extractParamMap() == stage.extractParamMap()
    if kind == "model":
        assert again.weightsDigest() == model.weightsDigest()
        assert predictions(again, numbers) == predictions(model, numbers)


def test_a_pipeline_fits_saves_and_loads(spark, tmp_path):
    table = spark.createDataFrame([(i * 1.0, i % 5 * 1.0) for i in range(40)], "label double, a double")
    assembler = VectorAssembler(inputCols=["a"], outputCol="features")
    pipeline = Pipeline(stages=[assembler, DropoutRegressor(hiddenLayers=4, maxIter=1, batchSize=8)])
    pipeline.write().save(str(tmp_path / "pipeline"))
    fitted = Pipeline.load(str(tmp_path / "pipeline")).fit(table)
    fitted.write().save(str(tmp_path / "model"))
    loaded = PipelineModel.load(str(tmp_path / "model"))
    assert isinstance(loaded.stages[1], DropoutRegressionModel)
    assert predictions(loaded, table) == predictions(fitted, table)


def test_a_checkpoint_becomes_the_model_it_would_have_ended_with(numbers, tmp_path):
    folder = tmp_path / "checkpoints"
    fitted = small(checkpointPath=str(folder)).fit(numbers)
    model = DropoutRegressionModel.fromCheckpoint(folder)
    assert model.weightsDigest() == fitted.weightsDigest()
    assert model.getMaxIter() == 4 and predictions(model, numbers) == predictions(fitted, numbers)
    with pytest.raises(SparkDropoutError, match="Use DropoutRegressor"):
        DropoutClassificationModel.fromCheckpoint(str(folder))


def test_cross_validation_has_the_figures_of_java(numbers):
    regressor = small(maxIter=2)
    grid = ParamGridBuilder().addGrid(regressor.loss, ["squared", "absolute"]).build()
    validator = CrossValidator(
        estimator=regressor,
        estimatorParamMaps=grid,
        evaluator=RegressionEvaluator(),
        numFolds=2,
        foldCol="fold",
    )
    java = validator._to_java().fit(numbers._jdf)
    assert validator.fit(numbers).avgMetrics == list(java.avgMetrics())


@pytest.mark.parametrize(
    "params, told",
    [
        ({"loss": "cubic"}, "loss must be squared, absolute, huber or quantile"),
        ({"huberDelta": 0}, "huberDelta must be in \\(0"),
        ({"quantileProbabilities": [0.5, 1]}, r"quantileProbabilities must be in \(0, 1\)"),
    ],
)
def test_values_that_are_not_allowed_are_refused_as_they_are_set(spark, params, told):
    with pytest.raises(InvalidValueError, match=told):
        DropoutRegressor(**params)


def test_labels_that_cannot_be_learnt_are_told(numbers):
    table = numbers.withColumn("label", functions.expr("double('NaN')"))
    with pytest.raises(InvalidValueError, match="labelCol must hold.*NaN"):
        small().fit(table)
    with pytest.raises(InvalidValueError, match="DropoutRegressor"):
        DropoutClassifier().fit(numbers.withColumn("label", functions.expr("label + 0.5")))


@pytest.mark.parametrize(
    "kind", [DropoutClassifier, DropoutRegressor, DropoutClassificationModel, DropoutRegressionModel]
)
def test_a_folder_that_is_not_there_is_told_in_plain_words(spark, kind):
    with pytest.raises(InvalidValueError, match="folder must exist. Provided: /nowhere"):
        kind.load("/nowhere")


def test_a_folder_of_another_stage_is_told_in_plain_words(spark, model, tmp_path):
    model.write().save(str(tmp_path / "model"))
    with pytest.raises(InvalidValueError, match="DropoutRegressor.*DropoutRegressionModel"):
        DropoutRegressor.load(str(tmp_path / "model"))

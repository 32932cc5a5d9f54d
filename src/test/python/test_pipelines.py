"""Pipelines, and what is saved in one language and loaded in the other."""

import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import OneVsRest, OneVsRestModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import (
    CrossValidator,
    CrossValidatorModel,
    ParamGridBuilder,
    TrainValidationSplit,
)

from spark_dropout import DropoutClassificationModel, DropoutClassifier, InvalidValueError


def small(**params) -> DropoutClassifier:
    """Trains in a second."""
    given = dict(
        hiddenLayers=[6], hiddenDropout=0.2, maxIter=3, batchSize=8, replicas=2, averagingInterval=4
    )
    return DropoutClassifier(**{**given, **params})


@pytest.fixture(scope="module")
def model(rows) -> DropoutClassificationModel:
    return small().fit(rows)


def predictions(model, rows):
    return [row.prediction for row in model.transform(rows).select("prediction").collect()]


def test_weights_are_those_that_java_trains(rows, model):
    java = small()._to_java().fit(rows._jdf)
    assert model.weightsDigest() == java.weightsDigest()
    assert model.numClasses == 3 and model.numFeatures == 2


def test_a_model_scores_tables_and_vectors(rows, model):
    scored = model.transform(rows).select("features", "probability", "prediction").first()
    assert model.predict(scored.features) == scored.prediction
    assert model.predictProbability(scored.features) == scored.probability
    assert model.predictRaw(Vectors.dense([0, 1])).size == 3
    renamed = model.copy().setPredictionCol("answer").setScoringBatchSize(7)
    assert "answer" in renamed.transform(rows).columns


def test_thinned_networks_of_a_model_answer_together(rows, model):
    asked = model.copy().setMonteCarlo(5).setSeed(3).setSpreadCol("spread")
    asked.setPredictiveEntropyCol("entropy").setMutualInformationCol("mutual")
    assert model.getMonteCarlo() == 0 and asked.getMonteCarlo() == 5
    scored = asked.transform(rows).collect()
    assert all(0 <= row.mutual <= row.entropy for row in scored)
    assert any(row.spread > 0 for row in scored)
    assert asked.predictProbability(scored[0].features) == scored[0].probability
    with pytest.raises(InvalidValueError, match="needs monteCarlo of at least 1"):
        asked.setMonteCarlo(0).transform(rows)


def test_a_model_has_the_params_it_was_trained_with(model):
    assert model.getHiddenLayers() == [6] and model.getHiddenDropout() == [0.2]
    assert model.getMaxIter() == 3 and not model.isSet("maxNorm")


def test_a_param_map_is_for_one_fit(rows):
    classifier = small()
    fitted = classifier.fit(rows, {classifier.hiddenLayers: [4], classifier.maxIter: 1})
    assert fitted.getHiddenLayers() == [4] and classifier.getHiddenLayers() == [6]


@pytest.mark.parametrize("kind", ["estimator", "model"])
def test_what_python_saves_java_loads_and_so_back(spark, rows, model, kind, tmp_path):
    stage = small(seed=5) if kind == "estimator" else model
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
        assert predictions(again, rows) == predictions(model, rows)


def test_a_pipeline_fits_saves_and_loads(spark, tmp_path):
    values = [(float(i % 2), i % 2 + 0.1, i * 1.0) for i in range(40)]
    table = spark.createDataFrame(values, "label double, a double, b double")
    assembler = VectorAssembler(inputCols=["a", "b"], outputCol="features")
    pipeline = Pipeline(stages=[assembler, small()])
    pipeline.write().save(str(tmp_path / "pipeline"))
    fitted = Pipeline.load(str(tmp_path / "pipeline")).fit(table)
    fitted.write().save(str(tmp_path / "model"))
    loaded = PipelineModel.load(str(tmp_path / "model"))
    assert isinstance(loaded.stages[1], DropoutClassificationModel)
    assert predictions(loaded, table) == predictions(fitted, table)


def tuned(kind, **given):
    """Tries two networks on a table."""
    classifier = small(maxIter=2)
    grid = (
        ParamGridBuilder()
        .addGrid(classifier.hiddenDropout, [[0.0], [0.5]])
        .build()
    )
    evaluator = MulticlassClassificationEvaluator(metricName="logLoss")
    return kind(
        estimator=classifier, estimatorParamMaps=grid, evaluator=evaluator, parallelism=2, **given
    )


def test_cross_validation_in_parallel_has_the_figures_of_java(rows, tmp_path):
    # Spark's two languages draw folds in ways of their own, so a column says them.
    validator = tuned(CrossValidator, numFolds=2, foldCol="fold")
    model = validator.fit(rows)
    java = validator._to_java().fit(rows._jdf)
    assert len(set(model.avgMetrics)) == 2
    assert model.avgMetrics == list(java.avgMetrics())
    assert model.bestModel.weightsDigest() == java.bestModel().weightsDigest()
    model.write().save(str(tmp_path / "validated"))
    loaded = CrossValidatorModel.load(str(tmp_path / "validated"))
    assert loaded.avgMetrics == model.avgMetrics
    assert predictions(loaded, rows) == predictions(model, rows)


def test_a_split_for_validation_chooses_the_best(rows):
    model = tuned(TrainValidationSplit, trainRatio=0.7, seed=3).fit(rows)
    best = model.validationMetrics.index(min(model.validationMetrics))
    assert [model.bestModel.getHiddenDropout()] == list(model.getEstimatorParamMaps()[best].values())


def test_one_against_the_rest_trains_a_network_for_each_class(rows, tmp_path):
    model = OneVsRest(classifier=small(), parallelism=2).fit(rows)
    assert [type(one) for one in model.models] == [DropoutClassificationModel] * 3
    model.write().save(str(tmp_path / "ensemble"))
    loaded = OneVsRestModel.load(str(tmp_path / "ensemble"))
    assert predictions(loaded, rows) == predictions(model, rows)

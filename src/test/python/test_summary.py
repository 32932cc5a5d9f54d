"""What a model says of its training, as tables and pictures."""

import math

import matplotlib
import pytest
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.sql import functions

from spark_dropout import DropoutClassificationModel, DropoutClassifier, InvalidValueError

matplotlib.use("Agg")


@pytest.fixture(scope="module", params=[0.0, 0.3])
def model(rows, request) -> DropoutClassificationModel:
    return DropoutClassifier(
        hiddenLayers=[5], maxIter=4, replicas=1, batchSize=8, validationFraction=request.param
    ).fit(rows)


def test_the_history_is_a_table_of_epochs(model):
    history = model.summary.history
    assert list(history.index) == [1, 2, 3, 4] and history.index.name == "epoch"
    assert history.loss.iloc[-1] < history.loss.iloc[0]
    assert history.error.between(0, 1).all()
    held_out = model.summary.validationRows > 0
    assert history.validationLoss.isna().all() != held_out
    assert model.summary.trainingRows + model.summary.validationRows == 120


def test_the_summary_is_that_of_java_and_stays(model, tmp_path):
    java = model._java_obj.summary()
    assert model.summary.network == java.network() == "2-5-3 relu"
    assert list(model.summary.history.loss) == [epoch.loss() for epoch in java.history()]
    model.write().save(str(tmp_path / "model"))
    loaded = DropoutClassificationModel.load(str(tmp_path / "model")).summary
    assert loaded.history.equals(model.summary.history)
    assert (loaded.bestEpoch, loaded.warnings) == (model.summary.bestEpoch, model.summary.warnings)


def test_the_plot_shows_the_losses(model, tmp_path):
    axes = model.plot_history()
    drawn = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
    history = model.summary.history
    assert drawn["training, thinned networks"] == list(history.loss)
    assert ("held out, whole network" in drawn) == (model.summary.validationRows > 0)
    assert not math.isnan(sum(drawn["training, thinned networks"]))
    axes.figure.savefig(tmp_path / "history.png")
    assert model.plot_history(axes) is axes
    matplotlib.pyplot.close(axes.figure)


def test_the_summary_has_what_summaries_of_spark_have(model, rows):
    evaluator = MulticlassClassificationEvaluator(metricName="accuracy")
    assert model.hasSummary
    assert model.summary.objectiveHistory == list(model.summary.history.loss)
    assert model.summary.totalIterations == 4
    measured = model.evaluate(rows)
    assert measured.accuracy == evaluator.evaluate(model.transform(rows))
    assert len(measured.precisionByLabel) == len(measured.fMeasureByLabel()) == 3
    with pytest.raises(TypeError, match="must be a DataFrame of Spark"):
        model.evaluate([1])


@pytest.mark.parametrize(
    "column, value, told",
    [
        ("label", "null", "labelCol must hold a label in every row.*holds null"),
        ("weight", "-1", "weightCol must hold finite numbers >= 0.*holds -1.0"),
        ("weight", "double('NaN')", "weightCol must hold finite numbers >= 0.*holds NaN"),
    ],
)
def test_rows_that_cannot_be_measured_are_told_in_plain_words(model, rows, column, value, told):
    table = rows.withColumn(column, functions.expr(f"double({value})"))
    with pytest.raises(InvalidValueError, match=told):
        model.copy({model.weightCol: "weight"}).evaluate(table).accuracy

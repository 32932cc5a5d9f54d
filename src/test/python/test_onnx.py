"""Networks and pipelines run without Spark, and answer the same."""

import numpy
import onnxruntime
import pytest
from pyspark.ml import Pipeline
from pyspark.ml.feature import StandardScaler, VectorAssembler

from spark_dropout import DropoutClassifier, InvalidValueError, SparkDropoutError, to_onnx

CLOSE = 1e-5


def network(**given) -> DropoutClassifier:
    return DropoutClassifier(hiddenLayers=[7, 5], maxIter=2, replicas=1, batchSize=8, **given)


def answers(path, inputs):
    return dict(
        zip(
            [output.name for output in onnxruntime.InferenceSession(path).get_outputs()],
            onnxruntime.InferenceSession(path).run(None, inputs),
        )
    )


@pytest.mark.parametrize("activation", ["relu", "tanh", "logistic"])
def test_a_network_answers_the_same_in_onnx_runtime(rows, activation, tmp_path):
    model = network(activation=activation).fit(rows)
    path = str(tmp_path / "network.onnx")
    assert "rows" in model.to_onnx(path, rows=rows)
    scored = model.transform(rows).toPandas()
    features = numpy.array([row.toArray() for row in scored.features], dtype=numpy.float32)
    found = answers(path, {"features": features})
    expected = numpy.array([row.toArray() for row in scored.probability])
    assert numpy.abs(found["probability"] - expected).max() < CLOSE


def test_a_pipeline_answers_the_same_in_onnx_runtime(spark, tmp_path):
    values = [(i % 2, i % 5 * 1.0, i * 0.1) for i in range(40)]
    table = spark.createDataFrame(values, "label int, a double, b double")
    stages = [
        VectorAssembler(inputCols=["a", "b"], outputCol="assembled"),
        StandardScaler(inputCol="assembled", outputCol="features", withMean=True),
        network(),
    ]
    model = Pipeline(stages=stages).fit(table)
    path = str(tmp_path / "pipeline.onnx")
    to_onnx(model, path, rows=table)
    scored = model.transform(table).toPandas()
    found = answers(path, {n: scored[[n]].to_numpy() for n in ("a", "b")})
    expected = numpy.array([row.toArray() for row in scored.probability])
    assert numpy.abs(found["probability"] - expected).max() < CLOSE


def test_a_file_is_replaced_only_if_it_may_be(rows, tmp_path):
    model = network().fit(rows)
    path = str(tmp_path / "network.onnx")
    model.to_onnx(path)
    with pytest.raises(SparkDropoutError, match="no file yet.*network.onnx.*set overwrite"):
        model.to_onnx(path)
    model.to_onnx(path, overwrite=True)


def test_a_pipeline_without_a_network_is_refused(spark, tmp_path):
    table = spark.createDataFrame([(1.0,)], "a double")
    model = Pipeline(stages=[VectorAssembler(inputCols=["a"], outputCol="b")]).fit(table)
    with pytest.raises(InvalidValueError, match="must"):
        to_onnx(model, str(tmp_path / "none.onnx"))

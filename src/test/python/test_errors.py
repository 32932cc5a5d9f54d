"""What must be installed is told where it is missing."""

import os
import subprocess
import sys
from pathlib import Path

import numpy
import pandas
import pytest
from pyspark import SparkContext
from pyspark.ml.linalg import Vectors
from pyspark.sql import functions
from pyspark.sql.utils import AnalysisException

from spark_dropout import (
    DropoutClassificationModel,
    DropoutClassifier,
    InvalidValueError,
    SparkDropoutError,
    environment,
)


@pytest.mark.parametrize("found", ["4.0.0", "3.4.1", "3.50.0"])
def test_another_pyspark_is_refused(monkeypatch, found):
    import pyspark

    monkeypatch.setattr(pyspark, "__version__", found)
    with pytest.raises(ImportError, match=f"Found: {found}. Install it: pip install"):
        environment.require_pyspark()


def fake_java(folder: Path, text: str) -> Path:
    """A folder whose java says a version."""
    command = folder / "bin" / "java"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\necho '{text}' >&2\n")
    command.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    "text, found",
    [
        ('openjdk version "1.8.0_392"', "Java 8"),
        ('openjdk version "11.0.2" 2019-01-15', "Java 11"),
        ('openjdk version "25" 2025-09-16', "Java 25"),
        ("no such thing", "none that answers"),
    ],
)
def test_another_java_is_refused(monkeypatch, tmp_path, text, found):
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path, text)))
    with pytest.raises(EnvironmentError, match=f"Found: {found} in JAVA_HOME, {tmp_path}"):
        environment.require_java()


def test_no_java_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentError, match="Java 17 must be installed.*on the PATH"):
        environment.require_java()


@pytest.mark.parametrize("text", ['openjdk version "17.0.9" 2023-10-17', 'java version "21.0.1"'])
def test_a_java_that_runs_the_jar_is_found(monkeypatch, tmp_path, text):
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path, text)))
    assert environment.require_java() == str(tmp_path / "bin" / "java")


@pytest.mark.parametrize("java", ["23", "24", "18.0.1"])
def test_the_bounds_are_those_of_the_jobs(monkeypatch, tmp_path, java):
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path, f'openjdk version "{java}"')))
    if int(java.partition(".")[0]) <= 22:
        assert environment.require_java()
    else:
        with pytest.raises(EnvironmentError, match=f"Found: Java {java}"):
            environment.require_java()


@pytest.mark.parametrize(
    "variables", [{"LC_ALL": "POSIX"}, {"LC_ALL": "C"}, {"LANG": "C"}, {"LANG": "xx_XX.UTF-8"}]
)
def test_a_locale_of_ascii_is_not_handed_to_the_jvm(variables):
    told = subprocess.run(
        [sys.executable, "-c"]
        + [
            "import os, subprocess; from spark_dropout.environment import utf8_locale\n"
            "env = {**os.environ, **utf8_locale()}\n"
            "print(subprocess.run(['locale', 'charmap'], env=env, capture_output=True).stdout)"
        ],
        capture_output=True,
        text=True,
        env={
            **{name: value for name, value in os.environ.items() if name[:3] not in ("LC_", "LAN")},
            **variables,
        },
    )
    assert "UTF-8" in told.stdout, told.stdout + told.stderr


def test_a_session_must_run_first():
    # In a process of its own, which has none.
    told = subprocess.run(
        [sys.executable, "-c", "import spark_dropout; spark_dropout.DropoutClassifier()"],
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert told.stderr.strip().endswith("There is none: call spark_dropout.session()")


def one_epoch(**params) -> DropoutClassifier:
    return DropoutClassifier(hiddenLayers=[4], maxIter=1, replicas=1, batchSize=16, **params)


@pytest.fixture(scope="module")
def model(rows) -> DropoutClassificationModel:
    return one_epoch().fit(rows)


@pytest.mark.parametrize("version", ["3.4.1", "4.0.0", "3.50.1"])
def test_a_session_of_another_spark_is_refused(spark, monkeypatch, version):
    monkeypatch.setattr(SparkContext, "version", version)
    with pytest.raises(SparkDropoutError, match=f"running one is {version}. Unset SPARK_HOME"):
        one_epoch()


@pytest.mark.parametrize(
    "table, kind, remedy",
    [
        (pandas.DataFrame({"a": [1.0]}), "pandas.DataFrame", "createDataFrame\\(table\\)"),
        (numpy.zeros((2, 2)), "numpy.ndarray", "createDataFrame\\(pandas.DataFrame\\(table\\)\\)"),
        ([1, 2], "builtins.list", "createDataFrame\\(pandas.DataFrame\\(table\\)\\)"),
    ],
)
def test_a_table_that_is_not_one_of_spark_is_refused(model, table, kind, remedy, tmp_path):
    for refused in (
        lambda: one_epoch().fit(table),
        lambda: model.transform(table),
        lambda: model.to_onnx(str(tmp_path / "n.onnx"), rows=table),
    ):
        with pytest.raises(TypeError, match=f"must be a DataFrame of Spark.*{kind}.*{remedy}"):
            refused()


@pytest.mark.parametrize(
    "params, change, told",
    [
        ({}, {"features": "null"}, "featuresCol must hold vectors.*null in 120 of 120 rows"),
        ({}, {"label": "0.5"}, "labelCol must hold whole numbers.*such as 0.5"),
        ({"featuresCol": "feature"}, {}, "featuresCol must name a column.*nearest.*features"),
        ({"labelCol": "name"}, {"name": "'a'"}, "labelCol must name a numeric column.*StringIndexer"),
        ({"thresholds": [0.1, 0.9]}, {}, "thresholds must hold one value for each of the 3 classes"),
    ],
)
def test_a_table_that_cannot_be_trained_on_is_refused(rows, params, change, told):
    table = rows
    for name, value in change.items():
        kind = table.schema[name].dataType if value == "null" else None
        column = functions.expr(value)
        table = table.withColumn(name, column.cast(kind) if kind else column)
    with pytest.raises(InvalidValueError, match=told) as refused:
        one_epoch(**params).fit(table)
    assert "\n" not in str(refused.value) and refused.value.java_stack


@pytest.mark.parametrize("action", ["show", "collect", "toPandas"])
@pytest.mark.parametrize("features, told", [(None, "no vector"), ([1.0], "2 features"), ([1.0, float("nan")], "NaN")])
def test_rows_that_cannot_be_scored_are_told_where_spark_meets_them(
    spark, model, action, features, told
):
    vector = None if features is None else Vectors.dense(features)
    table = spark.createDataFrame([(vector,)], model.transform(empty(spark)).select("features").schema)
    with pytest.raises(InvalidValueError, match=f"featuresCol must hold vectors.*{told}") as refused:
        getattr(model.transform(table), action)()
    assert "\n" not in str(refused.value) and "SparkException" in refused.value.java_stack


def empty(spark):
    return spark.createDataFrame([(0.0, Vectors.dense([0, 0]))], ["label", "features"])


def test_what_spark_says_itself_stays(rows):
    with pytest.raises(AnalysisException):
        rows.select("nowhere")


@pytest.mark.parametrize(
    "broken, told",
    [
        (lambda model: model.predict(Vectors.dense([1.0])), "2 features, as in training"),
        (lambda model: model.load("/nowhere"), "A model folder must exist. Provided: /nowhere"),
        (lambda model: model.setFeaturesCol("x").transform(empty_of(model)), "featuresCol"),
    ],
)
def test_other_calls_are_told_in_plain_words_too(model, broken, told):
    with pytest.raises(InvalidValueError, match=told):
        broken(model.copy())


def empty_of(model):
    from pyspark.sql import SparkSession

    return empty(SparkSession.active())


@pytest.mark.parametrize("key", ["maxIter", 3, "maxiter"])
def test_params_of_one_fit_are_params(rows, key):
    with pytest.raises(TypeError, match=f"keys of params must be params.*Provided: {key!r}"):
        one_epoch().fit(rows, {key: 1})

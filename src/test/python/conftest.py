"""One session for all tests, and tables of the samples."""

from pathlib import Path
from typing import Iterator

import pytest
from pyspark.ml.linalg import Vectors, VectorUDT
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import DoubleType, IntegerType, StructField, StructType

import spark_dropout

FIELDS = StructType(
    [
        StructField("label", DoubleType()),
        StructField("features", VectorUDT()),
        StructField("fold", IntegerType()),
    ]
)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    session = spark_dropout.session(
        "tests",
        "local[2]",
        {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"},
    )
    yield session
    session.stop()


@pytest.fixture(scope="session")
def rows(spark: SparkSession) -> DataFrame:
    """Three classes that lie apart, but not quite."""
    values = [
        (float(i % 3), Vectors.dense([(i % 3) + (i * 7 % 11) / 9.0, (i * 5 % 13) / 13.0]), i % 2)
        for i in range(120)
    ]
    return spark.createDataFrame(values, FIELDS).cache()

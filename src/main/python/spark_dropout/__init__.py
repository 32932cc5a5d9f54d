"""Dropout networks for Apache Spark.

>>> import spark_dropout
>>> spark = spark_dropout.session()  # doctest: +SKIP
"""

from spark_dropout import environment

environment.require_pyspark()

from spark_dropout.classification import (  # noqa: E402
    DropoutClassificationModel,
    DropoutClassifier,
)
from spark_dropout.environment import jar, version  # noqa: E402
from spark_dropout.errors import InvalidValueError, SparkDropoutError, install  # noqa: E402
from spark_dropout.onnx import to_onnx  # noqa: E402
from spark_dropout.preparation import FeatureEncoderModel, LabelText, RawColumns  # noqa: E402
from spark_dropout.progress import progress  # noqa: E402
from spark_dropout.regression import (  # noqa: E402
    DropoutRegressionModel,
    DropoutRegressor,
)
from spark_dropout.sessions import session  # noqa: E402

install()
__version__ = version()
__all__ = [
    "DropoutClassificationModel",
    "DropoutClassifier",
    "DropoutRegressionModel",
    "DropoutRegressor",
    "FeatureEncoderModel",
    "InvalidValueError",
    "LabelText",
    "RawColumns",
    "SparkDropoutError",
    "jar",
    "progress",
    "session",
    "to_onnx",
]

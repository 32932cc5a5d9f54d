"""Where pyspark looks for the classes of ``org.sparkdropout.ml`` when it loads a pipeline."""

from spark_dropout.classification import DropoutClassificationModel, DropoutClassifier
from spark_dropout.regression import DropoutRegressionModel, DropoutRegressor

__all__ = [
    "DropoutClassificationModel",
    "DropoutClassifier",
    "DropoutRegressionModel",
    "DropoutRegressor",
]

"""Where pyspark looks for the classes of ``org.sparkdropout.ml`` when it loads a pipeline."""

from spark_dropout.classification import DropoutClassificationModel, DropoutClassifier

__all__ = ["DropoutClassificationModel", "DropoutClassifier"]

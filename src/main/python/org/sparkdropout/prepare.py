"""Where pyspark looks for the classes of ``org.sparkdropout.prepare`` when it loads a pipeline."""

from spark_dropout.preparation import FeatureEncoderModel, LabelText, RawColumns

__all__ = ["FeatureEncoderModel", "LabelText", "RawColumns"]

"""The stages beside the network in pipelines that ``train`` has saved."""

from typing import List

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaModel, JavaTransformer

from spark_dropout.stages import CheckedTransformer, new_java_object

_JAVA = "org.sparkdropout.prepare."


class FeatureEncoderModel(
    CheckedTransformer, JavaModel, JavaMLWritable, JavaMLReadable["FeatureEncoderModel"]
):
    """Raw columns to one vector of features: numbers, then vectors, then categories.

    Made by ``train``; Python opens it, scores with it and saves it.
    """

    __module__ = "org.sparkdropout.prepare"  # The name of the Java class.

    outputCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "outputCol",
        "the column of vectors of features",
        typeConverter=TypeConverters.toString,
    )

    handleInvalid: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "handleInvalid",
        "keep: a category that training never saw weighs nothing; error, skip: it makes the row "
        "unfit",
        typeConverter=TypeConverters.toString,
    )

    timeZone: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "timeZone",
        "of the text of timestamps that are categories",
        typeConverter=TypeConverters.toString,
    )

    missingCategoriesFit: Param[bool] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "missingCategoriesFit",
        "whether a missing category is fit though no training row missed it: it weighs nothing",
        typeConverter=TypeConverters.toBoolean,
    )

    def getOutputCol(self) -> str:
        """The column that it adds."""
        return self.getOrDefault(self.outputCol)

    def setOutputCol(self, value: str) -> "FeatureEncoderModel":
        """Names the column that it adds, which the table must not have yet."""
        return self._set(outputCol=value)  # type: ignore[return-value]

    def getHandleInvalid(self) -> str:
        """What a category is that training never saw: error, skip or keep."""
        return self.getOrDefault(self.handleInvalid)

    def setHandleInvalid(self, value: str) -> "FeatureEncoderModel":
        """Says what a category is that training never saw. keep: it weighs nothing; error or
        skip: it makes the row unfit."""
        return self._set(handleInvalid=value)  # type: ignore[return-value]


class LabelText(CheckedTransformer, JavaTransformer, JavaMLWritable, JavaMLReadable["LabelText"]):
    """Adds the text of the predicted label; null where there is no prediction."""

    __module__ = "org.sparkdropout.prepare"  # The name of the Java class.

    predictionCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "predictionCol",
        "the column of predicted classes",
        typeConverter=TypeConverters.toString,
    )

    outputCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "outputCol",
        "the column of the predicted label's text",
        typeConverter=TypeConverters.toString,
    )

    labels: Param[List[str]] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "labels",
        "the text of each class, in order",
        typeConverter=TypeConverters.toListString,
    )

    def __init__(self) -> None:
        super().__init__()
        self._java_obj = new_java_object(_JAVA + "LabelText", self.uid)
        self._setDefault(predictionCol="prediction", outputCol="predictedLabel")

    def getPredictionCol(self) -> str:
        """The column of predicted classes."""
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self, value: str) -> "LabelText":
        """Names the column of predicted classes."""
        return self._set(predictionCol=value)  # type: ignore[return-value]

    def getOutputCol(self) -> str:
        """The column that it adds."""
        return self.getOrDefault(self.outputCol)

    def setOutputCol(self, value: str) -> "LabelText":
        """Names the column that it adds, which the table must not have yet."""
        return self._set(outputCol=value)  # type: ignore[return-value]

    def getLabels(self) -> List[str]:
        """The text of each class, in order."""
        return self.getOrDefault(self.labels)

    def setLabels(self, value: List[str]) -> "LabelText":
        """Names the classes, in order."""
        return self._set(labels=value)  # type: ignore[return-value]


class RawColumns(CheckedTransformer, JavaTransformer, JavaMLWritable, JavaMLReadable["RawColumns"]):
    """Numbers and categories as older pipelines prepare them. New ones have an encoder."""

    __module__ = "org.sparkdropout.prepare"  # The name of the Java class.

    numbers: Param[List[str]] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "numbers",
        "numeric or boolean columns",
        typeConverter=TypeConverters.toListString,
    )

    categories: Param[List[str]] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "categories",
        "columns of categories",
        typeConverter=TypeConverters.toListString,
    )

    missingCategory: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "missingCategory",
        "the category of missing values; invalid if unset",
        typeConverter=TypeConverters.toString,
    )

    def __init__(self) -> None:
        super().__init__()
        self._java_obj = new_java_object(_JAVA + "RawColumns", self.uid)
        self._setDefault(numbers=[], categories=[])

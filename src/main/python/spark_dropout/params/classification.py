"""Params: classes."""

from typing import Mapping, TypeVar, Union

from pyspark.ml.param import Param, Params, TypeConverters

from spark_dropout.params.converters import toStringOrWeights

S = TypeVar("S", bound="ClassificationParamsSetters")


class ClassificationParams(Params):
    """Params: classes. Only estimators have them."""

    labelSmoothing: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "labelSmoothing",
        "share of each label's probability that goes to all classes alike, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    classWeights: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "classWeights",
        "weights of the classes in training: balanced, so that the rows of each class weigh the "
        "same in total; or by class, such as yes = 5, no = 1, where the others weigh 1; unset for "
        "equal weights",
        typeConverter=toStringOrWeights,
    )

    def getLabelSmoothing(self) -> float:
        """The value of :py:attr:`labelSmoothing`."""
        return self.getOrDefault(self.labelSmoothing)

    def getClassWeights(self) -> str:
        """The value of :py:attr:`classWeights`, as text."""
        return self.getOrDefault(self.classWeights)


class ClassificationParamsSetters(ClassificationParams):
    """The setters of these params."""

    def setLabelSmoothing(self: S, value: float) -> S:
        """Sets :py:attr:`labelSmoothing`: share of each label's probability that goes to all
        classes alike, in [0, 1)."""
        return self._set(labelSmoothing=value)  # type: ignore[return-value]

    def setClassWeights(self: S, value: Union[str, Mapping[Union[str, int], float]]) -> S:
        """Sets :py:attr:`classWeights`: balanced, or weights by class, such as
        ``{"yes": 5, "no": 1}`` or ``{0: 5, 1: 1}``."""
        return self._set(classWeights=value)  # type: ignore[return-value]

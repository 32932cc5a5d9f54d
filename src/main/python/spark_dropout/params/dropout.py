"""Params: how much is dropped, and how."""

from typing import List, Sequence, TypeVar, Union

from pyspark.ml.param import Param, Params, TypeConverters

from spark_dropout.params.converters import toListFloatOrOne

S = TypeVar("S", bound="DropoutParamsSetters")


class DropoutParams(Params):
    """Params: how much is dropped, and how."""

    inputDropout: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "inputDropout",
        "probability of dropping an input unit, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    hiddenDropout: Param[List[float]] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "hiddenDropout",
        "probability of dropping a hidden unit, in [0, 1): one value for all hidden layers, "
        "or one for each",
        typeConverter=toListFloatOrOne,
    )

    dropoutKind: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "dropoutKind",
        "classic: units are dropped, and weights scaled once after training; inverted: units "
        "are dropped, and those kept are scaled in training; gaussian: units are multiplied "
        "by noise of mean 1",
        typeConverter=TypeConverters.toString,
    )

    maskSharing: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "maskSharing",
        "what shares a mask of the hidden layers; example: each example of a step has its "
        "own; batch: the examples of a step share one thinned network; round: a replica "
        "trains one thinned network for a round. The last two need less arithmetic",
        typeConverter=TypeConverters.toString,
    )

    dropoutSchedule: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "dropoutSchedule",
        "how much is dropped over time: constant: always the same; flatCosine: the same for "
        "half of the epochs, then less along half a cosine to nothing; early: until "
        "dropoutSwitchEpoch; late: from dropoutSwitchEpoch on",
        typeConverter=TypeConverters.toString,
    )

    dropoutSwitchEpoch: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "dropoutSwitchEpoch",
        "when early dropout ends or late dropout begins, in epochs, below maxIter; 0 for the "
        "other schedules",
        typeConverter=TypeConverters.toFloat,
    )

    def getInputDropout(self) -> float:
        """The value of :py:attr:`inputDropout`."""
        return self.getOrDefault(self.inputDropout)

    def getHiddenDropout(self) -> List[float]:
        """The value of :py:attr:`hiddenDropout`."""
        return self.getOrDefault(self.hiddenDropout)

    def getDropoutKind(self) -> str:
        """The value of :py:attr:`dropoutKind`."""
        return self.getOrDefault(self.dropoutKind)

    def getMaskSharing(self) -> str:
        """The value of :py:attr:`maskSharing`."""
        return self.getOrDefault(self.maskSharing)

    def getDropoutSchedule(self) -> str:
        """The value of :py:attr:`dropoutSchedule`."""
        return self.getOrDefault(self.dropoutSchedule)

    def getDropoutSwitchEpoch(self) -> float:
        """The value of :py:attr:`dropoutSwitchEpoch`."""
        return self.getOrDefault(self.dropoutSwitchEpoch)


class DropoutParamsSetters(DropoutParams):
    """The setters of these params."""

    def setInputDropout(self: S, value: float) -> S:
        """Sets :py:attr:`inputDropout`: probability of dropping an input unit, in [0, 1)."""
        return self._set(inputDropout=value)  # type: ignore[return-value]

    def setHiddenDropout(self: S, value: Union[float, Sequence[float]]) -> S:
        """Sets :py:attr:`hiddenDropout`: probability of dropping a hidden unit, in [0, 1): one
        value for all hidden layers, or one for each."""
        return self._set(hiddenDropout=value)  # type: ignore[return-value]

    def setDropoutKind(self: S, value: str) -> S:
        """Sets :py:attr:`dropoutKind`: classic: units are dropped, and weights scaled once after
        training; inverted: units are dropped, and those kept are scaled in training;
        gaussian: units are multiplied by noise of mean 1."""
        return self._set(dropoutKind=value)  # type: ignore[return-value]

    def setMaskSharing(self: S, value: str) -> S:
        """Sets :py:attr:`maskSharing`: what shares a mask of the hidden layers; example: each
        example of a step has its own; batch: the examples of a step share one thinned
        network; round: a replica trains one thinned network for a round. The last two need
        less arithmetic."""
        return self._set(maskSharing=value)  # type: ignore[return-value]

    def setDropoutSchedule(self: S, value: str) -> S:
        """Sets :py:attr:`dropoutSchedule`: how much is dropped over time: constant: always the
        same; flatCosine: the same for half of the epochs, then less along half a cosine to
        nothing; early: until dropoutSwitchEpoch; late: from dropoutSwitchEpoch on."""
        return self._set(dropoutSchedule=value)  # type: ignore[return-value]

    def setDropoutSwitchEpoch(self: S, value: float) -> S:
        """Sets :py:attr:`dropoutSwitchEpoch`: when early dropout ends or late dropout begins, in
        epochs, below maxIter; 0 for the other schedules."""
        return self._set(dropoutSwitchEpoch=value)  # type: ignore[return-value]

"""Params: how rows are read, in training and in scoring."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="ScoringParamsSetters")


class ScoringParams(Params):
    """Params: how rows are read, in training and in scoring."""

    handleInvalid: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "handleInvalid",
        "what to do with rows that hold null, NaN or infinite values: error; skip: leave them"
        " out; keep: leave them out of training, and predict NaN for them in scoring",
        typeConverter=TypeConverters.toString,
    )

    scoringBatchSize: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "scoringBatchSize",
        "rows that a task takes from the table at a time to score them, at least 1; "
        "predictions do not depend on it",
        typeConverter=TypeConverters.toInt,
    )

    def getHandleInvalid(self) -> str:
        """The value of :py:attr:`handleInvalid`."""
        return self.getOrDefault(self.handleInvalid)

    def getScoringBatchSize(self) -> int:
        """The value of :py:attr:`scoringBatchSize`."""
        return self.getOrDefault(self.scoringBatchSize)


class ScoringParamsSetters(ScoringParams):
    """The setters of these params."""

    def setHandleInvalid(self: S, value: str) -> S:
        """Sets :py:attr:`handleInvalid`: what to do with rows that hold null, NaN or infinite
        values: error; skip: leave them out; keep: leave them out of training, and predict NaN
        for them in scoring."""
        return self._set(handleInvalid=value)  # type: ignore[return-value]

    def setScoringBatchSize(self: S, value: int) -> S:
        """Sets :py:attr:`scoringBatchSize`: rows that a task takes from the table at a time to
        score them, at least 1; predictions do not depend on it."""
        return self._set(scoringBatchSize=value)  # type: ignore[return-value]

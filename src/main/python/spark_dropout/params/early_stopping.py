"""Params: when training stops early."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="EarlyStoppingParamsSetters")


class EarlyStoppingParams(Params):
    """Params: when training stops early."""

    patience: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "patience",
        "epochs without an improvement on the validation rows before training stops and the "
        "best weights are restored, at least 0; 0 to never stop early",
        typeConverter=TypeConverters.toInt,
    )

    earlyStoppingMetric: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "earlyStoppingMetric",
        "what is watched on the validation rows: loss or error",
        typeConverter=TypeConverters.toString,
    )

    def getPatience(self) -> int:
        """The value of :py:attr:`patience`."""
        return self.getOrDefault(self.patience)

    def getEarlyStoppingMetric(self) -> str:
        """The value of :py:attr:`earlyStoppingMetric`."""
        return self.getOrDefault(self.earlyStoppingMetric)


class EarlyStoppingParamsSetters(EarlyStoppingParams):
    """The setters of these params."""

    def setPatience(self: S, value: int) -> S:
        """Sets :py:attr:`patience`: epochs without an improvement on the validation rows before
        training stops and the best weights are restored, at least 0; 0 to never stop early."""
        return self._set(patience=value)  # type: ignore[return-value]

    def setEarlyStoppingMetric(self: S, value: str) -> S:
        """Sets :py:attr:`earlyStoppingMetric`: what is watched on the validation rows: loss or
        error."""
        return self._set(earlyStoppingMetric=value)  # type: ignore[return-value]

"""Params: how models average the answers of thinned networks in scoring."""

from typing import Any, TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="MonteCarloParamsSetters")


class MonteCarloParams(Params):
    """Params: how models average the answers of thinned networks in scoring."""

    monteCarlo: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "monteCarlo",
        "thinned networks whose answers are averaged in scoring, in [0, 10000]; 0 for the scaled "
        "network",
        typeConverter=TypeConverters.toInt,
    )

    predictiveEntropyCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "predictiveEntropyCol",
        "column that receives the entropy of the mean probabilities of thinned networks, in nats, "
        "of a classification model; unset for none",
        typeConverter=TypeConverters.toString,
    )

    mutualInformationCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "mutualInformationCol",
        "column that receives the part of the predictive entropy that is due to the disagreement "
        "of thinned networks, in nats, of a classification model; unset for none",
        typeConverter=TypeConverters.toString,
    )

    spreadCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "spreadCol",
        "column that receives the standard deviation, over thinned networks, of the predicted "
        "class's probability or of the predicted number, a vector for labels that are vectors; "
        "unset for none",
        typeConverter=TypeConverters.toString,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(monteCarlo=0)

    def getMonteCarlo(self) -> int:
        """The value of :py:attr:`monteCarlo`."""
        return self.getOrDefault(self.monteCarlo)

    def getPredictiveEntropyCol(self) -> str:
        """The value of :py:attr:`predictiveEntropyCol`."""
        return self.getOrDefault(self.predictiveEntropyCol)

    def getMutualInformationCol(self) -> str:
        """The value of :py:attr:`mutualInformationCol`."""
        return self.getOrDefault(self.mutualInformationCol)

    def getSpreadCol(self) -> str:
        """The value of :py:attr:`spreadCol`."""
        return self.getOrDefault(self.spreadCol)


class MonteCarloParamsSetters(MonteCarloParams):
    """The setters of these params, and of the seed of the masks."""

    def setMonteCarlo(self: S, value: int) -> S:
        """Sets :py:attr:`monteCarlo`: thinned networks whose answers are averaged in scoring, in
        [0, 10000]; 0 for the scaled network."""
        return self._set(monteCarlo=value)  # type: ignore[return-value]

    def setPredictiveEntropyCol(self: S, value: str) -> S:
        """Sets :py:attr:`predictiveEntropyCol`: column that receives the entropy of the mean
        probabilities of thinned networks, in nats, of a classification model; empty for none."""
        return self._set(predictiveEntropyCol=value)  # type: ignore[return-value]

    def setMutualInformationCol(self: S, value: str) -> S:
        """Sets :py:attr:`mutualInformationCol`: column that receives the part of the predictive
        entropy that is due to the disagreement of thinned networks, in nats, of a classification
        model; empty for none."""
        return self._set(mutualInformationCol=value)  # type: ignore[return-value]

    def setSpreadCol(self: S, value: str) -> S:
        """Sets :py:attr:`spreadCol`: column that receives the standard deviation, over thinned
        networks, of the predicted class's probability or of the predicted number, a vector for
        labels that are vectors; empty for none."""
        return self._set(spreadCol=value)  # type: ignore[return-value]

    def setSeed(self: S, value: int) -> S:
        """Sets ``seed``. A model is trained already: of it only thinned networks depend on the
        seed."""
        return self._set(seed=value)  # type: ignore[return-value]

"""Params: what networks that answer with numbers make least, and which numbers they answer with."""

from typing import List, Sequence, TypeVar, Union

from pyspark.ml.param import Param, Params, TypeConverters

from spark_dropout.params.converters import toListFloatOrOne

S = TypeVar("S", bound="RegressionParamsOutputs")
E = TypeVar("E", bound="RegressionParamsSetters")


class RegressionParams(Params):
    """Params: what networks that answer with numbers make least, and which numbers they answer
    with."""

    loss: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "loss",
        "what a wrong number costs: squared; absolute; huber: the square of small residuals and "
        "the size of large ones; quantile: estimates quantileProbabilities",
        typeConverter=TypeConverters.toString,
    )

    huberDelta: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "huberDelta",
        "residual from which on the loss huber grows linearly, in standard deviations of the "
        "label, above 0",
        typeConverter=TypeConverters.toFloat,
    )

    quantileProbabilities: Param[List[float]] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "quantileProbabilities",
        "quantiles that the loss quantile estimates, in (0, 1), ascending; the one nearest to "
        "0.5 is the prediction",
        typeConverter=toListFloatOrOne,
    )

    quantilesCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "quantilesCol",
        "column that receives all quantiles of a row as a vector, with the loss quantile; unset "
        "for none",
        typeConverter=TypeConverters.toString,
    )

    def getLoss(self) -> str:
        """The value of :py:attr:`loss`."""
        return self.getOrDefault(self.loss)

    def getHuberDelta(self) -> float:
        """The value of :py:attr:`huberDelta`."""
        return self.getOrDefault(self.huberDelta)

    def getQuantileProbabilities(self) -> List[float]:
        """The value of :py:attr:`quantileProbabilities`."""
        return self.getOrDefault(self.quantileProbabilities)

    def getQuantilesCol(self) -> str:
        """The value of :py:attr:`quantilesCol`."""
        return self.getOrDefault(self.quantilesCol)


class RegressionParamsOutputs(RegressionParams):
    """The setters of columns that a model adds."""

    def setQuantilesCol(self: S, value: str) -> S:
        """Sets :py:attr:`quantilesCol`: column that receives all quantiles of a row as a vector,
        with the loss quantile; unset for none."""
        return self._set(quantilesCol=value)  # type: ignore[return-value]


class RegressionParamsSetters(RegressionParamsOutputs):
    """The setters of these params."""

    def setLoss(self: E, value: str) -> E:
        """Sets :py:attr:`loss`, whose text says what each value does."""
        return self._set(loss=value)  # type: ignore[return-value]

    def setHuberDelta(self: E, value: float) -> E:
        """Sets :py:attr:`huberDelta`: residual from which on the loss huber grows linearly, in
        standard deviations of the label, above 0."""
        return self._set(huberDelta=value)  # type: ignore[return-value]

    def setQuantileProbabilities(self: E, value: Union[float, Sequence[float]]) -> E:
        """Sets :py:attr:`quantileProbabilities`: quantiles that the loss quantile estimates, in
        (0, 1), ascending; the one nearest to 0.5 is the prediction."""
        return self._set(quantileProbabilities=value)  # type: ignore[return-value]

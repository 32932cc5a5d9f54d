"""Params: the weights of examples, and which are held out."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasWeightCol

S = TypeVar("S", bound="ExampleParamsSetters")


class ExampleParams(HasWeightCol):
    """Params: the weights of examples, and which are held out."""

    weightCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "weightCol",
        "numeric column of example weights, finite and at least 0; unset for equal weights",
        typeConverter=TypeConverters.toString,
    )

    validationFraction: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "validationFraction",
        "share of the rows held out for validation, in [0, 1), chosen by their content",
        typeConverter=TypeConverters.toFloat,
    )

    validationIndicatorCol: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "validationIndicatorCol",
        "boolean column that is true for rows held out for validation; unset for none",
        typeConverter=TypeConverters.toString,
    )

    def getValidationFraction(self) -> float:
        """The value of :py:attr:`validationFraction`."""
        return self.getOrDefault(self.validationFraction)

    def getValidationIndicatorCol(self) -> str:
        """The value of :py:attr:`validationIndicatorCol`."""
        return self.getOrDefault(self.validationIndicatorCol)


class ExampleParamsSetters(ExampleParams):
    """The setters of these params."""

    def setWeightCol(self: S, value: str) -> S:
        """Sets :py:attr:`weightCol`: numeric column of example weights, finite and at least 0;
        unset for equal weights."""
        return self._set(weightCol=value)  # type: ignore[return-value]

    def setValidationFraction(self: S, value: float) -> S:
        """Sets :py:attr:`validationFraction`: share of the rows held out for validation, in [0,
        1), chosen by their content."""
        return self._set(validationFraction=value)  # type: ignore[return-value]

    def setValidationIndicatorCol(self: S, value: str) -> S:
        """Sets :py:attr:`validationIndicatorCol`: boolean column that is true for rows held out
        for validation; unset for none."""
        return self._set(validationIndicatorCol=value)  # type: ignore[return-value]

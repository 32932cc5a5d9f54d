"""Params: bounds on weights and gradients."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="RegularizationParamsSetters")


class RegularizationParams(Params):
    """Params: bounds on weights and gradients."""

    maxNorm: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "maxNorm",
        "largest length of the incoming weights of a hidden unit, at least 0; 0 for no bound",
        typeConverter=TypeConverters.toFloat,
    )

    regParam: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "regParam",
        "factor of half the squared weights in the loss (L2), at least 0",
        typeConverter=TypeConverters.toFloat,
    )

    gradientClip: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "gradientClip",
        "largest length of the whole gradient of a step, at least 0; 0 for no bound",
        typeConverter=TypeConverters.toFloat,
    )

    weightDecay: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "weightDecay",
        "a step takes learning rate * weightDecay of each weight away, at least 0; biases stay",
        typeConverter=TypeConverters.toFloat,
    )

    weightAverage: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "weightAverage",
        "how much of itself the moving average of the weights keeps in a step, in [0, 1); it is "
        "scored in place of the last weights; 0 for no average",
        typeConverter=TypeConverters.toFloat,
    )

    def getMaxNorm(self) -> float:
        """The value of :py:attr:`maxNorm`."""
        return self.getOrDefault(self.maxNorm)

    def getRegParam(self) -> float:
        """The value of :py:attr:`regParam`."""
        return self.getOrDefault(self.regParam)

    def getGradientClip(self) -> float:
        """The value of :py:attr:`gradientClip`."""
        return self.getOrDefault(self.gradientClip)

    def getWeightDecay(self) -> float:
        """The value of :py:attr:`weightDecay`."""
        return self.getOrDefault(self.weightDecay)

    def getWeightAverage(self) -> float:
        """The value of :py:attr:`weightAverage`."""
        return self.getOrDefault(self.weightAverage)


class RegularizationParamsSetters(RegularizationParams):
    """The setters of these params."""

    def setMaxNorm(self: S, value: float) -> S:
        """Sets :py:attr:`maxNorm`: largest length of the incoming weights of a hidden unit, at
        least 0; 0 for no bound."""
        return self._set(maxNorm=value)  # type: ignore[return-value]

    def setRegParam(self: S, value: float) -> S:
        """Sets :py:attr:`regParam`: factor of half the squared weights in the loss (L2), at
        least 0."""
        return self._set(regParam=value)  # type: ignore[return-value]

    def setGradientClip(self: S, value: float) -> S:
        """Sets :py:attr:`gradientClip`: largest length of the whole gradient of a step, at least
        0; 0 for no bound."""
        return self._set(gradientClip=value)  # type: ignore[return-value]

    def setWeightDecay(self: S, value: float) -> S:
        """Sets :py:attr:`weightDecay`: a step takes learning rate * weightDecay of each weight
        away, at least 0; biases stay."""
        return self._set(weightDecay=value)  # type: ignore[return-value]

    def setWeightAverage(self: S, value: float) -> S:
        """Sets :py:attr:`weightAverage`: how much of itself the moving average of the weights
        keeps in a step, in [0, 1); it is scored in place of the last weights; 0 for no
        average."""
        return self._set(weightAverage=value)  # type: ignore[return-value]

"""Params: how steps update the weights."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="OptimizationParamsSetters")


class OptimizationParams(Params):
    """Params: how steps update the weights."""

    learningRate: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "learningRate",
        "learning rate at the start, above 0; if it is not set, 0.1 for sgd, 0.0025 for "
        "schedulefree and 0.001 for the other optimizers, and half as much where 64 replicas "
        "and more take batches of 8",
        typeConverter=TypeConverters.toFloat,
    )

    learningRateSchedule: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "learningRateSchedule",
        "how the learning rate falls with time t in epochs: constant; inverseTime: "
        "learningRate / (1 + learningRateDecay * t); exponential: learningRate * "
        "learningRateDecay^t; linear: to zero at the last epoch; cosine: to zero along half a "
        "cosine; flatCosine: constant for half of the epochs, then the same; flatLinear: "
        "constant for four fifths of the epochs, then to zero; oneCycle: up from learningRate "
        "/ 25 in three tenths of the epochs, then down",
        typeConverter=TypeConverters.toString,
    )

    learningRateDecay: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "learningRateDecay",
        "how fast the learning rate falls, per epoch: at least 0 for inverseTime, in (0, 1] "
        "for exponential",
        typeConverter=TypeConverters.toFloat,
    )

    momentum: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "momentum",
        "momentum, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    initialMomentum: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "initialMomentum",
        "momentum at the start of the ramp, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    momentumRampEpochs: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "momentumRampEpochs",
        "epochs in which momentum goes from initialMomentum to momentum, at least 0; 0 for no"
        " ramp",
        typeConverter=TypeConverters.toFloat,
    )

    nesterov: Param[bool] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "nesterov",
        "whether the gradient is taken ahead, as Nesterov does",
        typeConverter=TypeConverters.toBoolean,
    )

    precision: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "precision",
        "of the factors of matrix products in training: float32; bfloat16: faster on "
        "processors that multiply such numbers, float32 on others. Weights and sums are "
        "float32",
        typeConverter=TypeConverters.toString,
    )

    def getLearningRate(self) -> float:
        """The value of :py:attr:`learningRate`."""
        return self.getOrDefault(self.learningRate)

    def getLearningRateSchedule(self) -> str:
        """The value of :py:attr:`learningRateSchedule`."""
        return self.getOrDefault(self.learningRateSchedule)

    def getLearningRateDecay(self) -> float:
        """The value of :py:attr:`learningRateDecay`."""
        return self.getOrDefault(self.learningRateDecay)

    def getMomentum(self) -> float:
        """The value of :py:attr:`momentum`."""
        return self.getOrDefault(self.momentum)

    def getInitialMomentum(self) -> float:
        """The value of :py:attr:`initialMomentum`."""
        return self.getOrDefault(self.initialMomentum)

    def getMomentumRampEpochs(self) -> float:
        """The value of :py:attr:`momentumRampEpochs`."""
        return self.getOrDefault(self.momentumRampEpochs)

    def getNesterov(self) -> bool:
        """The value of :py:attr:`nesterov`."""
        return self.getOrDefault(self.nesterov)

    def getPrecision(self) -> str:
        """The value of :py:attr:`precision`."""
        return self.getOrDefault(self.precision)


class OptimizationParamsSetters(OptimizationParams):
    """The setters of these params."""

    def setLearningRate(self: S, value: float) -> S:
        """Sets :py:attr:`learningRate`: learning rate at the start, above 0; if it is not set,
        0.1 for sgd, 0.0025 for schedulefree and 0.001 for the other optimizers, and half as much
        where 64 replicas and more take batches of 8."""
        return self._set(learningRate=value)  # type: ignore[return-value]

    def setLearningRateSchedule(self: S, value: str) -> S:
        """Sets :py:attr:`learningRateSchedule`, whose text says what each value does."""
        return self._set(learningRateSchedule=value)  # type: ignore[return-value]

    def setLearningRateDecay(self: S, value: float) -> S:
        """Sets :py:attr:`learningRateDecay`: how fast the learning rate falls, per epoch: at
        least 0 for inverseTime, in (0, 1] for exponential."""
        return self._set(learningRateDecay=value)  # type: ignore[return-value]

    def setMomentum(self: S, value: float) -> S:
        """Sets :py:attr:`momentum`: momentum, in [0, 1)."""
        return self._set(momentum=value)  # type: ignore[return-value]

    def setInitialMomentum(self: S, value: float) -> S:
        """Sets :py:attr:`initialMomentum`: momentum at the start of the ramp, in [0, 1)."""
        return self._set(initialMomentum=value)  # type: ignore[return-value]

    def setMomentumRampEpochs(self: S, value: float) -> S:
        """Sets :py:attr:`momentumRampEpochs`: epochs in which momentum goes from initialMomentum
        to momentum, at least 0; 0 for no ramp."""
        return self._set(momentumRampEpochs=value)  # type: ignore[return-value]

    def setNesterov(self: S, value: bool) -> S:
        """Sets :py:attr:`nesterov`: whether the gradient is taken ahead, as Nesterov does."""
        return self._set(nesterov=value)  # type: ignore[return-value]

    def setPrecision(self: S, value: str) -> S:
        """Sets :py:attr:`precision`: of the factors of matrix products in training: float32;
        bfloat16: faster on processors that multiply such numbers, float32 on others. Weights
        and sums are float32."""
        return self._set(precision=value)  # type: ignore[return-value]

"""Params: what turns gradients into steps, momentum aside."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="OptimizerParamsSetters")


class OptimizerParams(Params):
    """Params: what turns gradients into steps, momentum aside."""

    optimizer: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "optimizer",
        "what turns gradients into steps: sgd: with momentum; adam; adamw: adam with "
        "weightDecay; schedulefree: scores an average of its weights in place of a falling "
        "learning rate; muon: steps of weights into hidden units are orthogonal, the others are "
        "as of adamw",
        typeConverter=TypeConverters.toString,
    )

    beta1: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "beta1",
        "how much of the mean gradient a step of adam, adamw or muon keeps, in [0, 1); for "
        "schedulefree, the share of the averaged weights in the point where gradients are "
        "taken, above 0",
        typeConverter=TypeConverters.toFloat,
    )

    beta2: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "beta2",
        "how much of the mean squared gradient a step keeps, in [0, 1); not for sgd",
        typeConverter=TypeConverters.toFloat,
    )

    epsilon: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "epsilon",
        "what is added to the root of the mean squared gradient, above 0; not for sgd",
        typeConverter=TypeConverters.toFloat,
    )

    warmupEpochs: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "warmupEpochs",
        "epochs in which the learning rate rises from 0 to what its schedule says, at least 0; "
        "0 for none",
        typeConverter=TypeConverters.toFloat,
    )

    def getOptimizer(self) -> str:
        """The value of :py:attr:`optimizer`."""
        return self.getOrDefault(self.optimizer)

    def getBeta1(self) -> float:
        """The value of :py:attr:`beta1`."""
        return self.getOrDefault(self.beta1)

    def getBeta2(self) -> float:
        """The value of :py:attr:`beta2`."""
        return self.getOrDefault(self.beta2)

    def getEpsilon(self) -> float:
        """The value of :py:attr:`epsilon`."""
        return self.getOrDefault(self.epsilon)

    def getWarmupEpochs(self) -> float:
        """The value of :py:attr:`warmupEpochs`."""
        return self.getOrDefault(self.warmupEpochs)


class OptimizerParamsSetters(OptimizerParams):
    """The setters of these params."""

    def setOptimizer(self: S, value: str) -> S:
        """Sets :py:attr:`optimizer`, whose text says what each value does."""
        return self._set(optimizer=value)  # type: ignore[return-value]

    def setBeta1(self: S, value: float) -> S:
        """Sets :py:attr:`beta1`: how much of the mean gradient a step of adam, adamw or muon
        keeps, in [0, 1); for schedulefree, the share of the averaged weights in the point where
        gradients are taken, above 0."""
        return self._set(beta1=value)  # type: ignore[return-value]

    def setBeta2(self: S, value: float) -> S:
        """Sets :py:attr:`beta2`: how much of the mean squared gradient a step keeps, in [0, 1);
        not for sgd."""
        return self._set(beta2=value)  # type: ignore[return-value]

    def setEpsilon(self: S, value: float) -> S:
        """Sets :py:attr:`epsilon`: what is added to the root of the mean squared gradient, above
        0; not for sgd."""
        return self._set(epsilon=value)  # type: ignore[return-value]

    def setWarmupEpochs(self: S, value: float) -> S:
        """Sets :py:attr:`warmupEpochs`: epochs in which the learning rate rises from 0 to what
        its schedule says, at least 0; 0 for none."""
        return self._set(warmupEpochs=value)  # type: ignore[return-value]

"""Params: what the network is."""

from typing import List, Sequence, TypeVar, Union

from pyspark.ml.param import Param, Params, TypeConverters

from spark_dropout.params.converters import toListIntOrOne

S = TypeVar("S", bound="NetworkParamsSetters")


class NetworkParams(Params):
    """Params: what the network is."""

    engine: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "engine",
        "what trains the network: blas, for dense networks; or dl4j, for any layers of DL4J",
        typeConverter=TypeConverters.toString,
    )

    network: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "network",
        "a file that says what the network is, or the JSON of a DL4J configuration itself: "
        "configurations (JSON or YAML) and models (zip) of DL4J, and models of Keras",
        typeConverter=TypeConverters.toString,
    )

    initialModel: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "initialModel",
        "a saved model whose weights training starts from: the folder of a model, of a pipeline "
        "that holds one, or the output of jobs/train",
        typeConverter=TypeConverters.toString,
    )

    hiddenLayers: Param[List[int]] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "hiddenLayers",
        "units of each hidden layer, each at least 1; empty for softmax regression",
        typeConverter=toListIntOrOne,
    )

    activation: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "activation",
        "what hidden units compute: relu, logistic or tanh",
        typeConverter=TypeConverters.toString,
    )

    initialization: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "initialization",
        "how initial weights are drawn: he, glorot or gaussian",
        typeConverter=TypeConverters.toString,
    )

    initialStd: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "initialStd",
        "standard deviation of initial weights, above 0; used by gaussian only",
        typeConverter=TypeConverters.toFloat,
    )

    def getEngine(self) -> str:
        """The value of :py:attr:`engine`."""
        return self.getOrDefault(self.engine)

    def getNetwork(self) -> str:
        """The value of :py:attr:`network`."""
        return self.getOrDefault(self.network)

    def getInitialModel(self) -> str:
        """The value of :py:attr:`initialModel`."""
        return self.getOrDefault(self.initialModel)

    def getHiddenLayers(self) -> List[int]:
        """The value of :py:attr:`hiddenLayers`."""
        return self.getOrDefault(self.hiddenLayers)

    def getActivation(self) -> str:
        """The value of :py:attr:`activation`."""
        return self.getOrDefault(self.activation)

    def getInitialization(self) -> str:
        """The value of :py:attr:`initialization`."""
        return self.getOrDefault(self.initialization)

    def getInitialStd(self) -> float:
        """The value of :py:attr:`initialStd`."""
        return self.getOrDefault(self.initialStd)


class NetworkParamsSetters(NetworkParams):
    """The setters of these params."""

    def setEngine(self: S, value: str) -> S:
        """Sets :py:attr:`engine`: what trains the network: blas, for dense networks; or dl4j,
        for any layers of DL4J."""
        return self._set(engine=value)  # type: ignore[return-value]

    def setNetwork(self: S, value: str) -> S:
        """Sets :py:attr:`network`: a file that says what the network is, or the JSON of a DL4J
        configuration itself: configurations (JSON or YAML) and models (zip) of DL4J, and
        models of Keras."""
        return self._set(network=value)  # type: ignore[return-value]

    def setInitialModel(self: S, value: str) -> S:
        """Sets :py:attr:`initialModel`: a saved model whose weights training starts from: the
        folder of a model, of a pipeline that holds one, or the output of jobs/train."""
        return self._set(initialModel=value)  # type: ignore[return-value]

    def setHiddenLayers(self: S, value: Union[int, Sequence[int]]) -> S:
        """Sets :py:attr:`hiddenLayers`: units of each hidden layer, each at least 1; empty for
        softmax regression."""
        return self._set(hiddenLayers=value)  # type: ignore[return-value]

    def setActivation(self: S, value: str) -> S:
        """Sets :py:attr:`activation`: what hidden units compute: relu, logistic or tanh."""
        return self._set(activation=value)  # type: ignore[return-value]

    def setInitialization(self: S, value: str) -> S:
        """Sets :py:attr:`initialization`: how initial weights are drawn: he, glorot or gaussian."""
        return self._set(initialization=value)  # type: ignore[return-value]

    def setInitialStd(self: S, value: float) -> S:
        """Sets :py:attr:`initialStd`: standard deviation of initial weights, above 0; used by
        gaussian only."""
        return self._set(initialStd=value)  # type: ignore[return-value]

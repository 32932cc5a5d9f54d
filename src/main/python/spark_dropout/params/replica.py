"""Params: replicas, their epochs and their averages."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasMaxIter, HasSeed

S = TypeVar("S", bound="ReplicaParamsSetters")


class ReplicaParams(HasMaxIter, HasSeed):
    """Params: replicas, their epochs and their averages."""

    maxIter: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "maxIter",
        "epochs, at least 0",
        typeConverter=TypeConverters.toInt,
    )

    batchSize: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "batchSize",
        "examples in a step of one replica, at least 1; if it is not set, several replicas take "
        "128 / replicas, but at least 32, and 64 and more take 8 and share masks by round",
        typeConverter=TypeConverters.toInt,
    )

    replicas: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "replicas",
        "copies of the network that train at once, each on its own shard, in [0, 65536]; 0 "
        "for the default parallelism of the cluster, but no more than have 50 steps each in an "
        "epoch. The result depends on it",
        typeConverter=TypeConverters.toInt,
    )

    averagingInterval: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "averagingInterval",
        "steps of a replica between two averages, at least 1; if neither it nor a setting of the "
        "outer step is set, 4 replicas and more take an outer step some times an epoch",
        typeConverter=TypeConverters.toInt,
    )

    averagingPath: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "averagingPath",
        "where replicas are averaged; driver: on the driver; slices: on the executors, in "
        "slices; auto: by their size. The result is the same to the bit",
        typeConverter=TypeConverters.toString,
    )

    averagingPrecision: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "averagingPrecision",
        "what replicas send to be averaged; float32: their state; float8: what a round has "
        "added to it, rounded at random to 8 bits, a quarter of the bytes",
        typeConverter=TypeConverters.toString,
    )

    outerLearningRate: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "outerLearningRate",
        "factor of the step from the old weights to the average of the replicas, above 0; 1 "
        "to take the average as it is",
        typeConverter=TypeConverters.toFloat,
    )

    outerMomentum: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "outerMomentum",
        "Nesterov momentum of that step, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    outerWarmupEpochs: Param[float] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "outerWarmupEpochs",
        "epochs in which that momentum grows, so that the step gets longer evenly, at least 0; "
        "0 for none",
        typeConverter=TypeConverters.toFloat,
    )

    seed: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "seed",
        "seed of all random numbers",
        typeConverter=TypeConverters.toInt,
    )

    def getBatchSize(self) -> int:
        """The value of :py:attr:`batchSize`."""
        return self.getOrDefault(self.batchSize)

    def getReplicas(self) -> int:
        """The value of :py:attr:`replicas`."""
        return self.getOrDefault(self.replicas)

    def getAveragingInterval(self) -> int:
        """The value of :py:attr:`averagingInterval`."""
        return self.getOrDefault(self.averagingInterval)

    def getAveragingPath(self) -> str:
        """The value of :py:attr:`averagingPath`."""
        return self.getOrDefault(self.averagingPath)

    def getAveragingPrecision(self) -> str:
        """The value of :py:attr:`averagingPrecision`."""
        return self.getOrDefault(self.averagingPrecision)

    def getOuterLearningRate(self) -> float:
        """The value of :py:attr:`outerLearningRate`."""
        return self.getOrDefault(self.outerLearningRate)

    def getOuterMomentum(self) -> float:
        """The value of :py:attr:`outerMomentum`."""
        return self.getOrDefault(self.outerMomentum)

    def getOuterWarmupEpochs(self) -> float:
        """The value of :py:attr:`outerWarmupEpochs`."""
        return self.getOrDefault(self.outerWarmupEpochs)


class ReplicaParamsSetters(ReplicaParams):
    """The setters of these params."""

    def setMaxIter(self: S, value: int) -> S:
        """Sets :py:attr:`maxIter`: epochs, at least 0."""
        return self._set(maxIter=value)  # type: ignore[return-value]

    def setBatchSize(self: S, value: int) -> S:
        """Sets :py:attr:`batchSize`: examples in a step of one replica, at least 1; if it is not
        set, several replicas take 128 / replicas, but at least 32, and 64 and more take 8 and share
        masks by round."""
        return self._set(batchSize=value)  # type: ignore[return-value]

    def setReplicas(self: S, value: int) -> S:
        """Sets :py:attr:`replicas`: copies of the network that train at once, each on its own
        shard, in [0, 65536]; 0 for the default parallelism of the cluster, but no more than
        have 50 steps each in an epoch. The result depends on it."""
        return self._set(replicas=value)  # type: ignore[return-value]

    def setAveragingInterval(self: S, value: int) -> S:
        """Sets :py:attr:`averagingInterval`: steps of a replica between two averages, at least
        1; if neither it nor a setting of the outer step is set, 4 replicas and more take an
        outer step some times an epoch."""
        return self._set(averagingInterval=value)  # type: ignore[return-value]

    def setAveragingPath(self: S, value: str) -> S:
        """Sets :py:attr:`averagingPath`: where replicas are averaged; driver: on the driver;
        slices: on the executors, in slices; auto: by their size. The result is the same to
        the bit."""
        return self._set(averagingPath=value)  # type: ignore[return-value]

    def setAveragingPrecision(self: S, value: str) -> S:
        """Sets :py:attr:`averagingPrecision`: what replicas send to be averaged; float32:
        their state; float8: what a round has added to it, rounded at random to 8 bits, a
        quarter of the bytes."""
        return self._set(averagingPrecision=value)  # type: ignore[return-value]

    def setOuterLearningRate(self: S, value: float) -> S:
        """Sets :py:attr:`outerLearningRate`: factor of the step from the old weights to the
        average of the replicas, above 0; 1 to take the average as it is."""
        return self._set(outerLearningRate=value)  # type: ignore[return-value]

    def setOuterMomentum(self: S, value: float) -> S:
        """Sets :py:attr:`outerMomentum`: Nesterov momentum of that step, in [0, 1)."""
        return self._set(outerMomentum=value)  # type: ignore[return-value]

    def setOuterWarmupEpochs(self: S, value: float) -> S:
        """Sets :py:attr:`outerWarmupEpochs`: epochs in which that momentum grows, so that the
        step gets longer evenly, at least 0; 0 for none."""
        return self._set(outerWarmupEpochs=value)  # type: ignore[return-value]

    def setSeed(self: S, value: int) -> S:
        """Sets :py:attr:`seed`: seed of all random numbers."""
        return self._set(seed=value)  # type: ignore[return-value]

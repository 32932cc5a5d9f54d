"""Params: where the state of a run is kept, and how often."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="CheckpointParamsSetters")


class CheckpointParams(Params):
    """Params: where the state of a run is kept, and how often."""

    checkpointPath: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "checkpointPath",
        "folder for checkpoints, on any file system that Hadoop knows; unset for none",
        typeConverter=TypeConverters.toString,
    )

    checkpointInterval: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "checkpointInterval",
        "how often a checkpoint is written, such as 1 epoch or 10 minutes",
        typeConverter=TypeConverters.toString,
    )

    checkpointKeep: Param[int] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "checkpointKeep",
        "how many checkpoints are kept, the newest, at least 1",
        typeConverter=TypeConverters.toInt,
    )

    checkpointResume: Param[bool] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "checkpointResume",
        "go on from the newest whole checkpoint; false deletes all at the start and trains "
        "anew",
        typeConverter=TypeConverters.toBoolean,
    )

    def getCheckpointPath(self) -> str:
        """The value of :py:attr:`checkpointPath`."""
        return self.getOrDefault(self.checkpointPath)

    def getCheckpointInterval(self) -> str:
        """The value of :py:attr:`checkpointInterval`."""
        return self.getOrDefault(self.checkpointInterval)

    def getCheckpointKeep(self) -> int:
        """The value of :py:attr:`checkpointKeep`."""
        return self.getOrDefault(self.checkpointKeep)

    def getCheckpointResume(self) -> bool:
        """The value of :py:attr:`checkpointResume`."""
        return self.getOrDefault(self.checkpointResume)


class CheckpointParamsSetters(CheckpointParams):
    """The setters of these params."""

    def setCheckpointPath(self: S, value: str) -> S:
        """Sets :py:attr:`checkpointPath`: folder for checkpoints, on any file system that Hadoop
        knows; unset for none."""
        return self._set(checkpointPath=value)  # type: ignore[return-value]

    def setCheckpointInterval(self: S, value: str) -> S:
        """Sets :py:attr:`checkpointInterval`: how often a checkpoint is written, such as 1 epoch
        or 10 minutes."""
        return self._set(checkpointInterval=value)  # type: ignore[return-value]

    def setCheckpointKeep(self: S, value: int) -> S:
        """Sets :py:attr:`checkpointKeep`: how many checkpoints are kept, the newest, at least 1."""
        return self._set(checkpointKeep=value)  # type: ignore[return-value]

    def setCheckpointResume(self: S, value: bool) -> S:
        """Sets :py:attr:`checkpointResume`: go on from the newest whole checkpoint; false
        deletes all at the start and trains anew."""
        return self._set(checkpointResume=value)  # type: ignore[return-value]

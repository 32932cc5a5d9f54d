"""What all estimators and models share."""

import os
from typing import TYPE_CHECKING, Any, ClassVar, Dict, Optional, Type, TypeVar, Union

from py4j.java_gateway import JavaObject
from pyspark.sql import DataFrame

from spark_dropout.interrupts import interruptible
from spark_dropout.onnx import to_onnx
from spark_dropout.progress import progress_of
from spark_dropout.stages import (
    CheckedStage,
    CheckedTransformer,
    java_class,
    new_java_object,
    require_jar,
    require_params,
    require_spark_frame,
)

if TYPE_CHECKING:
    import matplotlib.axes

M = TypeVar("M", bound="DropoutModel")
E = TypeVar("E", bound="DropoutEstimator")

_JAVA = "org.sparkdropout.ml."


class DropoutModel(CheckedTransformer):
    """A network that an estimator has trained, scaled for inference: nothing drops in it."""

    @classmethod
    def fromCheckpoint(cls: Type[M], path: Union[str, "os.PathLike[str]"]) -> M:
        """The model that a run would have ended with at its newest whole checkpoint.

        :param path: of the checkpoints' folder, on any file system that Hadoop knows
        :returns: with the params of that run
        :raises SparkDropoutError: if there is no whole checkpoint, or one of another kind of
            estimator
        """
        java = java_class(_JAVA + cls.__name__).fromCheckpoint(os.fspath(path))
        return with_params(cls(java))

    def plot_history(self, ax: Optional["matplotlib.axes.Axes"] = None) -> "matplotlib.axes.Axes":
        """Draws the losses of the epochs: see :py:meth:`TrainingSummary.plot_history`."""
        return self.summary.plot_history(ax)  # type: ignore[attr-defined]

    def to_onnx(
        self,
        path: Union[str, "os.PathLike[str]"],
        *,
        rows: Optional[DataFrame] = None,
        overwrite: bool = False,
    ) -> str:
        """Writes the network as an ONNX file: see :py:func:`spark_dropout.to_onnx`."""
        return to_onnx(self, path, rows=rows, overwrite=overwrite)

    def weightsDigest(self) -> str:
        """The SHA-256 of the weights, in 64 hexadecimal digits."""
        return self._call_java("weightsDigest")


class DropoutEstimator(CheckedStage):
    """A neural network to be trained with dropout on replicas."""

    _model: ClassVar[Type[DropoutModel]]
    _input_kwargs: Dict[str, Any]

    def _start(self) -> None:
        """Makes the object in Java, and sets the params that the constructor was given."""
        self._java_obj = new_java_object(_JAVA + type(self).__name__, self.uid)
        self.setParams(**self._input_kwargs)

    def setParams(self: E, **params: Any) -> E:
        """Sets params by name, as the constructor does. None leaves a param as it is."""
        given = {name: value for name, value in params.items() if value is not None}
        return self._set(**given)  # type: ignore[return-value]

    def fit(self, dataset: DataFrame, params: Any = None) -> Any:
        """Trains on a table.

        :param params: params for this time only; a list of such trains a model with each
        :returns: a model, or a list of them
        :raises TypeError: if the table is not one of Spark
        :raises SparkDropoutError: if the table or the params are not as they must be
        """
        require_jar()
        require_spark_frame(dataset, "dataset")
        require_params(params)
        return super().fit(dataset, params)  # type: ignore[misc]

    def _fit(self, dataset: DataFrame) -> Any:
        fit = super()._fit  # type: ignore[misc]
        with progress_of(self._java_obj):
            return interruptible(dataset.sparkSession.sparkContext, lambda: fit(dataset))

    def _create_model(self, java_model: JavaObject) -> Any:
        return with_params(self._model(java_model))


def with_params(model: M) -> M:
    """The same model, after it has taken the params of its object in Java."""
    model._transfer_params_from_java()
    return model

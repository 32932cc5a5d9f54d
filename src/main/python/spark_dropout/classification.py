"""The classifier and its model."""

import os
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Union

from py4j.java_gateway import JavaObject
from pyspark import keyword_only
from pyspark.ml.classification import (
    _ClassificationSummary,
    _JavaProbabilisticClassificationModel,
    _JavaProbabilisticClassifier,
)
from pyspark.ml.linalg import Vector
from pyspark.ml.util import HasTrainingSummary, JavaMLReadable, JavaMLWritable
from pyspark.sql import DataFrame

from spark_dropout.interrupts import interruptible
from spark_dropout.onnx import to_onnx
from spark_dropout.params import DropoutClassifierParams, DropoutClassifierSetters, SharedParams
from spark_dropout.params.scoring import ScoringParamsSetters
from spark_dropout.progress import progress_of
from spark_dropout.stages import (
    CheckedStage,
    CheckedTransformer,
    names_checked,
    new_java_object,
    require_jar,
    require_params,
    require_spark_frame,
)
from spark_dropout.summary import TrainingSummary

if TYPE_CHECKING:
    import matplotlib.axes

_JAVA = "org.sparkdropout.ml."


class DropoutClassificationModel(
    CheckedTransformer,
    _JavaProbabilisticClassificationModel[Vector],
    SharedParams,
    ScoringParamsSetters,
    HasTrainingSummary[TrainingSummary],
    JavaMLWritable,
    JavaMLReadable["DropoutClassificationModel"],
):
    """A network that :py:class:`DropoutClassifier` has trained, scaled for inference.

    Nothing drops in it. The answer for a row does not depend on the rows around it.
    """

    __module__ = "org.sparkdropout.ml"  # The name of the Java class, by which pyspark finds this.

    @property
    def summary(self) -> TrainingSummary:
        """How the model was trained. Stays with a model that is saved and loaded."""
        return TrainingSummary(self._call_java("summary"))

    def evaluate(self, dataset: DataFrame) -> _ClassificationSummary:
        """How the model does on a table with labels: accuracy, precision by label and so on.

        :raises TypeError: if the table is not one of Spark
        :raises SparkDropoutError: if the table is not as it must be
        """
        require_spark_frame(dataset, "dataset")
        return _ClassificationSummary(self._call_java("evaluate", dataset))

    def plot_history(self, ax: Optional["matplotlib.axes.Axes"] = None) -> "matplotlib.axes.Axes":
        """Draws the losses of the epochs: see :py:meth:`TrainingSummary.plot_history`."""
        return self.summary.plot_history(ax)

    def to_onnx(
        self, path: Union[str, "os.PathLike[str]"], *, rows: Optional[DataFrame] = None, overwrite: bool = False
    ) -> str:
        """Writes the network as an ONNX file: see :py:func:`spark_dropout.to_onnx`."""
        return to_onnx(self, path, rows=rows, overwrite=overwrite)

    def weightsDigest(self) -> str:
        """The SHA-256 of the weights, in 64 hexadecimal digits."""
        return self._call_java("weightsDigest")


class DropoutClassifier(
    CheckedStage,
    _JavaProbabilisticClassifier[DropoutClassificationModel],
    DropoutClassifierParams,
    DropoutClassifierSetters,
    JavaMLWritable,
    JavaMLReadable["DropoutClassifier"],
):
    """A neural network trained with dropout on replicas: a Spark ML estimator.

    The rows are dealt to replicas. Each trains independently thinned networks on its rows, and all
    are averaged every ``averagingInterval`` steps. The weights of the model depend on the rows,
    the params, the code and the type of CPU, and on nothing else.

    >>> classifier = DropoutClassifier(hiddenLayers=[1024, 1024], hiddenDropout=0.5)
    >>> model = classifier.fit(rows)  # doctest: +SKIP
    """

    __module__ = "org.sparkdropout.ml"  # The name of the Java class, by which pyspark finds this.
    _input_kwargs: Dict[str, Any]

    @names_checked
    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        labelCol: str = "label",
        predictionCol: str = "prediction",
        probabilityCol: str = "probability",
        rawPredictionCol: str = "rawPrediction",
        thresholds: Optional[List[float]] = None,
        engine: str = "blas",
        network: Optional[str] = None,
        initialModel: Optional[str] = None,
        hiddenLayers: Union[int, Sequence[int]] = (512, 512),
        activation: str = "relu",
        initialization: str = "he",
        initialStd: float = 0.01,
        inputDropout: float = 0.0,
        hiddenDropout: Union[float, Sequence[float]] = (0.5,),
        dropoutKind: str = "classic",
        maskSharing: str = "example",
        dropoutSchedule: str = "constant",
        dropoutSwitchEpoch: float = 0.0,
        learningRate: float = 0.1,
        learningRateSchedule: str = "constant",
        learningRateDecay: float = 0.0,
        momentum: float = 0.9,
        initialMomentum: float = 0.5,
        momentumRampEpochs: float = 0.0,
        nesterov: bool = False,
        optimizer: str = "sgd",
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
        warmupEpochs: float = 0.0,
        precision: str = "float32",
        maxNorm: float = 3.0,
        regParam: float = 0.0,
        gradientClip: float = 0.0,
        weightDecay: float = 0.0,
        labelSmoothing: float = 0.0,
        classWeights: Union[str, Mapping[Union[str, int], float], None] = None,
        weightAverage: float = 0.0,
        maxIter: int = 20,
        batchSize: int = 128,
        replicas: int = 0,
        averagingInterval: int = 100,
        averagingPath: str = "auto",
        outerLearningRate: float = 1.0,
        outerMomentum: float = 0.0,
        seed: int = 1929,
        weightCol: Optional[str] = None,
        validationFraction: float = 0.0,
        validationIndicatorCol: Optional[str] = None,
        patience: int = 0,
        earlyStoppingMetric: str = "loss",
        checkpointPath: Optional[str] = None,
        checkpointInterval: str = "1 epoch",
        checkpointKeep: int = 2,
        checkpointResume: bool = True,
        handleInvalid: str = "error",
        scoringBatchSize: int = 1024,
    ) -> None:
        """Each argument is the param of that name: see ``explainParams()``."""
        super().__init__()
        self._java_obj = new_java_object(_JAVA + "DropoutClassifier", self.uid)
        self.setParams(**self._input_kwargs)

    def setParams(self, **params: Any) -> "DropoutClassifier":
        """Sets params by name, as the constructor does. None leaves a param as it is."""
        given = {name: value for name, value in params.items() if value is not None}
        return self._set(**given)  # type: ignore[return-value]

    def fit(self, dataset: DataFrame, params: Any = None) -> Any:
        """Trains on a table.

        :param params: params for this time only; a list of such trains a model with each
        :returns: a :py:class:`DropoutClassificationModel`, or a list of them
        :raises TypeError: if the table is not one of Spark
        :raises SparkDropoutError: if the table or the params are not as they must be
        """
        require_jar()
        require_spark_frame(dataset, "dataset")
        require_params(params)
        return super().fit(dataset, params)

    def _fit(self, dataset: DataFrame) -> DropoutClassificationModel:
        with progress_of(self._java_obj):
            return interruptible(
                dataset.sparkSession.sparkContext, lambda: super(DropoutClassifier, self)._fit(dataset)
            )

    def _create_model(self, java_model: JavaObject) -> DropoutClassificationModel:
        model = DropoutClassificationModel(java_model)
        model._transfer_params_from_java()
        return model

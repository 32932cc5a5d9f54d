"""The classifier and its model."""

from typing import List, Mapping, Optional, Sequence, Union

from pyspark import keyword_only
from pyspark.ml.classification import (
    _ClassificationSummary,
    _JavaProbabilisticClassificationModel,
    _JavaProbabilisticClassifier,
)
from pyspark.ml.linalg import Vector
from pyspark.ml.util import HasTrainingSummary, JavaMLReadable, JavaMLWritable
from pyspark.sql import DataFrame

from spark_dropout.estimators import DropoutEstimator, DropoutModel
from spark_dropout.params import DropoutClassifierParams, DropoutClassifierSetters, SharedParams
from spark_dropout.params.monte_carlo import MonteCarloParamsSetters
from spark_dropout.params.scoring import ScoringParamsSetters
from spark_dropout.stages import names_checked, require_spark_frame
from spark_dropout.summary import TrainingSummary


class DropoutClassificationModel(
    DropoutModel,
    _JavaProbabilisticClassificationModel[Vector],
    SharedParams,
    ScoringParamsSetters,
    MonteCarloParamsSetters,
    HasTrainingSummary[TrainingSummary],
    JavaMLWritable,
    JavaMLReadable["DropoutClassificationModel"],
):
    """A network that :py:class:`DropoutClassifier` has trained, scaled for inference.

    Nothing drops in it, unless ``monteCarlo`` thinned networks are to answer together. The answer
    for a row does not depend on the rows around it.
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


class DropoutClassifier(
    DropoutEstimator,
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
    _model = DropoutClassificationModel

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
        averagingPrecision: str = "float32",
        outerLearningRate: float = 1.0,
        outerMomentum: float = 0.0,
        outerWarmupEpochs: float = 0.0,
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
        summaryTensorboard: Optional[str] = None,
        summaryName: Optional[str] = None,
        handleInvalid: str = "error",
        scoringBatchSize: int = 1024,
    ) -> None:
        """Each argument is the param of that name: see ``explainParams()``."""
        super().__init__()
        self._start()

"""The regressor and its model."""

from typing import Optional, Sequence, Union

from pyspark import keyword_only
from pyspark.ml.linalg import Vector
from pyspark.ml.regression import _JavaRegressionModel, _JavaRegressor
from pyspark.ml.util import HasTrainingSummary, JavaMLReadable, JavaMLWritable
from pyspark.sql import DataFrame

from spark_dropout.estimators import DropoutEstimator, DropoutModel
from spark_dropout.params import DropoutRegressorParams, DropoutRegressorSetters
from spark_dropout.params.monte_carlo import MonteCarloParamsSetters
from spark_dropout.params.regression import RegressionParamsOutputs
from spark_dropout.params.scoring import ScoringParamsSetters
from spark_dropout.stages import names_checked, require_spark_frame
from spark_dropout.summary import DropoutRegressionSummary, DropoutRegressionTrainingSummary


class DropoutRegressionModel(
    DropoutModel,
    _JavaRegressionModel[Vector],
    DropoutRegressorParams,
    ScoringParamsSetters,
    MonteCarloParamsSetters,
    RegressionParamsOutputs,
    HasTrainingSummary[DropoutRegressionTrainingSummary],
    JavaMLWritable,
    JavaMLReadable["DropoutRegressionModel"],
):
    """A network that :py:class:`DropoutRegressor` has trained, scaled for inference.

    The prediction is a number in the units of the label, or a vector of them where labels are
    vectors. Of a network of quantiles it is the quantile nearest to the median, and ``quantilesCol``
    receives all of them in ascending order. Nothing drops in it, unless ``monteCarlo`` thinned
    networks are to answer together. The answer for a row does not depend on the rows around it.
    """

    __module__ = "org.sparkdropout.ml"  # The name of the Java class, by which pyspark finds this.

    @property
    def summary(self) -> DropoutRegressionTrainingSummary:
        """How the model was trained. Stays with a model that is saved and loaded."""
        return DropoutRegressionTrainingSummary(self._call_java("summary"))

    def evaluate(self, dataset: DataFrame) -> DropoutRegressionSummary:
        """How the model does on a table with labels: RMSE, R2 and so on.

        :raises TypeError: if the table is not one of Spark
        :raises SparkDropoutError: if the table is not as it must be
        """
        require_spark_frame(dataset, "dataset")
        return DropoutRegressionSummary(self._call_java("evaluate", dataset))

    def predictAll(self, value: Vector) -> Vector:
        """All numbers of the answer for one row, in the units of the label: quantiles in ascending
        order, or the numbers of a label.

        :raises SparkDropoutError: if the features are of another number, or not finite
        """
        return self._call_java("predictAll", value)


class DropoutRegressor(
    DropoutEstimator,
    _JavaRegressor[DropoutRegressionModel],
    DropoutRegressorParams,
    DropoutRegressorSetters,
    JavaMLWritable,
    JavaMLReadable["DropoutRegressor"],
):
    """A neural network that predicts numbers, trained with dropout on replicas: a Spark ML
    estimator.

    A label is a number, or a vector of numbers that one network predicts together. Labels are
    standardised inside, and answers come back in the units of the label. All else is as with
    :py:class:`DropoutClassifier`.

    >>> regressor = DropoutRegressor(hiddenLayers=[256, 256], hiddenDropout=0.1)
    >>> model = regressor.fit(rows)  # doctest: +SKIP
    """

    __module__ = "org.sparkdropout.ml"  # The name of the Java class, by which pyspark finds this.
    _model = DropoutRegressionModel

    @names_checked
    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        labelCol: str = "label",
        predictionCol: str = "prediction",
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
        loss: str = "squared",
        huberDelta: float = 1.0,
        quantileProbabilities: Union[float, Sequence[float]] = (0.1, 0.5, 0.9),
        quantilesCol: Optional[str] = None,
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

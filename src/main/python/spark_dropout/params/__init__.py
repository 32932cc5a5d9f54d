"""The params of estimators and their models, in the groups that Java has them in."""

from typing import Any

from spark_dropout.params.checkpoint import CheckpointParams, CheckpointParamsSetters
from spark_dropout.params.classification import ClassificationParams, ClassificationParamsSetters
from spark_dropout.params.dropout import DropoutParams, DropoutParamsSetters
from spark_dropout.params.early_stopping import EarlyStoppingParams, EarlyStoppingParamsSetters
from spark_dropout.params.example import ExampleParams, ExampleParamsSetters
from spark_dropout.params.network import NetworkParams, NetworkParamsSetters
from spark_dropout.params.optimization import OptimizationParams, OptimizationParamsSetters
from spark_dropout.params.optimizer import OptimizerParams, OptimizerParamsSetters
from spark_dropout.params.regression import RegressionParams, RegressionParamsSetters
from spark_dropout.params.regularization import RegularizationParams, RegularizationParamsSetters
from spark_dropout.params.replica import ReplicaParams, ReplicaParamsSetters
from spark_dropout.params.scoring import ScoringParams, ScoringParamsSetters
from spark_dropout.params.summary import SummaryParams, SummaryParamsSetters


class SharedParams(
    NetworkParams,
    DropoutParams,
    OptimizationParams,
    OptimizerParams,
    RegularizationParams,
    ReplicaParams,
    ExampleParams,
    EarlyStoppingParams,
    CheckpointParams,
    SummaryParams,
    ScoringParams,
):
    """All params that estimators and models share, with their defaults."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            engine="blas",
            hiddenLayers=[512, 512],
            activation="relu",
            initialization="he",
            initialStd=0.01,
            inputDropout=0.0,
            hiddenDropout=[0.5],
            dropoutKind="classic",
            maskSharing="example",
            dropoutSchedule="constant",
            dropoutSwitchEpoch=0.0,
            learningRate=0.1,
            learningRateSchedule="constant",
            learningRateDecay=0.0,
            momentum=0.9,
            initialMomentum=0.5,
            momentumRampEpochs=0.0,
            nesterov=False,
            optimizer="sgd",
            beta1=0.9,
            beta2=0.999,
            epsilon=1e-8,
            warmupEpochs=0.0,
            precision="float32",
            maxNorm=3.0,
            regParam=0.0,
            gradientClip=0.0,
            weightDecay=0.0,
            weightAverage=0.0,
            maxIter=20,
            batchSize=128,
            replicas=0,
            averagingInterval=100,
            averagingPath="auto",
            averagingPrecision="float32",
            outerLearningRate=1.0,
            outerMomentum=0.0,
            outerWarmupEpochs=0.0,
            seed=1929,
            validationFraction=0.0,
            patience=0,
            earlyStoppingMetric="loss",
            checkpointInterval="1 epoch",
            checkpointKeep=2,
            checkpointResume=True,
            handleInvalid="error",
            scoringBatchSize=1024,
        )


class SharedParamsSetters(
    NetworkParamsSetters,
    DropoutParamsSetters,
    OptimizationParamsSetters,
    OptimizerParamsSetters,
    RegularizationParamsSetters,
    ReplicaParamsSetters,
    ExampleParamsSetters,
    EarlyStoppingParamsSetters,
    CheckpointParamsSetters,
    SummaryParamsSetters,
    ScoringParamsSetters,
):
    """The setters of all these params."""


class DropoutClassifierParams(SharedParams, ClassificationParams):
    """All params of the classifier, with their defaults."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(labelSmoothing=0.0)


class DropoutClassifierSetters(SharedParamsSetters, ClassificationParamsSetters):
    """The setters of all params of the classifier."""


class DropoutRegressorParams(SharedParams, RegressionParams):
    """All params of the regressor and its model, with their defaults."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            loss="squared", huberDelta=1.0, quantileProbabilities=[0.1, 0.5, 0.9]
        )


class DropoutRegressorSetters(SharedParamsSetters, RegressionParamsSetters):
    """The setters of all params of the regressor."""

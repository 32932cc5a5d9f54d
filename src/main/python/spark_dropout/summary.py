"""How a model was trained, and how it does on a table."""

from typing import TYPE_CHECKING, Any, ClassVar, Dict, List, Optional

from py4j.java_gateway import JavaObject
from pyspark.ml.classification import _ClassificationSummary, _TrainingSummary
from pyspark.ml.wrapper import JavaWrapper
from pyspark.sql import DataFrame

if TYPE_CHECKING:
    import matplotlib.axes
    import pandas


class RunSummary(_TrainingSummary):
    """What was planned, and what each epoch did. Stays with a model that is saved and loaded."""

    _loss: ClassVar[str]

    network: str
    """The shape, such as ``784-800-800-10 relu``."""
    parameters: int
    """The number of weights and biases."""
    epochs: int
    """Planned."""
    batchSize: int
    """Examples in a step of one replica."""
    replicas: int
    """Copies of the network."""
    averagingInterval: int
    """Steps between two averages."""
    trainingRows: int
    """Rows trained on."""
    validationRows: int
    """Rows held out."""
    unusableRows: int
    """Rows left out because of a defect."""
    bestEpoch: int
    """The epoch that the weights are from, counted from 1; 0 if there was none."""
    stoppedEarly: bool
    """Whether early stopping ended training."""
    warnings: List[str]
    """What makes the model useless or worse than it could be, with a remedy each."""
    epochRecords: List[Dict[str, Any]]
    """What each epoch did, by the names of the columns of :py:attr:`history`."""

    def __init__(self, java: JavaObject) -> None:
        super().__init__(java)
        for name in _FIELDS:
            setattr(self, name, getattr(java, name)())
        self.warnings = list(self.warnings)
        self.epochRecords = [_epoch(epoch) for epoch in java.history()]

    @property
    def history(self) -> "pandas.DataFrame":
        """One row an epoch; NaN where no rows are held out.

        Of a classifier, losses are in nats and errors the share of wrong classes. Of a regressor,
        losses are those of labels of deviation 1, and errors the RMSE in the units of the label.

        :raises ImportError: if there is no pandas
        """
        import pandas

        return pandas.DataFrame(self.epochRecords, columns=list(_COLUMNS)).set_index("epoch")

    def plot_history(self, ax: Optional["matplotlib.axes.Axes"] = None) -> "matplotlib.axes.Axes":
        """Draws the losses of training and of held-out rows over the epochs.

        :param ax: what to draw on; a new figure if None
        :returns: what was drawn on
        :raises ImportError: if there is no matplotlib
        """
        import matplotlib.pyplot

        if ax is None:
            ax = matplotlib.pyplot.subplots()[1]
        epochs = [record["epoch"] for record in self.epochRecords]
        ax.plot(epochs, [r["loss"] for r in self.epochRecords], label="training, thinned networks")
        if self.validationRows > 0:
            losses = [record["validationLoss"] for record in self.epochRecords]
            ax.plot(epochs, losses, label="held out, whole network")
        if self.bestEpoch > 0:
            ax.axvline(self.bestEpoch, color="grey", linestyle=":", label="epoch of the weights")
        ax.set(xlabel="epoch", ylabel=self._loss, title=self.network)
        ax.legend()
        return ax


class TrainingSummary(RunSummary, _ClassificationSummary):
    """How a classifier was trained.

    It also has what summaries of Spark's own classifiers have, such as ``accuracy``,
    ``objectiveHistory`` and ``precisionByLabel``.
    """

    _loss = "loss (nats)"


class DropoutRegressionSummary(JavaWrapper):
    """How a regressor does on a table. Rows count by the model's column of weights, if there.

    Of labels that are vectors a figure is the mean over their numbers, and the root is taken of
    that mean. The first figure runs the jobs; the others use what they found.
    """

    @property
    def predictions(self) -> DataFrame:
        """The table with the model's answers."""
        return self._call_java("predictions")

    @property
    def labelCol(self) -> str:
        """The column of what is to be predicted."""
        return self._call_java("labelCol")

    @property
    def predictionCol(self) -> str:
        """The column of what the model predicts."""
        return self._call_java("predictionCol")

    @property
    def weightCol(self) -> str:
        """The column of weights; a table need not have it."""
        return self._call_java("weightCol")

    @property
    def rootMeanSquaredError(self) -> float:
        """The root of the mean squared residual, in the units of the label."""
        return self._call_java("rootMeanSquaredError")

    @property
    def meanSquaredError(self) -> float:
        """The mean squared residual."""
        return self._call_java("meanSquaredError")

    @property
    def meanAbsoluteError(self) -> float:
        """The mean size of a residual, in the units of the label."""
        return self._call_java("meanAbsoluteError")

    @property
    def r2(self) -> float:
        """1 - squared residuals / squared distances from the mean label; at most 1."""
        return self._call_java("r2")

    @property
    def explainedVariance(self) -> float:
        """The mean squared distance of the predictions from the mean label."""
        return self._call_java("explainedVariance")

    @property
    def numInstances(self) -> int:
        """The rows of the table."""
        return self._call_java("numInstances")

    @property
    def residuals(self) -> DataFrame:
        """label - prediction, in a column ``residuals``; of labels that are numbers only."""
        return self._call_java("residuals")


class DropoutRegressionTrainingSummary(RunSummary, DropoutRegressionSummary):
    """How a regressor was trained, and how it does on the rows it was trained on.

    The figures on those rows are not saved: a loaded model computes them with ``evaluate``.
    """

    _loss = "loss (of labels of deviation 1)"


_COLUMNS = (
    "epoch",
    "loss",
    "error",
    "validationLoss",
    "validationError",
    "learningRate",
    "samplesPerSecond",
    "stepSeconds",
    "averagingSeconds",
)
_FIELDS = [n for n in RunSummary.__annotations__ if n not in ("_loss", "epochRecords")]


def _epoch(java: JavaObject) -> Dict[str, Any]:
    held_out = java.validation()
    measured = held_out.get() if held_out.isPresent() else None
    values = {
        "validationLoss": measured.loss() if measured else float("nan"),
        "validationError": measured.error() if measured else float("nan"),
    }
    return {n: values[n] if n in values else getattr(java, n)() for n in _COLUMNS}

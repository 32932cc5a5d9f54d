"""How a model was trained."""

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from py4j.java_gateway import JavaObject
from pyspark.ml.classification import _ClassificationSummary, _TrainingSummary

if TYPE_CHECKING:
    import matplotlib.axes
    import pandas


class TrainingSummary(_ClassificationSummary, _TrainingSummary):
    """What was planned, and what each epoch did. Stays with a model that is saved and loaded.

    It also has what summaries of Spark's own classifiers have, such as ``accuracy``,
    ``objectiveHistory`` and ``precisionByLabel``.
    """

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
        """One row an epoch. Losses are in nats, errors in [0, 1]; NaN where no rows are held out.

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
        ax.set(xlabel="epoch", ylabel="loss (nats)", title=self.network)
        ax.legend()
        return ax


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
_FIELDS = [name for name in TrainingSummary.__annotations__ if name != "epochRecords"]


def _epoch(java: JavaObject) -> Dict[str, Any]:
    held_out = java.validation()
    measured = held_out.get() if held_out.isPresent() else None
    values = {
        "validationLoss": measured.loss() if measured else float("nan"),
        "validationError": measured.error() if measured else float("nan"),
    }
    return {n: values[n] if n in values else getattr(java, n)() for n in _COLUMNS}

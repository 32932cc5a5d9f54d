"""Ctrl-C ends a fit, and Java with it."""

import os
import signal

import pytest

from spark_dropout import DropoutClassifier


class InterruptingTerminal:
    """Presses Ctrl-C when it is told of the first epoch."""

    def __init__(self) -> None:
        self.pressed = False

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        pass

    def write(self, text: str) -> None:
        if "epoch" in text and not self.pressed:
            self.pressed = True
            os.kill(os.getpid(), signal.SIGINT)


def running_in_java(spark, name: str) -> bool:
    traces = spark._jvm.java.lang.Thread.getAllStackTraces().values()
    return any(name in frame.getClassName() for trace in traces for frame in trace)


@pytest.fixture(params=["pyspark", "notebooks"])
def handler(request):
    """What Ctrl-C calls: pyspark's, which cancels all jobs, or Python's, as in notebooks."""
    pysparks = signal.getsignal(signal.SIGINT)
    if request.param == "notebooks":
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, pysparks)


def test_an_interrupted_fit_ends_in_java_too(spark, rows, monkeypatch, handler):
    classifier = DropoutClassifier(hiddenLayers=[4], maxIter=100_000, replicas=1, batchSize=16)
    terminal = InterruptingTerminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with pytest.raises(KeyboardInterrupt):
        classifier.fit(rows)
    assert terminal.pressed and not running_in_java(spark, "org.sparkdropout.train")
    assert classifier.setMaxIter(1).fit(rows).summary.totalIterations == 1

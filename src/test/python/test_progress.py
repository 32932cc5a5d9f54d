"""The line that moves while a network is trained."""

import io
import sys

import pytest

import spark_dropout
from spark_dropout import DropoutClassifier, SparkDropoutError


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def classifier(spark):
    yield DropoutClassifier(
        hiddenLayers=[64], maxIter=30, replicas=1, batchSize=4, validationFraction=0.2
    )
    spark_dropout.progress(None)


@pytest.fixture
def terminal(monkeypatch):
    """Makes stderr a terminal, and looks often enough that a quick fit is seen.

    To be called in the test: pytest sets stderr after fixtures.
    """

    def start() -> Terminal:
        stream = Terminal()
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setattr(sys.modules["spark_dropout.progress"], "_SECONDS", 0.005)
        return stream

    return start


def test_a_terminal_shows_epochs_and_keeps_the_last(classifier, rows, terminal):
    stderr = terminal()
    classifier.fit(rows)
    lines = stderr.getvalue().split("\r")
    assert "checking and dealing rows" in stderr.getvalue()
    assert any("left" in line and "loss" in line for line in lines)
    assert lines[-1].startswith("epoch  30 of 30  loss") and lines[-1].endswith("\n")
    assert "held out: loss" in lines[-1]


@pytest.mark.parametrize("wanted", [False, None])
def test_nothing_is_shown_where_it_is_not_wanted(classifier, rows, monkeypatch, wanted):
    stream = Terminal() if wanted is False else io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    spark_dropout.progress(wanted)
    classifier.setMaxIter(1).fit(rows)
    assert stream.getvalue() == ""


def test_a_file_shows_it_if_asked(classifier, rows, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    spark_dropout.progress(True)
    classifier.setMaxIter(2).fit(rows)
    assert "epoch   2 of 2" in stream.getvalue()


def test_a_fit_that_fails_leaves_no_line_and_the_next_is_shown(classifier, rows, terminal):
    stderr = terminal()
    with pytest.raises(SparkDropoutError):
        classifier.copy().setLabelCol("features").fit(rows)
    assert stderr.getvalue().split("\r")[-2].strip() == ""
    classifier.setMaxIter(1).fit(rows)
    assert "epoch   1 of 1" in stderr.getvalue()


def test_several_fits_are_shown_one_after_the_other(classifier, rows, terminal):
    stderr = terminal()
    maps = [{classifier.maxIter: count} for count in (3, 4)]
    models = classifier.fit(rows, maps)
    assert [model.getMaxIter() for model in models] == [3, 4]
    assert "epoch   3 of 3" in stderr.getvalue() and "epoch   4 of 4" in stderr.getvalue()

"""Errors in Python's own words."""

from typing import Any, Optional

from py4j.java_gateway import JavaObject
from pyspark.errors.exceptions import captured

_OURS = "org.sparkdropout."
_INVALID_VALUES = ("java.lang.IllegalArgumentException", _OURS + "model.ModelFormatException")
_TOLD = ("java.lang.IllegalStateException", "java.io.IOException", "java.io.UncheckedIOException")


class SparkDropoutError(Exception):
    """Says what must hold, what was given, and a remedy.

    ``java_stack`` is where it happened in Java; None if it did not.
    """

    def __init__(self, message: str, java_stack: Optional[str] = None) -> None:
        super().__init__(message)
        self.java_stack = java_stack


class InvalidValueError(SparkDropoutError, ValueError):
    """A param, a table or a file that is not as it must be."""


def install() -> None:
    """Makes pyspark raise what Java throws of ours as :py:class:`SparkDropoutError`.

    Errors come up where Spark runs, such as in ``show()`` of a scored table, and not only in calls
    of this package. pyspark asks this one function what to raise; all else it answers as before.
    """
    pysparks = captured.convert_exception
    if getattr(pysparks, "asks_spark_dropout", False):
        return

    def convert(thrown: JavaObject) -> Any:
        return plain(thrown) or pysparks(thrown)

    convert.asks_spark_dropout = True  # type: ignore[attr-defined]
    captured.convert_exception = convert  # type: ignore[assignment]


def plain(thrown: Optional[JavaObject]) -> Optional[SparkDropoutError]:
    """The first of a chain of causes that is ours, or that our code throws; None if none is."""
    cause = thrown
    while cause is not None:
        kinds = _kinds(cause)
        if _is_ours(cause, kinds):
            invalid = any(kind in _INVALID_VALUES for kind in kinds)
            kind = InvalidValueError if invalid else SparkDropoutError
            return kind(str(cause.getMessage()), _stack(thrown))
        cause = cause.getCause()
    return None


def _is_ours(cause: JavaObject, kinds: "list[str]") -> bool:
    if kinds[0].startswith(_OURS):
        return True
    if not any(kind in _INVALID_VALUES + _TOLD for kind in kinds):
        return False
    trace = cause.getStackTrace()
    return len(trace) > 0 and trace[0].getClassName().startswith(_OURS)


def _kinds(cause: JavaObject) -> "list[str]":
    """The names of a Java object's class and of those above it."""
    names = []
    kind = cause.getClass()
    while kind is not None:
        names.append(kind.getName())
        kind = kind.getSuperclass()
    return names


def _stack(thrown: Optional[JavaObject]) -> Optional[str]:
    if thrown is None:
        return None
    lines = [str(thrown.toString())]
    lines += [f"    at {element.toString()}" for element in thrown.getStackTrace()]
    return "\n".join(lines)

"""Errors in Python's own words."""

from contextlib import contextmanager
from typing import Iterator, Optional

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JJavaError
from pyspark.errors.exceptions.captured import CapturedException

_OURS = "org.sparkdropout."


class SparkDropoutError(Exception):
    """Says what must hold, what was given, and a remedy.

    ``java_stack`` is where it happened in Java; None if it did not.
    """

    def __init__(self, message: str, java_stack: Optional[str] = None) -> None:
        super().__init__(message)
        self.java_stack = java_stack


class InvalidValueError(SparkDropoutError, ValueError):
    """A param, a table or a file that is not as it must be."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turns what Java throws of ours into :py:class:`SparkDropoutError`; leaves all else."""
    try:
        yield
    except Py4JJavaError as thrown:
        found = _plain(thrown.java_exception)
        if found is None:
            raise
        raise found from None
    except CapturedException as thrown:
        origin = getattr(thrown, "_origin", None)
        found = _plain(origin.java_exception if isinstance(origin, Py4JJavaError) else origin)
        if found is None:
            raise
        raise found from None


def _plain(thrown: Optional[JavaObject]) -> Optional[SparkDropoutError]:
    """The first of a chain of causes that is ours, or that our code throws."""
    cause = thrown
    while cause is not None:
        if _is_ours(cause):
            kind = InvalidValueError if _is_invalid_value(cause) else SparkDropoutError
            return kind(str(cause.getMessage()), _stack(thrown))
        cause = cause.getCause()
    return None


def _is_ours(cause: JavaObject) -> bool:
    if cause.getClass().getName().startswith(_OURS):
        return True
    trace = cause.getStackTrace()
    return _is_invalid_value(cause) and len(trace) > 0 and trace[0].getClassName().startswith(_OURS)


def _is_invalid_value(cause: JavaObject) -> bool:
    named = cause.getClass()
    while named is not None:
        if named.getName() in (
            "java.lang.IllegalArgumentException",
            _OURS + "export.ModelFormatException",
        ):
            return True
        named = named.getSuperclass()
    return False


def _stack(thrown: Optional[JavaObject]) -> Optional[str]:
    if thrown is None:
        return None
    lines = [str(thrown.toString())]
    lines += [f"    at {element.toString()}" for element in thrown.getStackTrace()]
    return "\n".join(lines)

"""Converters of values that pyspark's own do not take."""

from numbers import Real
from typing import Any, List

from pyspark.ml.param import TypeConverters


def toListFloatOrOne(value: Any) -> List[float]:
    """A list of numbers; one number is a list of one.

    pyspark looks for ``toList`` in the name when it brings values back from Java.
    """
    if isinstance(value, Real) and not isinstance(value, bool):
        value = [value]
    return TypeConverters.toListFloat(value)


def toListIntOrOne(value: Any) -> List[int]:
    """A list of whole numbers; one number is a list of one."""
    if isinstance(value, Real) and not isinstance(value, bool):
        value = [value]
    return TypeConverters.toListInt(value)

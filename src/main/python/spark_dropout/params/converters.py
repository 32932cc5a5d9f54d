"""Converters of values that pyspark's own do not take."""

import re
from collections.abc import Mapping
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


def toStringOrWeights(value: Any) -> str:
    """Text; numbers by name become the text that Java reads them from."""
    if not isinstance(value, Mapping):
        return TypeConverters.toString(value)
    weights = {str(name): TypeConverters.toFloat(weight) for name, weight in value.items()}
    return ", ".join(f"{_quoted(name)} = {weights[name]!r}" for name in sorted(weights))


def _quoted(name: str) -> str:
    plain = re.fullmatch(r'[^",=\s]([^",=]*[^",=\s])?', name)
    return name if plain else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'

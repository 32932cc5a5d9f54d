"""What the stages share: the object in Java, and values that Java checks as they are set."""

import difflib
import functools
import inspect
import os
from typing import Any, Callable, Dict, Iterable, List, Optional, TypeVar

import numpy
from py4j.java_gateway import JavaClass, JavaObject, JavaPackage
from py4j.protocol import Py4JError
from pyspark import SparkContext
from pyspark.ml.param import Param
from pyspark.ml.wrapper import JavaParams, JavaWrapper
from pyspark.sql import DataFrame

from spark_dropout.environment import PYSPARK
from spark_dropout.errors import InvalidValueError, SparkDropoutError

Init = TypeVar("Init", bound=Callable[..., None])

_KINDS = {
    "toBoolean": "True or False",
    "toFloat": "a number",
    "toInt": "a whole number",
    "toString": "text",
    "toStringOrWeights": "text or weights by class",
    "toListFloat": "a list of numbers",
    "toListFloatOrOne": "a number or a list of numbers",
    "toListIntOrOne": "a whole number or a list of whole numbers",
    "toListString": "a list of texts",
}


def new_java_object(name: str, *arguments: Any) -> JavaObject:
    """An object in the JVM of the running session.

    :raises SparkDropoutError: if no session runs, or one that lacks the jar
    """
    require_jar()
    return JavaWrapper._new_java_obj(name, *arguments)


def java_class(name: str) -> JavaClass:
    """A class in the JVM of the running session, for its static methods.

    :raises SparkDropoutError: if no session runs, or one that lacks the jar
    """
    require_jar()
    found = SparkContext._active_spark_context._jvm  # type: ignore[union-attr]
    for part in name.split("."):
        found = getattr(found, part)
    return found


def require_spark_frame(table: Any, argument: str) -> None:
    """Checks that a table is one of Spark.

    :raises TypeError: if not, with what turns it into one
    """
    if isinstance(table, DataFrame):
        return
    kind = f"{type(table).__module__.split('.')[0]}.{type(table).__name__}"
    raise TypeError(
        f"{argument} must be a DataFrame of Spark. Provided: {kind}. {_frame_remedy(table)}"
    )


def _frame_remedy(table: Any) -> str:
    if hasattr(table, "to_spark"):
        return "Give its to_spark()"
    if type(table).__module__.startswith("pyspark.sql.connect"):
        return "Spark Connect has no estimators of jars: start the session with spark_dropout.session()"
    frame = "table" if hasattr(table, "columns") else "pandas.DataFrame(table)"
    if hasattr(table, "to_pandas"):
        frame = "table.to_pandas()"
    return (
        f"Turn it into one with spark.createDataFrame({frame}), and its columns of numbers into "
        "features with VectorAssembler"
    )


def require_params(params: Any) -> None:
    """Checks the params of one fit or transform: a dict, or a list of dicts.

    :raises TypeError: if a key is no param
    """
    for one in params if isinstance(params, (list, tuple)) else [params or {}]:
        for key in one:
            if not isinstance(key, Param):
                raise TypeError(
                    f"The keys of params must be params of the stage. Provided: {key!r}. "
                    f"Write stage.{key} without quotes, where stage is your variable"
                )


def require_jar() -> None:
    """Checks that a session runs which has the jar.

    :raises SparkDropoutError: if not
    """
    context = SparkContext._active_spark_context
    if context is None or context._jvm is None:
        raise SparkDropoutError(
            "A Spark session must run. There is none: call spark_dropout.session()"
        )
    if not context.version.startswith(PYSPARK + "."):
        raise SparkDropoutError(
            f"Spark {PYSPARK} must run. The running one is {context.version}. Unset SPARK_HOME to "
            f"run the Spark that pyspark has, or set it to the folder of a Spark {PYSPARK}"
        )
    if isinstance(context._jvm.org.sparkdropout.ml.DropoutClassifier, JavaPackage):
        raise SparkDropoutError(
            "The Spark session must have the jar of Spark Dropout. The running one, of Spark "
            f"{context.version}, was started without it. Restart Python and start the session with "
            "spark_dropout.session(), or with --jars and the path that spark_dropout.jar() gives"
        )


def nearest(name: str, known: Iterable[str]) -> str:
    """A question that names what may have been meant; empty if nothing is near."""
    lower = {candidate.lower(): candidate for candidate in known}
    found = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.6)
    return f" Did you mean {lower[found[0]]}?" if found else ""


def check_names(owner: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Checks the names of params.

    :raises TypeError: for the first that is unknown, with the nearest that is known
    """
    names = list(known)
    for name in given:
        if name not in names:
            raise TypeError(
                f"{owner} must be given params by their names. It has none named {name}."
                f"{nearest(name, names)} explainParams() describes all"
            )


def names_checked(init: Init) -> Init:
    """Makes a constructor say which param a misspelt one may be."""
    known = [name for name in inspect.signature(init).parameters if name != "self"]

    @functools.wraps(init)
    def checked(self: Any, *arguments: Any, **params: Any) -> None:
        check_names(type(self).__name__, params, known)
        init(self, *arguments, **params)

    return checked  # type: ignore[return-value]


def _plain(value: Any) -> Any:
    """A value of Python's own for one of NumPy or a path, also within a list or a dict."""
    if isinstance(value, numpy.generic) or (isinstance(value, numpy.ndarray) and value.ndim == 0):
        return value.item()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


class CheckedStage(JavaParams):
    """A stage whose values are checked by Java as they are set, not only when it runs."""

    _java_obj: Optional[JavaObject] = None  # pyspark asks for it also where a constructor fails.

    def __copy__(self) -> "CheckedStage":
        """A copy with an object of its own in Java: pyspark lets go of that of a lost copy."""
        that = object.__new__(type(self))
        that.__dict__.update(self.__dict__)
        that._paramMap = dict(self._paramMap)
        that._defaultParamMap = dict(self._defaultParamMap)
        if self._java_obj is not None:
            that._java_obj = self._java_obj.copy(self._empty_java_param_map())
        return that

    def __getstate__(self) -> None:
        raise TypeError(
            f"{type(self).__name__} cannot be pickled, because it lives in Spark's Java. "
            "Save it with write().save(path), or copy it with copy()"
        )

    def getParam(self, paramName: str) -> Param:
        """A param by its name.

        :raises TypeError: if there is none, with the nearest that there is
        """
        check_names(type(self).__name__, [paramName], self._names())
        return super().getParam(paramName)

    def _names(self) -> List[str]:
        return [param.name for param in self.params]

    def _set(self, **values: Any) -> "CheckedStage":
        check_names(type(self).__name__, values, self._names())
        converted = {name: self._converted(name, value) for name, value in values.items()}
        before = dict(self._paramMap)
        super()._set(**converted)
        try:
            self._check_in_java(converted)
        except Exception:
            self._paramMap = before
            raise
        return self

    def _converted(self, name: str, value: Any) -> Any:
        param = self.getParam(name)
        try:
            return param.typeConverter(_plain(value))
        except (TypeError, ValueError, AttributeError):  # The last by pyspark 3.5 with NumPy 2.
            kind = _KINDS.get(getattr(param.typeConverter, "__name__", ""), "of its type")
            like = f", such as {self.getOrDefault(param)!r}" if self.hasDefault(param) else ""
            raise TypeError(
                f"{name} must be {kind}{like}. Provided: {value!r}, of type {type(value).__name__}"
            ) from None

    def _check_in_java(self, names: Iterable[str]) -> None:
        if self._java_obj is None:
            return
        for param in map(self.getParam, names):
            if self._java_obj.hasParam(param.name):
                self._check_one_in_java(param)

    def _check_one_in_java(self, param: Param) -> None:
        try:
            self._make_java_param_pair(param, self._paramMap[param])
        except Py4JError:  # Java knows the bounds of all params, but not numbers that are larger.
            kind = self._java_obj.getParam(param.name).getClass().getSimpleName()
            bits = 64 if "Long" in kind else 32
            raise InvalidValueError(
                f"{param.name} must be below 2^{bits - 1}. Provided value: {self._paramMap[param]}"
            ) from None


class CheckedTransformer(CheckedStage):
    """A stage that adds columns."""

    def transform(self, dataset: DataFrame, params: Optional[Dict[Param, Any]] = None) -> DataFrame:
        """Adds columns to a table.

        :param params: for this time only
        :raises TypeError: if the table is not one of Spark
        :raises SparkDropoutError: if the table is not as it must be
        """
        require_jar()
        require_spark_frame(dataset, "dataset")
        require_params(params)
        return super().transform(dataset, params)  # type: ignore[misc]

"""Spark sessions that have the jar."""

import os
import sys
from typing import Mapping, Optional

from pyspark import SparkContext
from pyspark.sql import SparkSession

from spark_dropout.environment import jar, require_java, utf8_locale
from spark_dropout.stages import require_jar

# Weights are noise, which compression makes no smaller; Spark's own bar would write over ours.
_DEFAULTS = {"spark.broadcast.compress": "false", "spark.ui.showConsoleProgress": "false"}


def session(
    appName: str = "Spark Dropout",
    master: Optional[str] = None,
    config: Optional[Mapping[str, str]] = None,
) -> SparkSession:
    """A Spark session that has the jar: the running one, or a new one.

    Functions of Python that Spark calls on this machine run in the Python of the caller, unless
    the variable ``PYSPARK_PYTHON`` names another.

    :param appName: what Spark calls a new session
    :param master: where a new one runs, such as ``local[4]``; all cores of this machine if None
    :param config: settings of Spark, such as ``{"spark.driver.memory": "8g"}``
    :raises EnvironmentError: if there is no Java 17
    :raises SparkDropoutError: if a session runs that was started without the jar
    """
    if SparkContext._gateway is None and "PYSPARK_GATEWAY_PORT" not in os.environ:
        require_java()
        os.environ.update(utf8_locale())
        os.environ.setdefault("SPARK_DRIVER_MEMORY", "4g")
    if master is None or master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName(appName)
    if master is not None:
        builder = builder.master(master)
    settings = {**_DEFAULTS, **(config or {})}
    jars = [jar(), *filter(None, settings.pop("spark.jars", "").split(","))]
    for name, value in {**settings, "spark.jars": ",".join(jars)}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    require_jar()
    return spark

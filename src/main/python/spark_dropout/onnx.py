"""Networks and pipelines as ONNX files."""

import os
from typing import TYPE_CHECKING, Optional, Union

from pyspark.ml import PipelineModel
from pyspark.sql import DataFrame

from spark_dropout.stages import java_class, require_spark_frame

if TYPE_CHECKING:
    from spark_dropout.estimators import DropoutModel


def to_onnx(
    model: Union["DropoutModel", PipelineModel],
    path: Union[str, "os.PathLike[str]"],
    *,
    rows: Optional[DataFrame] = None,
    overwrite: bool = False,
) -> str:
    """Writes a network, or a pipeline from raw columns to predictions, as an ONNX file.

    The file is run by ONNX Runtime and compared with the model. Where they differ, none is left.

    :param model: a network, or a pipeline with one
    :param path: of the file, on any file system that Hadoop knows
    :param rows: what to compare on; random numbers if None
    :param overwrite: replaces a file that is there
    :returns: how it was compared, for people to read
    :raises SparkDropoutError: if the model has no such form, or ONNX Runtime answers otherwise
    """
    export = java_class("org.sparkdropout.export.ModelExport").onnx(model._to_java())
    if rows is not None:
        require_spark_frame(rows, "rows")
        export = export.verifiedOn(rows._jdf)
    if overwrite:
        export = export.overwrite()
    return str(export.save(os.fspath(path)).toString())

"""Params: what is written for TensorBoard while a run trains."""

from typing import TypeVar

from pyspark.ml.param import Param, Params, TypeConverters

S = TypeVar("S", bound="SummaryParamsSetters")


class SummaryParams(Params):
    """Params: what is written for TensorBoard while a run trains."""

    summaryTensorboard: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "summaryTensorboard",
        "folder for TensorBoard's event files, on any file system that Hadoop knows, with a "
        "folder for each run; unset for none",
        typeConverter=TypeConverters.toString,
    )

    summaryName: Param[str] = Param(
        Params._dummy(),  # type: ignore[attr-defined]
        "summaryName",
        "what the run is called in TensorBoard; unset: run- and 8 digits, which are the same "
        "for the same settings and data",
        typeConverter=TypeConverters.toString,
    )

    def getSummaryTensorboard(self) -> str:
        """The value of :py:attr:`summaryTensorboard`."""
        return self.getOrDefault(self.summaryTensorboard)

    def getSummaryName(self) -> str:
        """The value of :py:attr:`summaryName`."""
        return self.getOrDefault(self.summaryName)


class SummaryParamsSetters(SummaryParams):
    """The setters of these params."""

    def setSummaryTensorboard(self: S, value: str) -> S:
        """Sets :py:attr:`summaryTensorboard`: folder for TensorBoard's event files, on any file
        system that Hadoop knows, with a folder for each run; unset for none."""
        return self._set(summaryTensorboard=value)  # type: ignore[return-value]

    def setSummaryName(self: S, value: str) -> S:
        """Sets :py:attr:`summaryName`: what the run is called in TensorBoard, without :, .. and
        a slash in front."""
        return self._set(summaryName=value)  # type: ignore[return-value]

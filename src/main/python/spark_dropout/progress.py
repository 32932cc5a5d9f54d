"""The line that moves while a network is trained."""

import shutil
import sys
import threading
from contextlib import contextmanager
from typing import Any, Callable, Iterator, Optional

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JError

from spark_dropout.stages import new_java_object

_SECONDS = 0.2
_BEFORE_TRAINING = "checking and dealing rows"
_NOTEBOOK_WIDTH = 110

_wanted: Optional[bool] = None
_busy = threading.Lock()


def progress(shown: Optional[bool]) -> None:
    """Says whether ``fit`` shows a line with the epoch, the loss and the speed while it runs.

    :param shown: True always, False never, None in terminals and notebooks only, which is how it
        is at the start
    """
    global _wanted
    _wanted = shown


@contextmanager
def progress_of(estimator: JavaObject) -> Iterator[None]:
    """Shows how an estimator of Java fits. Of several at a time, one is shown."""
    draw = _place()
    if draw is None or not _busy.acquire(blocking=False):
        yield
        return
    latest = new_java_object("org.sparkdropout.job.LatestProgress")
    estimator.setListener(latest)
    ended = threading.Event()
    draw(_BEFORE_TRAINING, False)
    drawing = threading.Thread(target=_follow, args=(latest, draw, ended), daemon=True)
    drawing.start()
    last = ""
    try:
        yield
        last = latest.lastEpoch()
    finally:
        ended.set()
        drawing.join()
        draw(last, True)
        _busy.release()


def _follow(latest: JavaObject, draw: Callable[[str, bool], None], ended: threading.Event) -> None:
    width = _width()
    shown = _BEFORE_TRAINING
    try:
        while not ended.wait(_SECONDS):
            line = latest.line(width) or _BEFORE_TRAINING
            if line != shown:
                draw(line, False)
                shown = line
    except Py4JError:
        pass  # Java has ended, which the fit tells.


def _place() -> Optional[Callable[[str, bool], None]]:
    """What draws a line over the one before; None if nothing is to be shown."""
    if _wanted is False:
        return None
    if _in_notebook():
        return _Notebook()
    return _on_terminal if _wanted or sys.stderr.isatty() else None


def _in_notebook() -> bool:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return hasattr(shell, "kernel")


def _width() -> int:
    return _NOTEBOOK_WIDTH if _in_notebook() else shutil.get_terminal_size().columns - 1


def _on_terminal(line: str, ended: bool) -> None:
    end = "" if not ended else "\n" if line else "\r"
    print("\r" + line.ljust(_width()), end=end, file=sys.stderr, flush=True)


class _Line:
    """Text that a notebook shows as it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


class _Notebook:
    """An output of a notebook's cell that is replaced by the next line."""

    def __init__(self) -> None:
        self.shown: Any = None

    def __call__(self, line: str, ended: bool) -> None:
        from IPython.display import display

        if self.shown is None:
            self.shown = display(_Line(line), display_id=True)
        else:
            self.shown.update(_Line(line))

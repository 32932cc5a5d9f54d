"""Calls of Java that Ctrl-C ends."""

import threading
import uuid
from concurrent.futures import Future
from typing import Callable, TypeVar

from pyspark import InheritableThread, SparkContext

T = TypeVar("T")

_SECONDS = 0.2


def interruptible(context: SparkContext, call: Callable[[], T]) -> T:
    """Makes a call that runs Spark jobs, and cancels these jobs on Ctrl-C.

    The call runs in a thread of its own. A thread that waits for Java cannot tell Java anything, so
    without one pyspark fails to cancel, and the jobs go on. Other jobs of the session stay.

    :raises KeyboardInterrupt: on Ctrl-C, once Java has ended the call
    """
    if threading.current_thread() is not threading.main_thread():
        return call()
    tag = f"spark-dropout-{uuid.uuid4()}"
    answer: "Future[T]" = Future()

    def run() -> None:
        try:
            context.addJobTag(tag)
            answer.set_result(call())
        except BaseException as error:
            answer.set_exception(error)

    thread = InheritableThread(target=run, daemon=True)
    thread.start()
    try:
        return answer.result()
    except KeyboardInterrupt:
        while not answer.done():  # Between two jobs there is none to cancel.
            context.cancelJobsWithTag(tag)
            thread.join(_SECONDS)
        raise

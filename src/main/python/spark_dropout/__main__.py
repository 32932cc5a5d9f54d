"""The jobs: ``python -m spark_dropout train --config train.conf``."""

import os
import sys
from pathlib import Path
from typing import Dict, List, Sequence, Tuple

from spark_dropout.environment import jar, require_java, require_pyspark, utf8_locale

_JOBS = {
    "train": "trains a network on a table",
    "score": "scores a table with a trained network",
    "compare": "trains with and without dropout and shows the difference",
    "export": "turns a checkpoint or a model into files of other runtimes",
    "plan": "tells how long training would take on a cluster",
}
_WRONG_USAGE = 2


def usage() -> str:
    """What can be called."""
    lines = [f"  {name:8} {text}" for name, text in _JOBS.items()]
    return "\n".join(
        ["Usage: python -m spark_dropout JOB --config FILE [--set KEY=VALUE] ...", "", *lines, ""]
        + ["python -m spark_dropout JOB --help shows the options of a job."]
    )


def split(arguments: Sequence[str]) -> Tuple[List[str], List[str]]:
    """Options of the job, and those of spark-submit: --master, and what stands after --."""
    rest = list(arguments)
    ours: List[str] = []
    sparks: List[str] = []
    while rest:
        word = rest.pop(0)
        if word == "--":
            return ours, sparks + rest
        if word == "--master" and rest:
            sparks += [word, rest.pop(0)]
        elif word.startswith("--master="):
            sparks += ["--master", word.partition("=")[2]]
        else:
            ours.append(word)
            if word in ("--config", "--set") and rest:
                ours.append(rest.pop(0))
    return ours, sparks


def command(job: str, arguments: Sequence[str]) -> List[str]:
    """What starts a job: spark-submit of pyspark, or that of SPARK_HOME."""
    import pyspark

    ours, sparks = split(arguments)
    home = Path(os.environ.get("SPARK_HOME") or Path(pyspark.__file__).parent)
    name = f"org.sparkdropout.job.{job.capitalize()}Job"
    return [str(home / "bin" / "spark-submit"), *sparks, "--class", name, jar(), *ours]


def environment(arguments: Sequence[str]) -> Dict[str, str]:
    """As ``jobs/launch`` sets it."""
    bar = sys.stdout.isatty() and sys.stderr.isatty()
    logging = Path(__file__).parent / "conf" / "log4j2.properties"
    submitted = os.environ.get("SPARK_SUBMIT_OPTS", "")
    if logging.exists():
        submitted = f"-Dlog4j2.configurationFile={logging.as_uri()} {submitted}"
    return {
        "SPARK_DROPOUT_HOME": os.getcwd(),
        "SPARK_DROPOUT_PROGRESS": "bar" if bar else "lines",
        "SPARK_DROPOUT_TRAINING_LOG": "warn" if bar else "info",
        "SPARK_DRIVER_MEMORY": "4g",
        **os.environ,
        **utf8_locale(),
        "SPARK_DROPOUT_PASSED_ON": "\n".join(split(arguments)[1]),
        "SPARK_SUBMIT_OPTS": submitted,
    }


def main(arguments: Sequence[str]) -> int:
    """Becomes the job, which ends with 0 when done, 1 when running failed, 2 for wrong usage or
    settings and 3 for wrong data.

    :returns: only where no job starts
    """
    if not arguments or arguments[0] in ("-h", "--help"):
        print(usage())
        return 0 if arguments else _WRONG_USAGE
    if arguments[0] not in _JOBS:
        jobs = ", ".join(_JOBS)
        print(f"error: The job must be one of {jobs}. Provided: {arguments[0]}", file=sys.stderr)
        return _WRONG_USAGE
    try:
        require_pyspark()
        require_java()
        started = command(arguments[0], arguments[1:])
    except (ImportError, EnvironmentError) as missing:
        print(f"error: {missing}", file=sys.stderr)
        return 1
    os.execve(started[0], started, environment(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

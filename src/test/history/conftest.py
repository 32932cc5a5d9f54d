"""Jobs of a checkout, and servers on this machine that end with the tests."""

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, Dict, Iterator, List, Mapping

import pytest

ROOT = Path(__file__).resolve().parents[3]
SECONDS_TO_START = 90

# The names of figures as both programs show them, and those of history.csv.
COLUMNS = {
    "loss/train": "loss",
    "error/train": "error",
    "loss/validation": "validationLoss",
    "error/validation": "validationError",
    "learningRate": "learningRate",
    "samplesPerSecond": "samplesPerSecond",
    "time/stepSeconds": "stepSeconds",
    "time/averagingSeconds": "averagingSeconds",
}


def job(name: str, settings: Mapping[str, object]) -> "subprocess.CompletedProcess[str]":
    """Runs a job on the sample of penguins, as a user does."""
    command = [f"jobs/{name}", "--config", "conf/train-penguins.conf", "--master", "local[2]"]
    for key, value in settings.items():
        command += ["--set", f"{key}={value}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def trained(name: str, settings: Mapping[str, object]) -> str:
    """Runs a job that must end well; what it has printed."""
    done = job(name, settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def history(output: Path) -> Dict[str, List[float]]:
    """The columns of a run's own history.csv."""
    with open(output / "history.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def ask(url: str, body: object = None, **query: object) -> Any:
    """What a server answers, from JSON; a body is posted."""
    full = url + ("?" + urllib.parse.urlencode(query) if query else "")
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(full, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read())


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A program that serves pages on this machine alone."""

    def __init__(self, command: List[str], log: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        program = str(Path(sys.executable).with_name(command[0]))
        environment = {**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true"}
        environment["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"
        with open(log, "w") as out:
            self.process = subprocess.Popen(
                [program, *command[1:], "--host", "127.0.0.1", "--port", str(port)],
                stdout=out,
                stderr=out,
                env=environment,
                start_new_session=True,
            )

    def __enter__(self) -> "Server":
        for _ in range(SECONDS_TO_START * 4):
            assert self.process.poll() is None, self.log.read_text()
            try:
                urllib.request.urlopen(self.url, timeout=5).close()
                return self
            except urllib.error.HTTPError:
                return self
            except OSError:
                time.sleep(0.25)
        raise AssertionError(self.log.read_text())

    def __exit__(self, *_: object) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("history")


@pytest.fixture(scope="session")
def mlflow(place: Path) -> Iterator[Server]:
    command = ["mlflow", "server", "--workers", "1"]
    command += ["--backend-store-uri", f"sqlite:///{place}/mlflow.db"]
    command += ["--artifacts-destination", str(place / "artifacts"), "--serve-artifacts"]
    with Server(command, place / "mlflow.log") as server:
        yield server


def summary(place: Path, mlflow: Server) -> Dict[str, object]:
    """The settings that both programs get the history by."""
    return {
        "summary.tensorboard": place / "events",
        "summary.mlflow.trackingUri": mlflow.url,
        "summary.mlflow.experiment": "penguins",
    }


@pytest.fixture(scope="session")
def single(place: Path, mlflow: Server) -> Path:
    """The output of a run."""
    output = place / "single"
    settings = {
        "output.path": output,
        "train.maxIter": 12,
        **summary(place, mlflow),
    }
    trained("train", settings)
    return output


@pytest.fixture(scope="session")
def compared(place: Path, mlflow: Server) -> Path:
    """The output of a comparison."""
    output = place / "compared"
    settings = {
        "output.path": output,
        "train.maxIter": 4,
        "compare.seeds": 2,
        **summary(place, mlflow),
    }
    trained("compare", settings)
    return output

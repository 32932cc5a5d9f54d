"""What must be installed is told where it is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from spark_dropout import environment


@pytest.mark.parametrize("found", ["4.0.0", "3.4.1", "3.50.0"])
def test_another_pyspark_is_refused(monkeypatch, found):
    import pyspark

    monkeypatch.setattr(pyspark, "__version__", found)
    with pytest.raises(ImportError, match=f"Found: {found}. Install it: pip install"):
        environment.require_pyspark()


def fake_java(folder: Path, text: str) -> Path:
    """A folder whose java says a version."""
    command = folder / "bin" / "java"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\necho '{text}' >&2\n")
    command.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    "text, found",
    [
        ('openjdk version "1.8.0_392"', "Java 8"),
        ('openjdk version "11.0.2" 2019-01-15', "Java 11"),
        ('openjdk version "25" 2025-09-16', "Java 25"),
        ("no such thing", "none that answers"),
    ],
)
def test_another_java_is_refused(monkeypatch, tmp_path, text, found):
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path, text)))
    with pytest.raises(EnvironmentError, match=f"Found: {found} in JAVA_HOME, {tmp_path}"):
        environment.require_java()


def test_no_java_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentError, match="Java 17 must be installed.*on the PATH"):
        environment.require_java()


@pytest.mark.parametrize("text", ['openjdk version "17.0.9" 2023-10-17', 'java version "21.0.1"'])
def test_a_java_that_runs_the_jar_is_found(monkeypatch, tmp_path, text):
    monkeypatch.setenv("JAVA_HOME", str(fake_java(tmp_path, text)))
    assert environment.require_java() == str(tmp_path / "bin" / "java")


def test_a_session_must_run_first():
    # In a process of its own, which has none.
    told = subprocess.run(
        [sys.executable, "-c", "import spark_dropout; spark_dropout.DropoutClassifier()"],
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    assert told.stderr.strip().endswith("There is none: call spark_dropout.session()")

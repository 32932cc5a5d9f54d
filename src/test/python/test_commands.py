"""The jobs from Python."""

from importlib import metadata
from xml.etree import ElementTree

import pytest

import spark_dropout
from spark_dropout.__main__ import main, split


@pytest.mark.parametrize(
    "given, ours, sparks",
    [
        (["--config", "a.conf"], ["--config", "a.conf"], []),
        (["--master", "local[2]", "--set", "a=b"], ["--set", "a=b"], ["--master", "local[2]"]),
        (["--master=local", "--", "--conf", "a=b"], [], ["--master", "local", "--conf", "a=b"]),
        (["--set", "--", "--verbose"], ["--set", "--", "--verbose"], []),
    ],
)
def test_options_go_to_the_job_or_to_spark(given, ours, sparks):
    assert split(given) == (ours, sparks)


def test_unknown_jobs_are_refused(capsys):
    assert main(["trian"]) == 2
    assert "one of train, score, compare, export. Provided: trian" in capsys.readouterr().err
    assert main([]) == 2
    assert main(["--help"]) == 0


def test_the_version_is_that_of_the_pom(root):
    if spark_dropout.__version__ == "unpackaged":
        pytest.skip("only where the wheel is installed")
    pom = ElementTree.parse(root / "pom.xml").getroot()
    version = pom.findtext("{http://maven.apache.org/POM/4.0.0}version")
    assert version == metadata.version("spark-dropout")

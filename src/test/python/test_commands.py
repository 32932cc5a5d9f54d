"""The jobs from Python."""

import subprocess
import sys
from importlib import metadata
from xml.etree import ElementTree

import pytest
from pyspark.ml import PipelineModel

import spark_dropout
from spark_dropout import DropoutClassificationModel
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
    assert "one of train, score, compare, export, plan. Provided: trian" in capsys.readouterr().err
    assert main([]) == 2
    assert main(["--help"]) == 0


def test_the_version_is_that_of_the_pom(root):
    if spark_dropout.__version__ == "unpackaged":
        pytest.skip("only where the wheel is installed")
    pom = ElementTree.parse(root / "pom.xml").getroot()
    version = pom.findtext("{http://maven.apache.org/POM/4.0.0}version")
    assert version == metadata.version("spark-dropout")


def job(root, *arguments):
    """Runs a job as a user does; what it has printed."""
    done = subprocess.run(
        [sys.executable, "-m", "spark_dropout", *arguments, "--master", "local[2]"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_jobs_and_python_share_pipelines(spark, root, tmp_path):
    trained, saved, scored = (str(tmp_path / name) for name in ("trained", "saved", "scored"))
    train = ["--config", "conf/train-penguins.conf", "--set", f"output.path={trained}"]
    told = job(root, "train", *train, "--set", "train.maxIter=3")
    model = PipelineModel.load(f"{trained}/model")
    network = next(s for s in model.stages if isinstance(s, DropoutClassificationModel))
    assert network.weightsDigest() in told

    penguins = spark.read.csv(
        str(root / "data-samples/penguins.csv"), header=True, inferSchema=True, nullValue="NA"
    )
    expected = [row.predictedLabel for row in model.transform(penguins).collect()]
    assert len(expected) == 344 and set(expected) <= {"Adelie", "Chinstrap", "Gentoo"}

    model.write().save(saved)
    score = ["--config", "conf/score-penguins.conf", "--set", f"score.model={saved}"]
    assert "rows out: 344" in job(root, "score", *score, "--set", f"output.path={scored}")
    found = spark.read.csv(f"{scored}/*.csv", header=True)
    assert [row.predictedLabel for row in found.collect()] == expected


@pytest.mark.parametrize("name", ["compare", "export", "plan"])
def test_every_job_starts(root, name):
    assert f"jobs/{name}" in job(root, name, "--help")

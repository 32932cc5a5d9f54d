"""MLflow has every epoch of every run, its settings, its files, and how it ended."""

import hashlib
import json
import urllib.parse
import urllib.request

import pytest
from conftest import COLUMNS, ask, history, job


def api(mlflow, call, body=None, **query):
    return ask(f"{mlflow.url}/api/2.0/mlflow/{call}", body, **query)


def runs(mlflow, filter=""):
    """The runs of the experiment, by name."""
    experiment = api(mlflow, "experiments/get-by-name", experiment_name="penguins")["experiment"]
    body = {"experiment_ids": [experiment["experiment_id"]], "filter": filter, "max_results": 100}
    found = api(mlflow, "runs/search", body).get("runs", [])
    return {run["info"]["run_name"]: run for run in found}


def pairs(run, kind):
    return {pair["key"]: pair["value"] for pair in run["data"][kind]}


def curve(mlflow, run, metric):
    points = api(
        mlflow, "metrics/get-history", run_id=run["info"]["run_id"], metric_key=metric
    )["metrics"]
    return [(int(point["step"]), point["value"]) for point in points]


def test_a_run_has_all_its_epochs(mlflow, single):
    run = runs(mlflow)["single"]
    expected = history(single)
    for metric, column in COLUMNS.items():
        found = curve(mlflow, run, metric)
        assert [step for step, _ in found] == [int(epoch) for epoch in expected["epoch"]], metric
        assert [value for _, value in found] == pytest.approx(expected[column]), metric


def test_a_run_has_the_figures_of_its_report(mlflow, single):
    found = pairs(runs(mlflow)["single"], "metrics")
    report = json.loads((single / "metrics.json").read_text())
    assert set(report) == {"train", "validation", "test"}
    for part, figures in report.items():
        for name in ("error", "loss", "rows"):
            assert found[f"{part}.{name}"] == pytest.approx(figures[name])


def test_a_run_has_its_settings_and_says_where_it_is_from(mlflow, single):
    run = runs(mlflow)["single"]
    params, tags = pairs(run, "params"), pairs(run, "tags")
    provenance = json.loads((single / "provenance.json").read_text())
    assert run["info"]["status"] == "FINISHED"
    assert params["train.maxIter"] == "12" and params["train.optimizer"] == "sgd"
    assert params["train.labelCol"] == "species"
    assert tags["spark_dropout.seed"] == "1929"
    assert tags["spark_dropout.run_id"] == provenance["runId"]
    assert tags["spark_dropout.version"] == provenance["versions"]["spark-dropout"]
    assert tags["spark_dropout.weightsSha256"] == provenance["weightsSha256"]


def files(mlflow, run, path=""):
    """The paths of a run's files, and their bytes as the server gives them out."""
    listed = api(mlflow, "artifacts/list", run_id=run["info"]["run_id"], path=path)
    for file in listed.get("files", []):
        if file.get("is_dir"):
            yield from files(mlflow, run, file["path"])
        else:
            query = urllib.parse.urlencode(
                {"run_uuid": run["info"]["run_id"], "path": file["path"]}
            )
            with urllib.request.urlopen(f"{mlflow.url}/get-artifact?{query}") as answer:
                yield file["path"], hashlib.sha256(answer.read()).hexdigest()


def written(folder):
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }


def test_a_run_has_its_files(mlflow, single):
    found = dict(files(mlflow, runs(mlflow)["single"]))
    assert "metrics.json" in found and any(name.startswith("model/") for name in found)
    assert found == written(single)


def test_a_comparison_is_a_run_with_a_part_for_each_arm_and_seed(mlflow, compared):
    parent = runs(mlflow)["compared"]
    parts = runs(mlflow, f"tags.mlflow.parentRunId = '{parent['info']['run_id']}'")
    report = json.loads((compared / "report.json").read_text())
    expected = {
        f"{arm['name']}, seed {run['seed']}": run for arm in report["arms"] for run in arm["runs"]
    }
    assert len(expected) == 4 and set(parts) == set(expected)
    for name, run in expected.items():
        part = parts[name]
        assert part["info"]["status"] == "FINISHED"
        assert pairs(part, "params")["train.seed"] == str(run["seed"])
        assert pairs(part, "metrics")["test.error"] == pytest.approx(run["test"]["error"])
        assert curve(mlflow, part, "error/validation") == [
            (point["epoch"], pytest.approx(point["heldOutError"])) for point in run["curve"]
        ]
    assert parent["info"]["status"] == "FINISHED"
    assert {"report.html", "report.json"} <= set(dict(files(mlflow, parent)))


def test_a_run_that_fails_is_told(mlflow, place):
    settings = {
        "output.path": place / "failed",
        "train.learningRate": "1e30",
        "summary.mlflow.trackingUri": mlflow.url,
        "summary.mlflow.experiment": "penguins",
    }
    assert job("train", settings).returncode != 0
    assert runs(mlflow)["failed"]["info"]["status"] == "FAILED"


def test_a_server_that_is_not_there_is_refused_before_training(place):
    settings = {"output.path": place / "none", "summary.mlflow.trackingUri": "http://127.0.0.1:9"}
    refused = job("train", settings)
    assert refused.returncode == 2
    assert "summary.mlflow.trackingUri must be the address of an MLflow server" in refused.stderr
    assert "epoch" not in refused.stdout

"""TensorBoard shows every epoch of every run, with the values of the run's own report."""

import json
import time
from pathlib import Path

import pytest
from conftest import COLUMNS, Server, ask, history, trained

FLOAT32 = 1e-6


@pytest.fixture(scope="module", params=["true", "false"], ids=["rust", "python"])
def board(request, place, single, compared, resumed):
    """TensorBoard with each of its two readers of event files."""
    command = ["tensorboard", "--logdir", str(place / "events"), "--load_fast", request.param]
    with Server(command, place / f"tensorboard-{request.param}.log") as server:
        yield server


@pytest.fixture(scope="module")
def resumed(place) -> Path:
    """The output of a run that went on after its third epoch, when six had been written."""
    output = place / "resumed"
    settings = {
        "output.path": output,
        "output.overwrite": "true",
        "train.maxIter": 6,
        "train.patience": 0,
        "checkpoint.path": place / "checkpoints",
        "checkpoint.keep": 10,
        "summary.tensorboard": place / "events",
    }
    trained("train", settings)
    for kept in (place / "checkpoints").glob("epoch-00000[456]-*"):
        kept.unlink()
    assert "Going on from a checkpoint after epoch 3" in trained("train", settings)
    return output


def steps(board, run, tag):
    """Step and value of each point of a curve."""
    points = ask(f"{board.url}/data/plugin/scalars/scalars", run=run, tag=tag)
    return [(step, value) for _, step, value in points]


def eventually(board, run):
    """The tags of a run, once TensorBoard has read its files."""
    for _ in range(120):
        tags = ask(f"{board.url}/data/plugin/scalars/tags").get(run, {})
        if "loss/train" in tags and len(steps(board, run, "loss/train")) > 1:
            return tags
        time.sleep(0.5)
    raise AssertionError(f"no {run}: {board.log.read_text()}")


def same(board, run, expected):
    for tag, column in COLUMNS.items():
        found = steps(board, run, tag)
        assert [step for step, _ in found] == [int(epoch) for epoch in expected["epoch"]], tag
        values = [value for _, value in found]
        assert values == pytest.approx(expected[column], rel=FLOAT32), tag


def test_a_run_is_there_with_all_its_epochs(board, single):
    assert set(eventually(board, "single")) == set(COLUMNS)
    expected = history(single)
    assert len(expected["epoch"]) > 1
    same(board, "single", expected)


def test_a_run_that_went_on_has_each_epoch_once(board, resumed, place):
    assert len(list((place / "events" / "resumed").iterdir())) == 2
    eventually(board, "resumed")
    same(board, "resumed", history(resumed))


def test_each_arm_and_seed_of_a_comparison_is_a_run(board, compared):
    report = json.loads((compared / "report.json").read_text())
    runs = 0
    for arm in report["arms"]:
        for run in arm["runs"]:
            name = f"compared/{arm['name'].replace(' ', '-')}-seed-{run['seed']}"
            eventually(board, name)
            runs += 1
            found = steps(board, name, "error/validation")
            assert [step for step, _ in found] == [point["epoch"] for point in run["curve"]]
            heldOut = [point["heldOutError"] for point in run["curve"]]
            assert [value for _, value in found] == pytest.approx(heldOut, rel=FLOAT32)
    assert runs == 4


def test_the_settings_are_texts_and_hyperparameters(board, single):
    eventually(board, "single")
    assert ask(f"{board.url}/data/plugin/text/tags")["single"] == ["settings"]
    (text,) = ask(f"{board.url}/data/plugin/text/text", run="single", tag="settings")
    assert "maxIter" in text["text"] and "<table>" in text["text"]
    experiment = ask(f"{board.url}/data/plugin/hparams/experiment", {"experimentName": ""})
    asked = {"experimentName": "", "colParams": [], "startIndex": 0, "sliceSize": 100}
    asked["allowedStatuses"] = ["STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_RUNNING"]
    assert "maxIter" in {info["name"] for info in experiment["hparamInfos"]}
    for info in experiment["hparamInfos"]:
        asked["colParams"].append({"hparam": info["name"], "includeInResult": True})
    groups = ask(f"{board.url}/data/plugin/hparams/session_groups", asked)["sessionGroups"]
    found = {group["sessions"][0]["name"]: group for group in groups}
    assert found["single"]["hparams"]["maxIter"] == 12
    assert found["single"]["hparams"]["optimizer"] == "sgd"
    assert found["single"]["sessions"][0]["status"] == "STATUS_SUCCESS"

"""The params are those of Java: names, defaults, words, and what is refused."""

import copy
import gc
import pickle
from pathlib import Path
from typing import Any

import numpy
import pytest

from spark_dropout import (
    DropoutClassificationModel,
    DropoutClassifier,
    DropoutRegressionModel,
    DropoutRegressor,
    InvalidValueError,
    LabelText,
    RawColumns,
)

# pyspark says these in its own words.
SPARKS_OWN = {
    "featuresCol",
    "labelCol",
    "predictionCol",
    "probabilityCol",
    "rawPredictionCol",
    "thresholds",
}


def in_java(spark: Any, stage: Any) -> Any:
    """A stage of Java that Python has not touched."""
    name = stage()
    kind = spark._jvm
    for part in f"{stage.__module__}.{stage.__name__}".split("."):
        kind = getattr(kind, part)
    return kind(name.uid)


def default_in_java(stage: Any, param: Any) -> Any:
    """As Python has it; None if there is none."""
    if not stage.hasDefault(param):
        return None
    value = stage.getDefault(param).get()
    return list(value) if hasattr(value, "__len__") and not isinstance(value, str) else value


@pytest.mark.parametrize("kind", [DropoutClassifier, DropoutRegressor, LabelText, RawColumns])
def test_params_are_those_of_java_with_their_defaults_and_words(spark, kind):
    python, java = kind(), in_java(spark, kind)
    assert {p.name for p in python.params} == {p.name() for p in java.params()}
    for param in java.params():
        ours = python.getParam(param.name())
        assert python._defaultParamMap.get(ours) == default_in_java(java, param), ours.name
        if ours.name not in SPARKS_OWN:
            assert ours.doc == param.doc()


@pytest.mark.parametrize("kind", [DropoutClassifier, DropoutRegressor])
def test_every_param_has_a_setter_a_getter_and_an_argument(spark, kind):
    stage = kind()
    for param in stage.params:
        capital = param.name[0].upper() + param.name[1:]
        assert hasattr(stage, "set" + capital), param.name
        assert hasattr(stage, "get" + capital), param.name
        if stage.isDefined(param):
            value = stage.getOrDefault(param)
            assert kind(**{param.name: value}).getOrDefault(param.name) == value
            assert getattr(stage, "set" + capital)(value) is stage


@pytest.mark.parametrize("kind", [DropoutClassifier, DropoutRegressor])
def test_params_of_models_are_those_of_java_with_their_defaults_and_words(spark, rows, kind):
    model = kind(hiddenLayers=[4], maxIter=0, replicas=1).fit(rows)
    java = model._java_obj
    assert {p.name for p in model.params} == {p.name() for p in java.params()}
    for param in java.params():
        ours = model.getParam(param.name())
        assert model._defaultParamMap.get(ours) == default_in_java(java, param), ours.name
        if ours.name not in SPARKS_OWN:
            assert ours.doc == param.doc()


def test_every_param_arrives_in_java(spark):
    given = dict(
        hiddenLayers=[3, 4],
        hiddenDropout=[0.1, 0.2],
        inputDropout=0.3,
        dropoutKind="inverted",
        seed=2**40,
        nesterov=True,
        maxIter=0,
        checkpointPath="/nowhere",
        weightCol="weight",
    )
    java = DropoutClassifier(**given)._to_java()
    for name, value in given.items():
        found = java.getOrDefault(java.getParam(name))
        assert (list(found) if isinstance(value, list) else found) == value
    assert not java.isSet(java.getParam("maxNorm"))


@pytest.mark.parametrize(
    "given, kept", [(0.5, [0.5]), ([0.5], [0.5]), ((0.1, 0), [0.1, 0.0]), (0, [0.0])]
)
def test_hidden_dropout_is_one_number_or_one_for_each_layer(spark, given, kept):
    assert DropoutClassifier(hiddenDropout=given).getHiddenDropout() == kept
    assert DropoutClassifier().setHiddenDropout(given).getHiddenDropout() == kept


@pytest.mark.parametrize(
    "given, kept",
    [
        ("balanced", "balanced"),
        ("yes = 5, no = 1", "yes = 5, no = 1"),
        ({"yes": 5, "no": 1.5}, "no = 1.5, yes = 5.0"),
        ({1: numpy.float32(5), 0: 1}, "0 = 1.0, 1 = 5.0"),
        ({'a "b", c': 2}, '"a \\"b\\", c" = 2.0'),
    ],
)
def test_class_weights_are_text_or_a_dict(spark, given, kept):
    assert DropoutClassifier(classWeights=given).getClassWeights() == kept
    assert DropoutClassifier().setClassWeights(given)._to_java().getClassWeights() == kept


def test_class_weights_act_and_stay_with_the_estimator(spark, rows):
    stage = DropoutClassifier(hiddenLayers=[4], maxIter=1, replicas=1, batchSize=8)
    plain = stage.fit(rows)
    weighted = stage.setClassWeights({0: 9}).fit(rows)
    assert plain.weightsDigest() != weighted.weightsDigest()
    assert not weighted.hasParam("classWeights") and not weighted.hasParam("labelSmoothing")
    with pytest.raises(InvalidValueError, match="Provided: '3'. Its classes: '0', '1', '2'"):
        stage.setClassWeights({3: 9}).fit(rows)


def test_an_initial_model_is_gone_on_from(spark, rows, tmp_path):
    first = DropoutClassifier(hiddenLayers=[4], maxIter=2, replicas=1, batchSize=8).fit(rows)
    first.write().save(str(tmp_path / "model"))
    again = DropoutClassifier(initialModel=tmp_path / "model", maxIter=0, replicas=1).fit(rows)
    assert again.getHiddenLayers() == [4]
    answers = [model.transform(rows).select("probability").collect() for model in (first, again)]
    for before, after in zip(*answers):
        assert numpy.allclose(before[0], after[0], atol=1e-6)
    with pytest.raises(InvalidValueError, match="of this run, which are 2-5-3 relu. Provided"):
        again = DropoutClassifier(initialModel=tmp_path / "model", hiddenLayers=[5]).fit(rows)


@pytest.mark.parametrize(
    "name, value, rule",
    [
        ("classWeights", {"yes": -1}, "balanced, or one finite weight of at least 0"),
        ("classWeights", "yes: 5", "balanced, or one finite weight of at least 0"),
        ("hiddenDropout", 1.5, "in [0, 1)"),
        ("hiddenDropout", [0.5, -1.0], "in [0, 1)"),
        ("dropoutKind", "spatial", "classic, inverted or gaussian"),
        ("batchSize", 0, "at least 1"),
        ("checkpointInterval", "often", "10 minutes"),
    ],
)
def test_values_that_are_not_allowed_are_refused_as_they_are_set(spark, name, value, rule):
    stage = DropoutClassifier()
    before = stage.getOrDefault(name) if stage.isDefined(name) else None
    with pytest.raises(InvalidValueError) as refused:
        stage.setParams(**{name: value})
    assert name in str(refused.value) and rule in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "org.sparkdropout" in refused.value.java_stack
    assert not stage.isSet(name)
    assert before is None or stage.getOrDefault(name) == before
    with pytest.raises(InvalidValueError):
        DropoutClassifier(**{name: value})


@pytest.mark.parametrize(
    "name, value, rule",
    [
        ("hiddenDropout", "much", "a number or a list of numbers, such as [0.5]"),
        ("hiddenDropout", [["deep"]], "a number or a list of numbers"),
        ("hiddenLayers", "10", "a whole number or a list of whole numbers, such as [512, 512]"),
        ("hiddenLayers", [1.5], "a whole number or a list of whole numbers"),
        ("maxIter", 2.5, "a whole number, such as 20"),
        ("nesterov", "yes", "True or False"),
        ("network", 3, "text"),
        ("classWeights", 3, "text or weights by class"),
        ("classWeights", {"yes": "many"}, "text or weights by class"),
    ],
)
def test_values_of_another_type_are_refused(spark, name, value, rule):
    stage = DropoutClassifier()
    with pytest.raises(TypeError) as refused:
        stage.setParams(**{name: value})
    kind = type(value).__name__
    assert str(refused.value).startswith(f"{name} must be {rule}")
    assert str(refused.value).endswith(f"Provided: {value!r}, of type {kind}")
    assert not stage.isSet(name)


def test_none_is_no_value(spark):
    with pytest.raises(TypeError, match="maxIter must be a whole number"):
        DropoutClassifier().setMaxIter(None)
    assert DropoutClassifier(maxIter=None).getMaxIter() == 20


@pytest.mark.parametrize(
    "wrong, meant",
    [("hiddenLayer", "hiddenLayers"), ("dropout_kind", "dropoutKind"), ("batchsize", "batchSize")],
)
def test_a_misspelt_param_is_told_the_nearest(spark, wrong, meant):
    for refused in (
        lambda: DropoutClassifier(**{wrong: 1}),
        lambda: DropoutClassifier().setParams(**{wrong: 1}),
    ):
        with pytest.raises(TypeError, match=f"none named {wrong}. Did you mean {meant}\\?"):
            refused()


def test_a_param_like_no_other_is_told_where_to_look(spark):
    with pytest.raises(TypeError, match="none named zzz. explainParams"):
        DropoutClassifier(zzz=1)


def test_arguments_without_names_are_refused(spark):
    with pytest.raises(TypeError, match="keyword"):
        DropoutClassifier([10])


def test_classes_are_found_by_the_names_of_java(spark):
    for kind in (DropoutClassificationModel, DropoutRegressionModel):
        assert kind.__module__ == "org.sparkdropout.ml"
    for kind in (DropoutClassifier, DropoutRegressor, LabelText):
        assert pickle.loads(pickle.dumps(kind)) is kind


@pytest.mark.parametrize(
    "name, value, kept",
    [
        ("hiddenLayers", 5, [5]),
        ("hiddenLayers", numpy.int64(5), [5]),
        ("hiddenLayers", [numpy.int32(3), 4], [3, 4]),
        ("hiddenLayers", numpy.array([3, 4]), [3, 4]),
        ("hiddenDropout", numpy.float32(0.25), [0.25]),
        ("hiddenDropout", numpy.array(0.25), [0.25]),
        ("hiddenDropout", (numpy.float32(0.25), 0), [0.25, 0.0]),
        ("learningRate", numpy.float32(0.5), 0.5),
        ("nesterov", numpy.bool_(True), True),
        ("maxIter", numpy.int16(4), 4),
        ("network", Path("/a/b"), "/a/b"),
    ],
)
def test_numbers_of_numpy_and_paths_are_values(spark, name, value, kept):
    java = DropoutClassifier(**{name: value})._to_java()
    found = java.getOrDefault(java.getParam(name))
    assert (list(found) if isinstance(kept, list) else found) == kept


@pytest.mark.parametrize(
    "name, value, bits",
    [
        ("maxIter", 2**31, 31),
        ("batchSize", 2**40, 31),
        ("hiddenLayers", [8, 2**31], 31),
        ("seed", 2**63, 63),
    ],
)
def test_numbers_that_java_cannot_hold_are_refused(spark, name, value, bits):
    with pytest.raises(InvalidValueError, match=f"^{name} must be below 2\\^{bits}. Provided value"):
        DropoutClassifier(**{name: value})


@pytest.mark.parametrize(
    "lose",
    [
        lambda stage: stage.copy({stage.hiddenDropout: [2.0]}),
        lambda stage: stage.copy({stage.maxIter: "many"}),
        lambda stage: copy.copy(stage).setMaxIter(-1),
        lambda stage: copy.copy(stage).setMaxIter("many"),
    ],
)
def test_a_stage_outlives_its_lost_copies(spark, monkeypatch, lose):
    stage = DropoutClassifier(maxIter=3)
    freed = []
    monkeypatch.setattr(spark.sparkContext._gateway, "detach", freed.append)
    with pytest.raises((InvalidValueError, TypeError)):
        lose(stage)
    gc.collect()
    assert freed and all(java is not stage._java_obj for java in freed)
    assert stage.getMaxIter() == 3 and stage._to_java().getMaxIter() == 3


@pytest.mark.parametrize("refused", [pickle.dumps, copy.deepcopy])
@pytest.mark.parametrize("kind", [DropoutClassifier, DropoutRegressor, LabelText])
def test_a_stage_says_that_it_cannot_be_pickled(spark, refused, kind):
    with pytest.raises(TypeError, match="cannot be pickled.*Save it.*or copy it"):
        refused(kind())

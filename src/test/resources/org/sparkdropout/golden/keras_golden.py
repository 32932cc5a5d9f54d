"""Writes keras.json: what Keras's dropout layers, losses, optimiser and constraints make of cases.py, on JAX."""

import os
import platform

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import keras
import numpy as np

import cases

keras.config.set_floatx("float64")
ACTIVATIONS = {"relu": "relu", "logistic": "sigmoid", "tanh": "tanh"}
KINDS = {"inverted": keras.layers.Dropout, "gaussian": keras.layers.GaussianDropout}


def layers(net, settings):
    """Dense layers with Keras's own constraint and regulariser, and dropout before those that have it."""
    last = len(net["layers"]) - 1
    for layer in range(last + 1):
        if settings["dropout"][layer] > 0:
            yield KINDS[settings["kind"]](settings["dropout"][layer], seed=100 + layer)
        bound = settings["maxNorm"] if layer < last else 0
        yield keras.layers.Dense(
            net["widths"][layer + 1],
            activation=ACTIVATIONS[settings["activation"]] if layer < last else None,
            # Keras's factor is of the squared weights, ours of half of them.
            kernel_regularizer=keras.regularizers.L2(settings["regParam"] / 2) if settings["regParam"] else None,
            kernel_constraint=keras.constraints.MaxNorm(bound, axis=0) if bound else None,
        )


def rate(settings):
    schedules = keras.optimizers.schedules
    if settings["schedule"] == "inverseTime":
        return schedules.InverseTimeDecay(settings["learningRate"], 1, settings["decay"])
    if settings["schedule"] == "exponential":
        return schedules.ExponentialDecay(settings["learningRate"], 1, settings["decay"])
    return settings["learningRate"]


def model(net, settings):
    network = keras.Sequential([keras.Input((net["widths"][0],)), *layers(net, settings)])
    for dense, (weights, biases) in zip(denses(network), net["layers"]):
        dense.set_weights([weights, biases])
    network.compile(
        optimizer=keras.optimizers.SGD(
            rate(settings),
            momentum=settings["momentum"],
            nesterov=settings["nesterov"],
            global_clipnorm=settings["gradientClip"] or None,
        ),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    network.optimizer.build(network.trainable_variables)
    return network


def denses(network):
    return [layer for layer in network.layers if isinstance(layer, keras.layers.Dense)]


def seeds(network):
    return [layer.seed_generator.state for layer in network.layers if hasattr(layer, "seed_generator")]


def replaying(network, action):
    """Runs an action and puts the seeds of all dropout layers back, so that the next one draws the same."""
    before = [np.array(state.value) for state in seeds(network)]
    result = action()
    for state, value in zip(seeds(network), before):
        state.assign(value)
    return result


def multipliers(network, rows, widths):
    """What dropout is about to multiply each layer by: the same draws, on ones."""
    by_level, level = {}, 0
    for layer in network.layers:
        if isinstance(layer, keras.layers.Dense):
            level += 1
        else:
            by_level[level] = np.array(layer(np.ones((rows, widths[level])), training=True))
    return [by_level.get(level, np.array([])) for level in range(len(widths) - 1)]


def gradient(network, net):
    """The batch's loss and logits, and JAX's derivative of the loss, without the regularisers' losses."""

    def loss(trainable):
        fixed = [variable.value for variable in network.non_trainable_variables]
        logits, _ = network.stateless_call(trainable, fixed, net["inputs"], training=True)
        return network.loss(net["labels"], logits, sample_weight=net["exampleWeights"]), logits

    trainable = [variable.value for variable in network.trainable_variables]
    (value, logits), gradients = jax.value_and_grad(loss, has_aux=True)(trainable)
    return {"logits": np.array(logits), "loss": float(value), "gradient": cases.flat([gradients])}


def step(network, net, settings):
    rows, widths = len(net["labels"]), net["widths"]
    out = {"multipliers": replaying(network, lambda: multipliers(network, rows, widths))}
    out |= replaying(network, lambda: gradient(network, net))
    if settings["gradientClip"]:
        assert np.linalg.norm(out["gradient"]) > settings["gradientClip"], "nothing to clip"
    network.train_on_batch(net["inputs"], net["labels"], sample_weight=net["exampleWeights"])
    out["weights"] = cases.flat([network.get_weights()])
    out["velocity"] = cases.flat([[np.array(m.value) for m in network.optimizer.momentums]])
    if settings["maxNorm"]:
        lengths = [np.linalg.norm(dense.get_weights()[0], axis=0) for dense in denses(network)[:-1]]
        at_bound = np.isclose(np.concatenate(lengths), settings["maxNorm"], rtol=1e-6)
        assert at_bound.any() and not at_bound.all(), lengths
    return out


def case(name, net, **settings):
    defaults = {"learningRate": 0.25, "schedule": "constant", "decay": 0.0, "momentum": 0.75}
    settings = {"name": name, **defaults, **settings}
    network = model(net, settings)
    steps = [step(network, net, settings) for _ in range(cases.STEPS)]
    inference = np.array(network(net["inputs"], training=False))
    return {**cases.given(net, settings), "steps": steps, "inferenceLogits": inference}


deep = cases.network((7, 5, 6, 3), rows=4, seed=1)
plain = dict(kind="inverted", dropout=[0, 0, 0], maxNorm=0, regParam=0, gradientClip=0)
CASES = [
    case("relu, inverted dropout, Nesterov's momentum, exponential schedule", deep, activation="relu",
         nesterov=True, schedule="exponential", decay=0.5, **{**plain, "dropout": [0.2, 0.5, 0.4]}),
    case("logistic, Gaussian noise, classical momentum", deep, activation="logistic", nesterov=False,
         **{**plain, "kind": "gaussian", "dropout": [0.25, 0.5, 0.3]}),
    case("tanh, inverted dropout, max-norm, L2, inverse time schedule", deep, activation="tanh",
         nesterov=False, schedule="inverseTime", decay=0.5,
         **{**plain, "dropout": [0, 0.5, 0.4], "maxNorm": 1.25, "regParam": 0.0078125}),
    case("relu, Gaussian noise, clipping, max-norm, Nesterov's momentum", deep, activation="relu",
         nesterov=True, **{**plain, "kind": "gaussian", "dropout": [0.2, 0, 0.5], "maxNorm": 1.5, "gradientClip": 0.75}),
    case("one hidden unit, inverted dropout, L2, Nesterov's momentum", cases.network((3, 1, 4), rows=5, seed=3),
         activation="tanh", nesterov=True, **{**plain, "dropout": [0.3, 0.5], "regParam": 0.25}),
]



def deviation(dropout):
    """Of the multipliers that GaussianDropout draws: a million, so to within about 0.1%."""
    keras.utils.set_random_seed(7)
    return float(np.std(keras.layers.GaussianDropout(dropout, seed=7)(np.ones((1000, 1000)), training=True)))


cases.write(
    "keras.json",
    {
        "keras": keras.__version__,
        "jax": jax.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
    },
    CASES,
    gaussianDropout=[{"dropout": d, "deviation": deviation(d)} for d in (0.1, 0.3, 0.5)],
)

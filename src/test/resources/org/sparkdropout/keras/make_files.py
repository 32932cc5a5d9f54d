"""Writes the files of one folder with the Keras that is installed, and what it predicts for a few rows.

python3 make_files.py keras2    with requirements-keras2.txt
python3 make_files.py keras3    with requirements-keras3.txt
"""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import h5py
import keras
import numpy as np
from keras import layers as kl

FOLDER = sys.argv[1]
MAJOR = int(keras.__version__[0])
assert FOLDER == f"keras{MAJOR}", keras.__version__
os.makedirs(FOLDER, exist_ok=True)
ROWS = 5


def sequential(shape, *layers):
    return keras.Sequential([keras.Input(shape), *layers])


def with_random_weights(model, seed):
    """Also biases and the statistics of batch normalisation, which Keras starts at zero and one."""
    rng = np.random.default_rng(seed)

    def drawn(weight):
        values = rng.normal(0, 0.4, weight.shape)
        return np.abs(values) + 0.5 if "variance" in weight.name else values

    for layer in model.layers:
        if type(layer) is not getattr(kl, "Normalization", None):
            layer.set_weights([drawn(weight) for weight in layer.weights])
    return model


GOOD = {
    "dense": sequential(
        (6,),
        kl.Dropout(0.2),
        kl.Dense(8, activation="relu"),
        kl.Dropout(0.5),
        kl.Dense(5, activation="relu", kernel_regularizer="l2", kernel_constraint="max_norm"),
        kl.Dropout(0.25),
        kl.Dense(3, activation="softmax"),
    ),
    # Flatten first, activations as layers of their own, noise for dropout.
    "gaussian": sequential(
        (2, 3),
        kl.Flatten(),
        kl.GaussianDropout(0.1),
        kl.Dense(7),
        kl.Activation("tanh"),
        kl.GaussianDropout(0.3),
        kl.Dense(4),
        kl.Softmax(),
    ),
    "conv": sequential(
        (8, 9, 2),
        kl.Conv2D(4, 3, padding="same", activation="relu"),
        kl.SpatialDropout2D(0.25),
        kl.MaxPooling2D(2),
        kl.Conv2D(6, (3, 2), strides=(1, 2), use_bias=False),
        kl.BatchNormalization(),
        kl.Activation("relu"),
        kl.Dropout(0.4),
        kl.Flatten(),
        kl.Dense(5, activation="elu"),
        kl.AlphaDropout(0.1),
        kl.Dense(4, activation="softmax"),
    ),
    # Reshape first, and logits, which the loss in the file says are.
    "logits": sequential(
        (48,),
        kl.Reshape((4, 4, 3)),
        kl.ZeroPadding2D(((1, 0), (2, 1))),
        kl.Conv2D(5, 2, activation="sigmoid"),
        kl.AveragePooling2D((2, 3), strides=1, padding="same"),
        kl.GlobalMaxPooling2D(),
        kl.Dropout(0.5),
        kl.Dense(3),
    ),
    "activations": sequential(
        (5,),
        kl.Dense(6, activation="softplus"),
        kl.BatchNormalization(scale=False),
        kl.Dense(5, activation="softsign"),
        kl.AlphaDropout(0.2),
        kl.Dense(4, activation="swish", use_bias=False),
        kl.Dense(4),
        kl.ReLU(),
        kl.Dense(3, activation="softmax"),
    ),
    "pooled": sequential(
        (7, 6, 1),
        kl.Conv2D(4, 2, activation="selu", dilation_rate=2),
        kl.LeakyReLU(0.2),
        kl.MaxPooling2D(2, padding="same"),
        kl.Conv2D(3, 3, strides=2, padding="same"),
        kl.GaussianDropout(0.2),
        kl.GlobalAveragePooling2D(),
        kl.Dense(2, activation="softmax"),
    ),
}
def functional(shape, *layers):
    inputs = value = keras.Input(shape)
    for layer in layers:
        value = layer(value)
    return keras.Model(inputs, value)


LOGITS = {
    "logits": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    "binaryLogits": keras.losses.BinaryCrossentropy(from_logits=True),
}


def probabilities(name, model, rows):
    outputs = np.array(model(rows, training=False), "float32")
    if name == "logits":
        return np.array(keras.activations.softmax(keras.ops.array(outputs) if MAJOR == 3 else model(rows)))
    if name == "binaryLogits":
        outputs = np.array(keras.activations.sigmoid(keras.ops.array(outputs)))
    return np.hstack([1 - outputs, outputs]) if outputs.shape[1] == 1 else outputs


if MAJOR == 3:
    adapted = kl.Normalization()
    adapted.adapt(np.random.default_rng(9).normal(2, 3, (50, 5)))
    GOOD |= {
        "scaled": sequential(
            (6, 5, 2),
            kl.Rescaling(1 / 2, offset=-1),
            kl.Normalization(mean=[0.1, 0.3], variance=[0.2, 0.5]),
            kl.Dropout(0.1),
            kl.Conv2D(3, 3, padding="same", activation="gelu"),
            kl.GaussianNoise(0.1),
            kl.Flatten(),
            kl.Dense(3, activation="softmax"),
        ),
        "normalized": sequential(
            (5,),
            adapted,
            kl.Rescaling(2.0),
            kl.Dense(6, activation="relu"),
            kl.Dropout(0.3),
            kl.Dense(3, activation="softmax"),
        ),
        "far": sequential(
            (5,), kl.Normalization(mean=1000.0, variance=4.0), kl.Dense(6), kl.ELU(0.7), kl.Dense(1), kl.Activation("sigmoid")
        ),
        "binary": sequential(
            (4,),
            kl.Rescaling(3.0),
            kl.Dropout(0.2),
            kl.Dense(5, activation="tanh"),
            kl.Dropout(0.4),
            kl.Dense(1, activation="sigmoid"),
        ),
        "binaryLogits": functional(
            (4,),
            kl.Dense(5, activation="leaky_relu"),
            kl.Dense(4, activation=kl.LeakyReLU(0.4), name="größe"),
            kl.Dense(1, use_bias=False, name="层"),
        ),
        "chain": functional(
            (6,),
            kl.GaussianNoise(0.2),
            kl.Dense(5, activation="gelu"),
            kl.ActivityRegularization(0.1),
            kl.BatchNormalization(center=False),
            kl.Identity(),
            kl.Dense(5, activation="mish"),
            kl.BatchNormalization(center=False, scale=False),
            kl.Activation("linear"),
            kl.Dense(5, activation="hard_tanh"),
            kl.Flatten(),
            kl.Dense(5),
            kl.ReLU(negative_slope=0.3),
            kl.Reshape((5,)),
            kl.Dense(5),
            kl.ReLU(max_value=6),
            kl.Dense(5, activation="elu"),
            kl.Dense(3, activation="softmax"),
        ),
        "names": functional(
            (4,),
            kl.Dense(5, activation="sigmoid", name="größe"),
            kl.Dropout(0.25, name="выпадение"),
            kl.Dense(3, activation="softmax", name="层"),
        ),
    }
predictions = {}
for seed, (name, model) in enumerate(GOOD.items()):
    with_random_weights(model, seed)
    if name in LOGITS:
        model.compile(loss=LOGITS[name], optimizer="sgd")
    model.save(f"{FOLDER}/{name}.h5")
    if MAJOR == 3:
        model.save(f"{FOLDER}/{name}.keras")
    rows = np.random.default_rng(100 + seed).normal(0, 1, (ROWS, *model.input_shape[1:])).astype("float32")
    if name == "far":
        rows = 1000 + 2 * rows
    outputs = probabilities(name, model, rows)
    predictions[name] = {
        "inputs": [float(f"{value:.9g}") for value in rows.ravel()],
        "predictions": [float(f"{value:.9g}") for value in outputs.ravel()],
    }
with open(f"{FOLDER}/predictions.json", "w") as out:
    json.dump({"keras": keras.__version__, "files": predictions}, out, separators=(",", ":"))
    out.write("\n")

# What must be refused, but for the chain and the sigmoid. The two versions differ in the first two alone.
inputs = keras.Input((4,))
functional = keras.Model(inputs, kl.Dense(2, activation="softmax")(inputs))
functional.save(f"{FOLDER}/functional.h5")
if MAJOR == 3:
    functional.save(f"{FOLDER}/functional.keras")
GOOD["dense"].save_weights(f"{FOLDER}/weightsOnly.weights.h5" if MAJOR == 3 else f"{FOLDER}/weightsOnly.h5")
if MAJOR == 3:
    os.replace(f"{FOLDER}/weightsOnly.weights.h5", f"{FOLDER}/weightsOnly.h5")
    bad = {
        "recurrent": sequential((4, 2), kl.LSTM(3), kl.Dense(2, activation="softmax")),
        "sigmoid": sequential((4,), kl.Dense(1, activation="sigmoid", name="output")),
        "linear": sequential((4,), kl.Dense(3, name="output")),
        "unflattened": sequential((4, 3, 2), kl.Conv2D(2, 2), kl.Dense(2, activation="softmax", name="output")),
        "channelsFirst": sequential(
            (2, 4, 3),
            kl.Conv2D(2, 2, data_format="channels_first", name="first"),
            kl.Flatten(data_format="channels_first"),
            kl.Dense(2, activation="softmax"),
        ),
        "noiseShape": sequential(
            (4, 3, 2),
            kl.Dropout(0.5, noise_shape=(None, 1, 1, 2), name="channels"),
            kl.Flatten(),
            kl.Dense(2, activation="softmax"),
        ),
        "nan": sequential((4,), kl.Dense(3, name="hidden"), kl.Dense(2, activation="softmax")),
    }
    weights = bad["nan"].get_weights()
    weights[0][2, 1] = np.nan
    bad["nan"].set_weights(weights)
    for name, model in bad.items():
        model.save(f"{FOLDER}/{name}.h5")

    @keras.saving.register_keras_serializable("mine")
    class Dense(kl.Dense):
        def call(self, inputs):
            return 2 * super().call(inputs)

    @keras.saving.register_keras_serializable("mine")
    def relu(inputs):
        return 2 * inputs

    def of_hidden(layer):
        return with_random_weights(sequential((4,), layer, kl.Dense(2, activation="softmax")), 7)

    def quantized(mode):
        model = of_hidden(kl.Dense(3, name="hidden"))
        model.quantize(mode)
        return model

    lora = of_hidden(kl.Dense(3, name="hidden"))
    lora.layers[0].enable_lora(2)
    lora.layers[0].lora_kernel_b.assign(np.ones((2, 3)))
    value = keras.Input((4,))
    first = kl.Dense(4, name="first")(value)
    branched = keras.Model(value, kl.Dense(2, activation="softmax")(kl.Add(name="sum")([first, value])))
    dropped = kl.Dropout(0.5, name="always")(first, training=True)
    always = keras.Model(value, kl.Dense(2, activation="softmax")(dropped))
    for name, model in {
        "lora": lora,
        "int8": quantized("int8"),
        "float8": quantized("float8"),
        "registered": of_hidden(Dense(3, name="hidden")),
        "registeredFunction": of_hidden(kl.Dense(3, activation=relu, name="hidden")),
        "branched": branched,
        "always": always,
        "halfPrecision": of_hidden(kl.Dense(3, activation="relu", dtype="mixed_float16", name="hidden")),
        "brainPrecision": of_hidden(kl.Dense(3, activation="relu", dtype="mixed_bfloat16", name="hidden")),
    }.items():
        for format in "h5", "keras":
            model.save(f"{FOLDER}/{name}.{format}")
    rows = np.random.default_rng(8).normal(0, 1, (ROWS, 4)).astype("float32")
    others = {"inputs": [float(f"{value:.9g}") for value in rows.ravel()]}
    for name in "lora", "halfPrecision", "brainPrecision":
        outputs = np.array(keras.models.load_model(f"{FOLDER}/{name}.keras")(rows, training=False))
        others[name] = [float(f"{value:.9g}") for value in outputs.astype("float32").ravel()]
    with open(f"{FOLDER}/others.json", "w") as out:
        json.dump(others, out, separators=(",", ":"))
        out.write("\n")
    with h5py.File(f"{FOLDER}/table.h5", "w") as table:
        table["values"] = np.arange(3)

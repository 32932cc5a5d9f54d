"""What both frameworks are given: networks, batches and settings, drawn from fixed seeds.

Every number is a multiple of 1/64, so that float32 and float64 hold the same one.
"""

import json

import numpy as np

STEPS = 2


def sixty_fourths(rng, shape, scale):
    return np.round(rng.normal(0, scale, shape) * 64) / 64


def network(widths, rows, seed):
    """Weights (inputs, outputs) and biases of each layer, and a batch with uneven example weights."""
    rng = np.random.default_rng(seed)
    layers = [
        (sixty_fourths(rng, (n, m), 0.8), sixty_fourths(rng, (m,), 0.25))
        for n, m in zip(widths, widths[1:])
    ]
    return {
        "widths": list(widths),
        "layers": layers,
        "inputs": sixty_fourths(rng, (rows, widths[0]), 1),
        "labels": rng.permutation(np.arange(rows) % widths[-1]),
        "exampleWeights": np.array([0.25, 1.75, 0.5, 1.5, 1.0])[:rows],
    }


def flat(pairs):
    """Weights and biases of all layers in one array, laid out as org.sparkdropout.network.Topology."""
    return np.concatenate([np.ravel(np.asarray(a, dtype=np.float64)) for pair in pairs for a in pair])


def given(net, settings):
    """The part of a case that is put in."""
    return {
        **settings,
        "widths": net["widths"],
        "rows": len(net["labels"]),
        "parameters": flat(net["layers"]),
        "inputs": net["inputs"],
        "labels": net["labels"],
        "exampleWeights": net["exampleWeights"],
    }


def write(file, versions, cases, **more):
    """Nine digits: more than a float32 has, fewer than the last bits of a float64 that vary between machines."""

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(v) for key, v in value.items()}
        if isinstance(value, list):
            return [plain(v) for v in value]
        if isinstance(value, np.ndarray):
            return plain(np.ravel(value).tolist())
        if isinstance(value, (float, np.floating)):
            return float(f"{float(value):.9g}")
        if isinstance(value, np.integer):
            return int(value)
        return value

    with open(file, "w") as out:
        out.write('{"versions": ' + json.dumps(versions) + ', "cases": [\n')
        out.write(",\n".join(json.dumps(plain(case), separators=(",", ":")) for case in cases))
        out.write("\n]" + "".join(f", {json.dumps(k)}: {json.dumps(plain(v))}" for k, v in more.items()) + "}\n")

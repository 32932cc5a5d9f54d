"""Writes pytorch.json: what PyTorch's autodiff, dropout, optimiser, clipping and renorm make of cases.py."""

import platform

import numpy as np
import torch
from torch import nn

import cases

torch.set_default_dtype(torch.float64)
ACTIVATIONS = {"relu": nn.ReLU, "logistic": nn.Sigmoid, "tanh": nn.Tanh}


class ClassicDropout(nn.Module):
    """PyTorch's dropout is inverted; times retain it is the classic one, in training and evaluation."""

    def __init__(self, dropout):
        super().__init__()
        self.inverted = nn.Dropout(dropout)
        self.retain = 1 - dropout

    def forward(self, x):
        return self.retain * self.inverted(x)


KINDS = {"inverted": nn.Dropout, "classic": ClassicDropout}


def model(net, settings):
    widths, modules = net["widths"], []
    for layer, (weights, biases) in enumerate(net["layers"]):
        if settings["dropout"][layer] > 0:
            modules.append(KINDS[settings["kind"]](settings["dropout"][layer]))
        linear = nn.Linear(widths[layer], widths[layer + 1])
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights.T.copy()))
            linear.bias.copy_(torch.from_numpy(biases))
        modules.append(linear)
        if layer < len(net["layers"]) - 1:
            modules.append(ACTIVATIONS[settings["activation"]]())
    return nn.Sequential(*modules)


def linears(network):
    return [module for module in network if isinstance(module, nn.Linear)]


def pairs(network, of):
    """One array for each weight (inputs, outputs) and bias, as nn.Linear has (outputs, inputs)."""
    return [(of(m.weight).detach().numpy().T, of(m.bias).detach().numpy()) for m in linears(network)]


def multipliers(network, rows, widths, seed):
    """What dropout is about to multiply each layer by: the same draws, on ones."""
    torch.manual_seed(seed)
    found, level = [], 0
    for module in network:
        if isinstance(module, (nn.Dropout, ClassicDropout)):
            found.append((level, module(torch.ones(rows, widths[level])).numpy()))
        level += isinstance(module, nn.Linear)
    torch.manual_seed(seed)
    by_level = dict(found)
    return [by_level.get(level, np.array([])) for level in range(len(widths) - 1)]


def step(network, optimizer, net, settings, seed):
    rows, widths = len(net["labels"]), net["widths"]
    network.train()
    out = {"multipliers": multipliers(network, rows, widths, seed)}
    logits = network(torch.from_numpy(net["inputs"]))
    losses = nn.functional.cross_entropy(logits, torch.from_numpy(net["labels"]), reduction="none")
    loss = (losses * torch.from_numpy(net["exampleWeights"])).mean()
    optimizer.zero_grad()
    loss.backward()
    out |= {"logits": logits.detach().numpy(), "loss": loss.item()}
    out["gradient"] = cases.flat(pairs(network, lambda p: p.grad)).copy()
    if settings["gradientClip"] > 0:
        length = nn.utils.clip_grad_norm_(network.parameters(), settings["gradientClip"])
        assert length > settings["gradientClip"], f"nothing to clip: {length}"
    optimizer.step()
    if settings["maxNorm"] > 0:
        out["bounded"] = bound(network, settings["maxNorm"])
    out["weights"] = cases.flat(pairs(network, lambda p: p)).copy()
    rate = settings["learningRate"]
    # PyTorch's buffer b is momentum x b + gradient and moves weights by -rate x b: -rate x b is the velocity.
    out["velocity"] = -rate * cases.flat(
        pairs(network, lambda p: optimizer.state[p]["momentum_buffer"])
    )
    return out


def bound(network, length):
    """Renorms the hidden units (rows of nn.Linear's weights); returns how many were outside."""
    outside = 0
    with torch.no_grad():
        for linear in linears(network)[:-1]:
            renormed = torch.renorm(linear.weight, p=2, dim=0, maxnorm=length)
            outside += int((renormed != linear.weight).any(dim=1).sum())
            linear.weight.copy_(renormed)
    return outside


def case(name, net, **settings):
    defaults = {"learningRate": 0.25, "schedule": "constant", "decay": 0.0, "momentum": 0.75}
    settings = {"name": name, **defaults, **settings}
    network = model(net, settings)
    groups = [
        {"params": [m.weight for m in linears(network)], "weight_decay": settings["regParam"]},
        {"params": [m.bias for m in linears(network)]},
    ]
    optimizer = torch.optim.SGD(
        groups,
        lr=settings["learningRate"],
        momentum=settings["momentum"],
        nesterov=settings["nesterov"],
    )
    steps = [step(network, optimizer, net, settings, seed) for seed in range(cases.STEPS)]
    network.eval()
    with torch.no_grad():
        inference = network(torch.from_numpy(net["inputs"])).numpy()
    return {**cases.given(net, settings), "steps": steps, "inferenceLogits": inference}


deep = cases.network((7, 5, 6, 3), rows=4, seed=1)
plain = dict(kind="inverted", dropout=[0, 0, 0], maxNorm=0, regParam=0, gradientClip=0)
CASES = [
    case("relu, inverted dropout, classical momentum", deep, activation="relu", nesterov=False,
         **{**plain, "dropout": [0.2, 0.5, 0.4]}),
    case("logistic, classic dropout, Nesterov's momentum", deep, activation="logistic", nesterov=True,
         **{**plain, "kind": "classic", "dropout": [0.25, 0.5, 0.3]}),
    case("tanh, inverted dropout, max-norm", deep, activation="tanh", nesterov=False,
         **{**plain, "dropout": [0, 0.5, 0.4], "maxNorm": 1.75}),
    case("relu, classic dropout, L2, clipping, max-norm, Nesterov's momentum", deep, activation="relu",
         nesterov=True, kind="classic", dropout=[0.2, 0, 0.5], maxNorm=1.25, regParam=0.0078125, gradientClip=0.5),
    case("tanh, no dropout, L2, clipping, classical momentum", deep, activation="tanh", nesterov=False,
         **{**plain, "regParam": 0.0625, "gradientClip": 0.25}),
    case("softmax regression, classic input dropout", cases.network((5, 2), rows=1, seed=2), activation="relu",
         nesterov=False, **{**plain, "kind": "classic", "dropout": [0.4]}),
    case("one hidden unit, L2 without clipping", cases.network((3, 1, 4), rows=5, seed=3), activation="logistic",
         nesterov=False, **{**plain, "dropout": [0.3, 0.5], "regParam": 0.25}),
]
for each in CASES:
    units = sum(each["widths"][1:-1])
    for s in each["steps"]:
        if "bounded" in s:
            assert 0 < s["bounded"] < units, (each["name"], s["bounded"])
            del s["bounded"]

if __name__ == "__main__":
    cases.write(
        "pytorch.json",
        {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()},
        CASES,
    )

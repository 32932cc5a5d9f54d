"""Writes optimizers.json: the weights that PyTorch's optimisers make of the networks of cases.py, step by step."""

import platform
from importlib.metadata import version

import schedulefree
import torch

import cases
import pytorch_golden as golden

STEPS = 4
RATE = 0.03125
BETA2 = 0.75  # low, so that four steps show all of it
DECAY = 0.25
torch.bfloat16 = torch.float64  # Muon's iterations too, which would be in bfloat16


def adamw(kernels, biases, decay):
    groups = [{"params": kernels, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]
    return [torch.optim.AdamW(groups, lr=RATE, betas=(0.5, BETA2), eps=1e-3)]


def muon(kernels, biases, decay):
    matrices = torch.optim.Muon(
        kernels[:-1], lr=RATE, weight_decay=decay, momentum=0.75, nesterov=True, adjust_lr_fn="match_rms_adamw"
    )
    return [matrices, *adamw(kernels[-1:], biases, decay)]


def schedule_free(kernels, biases, decay):
    groups = [{"params": kernels, "weight_decay": decay}, {"params": biases, "weight_decay": 0.0}]
    return [schedulefree.AdamWScheduleFree(groups, lr=RATE, betas=(0.75, BETA2), eps=1e-3, warmup_steps=2)]


OPTIMIZERS = {"adamw": adamw, "muon": muon, "schedulefree": schedule_free}


def switch(optimizers, mode):
    for optimizer in optimizers:
        if hasattr(optimizer, mode):
            getattr(optimizer, mode)()


def weights(network):
    return cases.flat(golden.pairs(network, lambda p: p)).copy()


def case(name, net, optimizer, decay):
    settings = {"activation": "tanh", "dropout": [0] * len(net["layers"]), "kind": "inverted"}
    network = golden.model(net, settings)
    linears = golden.linears(network)
    optimizers = OPTIMIZERS[optimizer]([m.weight for m in linears], [m.bias for m in linears], decay)
    steps = []
    for _ in range(STEPS):
        switch(optimizers, "train")
        logits = network(torch.from_numpy(net["inputs"]))
        losses = torch.nn.functional.cross_entropy(logits, torch.from_numpy(net["labels"]), reduction="none")
        loss = (losses * torch.from_numpy(net["exampleWeights"])).mean()
        for o in optimizers:
            o.zero_grad()
        loss.backward()
        for o in optimizers:
            o.step()
        trained = weights(network)
        switch(optimizers, "eval")
        steps.append({"weights": trained, "scored": weights(network)})
    given = cases.given(net, {"name": name, "optimizer": optimizer, "weightDecay": decay, **settings})
    return {**given, "steps": steps}


deep = cases.network((7, 5, 6, 3), rows=4, seed=1)
wide = cases.network((3, 8, 2), rows=5, seed=2)
CASES = [
    case(f"{name}, decay {decay}, {'-'.join(map(str, net['widths']))}", net, name, decay)
    for name in OPTIMIZERS
    for net in (deep, wide)
    for decay in (0.0, DECAY)
]
if __name__ == "__main__":
    versions = {"python": platform.python_version(), "torch": torch.__version__, "schedulefree": version("schedulefree")}
    cases.write("optimizers.json", versions, CASES)

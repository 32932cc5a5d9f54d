"""Writes heads.json: losses of PyTorch and their derivatives by the scores."""

import platform

import numpy as np
import torch
from torch.nn import functional as F

import cases

torch.set_default_dtype(torch.float64)
QUANTILES = [0.125, 0.5, 0.9375]
CLASS_WEIGHTS = [0.25, 2.5, 0.0, 1.25]
# Class weights act in the derivative: what is counted is the loss without them.
COUNTED = {"weighted": "softmax", "weightedSmoothed": "smoothed"}
CLASSES = ("softmax", "smoothed", "weighted", "weightedSmoothed")


def pinball(scores, targets):
    """PyTorch has no quantile loss: its formula, differentiated by autograd."""
    residual = targets - scores
    quantiles = torch.tensor(QUANTILES)
    return torch.maximum(quantiles * residual, (quantiles - 1) * residual)


def cross_entropy(smoothing, weight=None):
    return lambda s, t: F.cross_entropy(s, t.long()[:, 0], weight, reduction="none", label_smoothing=smoothing)


LOSSES = {
    "softmax": cross_entropy(0.0),
    "smoothed": cross_entropy(0.125),
    "weighted": cross_entropy(0.0, torch.tensor(CLASS_WEIGHTS)),
    "weightedSmoothed": cross_entropy(0.125, torch.tensor(CLASS_WEIGHTS)),
    "squared": lambda s, t: F.mse_loss(s, t, reduction="none").mean(dim=1),
    "absolute": lambda s, t: F.l1_loss(s, t, reduction="none").mean(dim=1),
    "huber": lambda s, t: F.huber_loss(s, t, reduction="none", delta=0.75).mean(dim=1),
    "quantile": lambda s, t: pinball(s, t).mean(dim=1),
}


def case(name, outputs, width, seed):
    rng = np.random.default_rng(seed)
    rows = 5
    scores = torch.from_numpy(cases.sixty_fourths(rng, (rows, outputs), 1)).requires_grad_()
    classes = name in CLASSES
    targets = rng.integers(0, outputs, (rows, 1)) if classes else cases.sixty_fourths(rng, (rows, width), 1)
    weights = np.array([0.25, 1.75, 0.5, 1.5, 1.0])
    targets = torch.from_numpy(targets).double()
    losses = LOSSES[name](scores, targets)
    (losses * torch.from_numpy(weights)).mean().backward()
    return {
        "name": name,
        "outputs": outputs,
        "scores": scores.detach().numpy(),
        "targets": targets.numpy(),
        "exampleWeights": weights,
        "losses": LOSSES[COUNTED.get(name, name)](scores, targets).detach().numpy(),
        "derivative": scores.grad.numpy(),
    }


CASES = [
    case("softmax", 4, 1, 1),
    case("smoothed", 2, 1, 2),
    case("smoothed", 5, 1, 3),
    case("weighted", 4, 1, 11),
    case("weightedSmoothed", 4, 1, 12),
    case("squared", 1, 1, 4),
    case("squared", 3, 3, 5),
    case("absolute", 1, 1, 6),
    case("absolute", 2, 2, 7),
    case("huber", 1, 1, 8),
    case("huber", 4, 4, 9),
    case("quantile", 3, 1, 10),
]
if __name__ == "__main__":
    cases.write("heads.json", {"python": platform.python_version(), "torch": torch.__version__}, CASES, quantiles=QUANTILES, classWeights=CLASS_WEIGHTS)

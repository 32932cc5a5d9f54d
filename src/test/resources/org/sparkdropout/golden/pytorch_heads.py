"""Writes heads.json: losses of PyTorch and their derivatives by the scores."""

import platform

import numpy as np
import torch
from torch.nn import functional as F

import cases

torch.set_default_dtype(torch.float64)
QUANTILES = [0.125, 0.5, 0.9375]


def pinball(scores, targets):
    """PyTorch has no quantile loss: its formula, differentiated by autograd."""
    residual = targets - scores
    quantiles = torch.tensor(QUANTILES)
    return torch.maximum(quantiles * residual, (quantiles - 1) * residual)


LOSSES = {
    "softmax": lambda s, t: F.cross_entropy(s, t.long()[:, 0], reduction="none"),
    "smoothed": lambda s, t: F.cross_entropy(s, t.long()[:, 0], reduction="none", label_smoothing=0.125),
    "squared": lambda s, t: F.mse_loss(s, t, reduction="none").mean(dim=1),
    "absolute": lambda s, t: F.l1_loss(s, t, reduction="none").mean(dim=1),
    "huber": lambda s, t: F.huber_loss(s, t, reduction="none", delta=0.75).mean(dim=1),
    "quantile": lambda s, t: pinball(s, t).mean(dim=1),
}


def case(name, outputs, width, seed):
    rng = np.random.default_rng(seed)
    rows = 5
    scores = torch.from_numpy(cases.sixty_fourths(rng, (rows, outputs), 1)).requires_grad_()
    classes = name in ("softmax", "smoothed")
    targets = rng.integers(0, outputs, (rows, 1)) if classes else cases.sixty_fourths(rng, (rows, width), 1)
    weights = np.array([0.25, 1.75, 0.5, 1.5, 1.0])
    losses = LOSSES[name](scores, torch.from_numpy(targets).double())
    (losses * torch.from_numpy(weights)).mean().backward()
    return {
        "name": name,
        "outputs": outputs,
        "scores": scores.detach().numpy(),
        "targets": np.asarray(targets, dtype=np.float64),
        "exampleWeights": weights,
        "losses": losses.detach().numpy(),
        "derivative": scores.grad.numpy(),
    }


CASES = [
    case("softmax", 4, 1, 1),
    case("smoothed", 2, 1, 2),
    case("smoothed", 5, 1, 3),
    case("squared", 1, 1, 4),
    case("squared", 3, 3, 5),
    case("absolute", 1, 1, 6),
    case("absolute", 2, 2, 7),
    case("huber", 1, 1, 8),
    case("huber", 4, 4, 9),
    case("quantile", 3, 1, 10),
]
if __name__ == "__main__":
    cases.write("heads.json", {"python": platform.python_version(), "torch": torch.__version__}, CASES, quantiles=QUANTILES)

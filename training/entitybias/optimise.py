"""AdamW for the dense parameters, row-wise Adam for the word table, and the learning-rate schedule."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from .model import RelationModel

WORD_TABLE = "embeddings.word_embeddings.weight"


class RowAdam:
    """Adam that updates only the rows a batch touched (moments of other rows stay as they are).

    No weight decay. ``update`` takes unique row numbers [U] and their gradient [U, D].
    """

    def __init__(self, table: Tensor, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-6) -> None:
        self.table, self.betas, self.eps = table, betas, eps
        self.first = torch.zeros_like(table)
        self.second = torch.zeros_like(table)
        self.steps = 0

    @torch.no_grad()
    def update(self, rows: Tensor, gradient: Tensor, rate: float) -> None:
        self.steps += 1
        b1, b2 = self.betas
        first = self.first[rows].mul_(b1).add_(gradient, alpha=1 - b1)
        second = self.second[rows].mul_(b2).addcmul_(gradient, gradient, value=1 - b2)
        self.first[rows], self.second[rows] = first, second
        unbiased = first / (1 - b1**self.steps)
        spread = (second / (1 - b2**self.steps)).sqrt_().add_(self.eps)
        self.table[rows] -= rate * unbiased / spread

    def state_dict(self) -> dict[str, Any]:
        return {"first": self.first, "second": self.second, "steps": self.steps}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.first.copy_(state["first"])
        self.second.copy_(state["second"])
        self.steps = state["steps"]


def adamw(model: RelationModel, rates: dict[str, float], weight_decay: float, eps: float) -> torch.optim.AdamW:
    """AdamW over everything that is trained but the word table.

    ``rates`` has the peak learning rates ``encoder``, ``head`` and ``bottleneck``. Biases and LayerNorms
    are not decayed. Each group keeps its peak rate in ``group["peak"]``.
    """
    groups: dict[tuple[str, bool], list[Tensor]] = {}
    for name, parameter in model.named_parameters():
        if name == WORD_TABLE or not parameter.requires_grad:
            continue
        part = name.split(".")[0]
        kind = part if part in ("head", "bottleneck") else "encoder"
        groups.setdefault((kind, parameter.ndim > 1), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": parameters, "lr": 0.0, "peak": rates[kind], "weight_decay": weight_decay if decayed else 0.0}
            for (kind, decayed), parameters in groups.items()
        ],
        eps=eps, fused=True,
    )


def schedule(step: int, total: int, warmup: float) -> float:
    """Factor on the peak rate at 0-based ``step``: linear up over ``warmup * total`` steps, then linear to 0."""
    rising = max(1, round(total * warmup))
    if step < rising:
        return (step + 1) / rising
    return max(0.0, (total - step) / max(1, total - rising))


def clip(parameters: list[Tensor], extra: list[Tensor], largest: float) -> float:
    """Scale all gradients in place so that their joint norm is at most ``largest``; returns the norm."""
    gradients = [p.grad for p in parameters if p.grad is not None] + extra
    norm = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))
    factor = float(torch.clamp(largest / (norm + 1e-6), max=1.0))
    if factor < 1:
        torch._foreach_mul_(gradients, factor)
    return float(norm)

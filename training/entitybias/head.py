"""Soft-max classification head: Linear(2D, D) -> ReLU -> Dropout -> Linear(D, R)."""

from __future__ import annotations

from torch import Tensor, nn

from .encoder import Drop, keep


class SoftmaxHead(nn.Module):
    """Scores the relations of a pair vector."""

    def __init__(self, inputs: int, hidden: int, num_labels: int) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, hidden)
        self.out = nn.Linear(hidden, num_labels)

    def forward(self, pair: Tensor, drop: Drop = keep) -> Tensor:
        """pair [B, 2D] -> logits [B, R] (before soft-max)."""
        return self.out(drop(self.dense(pair).relu()))

"""Structured causal model of entity bias: a training-time intervention in the hull of neighbouring names.

(Wang et al. 2023, "A causal view of entity bias", white-box variant, as in the authors' code.) On entity tokens,
before LayerNorm, with e = word + position + type and E_j one of k neighbour tables:

    training      w_0 e + sum_j w_j E_j[id]      w by stick-breaking, one draw a sentence
    inference     (e + sum_j E_j[id]) / (k + 1)  the centre of the hull

    E_j = P W,  P = softmax(-D) by rows,  D = Euclidean distances of the rows of the word table W,
    one random column of each row left out of P

So a neighbour is a soft average over the vocabulary in which the token itself, at distance 0, weighs most.
The tables are made once from the pre-trained word table and stay fixed here; the authors' code trains them
on. Stick-breaking w_0 = u_0, w_1 = u_1 (1 - w_0), .., the last takes the rest; u uniform.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Neighbours(nn.Module):
    """k fixed tables [k, V, D]; zeros until ``fill`` or a checkpoint gives them."""

    tables: Tensor

    def __init__(self, count: int, vocabulary: int, size: int) -> None:
        super().__init__()
        self.register_buffer("tables", torch.zeros(count, vocabulary, size))

    @torch.no_grad()
    def fill(self, words: Tensor, seed: int, chunk: int = 1024) -> None:
        """Make the tables from the word table [V, D]."""
        generator = torch.Generator().manual_seed(seed)
        size = words.shape[0]
        for table in self.tables:
            for start in range(0, size, chunk):
                rows = words[start : start + chunk]
                scores = -torch.cdist(rows, words)  # [chunk, V]
                left_out = torch.randint(size, (len(rows), 1), generator=generator)
                table[start : start + chunk] = scores.scatter(1, left_out, -1e6).softmax(dim=-1) @ words

    def forward(self, entity: Tensor, ids: Tensor, weights: Tensor | None) -> Tensor:
        """entity [E, D] before LayerNorm, ids [E], weights [E, k + 1] or None (centre) -> [E, D]."""
        count = len(self.tables)
        if weights is None:
            weights = torch.full((len(ids), count + 1), 1 / (count + 1))
        points = torch.stack([entity, *self.tables[:, ids]], dim=1)  # [E, k + 1, D]
        return (weights[:, :, None].to(points.dtype) * points).sum(dim=1)


def break_stick(uniform: Tensor) -> Tensor:
    """u [B, k] in [0, 1) -> weights [B, k + 1] that sum to 1."""
    left = torch.cumprod(torch.cat([torch.ones_like(uniform[:, :1]), 1 - uniform], dim=1), dim=1)  # [B, k + 1]
    return torch.cat([uniform * left[:, :-1], left[:, -1:]], dim=1)

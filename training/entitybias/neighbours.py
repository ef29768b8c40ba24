"""Structured causal model of entity bias: a training-time intervention in the hull of neighbouring names.

(Wang et al. 2023, "A causal view of entity bias", white-box variant, as in the authors' code.) On entity tokens,
before LayerNorm, with e = word + position + type and E_j one of k neighbour tables:

    training      w_0 e + sum_j w_j E_j[id]      w by stick-breaking, one draw a sentence
    inference     (e + k N[id]) / (k + 1)        the centre of the hull

    E_j = P W,  P = softmax(-D) by rows,  D = Euclidean distances of the rows of the word table W,
    one random column of each row left out of P;  N = P W with no column left out

So a neighbour is a soft average over the vocabulary in which the token itself, at distance 0, weighs most. On
MiniLM's table most is not much: distances are near 1.5, the token itself has 0.01% of the weight, and N is close
to the mean of the whole table (cosine 0.98, 512 tokens), so the hull shrinks a name towards that mean.
The tables are made once from the word table that training starts from and stay fixed here; the authors' code
trains them on. In use nothing is stored: N comes from the model's own word table (as rounded). The left-out
column is noise of order 1 / V: on that table |E_j - N| is 0.03% of |N| on average, at most 0.25%.
Stick-breaking w_0 = u_0, w_1 = u_1 (1 - w_0), .., the last takes the rest; u uniform.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Neighbours(nn.Module):
    """The hull of k neighbours; for training ``fill`` makes the k fixed tables [k, V, D], which no checkpoint holds."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.tables: Tensor | None = None
        self._known: dict[int, Tensor] = {}  # N of token ids, for the word table of ``_version``
        self._version: tuple[int, int] | None = None

    @torch.no_grad()
    def fill(self, words: Tensor, seed: int, chunk: int = 1024) -> None:
        """Make the tables from the word table [V, D]."""
        generator = torch.Generator().manual_seed(seed)
        self.tables = torch.zeros(self.count, *words.shape)
        size = words.shape[0]
        for table in self.tables:
            for start in range(0, size, chunk):
                rows = words[start : start + chunk]
                scores = -torch.cdist(rows, words)  # [chunk, V]
                left_out = torch.randint(size, (len(rows), 1), generator=generator)
                table[start : start + chunk] = scores.scatter(1, left_out, -1e6).softmax(dim=-1) @ words

    def forward(self, entity: Tensor, ids: Tensor, weights: Tensor | None, words: Tensor) -> Tensor:
        """entity [E, D] before LayerNorm, ids [E], weights [E, k + 1] or None (centre), words [V, D] -> [E, D]."""
        if weights is None:
            return (entity + self.count * self.average(ids, words).to(entity.dtype)) / (self.count + 1)
        if self.tables is None:
            raise ValueError("the tables of the neighbours are not made: call fill")
        points = torch.stack([entity, *self.tables[:, ids]], dim=1)  # [E, k + 1, D]
        return (weights[:, :, None].to(points.dtype) * points).sum(dim=1)

    @torch.no_grad()
    def average(self, ids: Tensor, words: Tensor, chunk: int = 256) -> Tensor:
        """N of tokens ids [E] over the whole word table [V, D] -> [E, D]. Answers are kept until the table changes."""
        version = (words.data_ptr(), words._version)
        if version != self._version:
            self._known, self._version = {}, version
        new = torch.tensor(sorted(set(ids.tolist()) - self._known.keys()), dtype=torch.long)
        for some in new.split(chunk) if len(new) else ():
            near = (-distances(words[some], words)).softmax(dim=-1) @ words.double()
            self._known |= dict(zip(some.tolist(), near.to(words.dtype), strict=True))
        return torch.stack([self._known[i] for i in ids.tolist()]) if len(ids) else words.new_zeros(0, words.shape[1])


def distances(rows: Tensor, words: Tensor) -> Tensor:
    """Euclidean distances [U, V] of rows [U, D] to words [V, D], in float64 so that a row is at 0 from itself."""
    a, b = rows.double(), words.double()
    squared = a.square().sum(1)[:, None] + b.square().sum(1) - 2 * a @ b.T
    return squared.clamp_min(0).sqrt()


def break_stick(uniform: Tensor) -> Tensor:
    """u [B, k] in [0, 1) -> weights [B, k + 1] that sum to 1."""
    left = torch.cumprod(torch.cat([torch.ones_like(uniform[:, :1]), 1 - uniform], dim=1), dim=1)  # [B, k + 1]
    return torch.cat([uniform * left[:, :-1], left[:, -1:]], dim=1)

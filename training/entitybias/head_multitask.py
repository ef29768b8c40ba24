"""Multi-task head: is there a relation (identification), and which (classification by ranking).

(Ye et al. 2019; ranking loss by dos Santos et al. 2015.) Both read h = ReLU(Linear(pair)), shared.

    L_rank = [y positive] ln(1 + exp(gamma (m+ - s_y))) + ln(1 + exp(gamma (m- + s_c))),  c = argmax of s over c != y
    L      = 1.0 L_rank + 1.0 CE(identify)                      gamma = 2, m+ = 2.5, m- = 0.5

The negative class has no vector and no first term. In use it gets the constant score ``threshold`` = 0.5, the best
score wins, and identification is not asked: it helps in training only, as in the authors' code.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .encoder import Drop, keep

MARGIN_RIGHT, MARGIN_WRONG = 2.5, 0.5


class MultitaskHead(nn.Module):
    """Ranking scores of the R - 1 relations and two logits (none, relation). Class 0 is the negative class."""

    def __init__(self, inputs: int, hidden: int, num_labels: int, threshold: float = 0.5, gamma: float = 2.0) -> None:
        super().__init__()
        self.threshold, self.gamma = threshold, gamma
        self.dense = nn.Linear(inputs, hidden)
        self.out = nn.Linear(hidden, num_labels - 1)
        self.identify = nn.Linear(hidden, 2)

    def forward(self, pair: Tensor, drop: Drop = keep) -> tuple[Tensor, Tensor]:
        """pair [B, in] -> logits [B, R] = gamma * [threshold, scores], identification logits [B, 2]."""
        hidden = drop(self.dense(pair).relu())
        scores = self.out(hidden).float()
        negative = torch.full_like(scores[:, :1], self.threshold)
        return self.gamma * torch.cat([negative, scores], dim=1), self.identify(hidden).float()

    def loss(self, logits: Tensor, identify: Tensor, labels: Tensor) -> Tensor:
        """The training loss of logits [B, R], identification [B, 2] and labels [B]: a scalar, mean over the batch."""
        ranking = ranking_loss(logits[:, 1:] / self.gamma, labels - 1, self.gamma).mean()
        return ranking + F.cross_entropy(identify, (labels != 0).long())


def ranking_loss(scores: Tensor, right: Tensor, gamma: float = 2.0) -> Tensor:
    """scores [B, C], right [B] class or -1 for the negative class -> loss of each row [B]. C at least 2."""
    positive = right >= 0
    index = right.clamp_min(0)[:, None]
    own = scores.gather(1, index).squeeze(1)
    others = scores.scatter(1, index, torch.where(positive[:, None], -torch.inf, scores.gather(1, index)))
    first = F.softplus(gamma * (MARGIN_RIGHT - own)) * positive
    return first + F.softplus(gamma * (MARGIN_WRONG + others.amax(dim=1)))

"""Contrastive pre-training of the pair vectors, a stage before fine-tuning ("Entity or relation embeddings?", 2024).

For every ordered pair (i, j) of rows of a batch with one label, s = cosine similarity:

    l_ij = -ln( e^{s_ij / tau} / (e^{s_ij / tau} + sum over k with another label of e^{s_ik / tau}) ),  mean over pairs

(NT-Xent.) What is compared depends on the read-out and on ``losses``:

    entity_markers                      one loss on L [h; t]          L: 2D -> D, of this stage alone
    mask                                one loss on r
    entity_markers_and_mask, joint      one loss on L [h; t; r]       [H, T, Mask]
    entity_markers_and_mask, separate   mean of two: L [h; t] and r   [H, T] + Mask

Labels: ``relation`` is supervised; rows without a relation have nothing in common and take no part. ``pair`` is self-supervised: sentences that share subject and object. The paper finds those by
coreference; our rows hold no knowledge-base ids, so equal names after case folding are one pair, pronouns left out:
306 pairs in 666 sentences of the training set (271 of them within Re-DocRED), a small sample.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

LABELS, LOSSES = ("relation", "pair"), ("joint", "separate")
PER_GROUP = 4  # rows of one label in a batch, where it has as many


@dataclass(frozen=True)
class ContrastConfig:
    """``contrast`` of an experiment file. ``rate`` is the peak learning rate of the encoder and of the projection."""

    labels: str
    losses: str
    steps: int
    rate: float
    tau: float = 0.07


def nt_xent(vectors: Tensor, labels: Tensor, tau: float) -> Tensor:
    """vectors [B, D], labels [B] -> scalar. 0 when no two rows share a label."""
    unit = F.normalize(vectors.float(), dim=1)
    scores = unit @ unit.T / tau  # [B, B]
    same = labels[:, None] == labels[None, :]
    positive = same & ~torch.eye(len(labels), dtype=torch.bool)
    if not positive.any():
        return vectors.sum() * 0
    others = scores.masked_fill(same, -torch.inf).logsumexp(dim=1, keepdim=True)  # [B, 1]
    return F.softplus(others - scores)[positive].mean()


class Projection(nn.Module):
    """The loss of a batch of states, with the projections that this stage alone uses."""

    def __init__(self, size: int, states: int, losses: str, tau: float) -> None:
        super().__init__()
        self.separate, self.tau = losses == "separate" and states == 3, tau
        joined = 2 if self.separate else states
        self.joint = nn.Linear(joined * size, size) if joined > 1 else None

    def forward(self, states: Tensor, labels: Tensor) -> Tensor:
        """states [B, P, D] in the order subject, object, mask; labels [B] -> scalar."""
        together = states[:, :2] if self.separate else states
        vectors = together.flatten(1) if self.joint is None else self.joint(together.flatten(1))
        loss = nt_xent(vectors, labels, self.tau)
        return (loss + nt_xent(states[:, 2], labels, self.tau)) / 2 if self.separate else loss


def relation_groups(labels: Sequence[int]) -> list[list[int]]:
    """Rows by relation, groups of at least two; class 0, no relation, is left out."""
    return _groups([label or None for label in labels], range(len(labels)))


def pair_groups(rows: Sequence[dict[str, Any]]) -> list[list[int]]:
    """Rows that name the same subject and object in different sentences, groups of at least two sentences."""
    keys = [_pair(row) for row in rows]
    first = {}  # one row for each sentence of a pair
    for number, (key, row) in enumerate(zip(keys, rows, strict=True)):
        if key is not None:
            first.setdefault((key, " ".join(row["token"]).casefold()), number)
    return _groups(keys, sorted(first.values()))


def _pair(row: dict[str, Any]) -> tuple[str, str] | None:
    if row.get("subj_pronoun") or row.get("obj_pronoun"):
        return None
    subject, object_ = (
        " ".join(row["token"][row[f"{slot}_start"] : row[f"{slot}_end"] + 1]).casefold() for slot in ("subj", "obj")
    )
    return subject, object_


def _groups(keys: Sequence[Any], rows: Sequence[int]) -> list[list[int]]:
    found: dict[Any, list[int]] = {}
    for number in rows:
        if keys[number] is not None:
            found.setdefault(keys[number], []).append(number)
    return [group for group in found.values() if len(group) > 1]


def draw_batch(groups: list[list[int]], size: int, seed: int, step: int) -> tuple[list[int], list[int]]:
    """Rows of a batch and the group of each: whole picks of 2 to ``PER_GROUP`` rows from random groups until it is full.

    The same for the same seed and step. Needs at least two groups, so that there are negatives.
    """
    draw = np.random.default_rng([seed, 2, step])
    rows: list[int] = []
    labels: list[int] = []
    for number in draw.permutation(len(groups)).tolist():
        count = min(PER_GROUP, len(groups[number]), size - len(rows))
        if count < 2:
            break
        rows += draw.choice(groups[number], count, replace=False).tolist()
        labels += [number] * count
    return rows, labels

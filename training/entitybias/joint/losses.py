"""Losses of the entity and the relation task, means over the spans and pairs of a batch.

    soft-max   CE over the types and none
    sigmoid    BCE, mean over the relations, then over the pairs
    multitask  BCE of identification + ranking loss of the classes (``head_multitask.ranking_loss``, dos Santos et al. 2015)
    ranking    ranking loss alone: a negative has the second term only

Identification of entities is scaled by how much a negative overlaps an entity: weight 1 + scale * u(s), u = largest IoU. The
multi-task paper (arXiv 2309.09713) has no public code; what it leaves open is a line of the experiment: ``iou_scale``, whether
``classify_negatives`` have a ranking loss too (in its second term), and the weights of the terms.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from ..head_multitask import ranking_loss
from .network import Scores


@dataclass(frozen=True)
class LossConfig:
    """``iou_scale`` 0 treats all negatives alike. Weights are factors on the terms; the paper's are not known, ours are 1."""

    iou_scale: float = 0.0
    classify_negatives: bool = False
    identify_weight: float = 1.0
    classify_weight: float = 1.0
    relation_weight: float = 1.0
    gamma: float = 2.0


def entity_loss(kind: str, scores: Scores, labels: Tensor, overlap: Tensor, config: LossConfig) -> Tensor:
    """labels [N] with 0 for none, overlap [N] in [0, 1] -> a scalar; N at least 1."""
    if kind == "softmax":
        return F.cross_entropy(scores.classes, labels)
    if kind == "ranking":
        return ranking_loss(scores.classes, labels - 1, config.gamma).mean()
    assert scores.identify is not None
    positive = labels > 0
    each = F.binary_cross_entropy_with_logits(scores.identify, positive.float(), reduction="none")
    identify = ((1 + config.iou_scale * overlap * ~positive) * each).mean()
    classify = _classify(scores.classes, labels - 1, positive, config)
    return config.identify_weight * identify + config.classify_weight * classify


def relation_loss(kind: str, scores: Scores, held: Tensor, config: LossConfig) -> Tensor:
    """held [M, R] with 1 for each relation of a pair -> a scalar; 0 for no pair."""
    if not len(held):
        return scores.classes.sum() * 0
    if kind == "sigmoid":
        return F.binary_cross_entropy_with_logits(scores.classes, held)
    rows, right, alone = one_label_rows(scores.classes, held)
    if kind == "ranking":
        return ranking_loss(alone, right, config.gamma).sum() / len(held)
    assert scores.identify is not None
    identify = F.binary_cross_entropy_with_logits(scores.identify, held.amax(dim=1))
    classify = _classify(alone, right, right >= 0, config)
    return config.identify_weight * identify + config.classify_weight * classify


def one_label_rows(classes: Tensor, held: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """One row for each relation of a pair, one for a pair without: pair [L], class or -1 [L], scores [L, R].

    In a row the other relations that hold are out of the running (minus infinity), so that they are no competitors.
    """
    related, kinds = held.nonzero(as_tuple=True)
    none = (held.sum(dim=1) == 0).nonzero().squeeze(1)
    rows = torch.cat([related, none])
    right = torch.cat([kinds, torch.full_like(none, -1)])
    others = held[rows].bool()
    others[torch.arange(len(related)), kinds] = False
    return rows, right, classes[rows].masked_fill(others, -torch.inf)


def _classify(classes: Tensor, right: Tensor, positive: Tensor, config: LossConfig) -> Tensor:
    """Ranking loss, mean over the positive rows or over all; 0 where there is none."""
    used = slice(None) if config.classify_negatives else positive
    each = ranking_loss(classes[used], right[used], config.gamma)
    return each.mean() if len(each) else classes.sum() * 0

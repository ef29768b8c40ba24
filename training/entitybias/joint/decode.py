"""Scores -> entities and relations of a text.

Every span of up to ``max_width`` words is scored; those that are entities are paired in both directions; every pair is scored.

    soft-max    entity where the best class is a type; score = its probability (no threshold, as in SpERT)
    multitask   entity where sigmoid(identify) > entity_threshold, of the type that scores best; that sigmoid is the score
    ranking     entity where the best type scores more than ranking_threshold; score = sigmoid(gamma (s - threshold))
    sigmoid     every relation with sigmoid >= relation_threshold
    multitask, ranking: the best relation of a pair, scored as entities are, from relation_threshold on
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .inputs import Encoded, collate, gaps
from .network import JointModel, Scores
from .parts import JointParts
from .spans import all_spans

ScoredEntity = tuple[int, int, int, float]  # first word, end, type, score in [0, 1]
ScoredRelation = tuple[int, int, int, float]  # head and tail as indices into the entities, type, score in [0, 1]


@dataclass(frozen=True)
class Found:
    """Entities of one text in text order, relations best first. ``cut``: entities left out beyond ``max_entities``."""

    entities: list[ScoredEntity]
    relations: list[ScoredRelation]
    cut: int = 0

    def above(self, threshold: float) -> Found:
        """The same with the relations that score at least ``threshold``."""
        return dataclasses.replace(self, relations=[r for r in self.relations if r[3] >= threshold])


def entity_decision(scores: Scores, parts: JointParts) -> tuple[Tensor, Tensor, Tensor]:
    """Type [N], score [N] in [0, 1] and whether a span is an entity [N]."""
    if parts.entity_head == "softmax":
        best, kind = scores.classes.softmax(dim=-1).max(dim=-1)
        return (kind - 1).clamp_min(0), best, kind > 0
    kind, score = _best(scores, parts)
    # sigmoid(gamma (s - t)) > 0.5 says the same as s > t.
    return kind, score, score > (0.5 if parts.entity_head == "ranking" else parts.entity_threshold)


def relation_scores(scores: Scores, parts: JointParts) -> Tensor:
    """[M, R] in [0, 1]; for heads that name one relation all others are 0."""
    if parts.relation_head == "sigmoid":
        return scores.classes.sigmoid()
    kind, score = _best(scores, parts)
    return torch.zeros_like(scores.classes).scatter(1, kind[:, None], score[:, None])


def _best(scores: Scores, parts: JointParts) -> tuple[Tensor, Tensor]:
    value, kind = scores.classes.max(dim=-1)
    if scores.identify is not None:
        return kind, scores.identify.sigmoid()
    return kind, (parts.gamma * (value - parts.ranking_threshold)).sigmoid()


@torch.no_grad()
def find(model: JointModel, sentences: Sequence[Encoded], floor: float | None = None) -> list[Found]:
    """Entities and relations of each sentence. ``floor`` instead of ``relation_threshold`` keeps weaker relations."""
    parts, types = model.parts, model.types
    floor = parts.relation_threshold if floor is None else floor
    spans = [all_spans(one.words, parts.max_width) for one in sentences]
    batch = collate(sentences, spans, [np.zeros((0, 2), dtype=np.int64)] * len(sentences))
    pooled = model.read(batch.input_ids, batch.attention_mask)
    scores, vectors = model.spans(pooled, batch)
    kinds, values, is_entity = entity_decision(scores, parts)

    chosen: list[list[int]] = []  # of each sentence: indices into the spans of the batch, in text order
    cut, offset = [], 0
    order = values.tolist()
    for found in spans:
        here = (offset + is_entity[offset : offset + len(found)].nonzero().squeeze(1)).tolist()
        kept = sorted(here, key=lambda i: -order[i])[: parts.max_entities]
        chosen.append(sorted(kept, key=lambda i, at=offset, of=found: tuple(of[i - at])))
        cut.append(len(here) - len(kept))
        offset += len(found)
    pairs = torch.tensor([(a, b) for one in chosen for a in one for b in one if a != b], dtype=torch.long).view(-1, 2)
    batch = dataclasses.replace(batch, pairs=pairs, between=gaps(batch.span_pieces[pairs]))
    strength = relation_scores(model.relations(pooled, batch, scores, vectors), parts)  # [M, R]

    symmetric = [name in types.symmetric for name in types.relations]
    results, at, offset = [], 0, 0
    for one, found, left in zip(chosen, spans, cut, strict=True):
        entities = [(*map(int, found[i - offset]), int(kinds[i]), order[i]) for i in one]
        best: dict[tuple[int, int, int], float] = {}
        count = len(one) * (len(one) - 1)
        for pair, kind in (strength[at : at + count] >= floor).nonzero().tolist():
            head, after = divmod(pair, len(one) - 1)
            tail = after + (after >= head)
            # One relation without a direction is found from both sides: it runs from left to right.
            key = (tail, head, kind) if symmetric[kind] and tail < head else (head, tail, kind)
            best[key] = max(best.get(key, 0.0), float(strength[at + pair, kind]))
        relations = [(*key, value) for key, value in sorted(best.items(), key=lambda item: -item[1])]
        results.append(Found(entities, relations, left))
        at, offset = at + count, offset + len(found)
    return results

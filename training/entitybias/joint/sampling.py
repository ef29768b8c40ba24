"""What a sentence is trained on: its gold spans and pairs, and seeded draws of spans and pairs that are none.

Spans: every gold entity, and up to ``entity_negatives`` other spans of at most ``max_width`` words. Pairs: every related pair, and
up to ``relation_negatives`` ordered pairs of gold entities without a relation (SpERT's strong negatives; the mirror
image of a symmetric relation is none); besides, up to ``weak_negatives`` pairs of a gold entity and a drawn span that is none
(ours; SpERT has none): in use, entities found by mistake are paired too. In a ``partial`` sentence a negative span shares a word with a gold one, since any
other span may be an entity that nobody marked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .sentences import Sentence, Types
from .spans import all_spans, span_iou


@dataclass(frozen=True)
class Sample:
    """S spans and P pairs of one sentence with their labels."""

    spans: np.ndarray  # [S, 2] words
    labels: np.ndarray  # [S] entity type + 1; 0 is none
    overlap: np.ndarray  # [S] largest IoU with a gold span; 1 for gold spans
    pairs: np.ndarray  # [P, 2] indices into spans
    relations: np.ndarray  # [P, R] 1 for each relation that holds


def sample(
    sentence: Sentence, types: Types, words: int, max_width: int, entity_negatives: int, relation_negatives: int,
    draw: np.random.Generator, weak_negatives: int = 0,
) -> Sample:
    """Draw one sample. Entities beyond the first ``words`` words, and their relations, are left out."""
    kept = [place for place, (_, end, _) in enumerate(sentence.entities) if end <= words]
    moved = {place: number for number, place in enumerate(kept)}
    gold = np.array([sentence.entities[place][:2] for place in kept], dtype=np.int64).reshape(-1, 2)
    labels = [1 + types.entities.index(sentence.entities[place][2]) for place in kept]

    spans = all_spans(words, max_width)
    overlap = span_iou(spans, gold)
    free = np.flatnonzero((overlap < 1) & (overlap > 0) if sentence.partial else overlap < 1)
    chosen = draw.choice(free, min(entity_negatives, len(free)), replace=False)
    pairs, relations = sample_pairs(sentence, types, moved, relation_negatives, draw)
    if weak_negatives and len(gold) and len(chosen):
        ends = np.stack([draw.integers(len(gold), size=weak_negatives), len(gold) + draw.integers(len(chosen), size=weak_negatives)], 1)
        weak = np.unique(draw.permuted(ends, axis=1), axis=0)  # either may be the head
        pairs = np.concatenate([pairs, weak])
        relations = np.concatenate([relations, np.zeros((len(weak), relations.shape[1]), dtype=np.float32)])
    return Sample(
        np.concatenate([gold, spans[chosen]]), np.array([*labels, *[0] * len(chosen)], dtype=np.int64),
        np.concatenate([np.ones(len(gold)), overlap[chosen]]), pairs, relations,
    )


def sample_pairs(
    sentence: Sentence, types: Types, moved: dict[int, int], negatives: int, draw: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs [P, 2] of the kept entities, related ones first, and their relations [P, R]."""
    held: dict[tuple[int, int], list[int]] = {}
    mirrored = set()
    for head, tail, kind in sentence.relations:
        if head in moved and tail in moved:
            pair = (moved[head], moved[tail])
            held.setdefault(pair, []).append(types.relations.index(kind))
            if kind in types.symmetric:
                mirrored.add(pair[::-1])
    free = [
        (a, b) for a in moved.values() for b in moved.values() if a != b and (a, b) not in held and (a, b) not in mirrored
    ]
    order = draw.choice(len(free), min(negatives, len(free)), replace=False) if free else []
    pairs = [*held, *(free[i] for i in order)]
    relations = np.zeros((len(pairs), len(types.relations)), dtype=np.float32)
    for row, kinds in enumerate(held.values()):
        relations[row, kinds] = 1
    return np.array(pairs, dtype=np.int64).reshape(-1, 2), relations

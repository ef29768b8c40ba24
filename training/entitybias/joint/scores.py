"""Scores of found entities and relations against gold, as SpERT's paper defines them, with bootstrap intervals.

- ``entities``: span and type are right.
- ``relations``: both spans and the relation are right; ``relationsWithTypes``: the types of both spans too.
- micro: counts over all types; macro: mean over the types that occur in gold or in what was found.
- ``withoutOverlaps`` (ADE): entities that share words with another one of their own side are left out of gold and of what was
  found, and so are relations between two spans that share words.

All scores are fractions in [0, 1]; one without anything to count is 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from ..metrics import by_cluster, interval, resample
from .decode import Found
from .sentences import Sentence, Types

MEASURES = ("entities", "relations", "relationsWithTypes")
DRAWS = 1000

Item = tuple[Hashable, int]  # what must agree, and its class
Items = dict[str, set[Item]]
Typed = tuple[int, int, int]  # first word, end, type


def gold_items(sentence: Sentence, types: Types, overlaps: bool = True) -> Items:
    """The items of a sentence's annotation."""
    entities = [(start, end, types.entities.index(kind)) for start, end, kind in sentence.entities]
    relations = [(head, tail, types.relations.index(kind)) for head, tail, kind in sentence.relations]
    return make_items(entities, relations, overlaps)


def found_items(found: Found, overlaps: bool = True) -> Items:
    """The items of what a model found."""
    return make_items([entity[:3] for entity in found.entities], [relation[:3] for relation in found.relations], overlaps)


def make_items(entities: Sequence[Typed], relations: Sequence[tuple[int, int, int]], overlaps: bool) -> Items:
    """Entities and relations as sets of comparable items."""

    def share(a: Typed, b: Typed) -> bool:
        return a != b and a[0] < b[1] and b[0] < a[1]

    ends = [(entities[head], entities[tail], kind) for head, tail, kind in relations]
    if not overlaps:
        entities = [a for a in entities if not any(share(a, b) for b in entities)]
        ends = [(a, b, kind) for a, b, kind in ends if not share(a, b)]
    return {
        "entities": {((start, end), kind) for start, end, kind in entities},
        "relations": {((a[:2], b[:2]), kind) for a, b, kind in ends},
        "relationsWithTypes": {((a, b), kind) for a, b, kind in ends},
    }


def count_table(gold: Sequence[set[Item]], found: Sequence[set[Item]], classes: int) -> np.ndarray:
    """Right, found and gold items of each class in each sentence: [N, 3 K]."""
    table = np.zeros((len(gold), 3 * classes))
    for row, (true, said) in enumerate(zip(gold, found, strict=True)):
        for block, items in enumerate((true & said, said, true)):
            for _, kind in items:
                table[row, block * classes + kind] += 1
    return table


def precision_recall_f1(totals: np.ndarray, classes: int) -> np.ndarray:
    """Summed counts [..., 3 K] -> [..., 6]: micro precision, recall and F1, then macro."""
    hits, said, gold = (totals[..., i * classes : (i + 1) * classes] for i in range(3))

    def score(hits: np.ndarray, said: np.ndarray, gold: np.ndarray) -> list[np.ndarray]:
        with np.errstate(divide="ignore", invalid="ignore"):
            return [np.nan_to_num(hits / said), np.nan_to_num(hits / gold), np.nan_to_num(2 * hits / (said + gold))]

    micro = score(hits.sum(-1), said.sum(-1), gold.sum(-1))
    present = np.maximum(((said + gold) > 0).sum(-1), 1)
    macro = [each.sum(-1) / present for each in score(hits, said, gold)]
    return np.stack([*micro, *macro], axis=-1)


NAMES = ("precision", "recall", "f1", "macroPrecision", "macroRecall", "macroF1")


def summarise(table: np.ndarray, clusters: Sequence[str], names: Sequence[str], seed: int = 0) -> dict[str, Any]:
    """Scores of a count table, 95% intervals over documents, and counts and F1 of each class."""
    classes = len(names)
    point = precision_recall_f1(table.sum(0), classes)
    summed = by_cluster(table, clusters)
    drawn = precision_recall_f1(resample(len(summed), DRAWS, seed) @ summed, classes)  # [draws, 6]
    hits, said, gold = table.sum(0).reshape(3, classes)
    return {
        **{name: round(float(value), 5) for name, value in zip(NAMES, point, strict=True)},
        "ci95": {name: [round(v, 5) for v in interval(drawn[:, i])] for i, name in enumerate(NAMES) if "1" in name},
        "perType": {
            name: {"gold": int(gold[k]), "found": int(said[k]), "right": int(hits[k]),
                   "f1": round(float(2 * hits[k] / max(1, said[k] + gold[k])), 5)}
            for k, name in enumerate(names)
        },
    }


def tables(sentences: Sequence[Sentence], found: Sequence[Found], types: Types, overlaps: bool = True) -> dict[str, np.ndarray]:
    """The count table of each measure."""
    gold = [gold_items(sentence, types, overlaps) for sentence in sentences]
    said = [found_items(one, overlaps) for one in found]
    sizes = {"entities": len(types.entities), "relations": len(types.relations), "relationsWithTypes": len(types.relations)}
    return {name: count_table([g[name] for g in gold], [s[name] for s in said], sizes[name]) for name in MEASURES}


def threshold_curve(
    sentences: Sequence[Sentence], found: Sequence[Found], types: Types, steps: Sequence[float]
) -> list[dict[str, float]]:
    """Micro precision, recall and F1 of relations with types at each threshold; ``found`` must go down to the lowest."""
    points = []
    for threshold in steps:
        table = tables(sentences, [one.above(threshold) for one in found], types)["relationsWithTypes"]
        values = precision_recall_f1(table.sum(0), len(types.relations))
        points.append({"threshold": threshold, **{name: round(float(v), 5) for name, v in zip(NAMES[:3], values[:3])}})
    return points

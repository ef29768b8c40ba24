"""Scores of relation extraction and their bootstrap intervals, in plain numpy.

Class 0 is the negative class: micro-F1 and macro-F1 leave it out, accuracy counts it.
All scores are fractions in [0, 1].
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SCORES = ("microF1", "macroF1", "accuracy")


def counts(gold: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Per-row counts [N, 3 R + 2]: true positives, predictions and gold of each relation (class 0 blank),
    then right answers and rows. Summing rows gives everything the scores need."""
    size = len(gold)
    table = np.zeros((size, 3 * classes + 2))
    rows = np.arange(size)
    table[rows, gold] = gold == predicted
    table[rows, classes + predicted] = 1
    table[rows, 2 * classes + gold] = 1
    for start in (0, classes, 2 * classes):
        table[:, start] = 0
    table[:, -2] = gold == predicted
    table[:, -1] = 1
    return table


def scores(totals: np.ndarray, classes: int) -> np.ndarray:
    """Summed counts [..., 3 R + 2] -> [..., 3]: micro-F1, macro-F1, accuracy.

    Macro-F1 averages over the relations that occur in gold or in the predictions. A score without any
    row to count is 0.
    """
    hits, said, gold = (totals[..., i * classes : (i + 1) * classes] for i in range(3))
    with np.errstate(divide="ignore", invalid="ignore"):
        micro = np.nan_to_num(2 * hits.sum(-1) / (said.sum(-1) + gold.sum(-1)))
        each = np.nan_to_num(2 * hits / (said + gold))
        present = ((said + gold) > 0).sum(-1)
        macro = np.nan_to_num(each.sum(-1) / present)
        accuracy = np.nan_to_num(totals[..., -2] / totals[..., -1])
    return np.stack([micro, macro, accuracy], axis=-1)


def official_macro_f1(
    gold: np.ndarray, predicted: np.ndarray, labels: Sequence[str], weights: np.ndarray | None = None
) -> float:
    """The official score of SemEval-2010 Task 8: macro-F1 over its relations without Other, direction counts.

    ``labels`` are ``Relation(e1,e2)`` and ``Relation(e2,e1)``, and one without brackets, which is left out. A hit has the
    right relation and direction; predictions and gold of a relation are counted over both directions. ``weights`` [N]
    says how often each row counts (a bootstrap draw). A relation without gold and predictions scores 0.
    """
    names = sorted({label.split("(")[0] for label in labels if "(" in label})
    index = {name: number for number, name in enumerate(names)}
    relation = np.array([index.get(label.split("(")[0], len(names)) for label in labels])  # [R]; last: left out
    size, weight = len(names) + 1, np.ones(len(gold)) if weights is None else weights
    said = np.bincount(relation[predicted], weight, size)[:-1]
    true = np.bincount(relation[gold], weight, size)[:-1]
    hits = np.bincount(relation[gold], weight * (gold == predicted), size)[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.nan_to_num(2 * hits / (said + true)).mean())


def by_cluster(table: np.ndarray, clusters: Sequence[str]) -> np.ndarray:
    """Rows [N, K] summed within each cluster: [C, K], in sorted order of cluster names."""
    _, index = np.unique(np.asarray(clusters), return_inverse=True)
    summed = np.zeros((index.max() + 1, table.shape[1]))
    np.add.at(summed, index, table)
    return summed


def resample(clusters: int, draws: int, seed: int) -> np.ndarray:
    """How often each of C clusters is drawn, [draws, C]: the bootstrap that keeps documents whole."""
    return np.random.default_rng(seed).multinomial(clusters, np.full(clusters, 1 / clusters), size=draws)


def interval(values: np.ndarray, level: float = 0.95) -> list[float]:
    """Percentile interval [low, high] of bootstrap values [draws]."""
    tail = (1 - level) / 2
    return [float(np.quantile(values, tail)), float(np.quantile(values, 1 - tail))]


def histogram(values: np.ndarray, bins: int = 20, width: float = 0.1, zoom: int = 20) -> dict[str, list[float]]:
    """Entity variance in ``bins`` bins of ``width`` from 0 (the last one open), and in ``zoom`` bins between
    the 0.5% and 99.5% quantiles. ``values`` must not be empty."""
    edges = np.arange(bins + 1) * width
    low, high = np.quantile(values, [0.005, 0.995])
    zoom_edges = np.linspace(low, max(high, low + 1e-9), zoom + 1)
    clipped = np.clip(values, 0, edges[-1] - width / 2)
    return {
        "binEdges": [round(float(e), 3) for e in edges],
        "counts": np.histogram(clipped, edges)[0].tolist(),
        "zoomEdges": [round(float(e), 5) for e in zoom_edges],
        "zoomCounts": np.histogram(np.clip(values, low, high), zoom_edges)[0].tolist(),
    }

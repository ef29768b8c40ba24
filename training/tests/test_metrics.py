"""Metrics against independent counting."""

from __future__ import annotations

import numpy as np
import pytest

from entitybias.metrics import by_cluster, counts, histogram, interval, resample, scores


def slow(gold: list[int], predicted: list[int], classes: int) -> list[float]:
    """Micro-F1, macro-F1 and accuracy by counting one class at a time."""
    f1s, hits, said, there = [], 0, 0, 0
    for label in range(1, classes):
        both = sum(g == p == label for g, p in zip(gold, predicted, strict=True))
        p_count, g_count = predicted.count(label), gold.count(label)
        hits, said, there = hits + both, said + p_count, there + g_count
        if p_count + g_count:
            precision = both / p_count if p_count else 0
            recall = both / g_count if g_count else 0
            f1s.append(2 * precision * recall / (precision + recall) if both else 0)
    precision, recall = hits / said, hits / there
    right = sum(g == p for g, p in zip(gold, predicted, strict=True))
    return [2 * precision * recall / (precision + recall), sum(f1s) / len(f1s), right / len(gold)]


@pytest.mark.parametrize("seed", range(5))
def test_scores(seed: int) -> None:
    draw = np.random.default_rng(seed)
    gold = draw.integers(6, size=80)
    predicted = np.where(draw.random(80) < 0.6, gold, draw.integers(6, size=80))
    found = scores(counts(gold, predicted, 8).sum(0), 8)
    assert found.tolist() == pytest.approx(slow(gold.tolist(), predicted.tolist(), 8))


def test_nothing_found_scores_zero() -> None:
    gold, predicted = np.array([1, 2]), np.array([0, 0])
    assert scores(counts(gold, predicted, 3).sum(0), 3).tolist() == [0, 0, 0]


def test_clusters_keep_the_totals() -> None:
    gold, predicted = np.array([1, 2, 1, 0]), np.array([1, 1, 1, 0])
    table = counts(gold, predicted, 3)
    grouped = by_cluster(table, ["b", "a", "b", "c"])
    assert grouped.shape[0] == 3 and (grouped.sum(0) == table.sum(0)).all()
    assert grouped[1, -2:].tolist() == [2, 2]  # cluster "b": two rows, both right


def test_bootstrap_draws_whole_clusters() -> None:
    weights = resample(20, 500, 1)
    assert weights.shape == (500, 20) and (weights.sum(1) == 20).all()
    assert (resample(20, 500, 1) == weights).all()
    # one cluster of 50 equal rows: wider than if its rows were drawn one by one
    gold = np.ones(100, dtype=int)
    predicted = np.r_[np.ones(50, dtype=int), np.full(50, 2)]
    table = counts(gold, predicted, 3)

    def width(clusters: list[str]) -> float:
        grouped = by_cluster(table, clusters)
        low, high = interval(scores(resample(len(grouped), 500, 0) @ grouped, 3)[:, 2])
        return high - low

    assert width([str(i // 50) for i in range(100)]) > 3 * width([str(i) for i in range(100)])


def test_histogram_counts_every_row() -> None:
    shown = histogram(np.array([0.0, 0.05, 0.1, 0.31, 7.0]))
    assert shown["counts"][:4] == [2, 1, 0, 1] and shown["counts"][-1] == 1
    assert sum(shown["zoomCounts"]) == 5

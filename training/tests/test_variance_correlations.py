"""Correlations of variance on made-up rows whose answer is known."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from entitybias.variance_correlations import by_relation, by_row, correlate, diagnose, pearson


def made(relations: int = 8, rows: int = 20) -> dict[str, np.ndarray]:
    """Relation k has variance k / 10 and k swaps of 20 that go wrong; two rows are a document."""
    gold = np.repeat(np.arange(relations), rows)
    within = np.tile(np.arange(rows), relations)
    wrong = np.where(within < gold, (gold + 1) % relations, gold)
    return {
        "id.0.gold": gold, "id.0.predicted": gold.copy(), "id.0.variance": (gold / 10 + within / 1000).astype(np.float32),
        "id.0.clusters": np.array([str(number // 2) for number in range(len(gold))]),
        "typeSwap.0.predicted": wrong, "typeSwap.1.predicted": gold, "entitiesOnly.0.predicted": np.where(gold > 3, 0, gold),
    }


def test_pearson_by_hand() -> None:
    assert pearson(np.array([1.0, 2, 3]), np.array([2.0, 4, 6])) == pytest.approx(1)
    # deviations (-1, 0, 1) and (-1, 1, 0): 1 / sqrt(2 * 2)
    assert pearson(np.array([1.0, 2, 3]), np.array([1.0, 3, 2])) == pytest.approx(0.5)
    assert math.isnan(pearson(np.array([1.0, 1]), np.array([1.0, 2])))


def test_quantities_of_rows_and_relations() -> None:
    train = Counter({k: 10**k for k in range(8)})
    run = made()
    run["id.0.variance"][0] = np.nan  # a row that could not be read
    rows = by_row(run, train)
    assert len(rows["variance"]) == 159
    classes, means = by_relation(rows)
    assert classes == list(range(1, 8))
    assert means["flipRate"].tolist() == pytest.approx([k / 40 for k in range(1, 8)])  # k of 20 rows in one of two files
    assert means["oodDrop"].tolist() == pytest.approx(means["flipRate"].tolist())
    assert means["trainFrequency"].tolist() == pytest.approx(list(range(1, 8)))
    assert means["namesOnlyAccuracy"].tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert by_relation(rows, least=21)[0] == []


def test_diagnosis_finds_what_was_put_in() -> None:
    found = diagnose(made(), Counter({k: 10**k for k in range(8)}), [f"r{k}" for k in range(8)])
    for quantity, sign in (("flipRate", 1), ("oodDrop", 1), ("trainFrequency", 1), ("namesOnlyAccuracy", -1)):
        entry = found["perRelation"][quantity]["spearman"]
        assert entry["value"] == pytest.approx(sign, abs=0.15) and entry["clear"]
        low, high = entry["ci95"]
        assert -1 <= low <= high <= 1
    assert found["perRelation"]["n"] == 7 and found["perExample"]["n"] == 160 and found["perExample"]["documents"] == 80
    assert [entry["relation"] for entry in found["relations"]] == [f"r{k}" for k in range(1, 8)]


def test_noise_is_not_clear() -> None:
    draw = np.random.default_rng(0)
    columns = {name: draw.normal(size=60) for name in ("variance", "oodDrop", "trainFrequency", "flipRate", "namesOnlyAccuracy")}
    found = correlate(columns, np.arange(60))
    assert sum(entry["spearman"]["clear"] for entry in found.values()) <= 1

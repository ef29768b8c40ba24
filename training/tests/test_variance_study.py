"""The variance study on made-up rows whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from entitybias.variance_study import ranks, spearman, study


def test_ranks_share_ties() -> None:
    assert ranks(np.array([3.0, 1.0, 3.0, 0.0])).tolist() == [3.5, 2, 3.5, 1]
    assert spearman(np.array([1, 2, 3, 9]), np.array([2, 4, 8, 9])) == pytest.approx(1)
    assert spearman(np.array([1, 2, 3]), np.array([5, 4, -3])) == pytest.approx(-1)


def test_study_finds_what_was_put_in() -> None:
    gold = np.repeat([0, 1], 20)
    variance = np.r_[np.linspace(0.1, 0.2, 20), np.linspace(0.8, 0.9, 20)]
    run = {
        "id.0.variance": variance, "id.0.gold": gold, "id.0.predicted": gold,
        "typeSwap.0.predicted": np.where(gold == 0, 1, gold), "typeSwap.1.predicted": gold,
        "entitiesOnly.0.predicted": np.zeros(40, dtype=int),
    }
    found = study(run, ["none", "spouse", "unused"])
    assert found["spearmanWithFlips"] < -0.8 and found["etaSquaredOfRelation"] > 0.95
    assert found["quintiles"][0]["flipRate"] == 0.5 and found["quintiles"][4]["flipRate"] == 0
    assert found["quintiles"][0]["entitiesOnlyAccuracy"] == 1 and found["quintiles"][4]["entitiesOnlyAccuracy"] == 0
    assert [entry["relation"] for entry in found["lowest"]] == ["none", "spouse"]

"""Subtraction of what the names alone say."""

from __future__ import annotations

import numpy as np
import pytest

from entitybias.core import probabilities, subtract, tune
from entitybias.predict import Predictions


def made(logits: list[list[float]], gold: list[int]) -> Predictions:
    values = np.array(logits, dtype=np.float32)
    return Predictions(np.array(gold), values.argmax(-1), np.full(len(gold), np.nan), ["d"] * len(gold), 0, values)


def test_probabilities_sum_to_one_and_do_not_overflow() -> None:
    values = probabilities(np.array([[1000.0, 1000.0], [0.0, np.log(3)]]))
    assert values.tolist() == [[0.5, 0.5], [pytest.approx(0.25), pytest.approx(0.75)]]


def test_by_hand() -> None:
    full = np.log(np.array([[0.1, 0.5, 0.4]]))
    names = np.log(np.array([[0.1, 0.8, 0.1]]))
    assert subtract(full, names, 0, 0).tolist() == [1]
    # 0.5 - 0.5 * 0.8 = 0.1 for class 1, 0.4 - 0.5 * 0.1 = 0.35 for class 2, 0.05 for class 0
    assert subtract(full, names, 0.5, 0).tolist() == [2]
    assert subtract(full, names, 0.5, 0.31).tolist() == [0]


def test_tuning_finds_the_strength_that_undoes_the_names() -> None:
    rows = [[0.1, 0.5, 0.4], [0.1, 0.3, 0.6]]
    names = made(np.log([[0.1, 0.8, 0.1]] * 2).tolist(), [2, 2])
    full = made(np.log(rows).tolist(), [2, 2])
    tuned = tune({"id": [(full, names)]}, 3)
    assert tuned["devMean"] == 1
    assert 0.1 < tuned["strength"] <= 0.3  # 0.5 - 0.8 s < 0.4 - 0.1 s needs s > 1/7
    neutral = made([[0.0, 0, 0]] * 2, [2, 2])
    assert tune({"id": [(full, neutral)]}, 3)["strength"] == 0

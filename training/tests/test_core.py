"""Subtraction of what the names alone say."""

from __future__ import annotations

import numpy as np
import torch

from entitybias.core import subtract, tune
from entitybias.predict import Predictions
from entitybias.subtraction import Subtraction
from entitybias.subtraction import subtract as as_in_the_folder


def made(logits: list[list[float]], gold: list[int]) -> Predictions:
    values = np.array(logits, dtype=np.float32)
    return Predictions(np.array(gold), values.argmax(-1), np.full(len(gold), np.nan), ["d"] * len(gold), 0, values)


def test_by_hand() -> None:
    full, names = np.array([[0.0, 3.0, 2.0]]), np.array([[0.0, 4.0, 1.0]])
    assert subtract(full, names, 0, 0).tolist() == [1]
    assert subtract(full, names, 0.5, 0).tolist() == [2]  # 3 - 2 = 1 against 2 - 0.5 = 1.5
    assert subtract(full, names, 0.5, 1.6).tolist() == [0]


def test_the_folder_subtracts_the_same() -> None:
    draw = np.random.default_rng(0)
    full, names = draw.normal(size=(2, 20, 5)).astype(np.float32)
    theirs = as_in_the_folder(torch.from_numpy(full), torch.from_numpy(names), Subtraction(0.7, 0.4)).argmax(-1)
    assert theirs.tolist() == subtract(full, names, 0.7, 0.4).tolist()


def test_tuning_finds_the_strength_that_undoes_the_names() -> None:
    names = made([[0, 4, 1]] * 2, [2, 2])
    full = made([[0, 3, 2.3], [0, 1, 2]], [2, 2])
    tuned = tune({"id": [(full, names)]}, 3)
    assert tuned == {"devMean": 1.0, "strength": 0.3, "negative": 0.0}  # 3 - 4 s < 2.3 - s needs s > 0.23
    neutral = made([[0.0, 0, 0]] * 2, [2, 2])
    assert tune({"id": [(full, neutral)]}, 3)["strength"] == 0

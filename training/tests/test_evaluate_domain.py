"""Scores on corpora with their own labels."""

from __future__ import annotations

import numpy as np

from entitybias.corpus.semeval import LABELS
from entitybias.evaluate_domain import directed, official, positives
from entitybias.predict import Predictions


def predictions(gold: list[int], logits: np.ndarray) -> Predictions:
    rows = len(gold)
    return Predictions(np.array(gold), logits.argmax(axis=-1), np.full(rows, np.nan), [str(i) for i in range(rows)], 0, logits)


def test_positives_are_answered_among_the_relations() -> None:
    logits = np.array([[3.0, 2.0, 1.0], [3.0, 0.0, 1.0], [0.0, 1.0, 2.0]], dtype=np.float32)
    [kept] = positives([predictions([0, 2, 1], logits)])
    assert kept.gold.tolist() == [2, 1]
    assert kept.predicted.tolist() == [2, 2]  # no_relation was best in the first and may not be chosen
    assert logits[1, 0] == 3.0


def test_official_score_of_right_and_turned_answers() -> None:
    assert directed(list(LABELS)) and not directed(["no_relation", "Bind"])
    gold = list(range(1, 19))  # every directed relation once
    perfect = np.eye(19, dtype=np.float32)[gold]
    turned = np.eye(19, dtype=np.float32)[[label + 1 if label % 2 else label - 1 for label in gold]]
    assert official([predictions(gold, perfect)], list(LABELS))["officialMacroF1"] == 1
    score = official([predictions(gold, turned)], list(LABELS))
    assert score["officialMacroF1"] == 0 and score["officialCi95"] == [0, 0]

"""From rows to result files: prediction, scoring, pairing, the card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from model_fixture import model, tokenizer

from entitybias.card import card
from entitybias.compare import paired
from entitybias.data import bucketed, by_length, row_text
from entitybias.evaluate import save_predictions, score_set
from entitybias.predict import Predictions, evaluation_sets, predict
from entitybias.subtraction import Subtraction
from entitybias.tiny import relation_labels

ROW: dict[str, Any] = {
    "id": "1", "docid": "d", "relation": "spouse", "token": ["Ida", "Falk", "met", "Lu", "."],
    "subj_start": 0, "subj_end": 1, "obj_start": 3, "obj_end": 3,
}


def test_inclusive_ends_become_half_open_spans() -> None:
    text, subject, object_ = row_text(ROW)
    assert (text[slice(*subject)], text[slice(*object_)]) == ("Ida Falk", "Lu")


def test_predictions_keep_the_order_and_count_failures() -> None:
    long = {**ROW, "id": "2", "token": ["Ida", *["rain"] * 300, "Lu"], "subj_end": 0, "obj_start": 301, "obj_end": 301}
    rows = [{**ROW, "token": [*ROW["token"], *["rain"] * n]} for n in (9, 0, 30)]
    found = predict(model(), tokenizer(), relation_labels(), [rows[0], long, rows[1], rows[2]])
    assert found.failed == 1 and found.predicted[1] == 0 and np.isnan(found.variance[1])
    alone = [predict(model(), tokenizer(), relation_labels(), [row]) for row in rows]
    assert found.predicted[[0, 2, 3]].tolist() == [one.predicted[0] for one in alone]
    assert found.variance[[0, 2, 3]].tolist() == pytest.approx([one.variance[0] for one in alone], rel=1e-5)
    assert found.gold.tolist() == [relation_labels().index("spouse")] * 4


def test_predictions_less_those_of_the_names_alone() -> None:
    network, read, labels = model(), tokenizer(), relation_labels()
    long = {**ROW, "id": "2", "token": ["Ida", *["rain"] * 300, "Lu"], "subj_end": 0, "obj_start": 301, "obj_end": 301}
    rows = [ROW, long, {**ROW, "token": ["Ida", "Falk", "paid", "Lu", "."]}]
    found = predict(network, read, labels, rows, by=Subtraction(0.5, 1.5))
    full, alone = (predict(network, read, labels, some) for some in (rows, [{**ROW, "token": ["Ida", "Falk", "Lu"], "obj_start": 2, "obj_end": 2}]))
    expected = full.logits - 0.5 * alone.logits
    expected[:, 0] += 1.5
    assert np.allclose(found.logits[[0, 2]], expected[[0, 2]], atol=1e-5)
    assert found.failed == 1 and found.predicted[1] == 0 and found.logits[1].tolist() == full.logits[1].tolist()
    assert found.predicted.tolist() == found.logits.argmax(-1).tolist()


def test_batches_cover_every_row_once() -> None:
    lengths = np.random.default_rng(0).integers(5, 60, size=203).tolist()
    batches = bucketed(lengths, 8, seed=1, epoch=0, pool_batches=5)
    assert sorted(index for batch in batches for index in batch) == list(range(203))
    assert batches == bucketed(lengths, 8, seed=1, epoch=0, pool_batches=5)
    assert batches != bucketed(lengths, 8, seed=1, epoch=1, pool_batches=5)
    spread = np.mean([max(lengths[i] for i in b) - min(lengths[i] for i in b) for b in batches])
    assert spread < 15  # 50 or so without sorting
    assert sorted(index for batch in by_length(lengths, 7) for index in batch) == list(range(203))


def predictions(predicted: list[int], gold: list[int]) -> Predictions:
    clusters = [str(number // 2) for number in range(len(gold))]
    variance, logits = np.linspace(0.1, 0.9, len(gold)), np.eye(max(predicted) + 1)[predicted]
    return Predictions(np.array(gold), np.array(predicted), variance, clusters, 0, logits)


GOLD = [1, 1, 2, 2, 3, 3, 0, 0] * 5
GOOD = [1, 1, 2, 2, 3, 3, 0, 1] * 5
POOR = [2, 1, 0, 2, 3, 1, 0, 1] * 5


def test_score_set_averages_files_and_brackets_the_score() -> None:
    one, two = (score_set([predictions(p, GOLD)], 4) for p in (GOOD, POOR))
    both = score_set([predictions(GOOD, GOLD), predictions(POOR, GOLD)], 4)
    assert one["microF1"] == pytest.approx(12 / 13, abs=1e-5)
    assert both["microF1"] == pytest.approx((one["microF1"] + two["microF1"]) / 2, abs=1e-5)
    low, high = two["ci95"]["microF1"]
    assert low < two["microF1"] < high
    assert sum(both["variance"]["counts"]) == 2 * len(GOLD)


def test_paired_difference_of_a_model_with_itself_is_zero(tmp_path: Path) -> None:
    for name, answers in (("good", GOOD), ("poor", POOR)):
        save_predictions({"id": [predictions(answers, GOLD)]}, tmp_path / f"{name}.npz")
    good, poor = (dict(np.load(tmp_path / f"{name}.npz")) for name in ("good", "poor"))
    same = paired([good], [good], 4)["id"]
    assert same["difference"] == 0 and same["ci95"] == [0, 0]
    better = paired([poor], [good], 4)["id"]
    assert better["difference"] > 0.2 and better["ci95"][0] > 0


def test_evaluation_sets_lists_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "ood").mkdir()
    for name in ("corpus/test.json", "ood/type_swap_1.json", "ood/type_swap_0.json", "ood/masked.json"):
        (tmp_path / name).write_text("[]")
    found = evaluation_sets(tmp_path / "corpus")
    assert {name: [path.name for path in paths] for name, paths in found.items()} == {
        "id": ["test.json"], "typeSwap": ["type_swap_0.json", "type_swap_1.json"], "masked": ["masked.json"],
    }
    assert evaluation_sets(tmp_path / "corpus", "dev") == {}


def test_card_averages_seeds() -> None:
    results = [
        {"sets": {"id": score_set([predictions(p, GOLD)], 4)}, "seed": seed, "experiment": {}, "commit": "c", "hardware": "h"}
        for seed, p in ((1, GOOD), (2, POOR))
    ]
    stats = {"bySource": {"wiki80": {"train": 3, "test": 1}}, "rows": {"train": 3}, "negativeShare": {}, "byRelation": {"a": {}}}
    made = card(results, results[0], stats, {"dtype": "int8-row"}, ["none known"])
    each = [result["sets"]["id"]["microF1"] for result in results]
    assert made["scores"]["id"]["perSeed"] == each
    assert made["scores"]["id"]["microF1"] == pytest.approx(sum(each) / 2, abs=1e-5)
    assert made["corpora"][0]["rows"] == 4 and made["seeds"] == [1, 2] and made["shippedSeed"] == 1
    assert made["varianceHistogram"]["id"]["counts"]

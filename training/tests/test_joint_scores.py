"""Precision, recall and F1 of entities and relations, by hand and against loops."""

from __future__ import annotations

import numpy as np
import pytest
from joint_fixture import SENTENCES, TYPES

from entitybias.joint.decode import Found
from entitybias.joint.scores import (
    MEASURES, found_items, gold_items, make_items, precision_recall_f1, summarise, tables, threshold_curve,
)

PERSON, PLACE, FIRM = range(3)
BORN, WORKS, NEAR = range(3)


def perfect() -> list[Found]:
    return [
        Found([(a, b, TYPES.entities.index(k), 0.9) for a, b, k in s.entities],
              [(h, t, TYPES.relations.index(k), 0.8) for h, t, k in s.relations])
        for s in SENTENCES
    ]


def test_gold_against_itself_is_perfect_and_nothing_found_is_zero() -> None:
    for name, table in tables(SENTENCES, perfect(), TYPES).items():
        assert precision_recall_f1(table.sum(0), 3).tolist() == [1] * 6, name
    for table in tables(SENTENCES, [Found([], [])] * 5, TYPES).values():
        assert precision_recall_f1(table.sum(0), 3).tolist() == [0] * 6


def test_one_wrong_type_one_wrong_border_by_hand() -> None:
    found = perfect()
    # Sentence a: the place is called a firm. Sentence c: the second place is one word short.
    found[0] = Found([(0, 2, PERSON, 1), (5, 6, FIRM, 1)], [(0, 1, BORN, 1)])
    found[2] = Found([(0, 1, PLACE, 1), (4, 5, PLACE, 1)], [(0, 1, NEAR, 1)])
    counted = tables(SENTENCES, found, TYPES)
    # 11 gold, 11 found, 9 right. Persons 4/4/4; places: gold 5, found 4, right 3; firms: gold 2, found 3, right 2.
    entities = precision_recall_f1(counted["entities"].sum(0), 3)
    assert entities[:3] == pytest.approx([9 / 11] * 3)
    assert entities[5] == pytest.approx((1 + 2 * 3 / 9 + 2 * 2 / 5) / 3)
    assert entities[3:5] == pytest.approx([(1 + 3 / 4 + 2 / 3) / 3, (1 + 3 / 5 + 1) / 3])
    # Relations: 6 gold, 6 found. A wrong type costs nothing without types; a wrong border does.
    assert precision_recall_f1(counted["relations"].sum(0), 3)[2] == pytest.approx(5 / 6)
    assert precision_recall_f1(counted["relationsWithTypes"].sum(0), 3)[2] == pytest.approx(4 / 6)


def test_direction_counts() -> None:
    found = perfect()
    found[0] = Found(found[0].entities, [(1, 0, BORN, 1)])
    assert precision_recall_f1(tables(SENTENCES, found, TYPES)["relations"].sum(0), 3)[2] == pytest.approx(5 / 6)


def test_macro_leaves_out_types_that_do_not_occur() -> None:
    totals = np.array([1.0, 0, 0, 2, 0, 0, 1, 0, 1])  # type 1 nowhere; type 2 in gold alone
    assert precision_recall_f1(totals, 3) == pytest.approx([1 / 2, 1 / 2, 1 / 2, (1 / 2 + 0) / 2, (1 + 0) / 2, (2 / 3 + 0) / 2])


def test_overlaps_are_left_out_of_both_sides() -> None:
    entities = [(0, 3, PERSON), (2, 4, PLACE), (6, 7, FIRM), (6, 7, PLACE)]
    items = make_items(entities, [(0, 1, BORN), (0, 2, WORKS), (2, 0, WORKS)], overlaps=False)
    # The first two share word 2, the last two have the same span with two types: all four go.
    assert items["entities"] == set()
    assert items["relations"] == {(((0, 3), (6, 7)), WORKS), (((6, 7), (0, 3)), WORKS)}
    assert len(make_items(entities, [(0, 1, BORN)], overlaps=True)["entities"]) == 4


def test_items_against_loops_over_random_findings() -> None:
    draw = np.random.default_rng(5)
    found = []
    for sentence in SENTENCES:
        spans = [tuple(sorted(draw.choice(len(sentence.words) + 1, 2, replace=False).tolist())) for _ in range(3)]
        spans += [e[:2] for e in sentence.entities]
        entities = [(*span, int(draw.integers(3)), 1.0) for span in dict.fromkeys(spans)]
        relations = [(int(a), int(b), int(draw.integers(3)), float(draw.random())) for a in range(len(entities)) for b in range(len(entities)) if a != b]
        found.append(Found(entities, relations))
    counted = tables(SENTENCES, found, TYPES)
    for name in MEASURES:
        right = said = gold = 0
        for sentence, one in zip(SENTENCES, found):
            a, b = gold_items(sentence, TYPES)[name], found_items(one)[name]
            right, said, gold = right + sum(x in b for x in a), said + len(b), gold + len(a)
        assert precision_recall_f1(counted[name].sum(0), 3)[:3] == pytest.approx([right / said, right / gold, 2 * right / (said + gold)])


def test_summary_has_intervals_around_the_point_and_counts() -> None:
    found = perfect()
    found[0] = Found([], [])
    table = tables(SENTENCES, found, TYPES)["entities"]
    summary = summarise(table, [s.docid for s in SENTENCES], TYPES.entities)
    low, high = summary["ci95"]["f1"]
    assert 0 <= low <= summary["f1"] <= high <= 1 and low < high
    assert summary["perType"]["PERSON"] == {"gold": 4, "found": 3, "right": 3, "f1": round(6 / 7, 5)}


def test_threshold_curve_falls_in_recall() -> None:
    found = [Found(one.entities, [(h, t, k, 0.2 + 0.15 * i) for h, t, k, _ in one.relations]) for i, one in enumerate(perfect())]
    curve = threshold_curve(SENTENCES, found, TYPES, (0.1, 0.3, 0.6, 0.9))
    # Sentences score .2 (1 relation), .35 (2), .5 (1), .8 (2): 6 relations in all.
    assert [round(p["recall"], 4) for p in curve] == [1, round(5 / 6, 4), round(2 / 6, 4), 0]
    assert all(p["precision"] == 1 for p in curve[:3]) and curve[3]["precision"] == 0

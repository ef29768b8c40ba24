"""Copies of rows: which stands for its row, names of the right type, hard negatives without a relation."""

from __future__ import annotations

import dataclasses
import json
import random
from collections import Counter
from pathlib import Path

import pytest
from model_fixture import examples, tokenizer

from entitybias.corpus.copies import KnownPairs, hard_negatives, substitute, train_pools
from entitybias.corpus.names import SLOTS, Record, mention_tokens
from entitybias.data import Example
from entitybias.epochs import Epochs, read_copies
from entitybias.tiny import relation_labels


def relabelled(rows: list[Example], cluster: str) -> list[Example | None]:
    return [dataclasses.replace(row, cluster=cluster) for row in rows]


def test_copies_replace_rows_at_their_rate_and_the_first_kind_wins() -> None:
    rows = examples(60) * 20
    copies = {"a": [relabelled(rows, "a0"), relabelled(rows, "a1")], "b": [relabelled(rows, "b")]}
    epochs = Epochs(rows, 1, copies, {"a": 0.5, "b": 0.5})
    first, second = (Counter(e.cluster for e in epochs.examples(n)) for n in (0, 1))
    assert first["a0"] / len(rows) == pytest.approx(0.5, abs=0.05)
    assert first["b"] / len(rows) == pytest.approx(0.25, abs=0.05)  # half of what is left
    assert "a1" not in first and second["a1"] > 0 and "a0" not in second
    again = Epochs(rows, 1, copies, {"a": 0.5, "b": 0.5})
    assert [e.cluster for e in again.examples(1)] == [e.cluster for e in epochs.examples(1)]
    assert [e.cluster for e in Epochs(rows, 2, copies, {"a": 0.5}).examples(0)] != [e.cluster for e in Epochs(rows, 1, copies, {"a": 0.5}).examples(0)]


def test_a_row_without_a_copy_stays() -> None:
    rows = examples(4)
    epochs = Epochs(rows, 1, {"a": [[None, *relabelled(rows, "a")[1:]]]}, {"a": 1.0})
    assert [e.cluster for e in epochs.examples(0)] == ["0", "a", "a", "a"]
    assert epochs.longest() == max(len(row.encoded.input_ids) for row in rows)


def test_missing_copies_are_an_error() -> None:
    with pytest.raises(ValueError, match="no copies of kind 'a'"):
        Epochs(examples(2), 1, {}, {"a": 0.5})


def record(text: str, relation: str = "founded by", doc: str = "d", types=("ORGANIZATION", "PERSON")) -> Record:
    """``[a b] founded {c}``: the subject in square brackets, the object in braces."""
    tokens = text.split()
    spans = {}
    for slot, (opening, closing) in zip(SLOTS, ("[]", "{}"), strict=True):
        spans[slot] = [next(i for i, t in enumerate(tokens) if mark in t) for mark in (opening, closing)]
    plain = [t.strip("[]{}") for t in tokens]
    out: Record = {"id": text, "docid": doc, "relation": relation, "token": plain, "cased": True}
    for slot, kind in zip(SLOTS, types, strict=True):
        start, end = spans[slot]
        out |= {f"{slot}_start": start, f"{slot}_end": end, f"{slot}_type": kind, f"{slot}_fine_type": kind,
                f"{slot}_pronoun": False}
    return out


ROWS = [
    record("[Merrow Glass] was started by {Ida Falk} in a shed .", doc="1"),
    record("{Lu Wen} set up [Velde Tools] with two cousins .", doc="2"),
    record("[Harrow Mills] was the idea of {Corvin Hale} .", doc="3"),
    record("A guard at [Oru Rail] once met {Anselm Roy} by chance .", "no_relation", doc="4"),
    record("He sold [Tarvik Boats] to pay a debt .".replace("He", "{He}"), "no_relation", doc="5"),
]


def name(row: Record, slot: str) -> str:
    return " ".join(mention_tokens(row, slot))


def test_substitution_keeps_the_sentence_the_type_and_the_pronoun() -> None:
    pools = train_pools(ROWS, ["Zubrovian"])
    firms = {name(row, "subj") for row in ROWS}
    parts = {part for row in ROWS for part in name(row, "obj").split()}
    seen = set()
    for number in range(6):
        for row, copy in zip(ROWS, substitute(ROWS, pools, number, Counter()), strict=True):
            assert copy["relation"] == row["relation"] and copy["id"] == row["id"]
            assert name(copy, "subj") in firms - {name(row, "subj")}
            assert set(name(copy, "obj").split()) <= parts  # whole names or recombined ones
            seen.add(name(copy, "obj"))
    assert name(substitute(ROWS, pools, 0, Counter())[4], "obj") == "He"
    assert seen - {name(row, "obj") for row in ROWS}  # some people are recombined


def test_hard_negatives_carry_a_pair_that_another_row_relates() -> None:
    known = {(name(row, "subj"), name(row, "obj")) for row in ROWS[:3]}
    made: Counter[str] = Counter()
    for number in range(30):
        copies = hard_negatives(ROWS, KnownPairs(ROWS), number, made)
        assert copies[:3] == [None] * 3
        for copy in copies[3:]:
            assert copy is not None and copy["relation"] == "no_relation"
            assert (name(copy, "subj"), name(copy, "obj")) in known
    assert set(made) == {"pair", "joined"}


def test_joined_sentences_come_from_two_documents() -> None:
    pairs = KnownPairs(ROWS)
    for seed in range(20):
        copy = pairs.joined(ROWS[3], random.Random(seed))
        assert copy is not None
        text = " ".join(copy["token"])
        contexts = ["started", "set up", "idea", "guard", "debt"]
        assert sum(word in text for word in contexts) == 2, text


def test_read_copies_skips_rows_that_cannot_be_encoded(tmp_path: Path) -> None:
    labels = relation_labels()
    long = record(f"[Merrow] {'very ' * 80} {{Ida}} .")
    (tmp_path / "substitution_0.json").write_text(json.dumps([ROWS[0], None, long]))
    read = read_copies(tmp_path, ["substitution"], [0, 1, 2], tokenizer(), labels, 64)["substitution"][0]
    assert read[0] is not None and read[0].label == labels.index("founded by") and read[1:] == [None, None]
    with pytest.raises(ValueError, match="3 entries"):
        read_copies(tmp_path, ["substitution"], [0, 5], tokenizer(), labels, 64)

"""Unseen names, swaps, dates, lexicons and probes."""

import json
import random
from collections import Counter

import pytest
from corpus_fixture import write_data
from test_corpus_build import real_data

from entitybias.corpus import build as builder
from entitybias.corpus import lexicons, ood
from entitybias.corpus.names import SLOTS, SeenNames, count_names, mention_tokens
from entitybias.corpus.rows import is_pronoun
from entitybias.corpus.surface import date_style, make_date
from entitybias.corpus.swap import Pools, entities_only, mask, replace_arguments, swap_row


def _record(text, subj, obj, relation="place of birth", fine=("PERSON", "CITY"), **more):
    tokens = text.split()
    return {
        "id": f"id-{text}",
        "relation": relation,
        "token": tokens,
        "subj_start": subj[0],
        "subj_end": subj[1],
        "obj_start": obj[0],
        "obj_end": obj[1],
        "subj_type": "PERSON",
        "obj_type": "LOCATION",
        "subj_fine_type": fine[0],
        "obj_fine_type": fine[1],
        "cased": True,
        **more,
    }


def test_seen_names_hold_every_contiguous_part_in_any_case_and_cut():
    seen = SeenNames([_record("Jean-Luc Arden of New Brill", (0, 1), (3, 4))])
    for name in (["jean", "-", "LUC"], ["Arden"], ["brill"], ["."], []):
        assert name in seen
    for name in (["Jean", "Arden"], ["Brill", "New"], ["Old", "Brill"]):
        assert name not in seen


def test_count_names_merges_case_and_leaves_pronouns_out():
    rows = [_record("Ada in Brill", (0, 0), (2, 2)), _record("ada in Brill", (0, 0), (2, 2))]
    rows.append(_record("she in Arden", (0, 0), (2, 2)))
    assert count_names(rows) == {"CITY": {"Brill": 2, "Arden": 1}, "PERSON": {"Ada": 2}}


@pytest.mark.parametrize("subject_first", [True, False])
def test_replace_arguments_moves_offsets_and_nothing_else(subject_first):
    record = _record("In May Ada Pell left Old Brill .", (2, 3), (5, 6))
    if not subject_first:
        record = _record("In May Ada Pell left Old Brill .", (5, 6), (2, 3))
    out = replace_arguments(record, {"subj": ["X"], "obj": ["P", "Q", "R"]})
    assert mention_tokens(out, "subj") == ["X"]
    assert mention_tokens(out, "obj") == ["P", "Q", "R"]
    rest = [t for t in out["token"] if t not in ("X", "P", "Q", "R")]
    assert rest == ["In", "May", "left", "."]
    assert record["token"][2:4] == ["Ada", "Pell"]


def test_probes():
    record = _record("In Old Brill lived Ada Pell .", (4, 5), (1, 2))
    masked = mask(record)
    assert masked["token"] == ["In", "[MASK]", "lived", "[MASK]", "."]
    assert (masked["subj_start"], masked["subj_end"], masked["obj_start"]) == (3, 3, 1)
    alone = entities_only(record)
    assert alone["token"] == ["Old", "Brill", "Ada", "Pell"]
    assert mention_tokens(alone, "subj") == ["Ada", "Pell"]
    assert (alone["id"], alone["relation"]) == (record["id"], record["relation"])


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("3 May 1971", "D M Y"),
        ("Sept. 1971".replace(".", " ."), "m . Y"),
        ("the 1970s", "the Ys"),
        ("the 19th century", "the O century"),
        ("April 17–23 , 2013", "M 17–23 , Y"),
        ("yesterday", "yesterday"),
    ],
)
def test_dates_keep_their_style(text, style):
    tokens = text.split()
    assert date_style(tokens) == style
    made = make_date(tokens, lambda new: True, random.Random(4))
    if style == "yesterday":
        assert made is None
    else:
        assert made != tokens and date_style(made) == style


def test_make_date_gives_up_when_nothing_is_accepted_and_widens_the_years():
    assert make_date(["1971"], lambda new: False, random.Random(1)) is None
    far = make_date(["1971"], lambda new: abs(int(new[0]) - 1971) > 45, random.Random(1))
    assert 45 < abs(int(far[0]) - 1971) <= 100


@pytest.fixture
def pools(tmp_path):
    seen = SeenNames([_record("Ada Pell was born in Brill .", (0, 1), (5, 5))])
    texts = ["Bo Queck", "Cy Marr", "Di Sands", "Ed Frome"]
    towns = ["Corfe", "Dale", "Elm", "Brill"]
    rows = [_record(f"{n} was born in {t} .", (0, 1), (5, 5)) for n, t in zip(texts, towns)]
    return Pools(rows, seen, lexicons.load(write_data(tmp_path) / "lexicons", seen)), rows


def test_slot_swap_takes_unseen_names_of_the_same_slot(pools):
    table, rows = pools
    counts = Counter()
    for seed in range(10):
        out = swap_row(rows[0], "slot", table, seed, counts)
        assert " ".join(mention_tokens(out, "subj")) in ("Cy Marr", "Di Sands", "Ed Frome")
        assert mention_tokens(out, "obj")[0] in ("Dale", "Elm")
        assert out["swap"] == {"subj": "slot", "obj": "slot"}
    assert counts == {"slot": 20}
    assert swap_row(rows[0], "slot", table, 3, counts) == swap_row(
        rows[0], "slot", table, 3, counts
    )


def test_slot_swap_falls_back_to_the_type_and_keeps_a_name_without_candidates(pools):
    table, _ = pools
    counts = Counter()
    lonely = _record("Bo Queck won Gorm", (0, 1), (3, 3), "other", ("PERSON", "RELIGION"))
    out = swap_row(lonely, "slot", table, 0, counts)
    assert out["swap"]["subj"] in ("rows", "lexicon") and out["swap"]["obj"] == "kept"
    assert mention_tokens(out, "obj") == ["Gorm"]
    assert counts["fallback PERSON"] == 1 and counts["kept RELIGION"] == 1


def test_pronouns_stay_nationalities_stay_nationalities_and_uncased_rows_stay_lower(pools):
    table, _ = pools
    record = _record(
        "she was born orlandish", (0, 0), (3, 3), fine=("PERSON", "COUNTRY"), cased=False
    )
    out = swap_row(record, "type", table, 0, Counter())
    assert out["token"] == ["she", "was", "born", "zubrovian"]
    assert out["swap"] == {"subj": "pronoun", "obj": "lexicon"}
    place = _record("Ada lives in Brill", (0, 0), (3, 3), fine=("PERSON", "COUNTRY"))
    made = {
        " ".join(mention_tokens(swap_row(place, "type", table, s, Counter()), "obj"))
        for s in range(9)
    }
    assert made == {"Zubrovia", "Orland"}


def test_lexicons_leave_seen_names_out_and_invent_people_of_the_same_length(tmp_path):
    train = _record("Inga Queller moved to Ersk", (0, 1), (4, 4))
    found = lexicons.load(write_data(tmp_path) / "lexicons", SeenNames([train]))
    assert found.names["CITY", ""] == [("Tallow", "Bay")]
    assert found.names["WORK", ""] == [("Harbour", "Nine"), ("The", "Slow", "Lantern")]
    assert "Queller" not in found.last_names and "Vastine" in found.last_names
    rng = random.Random(0)
    assert [len(found.person(n, rng)) for n in (1, 2, 3, 7)] == [1, 2, 3, 3]


@pytest.mark.skipif(
    not (real_data() / "relations.json").exists(),
    reason="no corpus data: set EBE_DATA to the folder that holds relations.json",
)
def test_real_swaps_use_unseen_names_of_the_same_type(tmp_path):
    parts, stats = builder.build(real_data(), builder.DEFAULT_NEGATIVE_RATIO, 1)
    builder.write(tmp_path, parts, stats, [])
    sets, counts = ood.build_sets(tmp_path, real_data(), 2, "test")
    train = [row.to_tacred() for row in parts["train"]]
    seen = SeenNames(train)
    test = json.loads((tmp_path / "test.json").read_text(encoding="utf-8"))
    for stem in ("slot_swap_0", "slot_swap_1", "type_swap_0", "type_swap_1"):
        assert [r["id"] for r in sets[stem]] == [r["id"] for r in test]
        for before, after in zip(test, sets[stem]):
            for slot in SLOTS:
                old, new = mention_tokens(before, slot), mention_tokens(after, slot)
                if after["swap"][slot] in ("kept", "pronoun"):
                    assert old == new
                    assert (after["swap"][slot] == "pronoun") == is_pronoun(old)
                else:
                    assert new not in seen and new != old, (stem, before["id"])
        swapped = sum(
            v for k, v in counts["arguments"][stem].items() if k in ("slot", "rows", "lexicon")
        )
        assert swapped > 0.99 * (2 * len(test) - counts["arguments"][stem]["pronoun"])
    assert sets["type_swap_0"] != sets["type_swap_1"]
    assert all(r["token"].count("[MASK]") == 2 for r in sets["masked"])

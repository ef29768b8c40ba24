"""The name tables of the page: spelling, what is left out, and that an unseen name is unseen."""

from __future__ import annotations

import json

import pytest
from corpus_fixture import write_data

from entitybias.corpus.name_counts import count_spellings
from entitybias.corpus.name_spelling import is_plain, join_tokens
from entitybias.corpus.name_tables import choose, dump, make_file


@pytest.mark.parametrize(
    ("tokens", "name"),
    [
        ("Jean - Luc O ' Neil", "Jean-Luc O'Neil"),
        ("Acme , Inc .", "Acme, Inc."),
        ("J . R . Marrow", "J.R. Marrow"),
        ("the Long War .", "the Long War"),
        ("Kelvane", "Kelvane"),
        ("", ""),
    ],
)
def test_names_are_spelled_as_in_ordinary_text(tokens: str, name: str) -> None:
    assert join_tokens(tokens.split()) == name


@pytest.mark.parametrize(
    ("name", "fine_type", "kept"),
    [
        ("Orla Venn", "PERSON", True),
        ("orla venn", "PERSON", False),  # a row without case
        ("Orla venn", "PERSON", False),
        ("organist", "TITLE", True),
        ("One Two Three Four Five", "WORK", True),
        ("One Two Three Four Five Six", "WORK", False),
        ("A" + "b" * 40, "WORK", False),
        ("Who Said ?", "WORK", False),
        ("Room 12", "WORK", True),
        ("Room 12", "PERSON", False),
        ("May 1911", "DATE", True),
        ("since 1911", "DATE", False),
        ("last year", "DATE", False),
        ("", "PERSON", False),
    ],
)
def test_odd_names_are_left_out(name: str, fine_type: str, kept: bool) -> None:
    assert is_plain(name, fine_type) is kept


def test_choice_does_not_depend_on_order() -> None:
    names = [f"Name {i}" for i in range(50)]
    assert choose(names, 7, "x") == choose(reversed(names), 7, "x")
    assert choose(names, 7, "x") != choose(names, 7, "y")
    assert len(choose(names, 100, "x")) == 50


def record(
    text: str,
    subj: str,
    obj: str,
    fine: tuple[str, str],
    coarse: tuple[str, str],
    cased: bool = True,
) -> dict:
    """A TACRED record of a sentence whose arguments are single tokens."""
    tokens = text.split()
    out = {"token": tokens, "cased": cased}
    for slot, name, f, c in zip(("subj", "obj"), (subj, obj), fine, coarse):
        out |= {f"{slot}_start": tokens.index(name), f"{slot}_end": tokens.index(name)}
        out |= {f"{slot}_fine_type": f, f"{slot}_type": c}
    return out


def born(person: str, place: str, fine: str = "CITY") -> dict:
    return record(
        f"{person} was born in {place} .", person, place, ("PERSON", fine), ("PERSON", "LOCATION")
    )


def test_counts_go_over_all_types_and_spellings(tmp_path) -> None:
    write_data(tmp_path)
    corpora = tmp_path / "lexicons" / "dariusk_corpora_CC0"
    (corpora / "countries.json").write_text('{"countries": ["Zubrovia"]}', encoding="utf-8")
    rows = [
        born("Wanda", "Ersk"),
        born("Wanda", "Ersk"),
        born("WANDA", "Ersk", "PLACE"),
        born("Tilo", "Ersk", "PLACE"),
    ]
    rows.append(born("Queller", "Ersk"))
    spellings = count_spellings(rows)
    assert spellings["PERSON"]["wanda"] == ("Wanda", 3)
    content = make_file(
        rows, tmp_path, [{"label": "place of birth", "subject": "PERSON", "object": "LOCATION"}]
    )
    assert content["types"]["CITY"]["frequent"] == [["Ersk", 5]]  # three as a city, two as a place
    assert content["types"]["PERSON"]["rare"] == [["Wanda", 3], ["Queller", 1], ["Tilo", 1]]
    assert content["relations"] == {"place of birth": ["PERSON", "LOCATION"]}
    assert content["nationalities"] == ["Orlandish", "Zubrovian"]
    unseen = {name for table in content["types"].values() for name in table["unseen"]}
    assert unseen and not any("Queller" in name or name == "Ersk" for name in unseen)
    assert json.loads(dump(content)) == content

"""A small data folder in the layout the builder reads, with sentences written for these tests."""

from __future__ import annotations

import json
from pathlib import Path

SCHEMA = {
    "negative": "no_relation",
    "typeMap": {
        "redocred": {
            "PER": "PERSON",
            "ORG": "ORGANIZATION",
            "LOC": "LOCATION",
            "TIME": "DATE",
            "MISC": "MISC",
            "NUM": "NUMBER",
        },
        "knowledgenet": {
            "PER": "PERSON",
            "ORG": "ORGANIZATION",
            "LOC": "LOCATION",
            "DATE": "DATE",
        },
    },
    "relations": [
        {
            "label": "place of birth",
            "subject": "PERSON",
            "object": "LOCATION",
            "fineSubject": "PERSON",
            "fineObject": "CITY",
            "sources": {"knowledgenet": ["PLACE_OF_BIRTH"], "redocred": ["place of birth"]},
        },
        {
            "label": "parent",
            "subject": "PERSON",
            "object": "PERSON",
            "sources": {"knowledgenet": ["CHILD_OF"], "wiki80": ["father", "mother"]},
        },
        {
            "label": "chief executive",
            "subject": "ORGANIZATION",
            "object": "PERSON",
            "fineSubject": "COMPANY",
            "sources": {"knowledgenet": ["CEO"]},
        },
        {
            "label": "country",
            "subject": "LOCATION",
            "object": "LOCATION",
            "fineSubject": "PLACE",
            "fineObject": "COUNTRY",
            "sources": {"redocred": ["country"]},
        },
        {
            "label": "located in",
            "subject": "LOCATION",
            "object": "LOCATION",
            "fineSubject": "PLACE",
            "fineObject": "REGION",
            "sources": {"redocred": ["located in"]},
        },
        {
            "label": "performer",
            "subject": "WORK",
            "object": "PERSON",
            "sources": {"wiki80": ["performer"], "redocred": ["performer"]},
        },
    ],
}

LEXICONS = {
    "census_us/dist.all.last": "QUELLER 1 1 1\nVASTINE 1 1 2\nOBERLIND 1 1 3\n",
    "census_us/dist.female.first": "MARLA 1 1 1\nINGA 1 1 2\n",
    "census_us/dist.male.first": "TOBIN 1 1 1\n",
    "iso3166_CCBYSA4/all.csv": "name,alpha-2\nZubrovia,ZB\nOrland (Republic of),OR\n",
    "sp500_PDDL/constituents.csv": "Symbol,Security\nKLV,Kelvane Mills\n",
    "worldcities_CCBY4/world-cities.csv": (
        "name,country,subcountry,geonameid\nTallow Bay,Zubrovia,North Ness,1\nErsk,Orland,Lower Ersk,2\n"
    ),
}
CORPORA = {
    "authors": {"authors": []},
    "celebrities": {"celebrities": ["Dot Marenga"]},
    "charities": {"charities": ["Lantern Relief"]},
    "djia": {"corporations": [{"name": "Bexley Rail"}]},
    "fortune500": {"companies": ["Moss & Adder"]},
    "nasdaq": {"corporations": [{"name": "Pylon Nine"}]},
    "nationalities": {"nationalities": ["Zubrovian", "Orlandish"]},
    "norwayFirstNamesBoys": {"firstnames_boys_norwegian": ["Eskil"]},
    "norwayFirstNamesGirls": {"firstnames_girls_norwegian": ["Runa"]},
    "occupations": {"occupations": ["cooper"]},
    "popular-movies": {"popular-movies": ["The Slow Lantern (1961)"]},
    "rivers": {"rivers": [{"name": "Grell"}]},
    "scientists": {"scientists": ["Aldo Fennimore"]},
    "spanishFirstNames": {"firstNames": ["Nieves"]},
    "spanishLastNames": {"lastNames": ["Carrasquel"]},
    "tv_shows": {"tv_shows": ["Harbour Nine"]},
}


def knowledgenet_row(doc: str, relation: str | None, text: str, subj: str, obj: str, types: str):
    """A KnowledgeNet record; offsets are looked up from the mention strings."""
    row = {"fold": 1, "doc": doc, "property": relation or "CEO", "text": text, "relation": relation}
    if relation:
        row["subj"] = [text.index(subj), text.index(subj) + len(subj)]
        row["obj"] = [text.index(obj), text.index(obj) + len(obj)]
        row["subj_type"], row["obj_type"] = types.split()
    return row


def wiki80_row(relation: str, tokens: list[str], h, t, split="train", cased=True):
    """An OpenNRE record with the given token spans (end exclusive)."""
    return {
        "split": split,
        "src": "own",
        "cased": cased,
        "token": tokens,
        "h": {"name": "", "id": "", "pos": list(h), "type": "CARDINAL"},
        "t": {"name": "", "id": "", "pos": list(t), "type": None},
        "relation": relation,
    }


def redocred_row(title: str, text: str, entities: list[tuple[str, str]], relations=()):
    """A Re-DocRED sentence; each entity is (type, mention text), in the tokens of ``text``."""
    tokens = text.split(" ")
    found = []
    for kind, mention in entities:
        words = mention.split(" ")
        start = next(i for i in range(len(tokens)) if tokens[i : i + len(words)] == words)
        found.append({"type": kind, "start": start, "end": start + len(words)})
    return {
        "title": title,
        "sent": 0,
        "tokens": tokens,
        "entities": found,
        "relations": [{"type": r, "head": h, "tail": t} for r, h, t in relations],
    }


def write_data(folder: Path, knowledgenet=(), wiki80=(), redocred=()) -> Path:
    """Write a complete data folder and return it."""
    (folder / "relations.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    for name, rows in (
        ("knowledgenet/knowledgenet.jsonl", knowledgenet),
        ("wiki80/wiki80_union.jsonl", wiki80),
        ("redocred/redocred_sent_train.jsonl", redocred),
    ):
        _write(folder / name, "".join(json.dumps(row) + "\n" for row in rows))
    for name, text in LEXICONS.items():
        _write(folder / "lexicons" / name, text)
    for name, content in CORPORA.items():
        _write(folder / "lexicons" / "dariusk_corpora_CC0" / f"{name}.json", json.dumps(content))
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

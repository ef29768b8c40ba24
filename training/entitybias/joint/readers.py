"""CoNLL04, SciERC and ADE as they lie in the data folder: three ways to write the same thing.

- CoNLL04: BILOU tags; entities are numbered in the order in which they begin, relations name those numbers.
- SciERC: SpERT's lists of entities (exclusive ends) and relations. ``Compare`` and ``Conjunction`` are symmetric.
- ADE: ``[start, end, type]`` and ``[start, end, start, end, type]`` with exclusive ends; relations run from effect to drug.

Splits of CoNLL04 and SciERC are the official ones. ADE has no official split: the papers report ten-fold cross-validation, of
which the data folder holds fold 0 (3,178 / 560 / 415 sentences, overlapping entities already left out). Folds 1 to 9 are made
here: the sentences outside the test part of fold 0, cut into nine by a hash, each a test part once, with a dev part of the
same size drawn likewise from the rest.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..corpus.rows import digest, unit_hash
from .sentences import Entity, Relation, Sentence, Types, make_sentence

Parts = dict[str, list[Sentence]]

ADE_TYPES = Types(("Adverse-Effect", "Drug"), ("Adverse-Effect",))
FOLDS = 10


def read_conll04(data: Path) -> tuple[Parts, Types]:
    """CoNLL04 (Roth and Yih 2004) in the split of Gupta et al. 2016."""
    folder = data / "conll04"
    types = read_spert_types(folder / "conll04_types.json")
    parts: Parts = {}
    for split in ("train", "dev", "test"):
        rows = _read(folder / f"conll04_{split}.json")
        parts[split] = [
            make_sentence(row["tokens"], bilou_spans(row["tags"]), _links(row), f"conll04:{row['orig_id']}", types) for row in rows
        ]
    return parts, types


def read_scierc(data: Path) -> tuple[Parts, Types]:
    """SciERC (Luan et al. 2018)."""
    folder = data / "scierc"
    types = read_spert_types(folder / "scierc_types.json")
    parts: Parts = {}
    for split in ("train", "dev", "test"):
        rows = _read(folder / f"scierc_joint_er_{split}.json")
        parts[split] = [
            make_sentence(row["tokens"], [(e["start"], e["end"], e["type"]) for e in row["entities"]], _links(row),
                          f"scierc:{row['orig_id']}", types)
            for row in rows
        ]
    return parts, types


def read_ade(data: Path, fold: int = 0) -> tuple[Parts, Types]:
    """One fold of ADE (Gurulingappa et al. 2012).

    :raises ValueError: for a fold other than 0 to 9.
    """
    if not 0 <= fold < FOLDS:
        raise ValueError(f"ADE has folds 0 to {FOLDS - 1}, got {fold}")
    given = {
        split: [ade_sentence(row) for row in _read(data / "ade" / f"{name}.ADE0.json")]
        for split, name in (("train", "train"), ("dev", "valid"), ("test", "test"))
    }
    if fold == 0:
        return given, ADE_TYPES
    parts: Parts = {"train": [], "dev": [], "test": []}
    for sentence in given["train"] + given["dev"]:
        part = 1 + int(unit_hash("ade fold", sentence.docid) * (FOLDS - 1))
        parts["test" if part == fold else "dev" if part == fold % (FOLDS - 1) + 1 else "train"].append(sentence)
    parts["train"] += given["test"]
    return parts, ADE_TYPES


def ade_sentence(row: dict[str, Any]) -> Sentence:
    """One row of ADE; its document is the sentence, since the source names none.

    :raises ValueError: for a relation between spans that are no entities.
    """
    docid = f"ade:{digest(' '.join(row['tokens']))[:14]}"
    entities: list[Entity] = [(start, end, kind) for start, end, kind in row["entities"]]
    spans = [entity[:2] for entity in entities]
    relations: list[Relation] = []
    for a, b, c, d, kind in row["relations"]:
        if (a, b) not in spans or (c, d) not in spans:
            raise ValueError(f"{docid}: relation between {a}..{b} and {c}..{d}, which are no entities")
        relations.append((spans.index((a, b)), spans.index((c, d)), kind))
    return make_sentence(row["tokens"], entities, relations, docid, ADE_TYPES)


def bilou_spans(tags: list[str]) -> list[Entity]:
    """The entities of BILOU tags in order: U-T is one word, B-T I-T.. L-T several, O is outside.

    :raises ValueError: for tags out of order, with their place.
    """
    entities: list[Entity] = []
    start: int | None = None
    kind = ""
    for place, tag in enumerate(tags):
        mark, _, name = tag.partition("-")
        inside = start is not None
        if mark not in "BILOU" or inside != (mark in "IL") or (inside and name != kind):
            raise ValueError(f"tag {tag!r} at word {place} does not follow {tags[place - 1] if place else 'the beginning'!r}")
        if mark in "BU":
            start, kind = place, name
        if mark in "LU":
            assert start is not None
            entities.append((start, place + 1, kind))
            start = None
    if start is not None:
        raise ValueError(f"entity of type {kind!r} at word {start} has no end")
    return entities


def read_spert_types(path: Path) -> Types:
    """SpERT's file of types: names in order, and which relations are symmetric."""
    content = json.loads(path.read_text(encoding="utf-8"))
    relations = content["relations"]
    return Types(tuple(content["entities"]), tuple(relations), frozenset(n for n, r in relations.items() if r["symmetric"]))


def _links(row: dict[str, Any]) -> list[Relation]:
    return [(relation["head"], relation["tail"], relation["type"]) for relation in row["relations"]]


def _read(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))

"""Wikipedia-relations sentences for the general-purpose extractor: Re-DocRED in full, the other sources in part.

Re-DocRED names all entities of a sentence. Its types are mapped to those of relations.json; where a relation of the schema
says a finer type (a MISC that is the object of ``author`` is a WORK), the entity gets that. Labels are projected from
the document, as in the relation corpus. Sentences of KnowledgeNet and Wiki80 (rows of the relation corpus) know two entities and may hold
others: they are ``partial`` (``sampling.py``), and join train alone.

A document is in the split that the relation corpus put it in, so that an adapter on a shipped model is never scored on
sentences that model was trained on; documents that the corpus has no row of are split by hash, 85 / 5 / 10.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from ..corpus import redocred
from ..corpus.rows import sentence_key, unit_hash
from ..corpus.schema import Schema, is_compatible
from ..corpus.split import DEV_SHARE, SPLITS, TEST_SHARE
from .readers import Parts
from .sentences import Entity, Relation, Sentence, Types, make_sentence

# Sentences of other sources to add for each full one; more drown what the full ones teach about negatives.
PARTIAL_SHARE = 2.0


def read_wikipedia(
    data: Path, corpus: Path, partial_share: float = PARTIAL_SHARE, dropped: Counter[str] | None = None
) -> tuple[Parts, Types]:
    """``data`` has relations.json and redocred/, ``corpus`` is the relation corpus (train.json, dev.json, test.json)."""
    schema = Schema.load(data / "relations.json")
    dropped = Counter() if dropped is None else dropped
    rows = {split: json.loads((corpus / f"{split}.json").read_text(encoding="utf-8")) for split in SPLITS}
    known = {row["docid"]: split for split, found in rows.items() for row in found}
    types = Types(entity_types(data), tuple(schema.relations))
    parts: Parts = {split: [] for split in SPLITS}
    for sentence in redocred.read_sentences(data, schema):
        docid = f"redocred:{sentence.title}"
        parts[known.get(docid) or split_of(docid)].append(full_sentence(sentence, docid, schema, types, dropped))
    others = {sentence_key(s.words) for split in ("dev", "test") for s in parts[split]}
    extra = [partial_sentence(row, types) for row in rows["train"] if row["source"] != "redocred" and row["cased"]]
    extra = [s for s in extra if sentence_key(s.words) not in others]
    extra.sort(key=lambda s: unit_hash("partial", s.docid, *s.words))
    parts["train"] += extra[: round(partial_share * len(parts["train"]))]
    return parts, types


def split_of(docid: str) -> str:
    """The split of a document without a row in the relation corpus."""
    draw = unit_hash("joint split", docid)
    return "test" if draw < TEST_SHARE else "dev" if draw < TEST_SHARE + DEV_SHARE else "train"


def full_sentence(
    sentence: redocred.Sentence, docid: str, schema: Schema, types: Types, dropped: Counter[str]
) -> Sentence:
    """A sentence with all its entities and the relations that the schema knows; a pair that fits only when turned is turned."""
    mapping = schema.mapping["redocred"]
    kinds = list(sentence.types)
    relations: list[Relation] = []
    for name, head, tail in sentence.labels:
        label = mapping.get(name)
        if label is None:
            dropped[f"unmapped label {name}"] += 1
            continue
        relation = schema.relations[label]

        def fits(a: int, b: int, subject: str = relation.subject, object_: str = relation.object) -> int:
            return is_compatible(sentence.types[a], subject) + is_compatible(sentence.types[b], object_)

        if fits(head, tail) < 2 and fits(tail, head) == 2:
            head, tail = tail, head
        if fits(head, tail) == 0:
            dropped["neither type fits the relation"] += 1
            continue
        for place, wanted in ((head, relation.subject), (tail, relation.object)):
            if is_compatible(sentence.types[place], wanted):
                kinds[place] = wanted
        relations.append((head, tail, label))
    entities: list[Entity] = [(start, end, kind) for (start, end), kind in zip(sentence.spans, kinds, strict=True)]
    empty = [place for place, (start, end, _) in enumerate(entities) if start >= end]
    dropped["entity without a word"] += len(empty)
    kept = [place for place in range(len(entities)) if place not in empty]
    moved = {place: number for number, place in enumerate(kept)}
    links = [(moved[a], moved[b], label) for a, b, label in relations if a in moved and b in moved]
    return make_sentence(list(sentence.tokens), [entities[place] for place in kept], links, docid, types)


def partial_sentence(row: dict[str, Any], types: Types) -> Sentence:
    """A row of the relation corpus: its two arguments, and its relation unless it has none."""
    entities: list[Entity] = [
        (row["subj_start"], row["subj_end"] + 1, row["subj_type"]), (row["obj_start"], row["obj_end"] + 1, row["obj_type"]),
    ]
    links: list[Relation] = [(0, 1, row["relation"])] if row["relation"] in types.relations else []
    return make_sentence(row["token"], entities, links, row["docid"], types, partial=True)


def entity_types(data: Path) -> tuple[str, ...]:
    """The coarse types of relations.json."""
    return tuple(json.loads((data / "relations.json").read_text(encoding="utf-8"))["types"])

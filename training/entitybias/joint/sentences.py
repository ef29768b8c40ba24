"""Sentences with typed spans and relations between them, the type lists of a corpus, and their files.

A folder of ``entitybias.joint.build`` holds ``train.json``, ``dev.json``, ``test.json`` (one sentence a line, spans of words with
exclusive ends, relations as indices into the entities), ``types.json`` and ``stats.json``.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

Span = tuple[int, int]  # words, half-open
Entity = tuple[int, int, str]  # first word, end, type
Relation = tuple[int, int, str]  # head and tail as indices into the entities, type


@dataclass(frozen=True)
class Sentence:
    """One annotated sentence. ``partial``: only the listed entities are known, and there may be others."""

    words: tuple[str, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    docid: str
    partial: bool = False


@dataclass(frozen=True)
class Types:
    """Types in the order of the model's outputs. ``symmetric`` relations have no direction."""

    entities: tuple[str, ...]
    relations: tuple[str, ...]
    symmetric: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        relations = [{"name": name, "symmetric": name in self.symmetric} for name in self.relations]
        return {"entities": list(self.entities), "relations": relations}

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Types:
        relations = content["relations"]
        return cls(
            tuple(content["entities"]), tuple(r["name"] for r in relations),
            frozenset(r["name"] for r in relations if r["symmetric"]),
        )


def make_sentence(
    words: list[str], entities: list[Entity], relations: list[Relation], docid: str, types: Types, partial: bool = False
) -> Sentence:
    """A checked sentence: an entity or a relation that is listed twice is there once, symmetric relations run from left to right.

    Blank words (non-breaking spaces and the like) are left out, spans move with the others.

    :raises ValueError: for a span out of range, an unknown type or an index that names no entity, with the document.
    """
    position, kept = [0], []
    for word in words:
        kept += [word.strip()] if word.strip() else []
        position.append(len(kept))
    found: dict[Entity, int] = {}
    index: list[int] = []
    for start, end, kind in entities:
        if not 0 <= start < end <= len(words) or position[start] == position[end]:
            raise ValueError(f"{docid}: entity {start}..{end} does not lie in {len(words)} words")
        if kind not in types.entities:
            raise ValueError(f"{docid}: entity type {kind!r}, expected one of {', '.join(types.entities)}")
        index.append(found.setdefault((position[start], position[end], kind), len(found)))
    places = list(found)
    links: dict[Relation, None] = {}
    for head, tail, kind in relations:
        if not (0 <= head < len(index) and 0 <= tail < len(index)):
            raise ValueError(f"{docid}: relation {head} -> {tail} among {len(index)} entities")
        if kind not in types.relations:
            raise ValueError(f"{docid}: relation type {kind!r}, expected one of {', '.join(types.relations)}")
        first, second = index[head], index[tail]
        if kind in types.symmetric and places[second][0] < places[first][0]:
            first, second = second, first
        links[first, second, kind] = None
    return Sentence(tuple(kept), tuple(places), tuple(links), docid, partial)


def split_words(sentence: Sentence, tokenizer: Tokenizer) -> Sentence:
    """The same sentence in the words that the tokenizer itself sees (blanks, punctuation, CJK characters), as raw text is read.

    A word that the tokenizer drops altogether stays as it is.
    """
    words: list[str] = []
    position = [0]
    for word in sentence.words:
        words += [word[a:b] for a, b in word_offsets(word, tokenizer)] or [word]
        position.append(len(words))
    entities = tuple((position[start], position[end], kind) for start, end, kind in sentence.entities)
    return dataclasses.replace(sentence, words=tuple(words), entities=entities)


def word_offsets(text: str, tokenizer: Tokenizer) -> list[Span]:
    """The words of raw text as half-open stretches of code points; [] for text without any."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    stretches: dict[int, Span] = {}
    for number, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
        before = stretches.get(number, (start, end))
        stretches[number] = (min(before[0], start), max(before[1], end))
    return list(stretches.values())


def to_json(sentence: Sentence) -> dict[str, Any]:
    """A sentence as a file holds it."""
    return {
        "words": list(sentence.words),
        "entities": [{"start": start, "end": end, "type": kind} for start, end, kind in sentence.entities],
        "relations": [{"head": head, "tail": tail, "type": kind} for head, tail, kind in sentence.relations],
        "docid": sentence.docid, **({"partial": True} if sentence.partial else {}),
    }


def from_json(content: dict[str, Any]) -> Sentence:
    """The inverse of ``to_json``."""
    return Sentence(
        tuple(content["words"]), tuple((e["start"], e["end"], e["type"]) for e in content["entities"]),
        tuple((r["head"], r["tail"], r["type"]) for r in content["relations"]), content["docid"], content.get("partial", False),
    )


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file."""
    return [from_json(content) for content in json.loads(path.read_text(encoding="utf-8"))]


def read_types(folder: Path) -> Types:
    """``types.json`` of a corpus folder."""
    return Types.from_json(json.loads((folder / "types.json").read_text(encoding="utf-8")))

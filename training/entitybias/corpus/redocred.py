"""Re-DocRED reader: sentences with typed mentions, labelled pairs, and pairs without a label."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .rows import Row, Span, shape_problem, unit_hash
from .schema import Relation, Schema, is_compatible

MAX_NEGATIVES_PER_SENTENCE = 3

# Relations that say something about the reversed pair too: a pair whose mirror image carries one
# of them is no trustworthy negative.
_TWO_WAY = frozenset(
    ["spouse", "sibling", "parent", "child", "parent organization", "subsidiary", "country"]
    + ["located in", "contains", "tributary", "mouth of the watercourse"]
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document: tokens, mention spans with mapped types, labelled pairs."""

    title: str
    tokens: tuple[str, ...]
    spans: tuple[Span, ...]
    types: tuple[str, ...]
    labels: tuple[tuple[str, int, int], ...]

    def text(self, mention: int) -> str:
        """The mention in lower case."""
        start, end = self.spans[mention]
        return " ".join(self.tokens[start:end]).lower()


def read_sentences(data: Path, schema: Schema) -> list[Sentence]:
    """All sentences of ``redocred/redocred_sent_train.jsonl``."""
    types = schema.type_map["redocred"]
    out = []
    with (data / "redocred" / "redocred_sent_train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            # Blank tokens (non-breaking spaces and the like) stay out, spans move with the words.
            position, tokens = [0], []
            for token in raw["tokens"]:
                if token.strip():
                    tokens.append(token.strip())
                position.append(len(tokens))
            out.append(
                Sentence(
                    raw["title"],
                    tuple(tokens),
                    tuple((position[e["start"]], position[e["end"]]) for e in raw["entities"]),
                    tuple(types[e["type"]] for e in raw["entities"]),
                    tuple((r["type"], r["head"], r["tail"]) for r in raw["relations"]),
                )
            )
    return out


def positives(sentences: list[Sentence], schema: Schema, dropped: Counter[str]) -> Iterator[Row]:
    """One row per labelled pair.

    Types come from the schema where the annotated type agrees with them. Where it does not (a band
    as performer, a club located in a town), the annotated type is kept as coarse and fine type:
    Re-DocRED's types are checked by people, and a swap must not put a person in a band's place.
    A pair whose types fit the relation only when turned is turned.
    """
    mapping = schema.mapping["redocred"]
    for sentence in sentences:
        for name, head, tail in sentence.labels:
            label = mapping.get(name)
            if label is None:
                dropped[f"redocred: unmapped label {name}"] += 1
                continue
            relation = schema.relations[label]
            fits = _agreement(relation, sentence, head, tail)
            if sum(fits) < 2 and sum(_agreement(relation, sentence, tail, head)) == 2:
                dropped["(kept) redocred: arguments turned by type"] += 1
                head, tail = tail, head
                fits = (True, True)
            if sum(fits) < 2:
                dropped["(kept) redocred: annotated type other than the schema's"] += 1
            if sum(fits) == 0:
                dropped["redocred: neither type fits the relation"] += 1
                continue
            yield Row(
                source="redocred",
                docid=f"redocred:{sentence.title}",
                relation=label,
                tokens=sentence.tokens,
                subj=sentence.spans[head],
                obj=sentence.spans[tail],
                subj_type=relation.subject if fits[0] else sentence.types[head],
                obj_type=relation.object if fits[1] else sentence.types[tail],
                subj_fine_type=relation.fine_subject if fits[0] else sentence.types[head],
                obj_fine_type=relation.fine_object if fits[1] else sentence.types[tail],
            )


def _agreement(relation: Relation, sentence: Sentence, head: int, tail: int) -> tuple[bool, bool]:
    return (
        is_compatible(sentence.types[head], relation.subject),
        is_compatible(sentence.types[tail], relation.object),
    )


def negatives(sentences: list[Sentence], schema: Schema, seed: int) -> Iterator[Row]:
    """At most three ``no_relation`` rows a sentence, drawn by ``seed``.

    A candidate is an ordered pair of mentions whose types fit some relation, that are not the same
    name, that carry no label of any kind anywhere in the document (by name), and whose mirror
    image carries no relation that would answer for both directions. The labels are projected from
    the document, so these rows are noisy: a relation can be stated and not annotated.
    """
    fitting = schema.fitting_pairs(set(schema.type_map["redocred"].values()))
    mapping = schema.mapping["redocred"]
    labelled: set[tuple[str, str, str]] = set()
    for sentence in sentences:
        for name, head, tail in sentence.labels:
            a, b = sentence.text(head), sentence.text(tail)
            labelled.add((sentence.title, a, b))
            if mapping.get(name) in _TWO_WAY:
                labelled.add((sentence.title, b, a))
    for sentence in sentences:
        drawn: list[tuple[float, Row]] = []
        for head in range(len(sentence.spans)):
            for tail in range(len(sentence.spans)):
                a, b = sentence.text(head), sentence.text(tail)
                types = (sentence.types[head], sentence.types[tail])
                if a == b or types not in fitting or (sentence.title, a, b) in labelled:
                    continue
                row = Row(
                    "redocred",
                    f"redocred:{sentence.title}",
                    schema.negative,
                    sentence.tokens,
                    sentence.spans[head],
                    sentence.spans[tail],
                    *types,
                    *types,
                )
                if shape_problem(row) is None:
                    drawn.append((unit_hash("negative", seed, row.id), row))
        drawn.sort(key=lambda pair: pair[0])
        yield from (row for _, row in drawn[:MAX_NEGATIVES_PER_SENTENCE])

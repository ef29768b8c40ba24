"""Wiki80 reader: OpenNRE JSONL, ``pos`` end exclusive, tokens that may be blank."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from .rows import Row, Span, digest, sentence_key
from .schema import Schema


def drop_blank_tokens(tokens: Sequence[str], spans: Sequence[Span]) -> tuple[list[str], list[Span]]:
    """Tokens without the blank ones, and the spans moved to the same words.

    A span of blank tokens only becomes empty (start = end).
    """
    position = [0]
    kept: list[str] = []
    for token in tokens:
        stripped = token.strip()
        if stripped:
            kept.append(stripped)
        position.append(len(kept))
    return kept, [(position[start], position[end]) for start, end in spans]


def read(data: Path, schema: Schema, dropped: Counter[str]) -> Iterator[Row]:
    """Rows of ``wiki80/wiki80_union.jsonl``; what cannot be used is counted by reason.

    Head and tail already stand in the schema's direction (father and mother: tail is the parent;
    performer: tail is the person; owned by: tail is the owner). Types come from the schema, since
    the file's own are noisy. The file names no document, so each sentence is its own document.
    Rows of the file's own test part are ``held_out``.
    """
    mapping = schema.mapping["wiki80"]
    with (data / "wiki80" / "wiki80_union.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            label = mapping.get(raw["relation"])
            if label is None:
                dropped[f"wiki80: unmapped label {raw['relation']}"] += 1
                continue
            relation = schema.relations[label]
            tokens, (subj, obj) = drop_blank_tokens(
                raw["token"], [tuple(raw["h"]["pos"]), tuple(raw["t"]["pos"])]
            )
            yield Row(
                source="wiki80",
                docid=f"wiki80:{digest(sentence_key(tokens))[:12]}",
                relation=label,
                tokens=tuple(tokens),
                subj=subj,
                obj=obj,
                subj_type=relation.subject,
                obj_type=relation.object,
                subj_fine_type=relation.fine_subject,
                obj_fine_type=relation.fine_object,
                cased=bool(raw["cased"]),
                held_out=raw["split"] == "test",
            )

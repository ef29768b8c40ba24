"""KnowledgeNet reader: raw text with code-point offsets."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from .rows import Row, Span
from .schema import Relation, Schema, is_compatible

_CLITICS = {"s", "re", "ve", "ll", "d", "m", "t"}


def tokenize(text: str, boundaries: Iterable[int] = ()) -> list[tuple[str, int, int]]:
    """Cut text into (token, start, end) with code-point offsets.

    Runs of letters, digits and combining marks are tokens, every other visible character is one,
    and English clitics keep their apostrophe. A token is cut at each of ``boundaries``, so a
    mention that ends inside a word still is whole tokens. Blank text gives an empty list.
    """
    cuts = set(boundaries)
    out: list[tuple[str, int, int]] = []
    i = 0
    while i < len(text):
        if not _is_visible(text[i]):
            i += 1
            continue
        end = i + 1
        if _is_word(text[i]):
            end = _word_end(text, i, cuts)
        elif text[i] in "'’" and end not in cuts and end < len(text) and out and out[-1][2] == i:
            stop = _word_end(text, end, cuts) if _is_word(text[end]) else end
            if text[end:stop].lower() in _CLITICS:
                end = stop
        out.append((text[i:end], i, end))
        i = end
    return out


def _word_end(text: str, start: int, cuts: set[int]) -> int:
    end = start + 1
    while end < len(text) and end not in cuts and _is_word(text[end]):
        end += 1
    return end


def _is_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def _is_visible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf")


def to_token_span(tokens: list[tuple[str, int, int]], start: int, end: int) -> Span:
    """The tokens that lie inside the characters [start, end); (0, 0) when there are none."""
    inside = [k for k, (_, a, b) in enumerate(tokens) if a >= start and b <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def read(data: Path, schema: Schema, dropped: Counter[str]) -> Iterator[Row]:
    """Rows of ``knowledgenet/knowledgenet.jsonl``; what cannot be used is counted by reason.

    KnowledgeNet keeps the property's own direction whatever the word order (CEO and FOUNDED_BY
    have the organisation as subject, CHILD_OF the child, SUBSIDIARY_OF the smaller company),
    which is the schema's direction. A row whose types fit only the other way round is turned.
    """
    types = schema.type_map["knowledgenet"]
    mapping = schema.mapping["knowledgenet"]
    with (data / "knowledgenet" / "knowledgenet.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            if raw["relation"] is None:
                dropped["knowledgenet: no relation annotated"] += 1
                continue
            label = mapping.get(raw["relation"])
            if label is None:
                dropped[f"knowledgenet: unmapped label {raw['relation']}"] += 1
                continue
            relation = schema.relations[label]
            subj, obj = tuple(raw["subj"]), tuple(raw["obj"])
            subj_type, obj_type = types[raw["subj_type"]], types[raw["obj_type"]]
            if not _fits(relation, subj_type, obj_type):
                if not _fits(relation, obj_type, subj_type):
                    dropped["knowledgenet: types fit the relation in no direction"] += 1
                    continue
                dropped["(kept) knowledgenet: arguments turned by type"] += 1
                subj, obj = obj, subj
            tokens = tokenize(raw["text"], {*subj, *obj})
            yield Row(
                source="knowledgenet",
                docid=f"knowledgenet:{raw['doc']}",
                relation=label,
                tokens=tuple(token for token, _, _ in tokens),
                subj=to_token_span(tokens, *subj),
                obj=to_token_span(tokens, *obj),
                subj_type=relation.subject,
                obj_type=relation.object,
                subj_fine_type=relation.fine_subject,
                obj_fine_type=relation.fine_object,
            )


def _fits(relation: Relation, subj_type: str, obj_type: str) -> bool:
    return is_compatible(subj_type, relation.subject) and is_compatible(obj_type, relation.object)

"""Which names train has seen, and the list of names by fine type.

``python -m entitybias.corpus.names --corpus DIR --out FILE`` writes, for each fine type, every
name that fills an argument of a train row with the number of rows: names and counts, no sentence.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .rows import is_pronoun

SLOTS = ("subj", "obj")

Record = dict[str, Any]


def load(path: Path) -> list[Record]:
    """A TACRED JSON array as written by the builder."""
    return json.loads(path.read_text(encoding="utf-8"))


def mention_tokens(record: Record, slot: str) -> list[str]:
    """The tokens of the argument in ``slot`` ("subj" or "obj")."""
    return record["token"][record[f"{slot}_start"] : record[f"{slot}_end"] + 1]


def words(tokens: Iterable[str]) -> tuple[str, ...]:
    """Case-folded runs of letters and digits: one spelling for every way to cut a name."""
    text = " ".join(tokens).casefold()
    return tuple("".join(c if c.isalnum() else " " for c in text).split())


class SeenNames:
    """All arguments of the train rows, and all of their contiguous parts."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._parts: set[tuple[str, ...]] = set()
        for record in records:
            for slot in SLOTS:
                name = words(mention_tokens(record, slot))
                self._parts.update(
                    name[i:j] for i in range(len(name)) for j in range(i + 1, len(name) + 1)
                )

    def __contains__(self, tokens: Sequence[str]) -> bool:
        """Whether the name is, or is inside, an argument of train. A name without words is."""
        name = words(tokens)
        return not name or name in self._parts


def count_names(records: Iterable[Record]) -> dict[str, dict[str, int]]:
    """Fine type to name to number of rows, pronouns left out, most frequent first.

    Spellings that differ only in case are one name, written in its most frequent cased spelling.
    """
    spellings: dict[str, dict[str, Counter[str]]] = {}
    for record in records:
        for slot in SLOTS:
            tokens = mention_tokens(record, slot)
            if is_pronoun(tokens):
                continue
            name = " ".join(tokens)
            by_name = spellings.setdefault(record[f"{slot}_fine_type"], {})
            by_name.setdefault(name.casefold(), Counter())[name] += 1
    out: dict[str, dict[str, int]] = {}
    for fine_type, by_name in sorted(spellings.items()):
        rows = [
            (
                min(forms, key=lambda form: (form == form.casefold(), -forms[form], form)),
                forms.total(),
            )
            for forms in by_name.values()
        ]
        out[fine_type] = dict(sorted(rows, key=lambda row: (-row[1], row[0])))
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    names = count_names(load(args.corpus / "train.json"))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(names, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for fine_type, by_name in names.items():
        print(f"{fine_type:<16}{len(by_name):>7} names{sum(by_name.values()):>8} mentions")


if __name__ == "__main__":
    main()

"""SemEval-2010 Task 8 -> TACRED-schema rows: ``python -m entitybias.corpus.semeval``.

The first marked nominal is the subject, the second the object; the label keeps its direction ("Cause-Effect(e2,e1)").
Train is the official training file, test the official test file. No dev part is cut off: nothing is chosen on
this corpus, and dev.json is empty. The corpus names no types; both arguments get NOMINAL.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from .build import write_domain
from .report import statistics
from .rows import Row, Span, shape_problem

NEGATIVE = "Other"
RELATIONS = (
    "Cause-Effect", "Component-Whole", "Content-Container", "Entity-Destination", "Entity-Origin", "Instrument-Agency",
    "Member-Collection", "Message-Topic", "Product-Producer",
)
LABELS = (NEGATIVE, *(f"{name}({way})" for name in RELATIONS for way in ("e1,e2", "e2,e1")))
FILES = {"train": "TRAIN_FILE.TXT", "test": "TEST_FILE_FULL.TXT"}

_TOKEN = re.compile(r"</?e[12]>|\w+|[^\w\s]")


def read_rows(path: Path, dropped: Counter[str]) -> list[Row]:
    """The rows of an official file: a numbered sentence in quotes, its label, a comment, a blank line.

    :raises ValueError: for a label that is none of the nineteen.
    """
    rows = []
    lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    for number, line in enumerate(lines):
        if not re.match(r"\d+\t", line):
            continue
        identity, quoted = line.split("\t", 1)
        relation = lines[number + 1]
        if relation not in LABELS:
            raise ValueError(f"{path.name}: line {number + 2} has label {relation!r}")
        tokens, spans = mark(quoted.strip().removeprefix('"').removesuffix('"'))
        row = Row("semeval", identity, relation, tokens, *spans, "NOMINAL", "NOMINAL", "NOMINAL", "NOMINAL")
        problem = shape_problem(row)
        if problem:
            dropped[f"semeval: {problem}"] += 1
        else:
            rows.append(row)
    return rows


def mark(sentence: str) -> tuple[tuple[str, ...], tuple[Span, Span]]:
    """``a <e1>b</e1> <e2>c</e2>`` -> tokens, and the token spans of e1 and e2 (end exclusive)."""
    tokens: list[str] = []
    edges: dict[str, int] = {}
    for piece in _TOKEN.findall(sentence):
        if piece.startswith("<") and len(piece) > 1:
            edges[piece] = len(tokens)
        else:
            tokens.append(piece)
    return tuple(tokens), ((edges["<e1>"], edges["</e1>"]), (edges["<e2>"], edges["</e2>"]))


def build(data: Path) -> tuple[dict[str, list[Row]], dict]:
    """Rows by split (dev is empty), and counts."""
    dropped: Counter[str] = Counter()
    parts: dict[str, list[Row]] = {"train": [], "dev": [], "test": []}
    for name, file in FILES.items():
        parts[name] = read_rows(data / "semeval2010" / file, dropped)
    return parts, statistics(parts, dropped, NEGATIVE, {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with semeval2010/")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    parts, stats = build(args.data)
    write_domain(args.out, parts, LABELS, stats)


if __name__ == "__main__":
    main()

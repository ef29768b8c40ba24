"""Build train.json, dev.json and test.json: ``python -m entitybias.corpus.build``."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import knowledgenet, redocred, wiki80
from .report import format_table, statistics
from .rows import Row, shape_problem
from .schema import Schema
from .split import assign, deduplicate, thin_negatives

DEFAULT_NEGATIVE_RATIO = 0.2


def build(
    data: Path, negative_ratio: float, seed: int
) -> tuple[dict[str, list[Row]], dict[str, Any]]:
    """Read every source and return (rows by split, statistics).

    ``negative_ratio`` is the share of ``no_relation`` rows wanted in each split, in [0, 1); fewer
    come out when the sources do not hold enough. Raises ValueError on a ratio outside that range
    and FileNotFoundError when a source is missing.
    """
    if not 0 <= negative_ratio < 1:
        raise ValueError(f"negative ratio must lie in [0, 1), got {negative_ratio}")
    schema = Schema.load(data / "relations.json")
    dropped: Counter[str] = Counter()
    sentences = redocred.read_sentences(data, schema)
    read = [
        *knowledgenet.read(data, schema, dropped),
        *wiki80.read(data, schema, dropped),
        *redocred.positives(sentences, schema, dropped),
    ]
    usable = []
    for row in read:
        problem = shape_problem(row)
        if problem:
            dropped[f"{row.source}: {problem}"] += 1
        else:
            usable.append(row)
    positive = deduplicate(usable, dropped)
    taken = {row.pair_key for row in positive}
    negative = []
    for row in redocred.negatives(sentences, schema, seed):
        if row.pair_key in taken:
            dropped["sampled negative with a label elsewhere"] += 1
        else:
            taken.add(row.pair_key)
            negative.append(row)
    parts = assign([*positive, *negative], seed)
    parts = thin_negatives(parts, schema.negative, negative_ratio, seed, dropped)
    options = {"negativeRatio": negative_ratio, "seed": seed}
    return parts, statistics(parts, dropped, schema.negative, options)


def write(out: Path, parts: dict[str, list[Row]], stats: dict[str, Any], labels: list[str]) -> None:
    """Write the splits, ``labels.json`` (class order) and ``stats.json`` into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for split, rows in parts.items():
        dump(out / f"{split}.json", [row.to_tacred() for row in rows])
    dump(out / "labels.json", labels)
    (out / "stats.json").write_text(json.dumps(stats, indent=1) + "\n", encoding="utf-8")


def dump(path: Path, rows: list[Any]) -> None:
    """Write a JSON array with one element a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def write_domain(folder: Path, parts: dict[str, list[Row]], labels: Sequence[str], stats: dict[str, Any]) -> None:
    """Write the files of a corpus with labels of its own, negative label first, and print its counts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in parts.items():
        dump(folder / f"{name}.json", [row.to_tacred() for row in rows])
    (folder / "labels.json").write_text(json.dumps(labels) + "\n", encoding="utf-8")
    (folder / "stats.json").write_text(json.dumps(stats, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(stats, indent=1))


def main() -> None:
    """Command line; prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with relations.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--negative-ratio", type=float, default=DEFAULT_NEGATIVE_RATIO)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    parts, stats = build(args.data, args.negative_ratio, args.seed)
    labels = Schema.load(args.data / "relations.json").labels
    write(args.out, parts, stats, labels)
    print(format_table(stats))


if __name__ == "__main__":
    main()

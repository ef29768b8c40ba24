"""TACRED-schema rows -> encoded examples -> batches of similar length."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .tokens import Encoded, MarkerTokenizer, SpanError


@dataclass(frozen=True)
class Example:
    """One encoded row; ``cluster`` is the document it came from."""

    encoded: Encoded
    label: int
    cluster: str


def row_text(row: dict[str, Any]) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """Tokens joined by one space, and the half-open code-point spans of subject and object.

    TACRED ends are inclusive.
    """
    tokens = row["token"]
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1

    def span(first: int, last: int) -> tuple[int, int]:
        return starts[first], starts[last] + len(tokens[last])

    subject = span(row["subj_start"], row["subj_end"])
    return " ".join(tokens), subject, span(row["obj_start"], row["obj_end"])


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a TACRED JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def encode_rows(
    rows: list[dict[str, Any]], tokenizer: MarkerTokenizer, labels: list[str], max_tokens: int
) -> tuple[list[Example], list[int]]:
    """Encode rows; the second result lists the indices of rows that cannot be encoded."""
    index = {label: number for number, label in enumerate(labels)}
    examples, bad = [], []
    for number, row in enumerate(rows):
        text, subject, object_ = row_text(row)
        try:
            encoded = tokenizer.encode(text, subject, object_, max_tokens, (row.get("subj_type"), row.get("obj_type")))
        except SpanError:
            bad.append(number)
            continue
        examples.append(Example(encoded, index[row["relation"]], row.get("docid") or row["id"]))
    return examples, bad


def bucketed(lengths: list[int], batch_size: int, seed: int, epoch: int, pool_batches: int = 50) -> list[list[int]]:
    """Shuffled batches of indices with similar lengths, the same for the same seed and epoch.

    A random permutation is cut into pools of ``pool_batches`` batches, each pool is sorted by length and
    cut into batches, and the order of all batches is shuffled.
    """
    generator = np.random.default_rng([seed, epoch])
    order = generator.permutation(len(lengths))
    batches: list[list[int]] = []
    for start in range(0, len(order), batch_size * pool_batches):
        pool = sorted(order[start : start + batch_size * pool_batches].tolist(), key=lambda i: lengths[i])
        batches.extend(pool[at : at + batch_size] for at in range(0, len(pool), batch_size))
    return [batches[i] for i in generator.permutation(len(batches))]


def by_length(lengths: list[int], batch_size: int) -> Iterator[list[int]]:
    """Batches for evaluation: all indices once, sorted by length."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    for start in range(0, len(order), batch_size):
        yield order[start : start + batch_size]

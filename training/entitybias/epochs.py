"""Which example stands for each row in an epoch: the row itself or one of its copies.

Copies are the files of ``corpus.copies``: other names (entity substitution) or hard negatives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from .data import Example, encode_rows, read_rows
from .tokens import MarkerTokenizer

Copy = list[Example | None]  # one entry a row; None where the row has no copy


class Epochs:
    """The examples of each epoch, the same for the same seed and epoch.

    ``copies`` maps a kind to its files; ``chances`` a kind to the probability that it replaces a row. The
    kinds are asked in the order of ``chances``; epoch e takes file e modulo their number.
    """

    def __init__(
        self, rows: Sequence[Example], seed: int, copies: Mapping[str, Sequence[Copy]] | None = None,
        chances: Mapping[str, float] | None = None,
    ) -> None:
        self.rows, self.seed = list(rows), seed
        self.copies, self.chances = copies or {}, chances or {}
        for kind in self.chances:
            if not self.copies.get(kind):
                raise ValueError(f"no copies of kind {kind!r}; made by python -m entitybias.corpus.copies")

    def longest(self) -> int:
        """Tokens of the longest row or copy."""
        copies = (e for files in self.copies.values() for file in files for e in file if e is not None)
        return max(len(example.encoded.input_ids) for group in (self.rows, copies) for example in group)

    def examples(self, epoch: int) -> list[Example]:
        """One example for each row."""
        chosen = list(self.rows)
        taken = np.zeros(len(chosen), dtype=bool)
        for rank, (kind, chance) in enumerate(self.chances.items()):
            files = self.copies[kind]
            copy = files[epoch % len(files)]
            hits = np.random.default_rng([self.seed, epoch, rank + 1]).random(len(chosen)) < chance
            for number in np.flatnonzero(hits & ~taken):
                example = copy[number]
                if example is not None:
                    chosen[number] = example
                    taken[number] = True
        return chosen


def read_copies(
    folder: Path, kinds: Sequence[str], kept: Sequence[int], tokenizer: MarkerTokenizer, labels: list[str],
    max_tokens: int,
) -> dict[str, list[Copy]]:
    """Read and encode ``<kind>_<K>.json`` for the rows ``kept``; a copy that cannot be encoded is None.

    :raises ValueError: when a file has another number of entries than train rows.
    """
    out: dict[str, list[Copy]] = {}
    for kind in kinds:
        out[kind] = []
        for path in sorted(folder.glob(f"{kind}_*.json")):
            rows = read_rows(path)
            if kept and max(kept) >= len(rows):
                raise ValueError(f"{path.name}: {len(rows)} entries for at least {max(kept) + 1} rows")
            present = [i for i in kept if rows[i] is not None]
            encoded, bad = encode_rows([rows[i] for i in present], tokenizer, labels, max_tokens)
            skip = set(bad)
            by_row = dict(zip((i for n, i in enumerate(present) if n not in skip), encoded, strict=True))
            out[kind].append([by_row.get(i) for i in kept])
    return out

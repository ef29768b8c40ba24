"""Which training rows an experiment uses: a fixed share of the documents, and a ratio of negatives."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np


def share_of_documents(documents: Sequence[str], share: float | None) -> list[int]:
    """Indices of the rows whose document is in the sample, in order; all for None.

    A document is in when the first 32 bits of the SHA-256 of its name, read as a fraction, are below ``share``: whole
    documents, the same ones in every experiment, and those of a smaller share within those of a larger one.
    """
    if share is None:
        return list(range(len(documents)))
    return [
        number for number, name in enumerate(documents)
        if int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") < share * 2**32
    ]


def balance_negatives(labels: Sequence[int], ratio: float | None, seed: int) -> list[int]:
    """Indices of the rows to train on, so that there are ``ratio`` negatives (class 0) for each related row.

    None leaves them as they are. Too many negatives are sampled without replacement, too few are repeated: each as
    often as the others, the rest sampled. The related rows come first.

    :raises ValueError: when negatives are asked for and there are none.
    """
    if ratio is None:
        return list(range(len(labels)))
    related = [number for number, label in enumerate(labels) if label != 0]
    negative = np.array([number for number, label in enumerate(labels) if label == 0], dtype=int)
    wanted = round(ratio * len(related))
    if wanted and not len(negative):
        raise ValueError(f"{ratio} negatives a related row: the corpus has none")
    whole, rest = divmod(wanted, len(negative)) if wanted else (0, 0)
    drawn = np.random.default_rng([seed, 3]).choice(negative, rest, replace=False) if rest else negative[:0]
    return [*related, *np.tile(negative, whole).tolist(), *sorted(drawn.tolist())]

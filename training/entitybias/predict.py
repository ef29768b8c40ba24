"""Mean-mode predictions of a model for many rows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .corpus.swap import entities_only
from .data import by_length, encode_rows, read_rows
from .model import RelationModel, collate
from .subtraction import Subtraction, subtract
from .tokens import MarkerTokenizer


@dataclass(frozen=True)
class Predictions:
    """N rows. A row that cannot be encoded is predicted negative (class 0) with variance NaN."""

    gold: np.ndarray  # [N] int
    predicted: np.ndarray  # [N] int
    variance: np.ndarray  # [N] float, NaN without a bottleneck
    clusters: list[str]  # [N] document of each row
    failed: int
    logits: np.ndarray  # [N, R] float32; a row that cannot be encoded has 1 for class 0 and 0 else


@torch.no_grad()
def predict(
    model: RelationModel, tokenizer: MarkerTokenizer, labels: list[str], rows: list[dict[str, Any]],
    max_tokens: int = 256, batch_size: int = 64, by: Subtraction | None = None,
) -> Predictions:
    """Predict every row in mean mode (eps = 0), in bf16 autocast where the caller switched it on.

    With ``by`` the logits of the names alone are subtracted, of which a second pass is made.
    """
    if by is not None:
        full = predict(model, tokenizer, labels, rows, max_tokens, batch_size)
        alone = predict(model, tokenizer, labels, [entities_only(row) for row in rows], max_tokens, batch_size)
        less = subtract(torch.from_numpy(full.logits), torch.from_numpy(alone.logits), by).numpy()
        unread = set(encode_rows(rows, tokenizer, labels, max_tokens)[1]) if full.failed else set()
        less[sorted(unread)] = full.logits[sorted(unread)]
        return dataclasses.replace(full, logits=less, predicted=less.argmax(axis=-1))
    model.eval()
    examples, bad = encode_rows(rows, tokenizer, labels, max_tokens)
    skip = set(bad)
    kept = [number for number in range(len(rows)) if number not in skip]
    index = {label: number for number, label in enumerate(labels)}
    gold = np.array([index[row["relation"]] for row in rows])
    logits = np.zeros((len(rows), len(labels)), dtype=np.float32)
    logits[bad, 0] = 1
    variance = np.full(len(rows), np.nan)
    for chosen in by_length([len(example.encoded.input_ids) for example in examples], batch_size):
        output = model(collate([examples[i].encoded for i in chosen], pad_to=8))
        where = [kept[i] for i in chosen]
        logits[where] = output.logits.numpy()
        values = output.variance()
        if values is not None:
            variance[where] = values.numpy()
    clusters = [row.get("docid") or row["id"] for row in rows]
    return Predictions(gold, logits.argmax(axis=-1), variance, clusters, len(bad), logits)


def evaluation_sets(corpus: Path, split: str = "test") -> dict[str, list[Path]]:
    """The files of each evaluation set: in distribution, two kinds of swap, two probes. Absent ones are left out.

    The swapped sets and probes are looked for in ``ood`` (test) or ``ood-dev`` beside the corpus folder.
    """
    ood = corpus.parent / ("ood" if split == "test" else f"ood-{split}")
    sets = {
        "id": [corpus / f"{split}.json"],
        "slotSwap": sorted(ood.glob("slot_swap_*.json")),
        "typeSwap": sorted(ood.glob("type_swap_*.json")),
        "masked": [ood / "masked.json"],
        "entitiesOnly": [ood / "entities_only.json"],
    }
    found = {name: [path for path in paths if path.exists()] for name, paths in sets.items()}
    return {name: paths for name, paths in found.items() if paths}


def predict_sets(
    model: RelationModel, tokenizer: MarkerTokenizer, labels: list[str], sets: dict[str, list[Path]],
    by: Subtraction | None = None,
) -> dict[str, list[Predictions]]:
    """Predictions of each file of each set, ``by`` as in ``predict``."""
    return {
        name: [predict(model, tokenizer, labels, read_rows(path), by=by) for path in paths] for name, paths in sets.items()
    }

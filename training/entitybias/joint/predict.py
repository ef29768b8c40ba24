"""What a joint model finds in many sentences."""

from __future__ import annotations

from ..data import by_length
from .decode import Found, find
from .network import JointModel
from .scores import MEASURES, precision_recall_f1, tables
from .start import Examples

BATCH = 16


def predict(model: JointModel, examples: Examples, floor: float | None = None) -> list[Found]:
    """Entities and relations of each sentence, in order. ``floor``: see ``decode.find``."""
    model.eval()
    results: dict[int, Found] = {}
    for chosen in by_length([len(one.input_ids) for one in examples.encoded], BATCH):
        found = find(model, [examples.encoded[i] for i in chosen], floor)
        results |= dict(zip(chosen, found, strict=True))
    return [results[i] for i in range(len(examples.encoded))]


def dev_scores(model: JointModel, examples: Examples) -> dict[str, float]:
    """Micro-F1 of each measure, for the training log."""
    counted = tables(examples.sentences, predict(model, examples), model.types)
    return {
        name: round(float(precision_recall_f1(counted[name].sum(0), counted[name].shape[1] // 3)[2]), 5) for name in MEASURES
    }

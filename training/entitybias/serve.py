"""Answer forward passes over standard input and output, for the command line of the app.

    python -m entitybias.serve --folder ../public/models/re-minilm-vib

Text, tokens, swaps and scores are the app's; only the network runs here, with the weights as shipped, in fp32. One JSON
object a line. First the answer ``{"ready": id}``, then for each request one answer:

    {"noise": base64 of little-endian fp32}                     kept for later requests; answer {"noise": count}
    {"draws": K, "beta": b or null,
     "items": [{"ids": [..], "entities": [0 or 1, ..], "markers": [s, o]}, ..]}
      and in an item "mask": position of the prompt's [MASK], "tags": [tag ids], where the model reads them
    -> {"items": [{"logits": [(1 + K) * R], "variance": [E] or null}, ..]}

Logits are the network's own: subtraction at inference is the app's. The mean comes first, then the draws; draw k of an item with E entity tokens takes the noise from k * E * D on.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from .bottleneck import token_variance
from .data import by_length
from .export import read_model
from .model import RelationModel, collate
from .tokens import Encoded

BATCH_ITEMS = 32


@torch.no_grad()
def answer(
    model: RelationModel, items: list[dict[str, Any]], draws: int, beta: float | None, noise: Tensor
) -> list[dict[str, Any]]:
    """Logits and token variances of each item, in order. Empty in, empty out."""
    bottleneck = model.bottleneck
    draws = draws if bottleneck is not None else 0
    own_beta = bottleneck.beta if bottleneck is not None else 0.0
    answers: list[dict[str, Any]] = [{} for _ in items]
    encoded = [
        Encoded(item["ids"], item["entities"], *item["markers"], item.get("mask"), item.get("tags")) for item in items
    ]
    try:
        if bottleneck is not None and beta is not None:
            bottleneck.beta = beta
        for chosen in by_length([len(one.input_ids) for one in encoded], max(1, BATCH_ITEMS // (1 + draws))):
            rows = [encoded[i] for i in chosen for _ in range(1 + draws)]
            output = model(collate(rows), noise=_lay_out([encoded[i] for i in chosen], draws, model, noise))
            values = None if output.sigma is None else token_variance(output.sigma)
            for place, i in enumerate(chosen):
                first = place * (1 + draws)
                mine = None if values is None else values[output.entity_rows == first].tolist()
                answers[i] = {"logits": output.logits[first : first + 1 + draws].flatten().tolist(), "variance": mine}
    finally:
        if bottleneck is not None:
            bottleneck.beta = own_beta
    return answers


def _lay_out(items: list[Encoded], draws: int, model: RelationModel, noise: Tensor) -> Tensor | None:
    """The noise of a batch's entity tokens, [E, D]: zeros for the mean of each item, then its draws."""
    if draws == 0:
        return None
    size = model.config.hidden_size
    parts = []
    for item in items:
        count = sum(item.entity_mask) * size
        parts.append(torch.zeros(count))
        parts.append(noise[: draws * count])
        if len(parts[-1]) < draws * count:
            raise ValueError(f"noise: expected {draws * count} numbers, got {len(noise)}")
    return torch.cat(parts).view(-1, size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="model folder (weights as shipped)")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    loaded = read_model(args.folder)
    noise = torch.zeros(0)
    say({"ready": loaded.id})
    for line in sys.stdin:
        request = json.loads(line)
        if "noise" in request:
            values = np.frombuffer(base64.b64decode(request["noise"]), dtype="<f4")
            noise = torch.from_numpy(values.copy())
            say({"noise": len(noise)})
        else:
            say({"items": answer(loaded.model, request["items"], request["draws"], request["beta"], noise)})


def say(value: dict[str, Any]) -> None:
    """One line of JSON; NaN is an error."""
    sys.stdout.write(json.dumps(value, allow_nan=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

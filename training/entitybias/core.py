"""CoRE-style subtraction at inference: the answer of the sentence minus what the names alone would say.

    python -m entitybias.core --folder public/models/re-minilm-base --corpus DIR --out results/core-base.json

    score_r = logit_r(sentence) - strength * logit_r(names alone) + negative * [r is the negative class, 0]

``names alone`` is the row with every other token removed. (Wang et al. 2022, "Should we rely on entity mentions for
relation extraction?"; the third-party code sets the signs inside the grid.) On logits, as the engine does it
(``subtraction.py``); a result file without ``"space": "logits"`` subtracted soft-max probabilities.
Strength and negative are the point of a grid with the best mean micro-F1 on dev over the ID rows
and the type swaps; test is then scored once. Works on any model; nothing is trained.
"""

from __future__ import annotations

import argparse
import dataclasses
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .corpus.swap import entities_only
from .data import read_rows
from .evaluate import environment, save_predictions, score_set
from .export import read_model, write_json
from .metrics import SCORES, counts, scores
from .predict import Predictions, evaluation_sets, predict
from .train import load_run

STRENGTHS = np.round(np.arange(0, 1.55, 0.1), 1)
NEGATIVES = np.round(np.arange(-3, 3.05, 0.25), 2)
TUNED_ON = ("id", "typeSwap")

Pair = tuple[Predictions, Predictions]  # the sentences, and the same rows with their names alone


def subtract(full: np.ndarray, names: np.ndarray, strength: float, negative: float) -> np.ndarray:
    """Classes [N] from the logits [N, R] of sentences and of names alone; class 0 is no_relation."""
    score = full - strength * names
    score[:, 0] += negative
    return score.argmax(axis=-1)


def tune(sets: dict[str, list[Pair]], classes: int) -> dict[str, Any]:
    """The grid point with the best mean over sets of the mean micro-F1 of their files; ties go to the smallest strength,
    then to the shift nearest to 0.

    Needs at least one set.
    """
    best: tuple[float, float, float] = (-1.0, 0.0, 0.0)
    for strength in STRENGTHS:
        for negative in sorted(NEGATIVES, key=abs):
            means = [
                np.mean([
                    scores(counts(full.gold, subtract(full.logits, names.logits, strength, negative), classes).sum(0), classes)[0]
                    for full, names in files
                ])
                for files in sets.values()
            ]
            value = float(np.mean(means))
            if value > best[0] + 1e-9:
                best = (value, float(strength), float(negative))
    return {"devMean": round(best[0], 5), "strength": best[1], "negative": best[2]}


def pairs(loaded: Any, files: dict[str, list[Path]]) -> dict[str, list[Pair]]:
    """Predictions of every file and of its rows with the names alone."""
    out: dict[str, list[Pair]] = {}
    for name, paths in files.items():
        out[name] = []
        for path in paths:
            rows = read_rows(path)
            names = [entities_only(row) for row in rows]
            full = predict(loaded.model, loaded.tokenizer, loaded.labels, rows)
            out[name].append((full, predict(loaded.model, loaded.tokenizer, loaded.labels, names)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--run", type=Path, help="folder of a finished run")
    source.add_argument("--folder", type=Path, help="model folder")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--plain", type=Path, help="where to keep the predictions without subtraction, for comparison")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    loaded = load_run(args.run) if args.run else read_model(args.folder)
    began = time.perf_counter()
    classes = len(loaded.labels)
    dev = evaluation_sets(args.corpus, "dev")
    tuned = tune(pairs(loaded, {name: dev[name] for name in TUNED_ON if name in dev}), classes)
    found = pairs(loaded, evaluation_sets(args.corpus, "test"))
    sets = {
        name: [
            dataclasses.replace(full, predicted=subtract(full.logits, names.logits, tuned["strength"], tuned["negative"]))
            for full, names in files
        ]
        for name, files in found.items()
    }
    result = {"split": "test", "precision": "fp32", **environment(), "treatment": {"kind": "core", "space": "logits", **tuned}}
    result |= {"model": args.folder.name if args.folder else args.run.name}
    result["seconds"] = round(time.perf_counter() - began, 1)
    result["sets"] = {name: score_set(files, classes) for name, files in sets.items()}
    write_json(args.out, result, indent=1)
    if args.plain:
        save_predictions({name: [full for full, _ in files] for name, files in found.items()}, args.plain)
    if args.predictions:
        save_predictions(sets, args.predictions)
    for name, entry in result["sets"].items():
        print(name, *(f"{key} {100 * entry[key]:.2f}" for key in SCORES))
    print(tuned)


if __name__ == "__main__":
    main()

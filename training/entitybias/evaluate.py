"""Score a run or a model folder on every evaluation set, with clustered bootstrap intervals.

    python -m entitybias.evaluate --run DIR --corpus DIR --out results/vib-s1.json [--models DIR] [--split test]
    python -m entitybias.evaluate --folder public/models/re-minilm-vib --corpus DIR --out FILE

Besides the scores, ``--predictions FILE.npz`` keeps predicted classes (no text) for paired comparison in
``entitybias.compare``. Sets made with several seeds are scored seed by seed and averaged; the bootstrap
draws documents, and one draw serves all seeds. ``--swap-seeds 1`` takes the first file of each such set alone. The
result file says all that (``files``, ``swapSeeds``) and holds the training curve of a run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .export import read_model, write_json
from .metrics import SCORES, by_cluster, counts, histogram, interval, resample, scores
from .predict import Predictions, evaluation_sets, predict_sets
from .subtraction import read_subtraction
from .train import load_run
from .training_log import read_training

DRAWS = 1000
COLLAPSED = 0.05  # a row whose entity variance is below this is read as if there were no noise


def score_set(files: list[Predictions], classes: int, seed: int = 0) -> dict[str, Any]:
    """Scores of one set: mean over its files, per file, 95% interval, rows, failures."""
    points, boots = [], []
    for predictions in files:
        table = counts(predictions.gold, predictions.predicted, classes)
        points.append(scores(table.sum(0), classes))
        clusters = by_cluster(table, predictions.clusters)
        weights = resample(len(clusters), DRAWS, seed)  # same documents in each file: same draw
        boots.append(scores(weights @ clusters, classes))
    mean, drawn = np.mean(points, axis=0), np.mean(boots, axis=0)
    result: dict[str, Any] = {name: round(float(mean[i]), 5) for i, name in enumerate(SCORES)}
    result |= {"n": len(files[0].gold), "files": len(files), "failed": sum(f.failed for f in files)}
    result["ci95"] = {name: [round(v, 5) for v in interval(drawn[:, i])] for i, name in enumerate(SCORES)}
    result["perFile"] = [round(float(point[0]), 5) for point in points]
    variance = np.concatenate([f.variance for f in files])
    variance = variance[~np.isnan(variance)]
    if len(variance):
        quantiles = np.quantile(variance, [0.05, 0.25, 0.5, 0.75, 0.95])
        result["variance"] = {
            "mean": round(float(variance.mean()), 5), "std": round(float(variance.std()), 5),
            "quantiles": [round(float(q), 5) for q in quantiles],
            "collapseRate": round(float((variance < COLLAPSED).mean()), 5), **histogram(variance),
        }
    return result


def environment(package: str = "entitybias") -> dict[str, Any]:
    """Where and how the numbers were made; ``package`` is that of the command."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    return {
        "commit": commit or None, "torch": torch.__version__, "python": platform.python_version(),
        "hardware": f"{platform.machine()} CPU, {os.cpu_count()} cores",
        "command": " ".join([f"python -m {package}.{Path(sys.argv[0]).stem}", *(Path(a).name if "/" in a else a for a in sys.argv[1:])]),
    }


def save_predictions(sets: dict[str, list[Predictions]], path: Path) -> None:
    """Gold, predicted classes and documents of every file, for paired comparison."""
    arrays = {}
    for name, files in sets.items():
        for number, predictions in enumerate(files):
            arrays[f"{name}.{number}.gold"] = predictions.gold
            arrays[f"{name}.{number}.predicted"] = predictions.predicted
            arrays[f"{name}.{number}.clusters"] = np.array(predictions.clusters)
            arrays[f"{name}.{number}.variance"] = predictions.variance.astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--run", type=Path, help="folder of a finished run (weights as trained)")
    source.add_argument("--folder", type=Path, help="model folder (weights as shipped)")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--split", default="test", choices=("test", "dev"))
    parser.add_argument("--sets", nargs="+", help="only these sets (id slotSwap typeSwap masked entitiesOnly)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--precision", default="fp32", choices=("fp32", "bf16"))
    parser.add_argument("--swap-seeds", type=int, help="take this many files of each swapped set; all by default")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    loaded = load_run(args.run) if args.run else read_model(args.folder)
    began = time.perf_counter()
    files = evaluation_sets(args.corpus, args.split)
    wanted = {name: paths[: args.swap_seeds] for name, paths in files.items() if not args.sets or name in args.sets}
    with torch.autocast("cpu", torch.bfloat16, enabled=args.precision == "bf16"):
        by = read_subtraction(loaded.config) if args.folder else None
        sets = predict_sets(loaded.model, loaded.tokenizer, loaded.labels, wanted, by)
    result: dict[str, Any] = {"split": args.split, "precision": args.precision, **environment()}
    if args.run:
        result |= {"experiment": loaded.experiment.to_json(), "treatment": loaded.experiment.treatment, "seed": loaded.seed,
                   "weights": "as trained" if loaded.share is None else f"{loaded.share} of the way from the start model", "training": read_training(args.run)}
    else:
        result |= {"model": loaded.id, "weights": loaded.config["weights"]["dtype"]}
    result |= {"swapSeeds": args.swap_seeds} if args.swap_seeds else {}
    result["seconds"] = round(time.perf_counter() - began, 1)
    result["sets"] = {name: score_set(files, len(loaded.labels)) for name, files in sets.items()}
    if args.predictions:
        save_predictions(sets, args.predictions)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_json(args.out, result, indent=1)
    for name, entry in result["sets"].items():
        print(name, *(f"{key} {100 * entry[key]:.2f}" for key in SCORES), json.dumps(entry["ci95"]["microF1"]))


if __name__ == "__main__":
    main()

"""Paired differences between two joint experiments on the same test sentences, all seeds together.

    python -m entitybias.joint.compare --base build/joint-predictions/spert-conll04-s?.npz --other build/joint-predictions/mt-conll04-s?.npz
        --out joint/results/compare-mt-conll04.json

Difference of F1 = mean over the seeds of ``other`` less mean over those of ``base``. The bootstrap draws documents and, in each
draw, seeds with replacement on both sides, so that the interval holds both sources of chance.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..evaluate import environment
from ..export import write_json
from ..metrics import by_cluster, interval, resample
from .scores import DRAWS, MEASURES, precision_recall_f1

F1S = {"f1": 2, "macroF1": 5}  # places in what ``precision_recall_f1`` returns


def compare(base: Sequence[np.ndarray], other: Sequence[np.ndarray], clusters: Sequence[str], seed: int = 0) -> dict[str, Any]:
    """Count tables [N, 3 K] of each seed on both sides -> difference and 95% interval of micro- and macro-F1."""
    classes = base[0].shape[1] // 3
    rng = np.random.default_rng(seed)
    values: list[np.ndarray] = []  # of each side: [seeds, draws, 6]
    points: list[np.ndarray] = []
    for side in (base, other):
        summed = [by_cluster(table, clusters) for table in side]
        weights = resample(len(summed[0]), DRAWS, seed)  # the same documents on both sides
        drawn = np.stack([precision_recall_f1(weights @ one, classes) for one in summed])
        chosen = rng.integers(len(side), size=(DRAWS, len(side)))
        values.append(drawn[chosen.T, np.arange(DRAWS)].mean(axis=0))
        points.append(np.mean([precision_recall_f1(table.sum(0), classes) for table in side], axis=0))
    return {
        name: {
            "base": round(float(points[0][place]), 5), "other": round(float(points[1][place]), 5),
            "difference": round(float(points[1][place] - points[0][place]), 5),
            "ci95": [round(v, 5) for v in interval(values[1][:, place] - values[0][:, place])],
        }
        for name, place in F1S.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, nargs="+", required=True)
    parser.add_argument("--other", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    sides = [[np.load(path) for path in paths] for paths in (args.base, args.other)]
    clusters = sides[0][0]["clusters"].tolist()
    if any(one["clusters"].tolist() != clusters for side in sides for one in side):
        raise SystemExit("the predictions are of different sentences; score both sides on one corpus")
    result: dict[str, Any] = {
        **environment("entitybias.joint"), "base": [path.stem for path in args.base], "other": [path.stem for path in args.other],
        "n": len(clusters), "draws": DRAWS,
    }
    for name in MEASURES:
        result[name] = compare([one[name] for one in sides[0]], [one[name] for one in sides[1]], clusters)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_json(args.out, result, indent=1)
    print(*(f"{name} {100 * result[name]['f1']['difference']:+.2f} {result[name]['f1']['ci95']}" for name in MEASURES), sep="\n")


if __name__ == "__main__":
    main()

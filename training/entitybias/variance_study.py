"""What entity variance goes with: flips under type swap, accuracy, relation, by quintile.

    python -m entitybias.variance_study --predictions build/predictions/vib-s2.npz --labels build/corpus/labels.json --out FILE

A row's flip rate is the share of type-swap files in which its prediction differs from the one on the
original names.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from .export import write_json


def ranks(values: np.ndarray) -> np.ndarray:
    """Average ranks [N] (ties share their mean rank)."""
    _, inverse, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return ((last - count + 1 + last) / 2)[inverse]


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    """Rank correlation in [-1, 1]; NaN when one side is constant."""
    return float(np.corrcoef(ranks(a), ranks(b))[0, 1])


def study(run: dict[str, np.ndarray], labels: list[str], least: int = 10) -> dict[str, Any]:
    """Correlation with flips, quintile table, variance by relation (relations with ``least`` rows), and the
    share of variance that the gold relation explains (eta squared)."""
    variance, gold, predicted = run["id.0.variance"].astype(float), run["id.0.gold"], run["id.0.predicted"]
    swaps = sorted(key for key in run if key.startswith("typeSwap.") and key.endswith(".predicted"))
    flips = np.mean([run[key] != predicted for key in swaps], axis=0)
    alone = run["entitiesOnly.0.predicted"] == gold
    quintile = np.digitize(variance, np.quantile(variance, [0.2, 0.4, 0.6, 0.8]))
    groups = {label: variance[gold == number] for number, label in enumerate(labels) if (gold == number).any()}
    between = sum(len(group) * (group.mean() - variance.mean()) ** 2 for group in groups.values())
    means = sorted((round(float(group.mean()), 4), label) for label, group in groups.items() if len(group) >= least)
    return {
        "spearmanWithFlips": round(spearman(variance, flips), 4),
        "etaSquaredOfRelation": round(float(between / ((variance - variance.mean()) ** 2).sum()), 4),
        "quintiles": [
            {"meanVariance": round(float(variance[quintile == q].mean()), 4),
             "flipRate": round(float(flips[quintile == q].mean()), 4),
             "accuracy": round(float((predicted == gold)[quintile == q].mean()), 4),
             "entitiesOnlyAccuracy": round(float(alone[quintile == q].mean()), 4)}
            for q in range(5)
        ],
        "lowest": [{"relation": label, "meanVariance": mean} for mean, label in means[:5]],
        "highest": [{"relation": label, "meanVariance": mean} for mean, label in means[-5:]],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    result = study(dict(np.load(args.predictions)), json.loads(args.labels.read_text()))
    write_json(args.out, {"run": args.predictions.stem, **result}, indent=1)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()

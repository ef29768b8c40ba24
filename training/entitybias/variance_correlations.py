"""Correlations of entity variance with what bias would predict, over relations and over rows.

    python -m entitybias.variance_correlations --predictions build/predictions/re-minilm-vib.npz --corpus build/corpus --out FILE

(The checks that the VIB paper names as next.) Each with Pearson's and Spearman's coefficient and a 95% percentile interval of
2,000 bootstrap draws: of relations for the first table, of documents for the second.

| quantity | of a relation (gold, ``LEAST`` rows or more, without the negative class) | of a row |
|---|---|---|
| variance | mean over its rows | mean of sigma^2 over dimensions and entity sub-tokens |
| oodDrop | accuracy on the original names less accuracy under type swap, mean over its files | the same, with 1 and 0 |
| trainFrequency | log10 of its rows in train | that of its gold relation |
| flipRate | share of type-swap answers that differ from the one on the original names, mean over its rows | the same |
| namesOnlyAccuracy | accuracy when the names are all there is | 1 or 0 |

All rows are in the second table, the negative class too.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from .data import read_rows
from .evaluate import environment
from .export import write_json
from .metrics import interval
from .variance_study import ranks

LEAST = 10
DRAWS = 2000
QUANTITIES = ("oodDrop", "trainFrequency", "flipRate", "namesOnlyAccuracy")

Columns = dict[str, np.ndarray]  # "variance" and QUANTITIES, each [N]


def pearson(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation in [-1, 1]; NaN when one side is constant or has fewer than two values."""
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    """Pearson's coefficient of the ranks; NaN as there."""
    return pearson(ranks(a), ranks(b)) if len(a) else float("nan")


def by_row(run: dict[str, np.ndarray], train: Counter[int]) -> Columns:
    """The quantities of each row of the test set that has a variance. ``train`` counts the rows of each class in train."""
    kept = ~np.isnan(run["id.0.variance"].astype(float))
    gold, predicted = run["id.0.gold"][kept], run["id.0.predicted"][kept]
    swaps = sorted(key for key in run if key.startswith("typeSwap.") and key.endswith(".predicted"))
    swapped = np.stack([run[key][kept] for key in swaps])  # [files, N]
    return {
        "variance": run["id.0.variance"][kept].astype(float),
        "oodDrop": (predicted == gold) - (swapped == gold).mean(axis=0),
        "trainFrequency": np.log10([max(1, train[int(label)]) for label in gold]),
        "flipRate": (swapped != predicted).mean(axis=0),
        "namesOnlyAccuracy": (run["entitiesOnly.0.predicted"][kept] == gold).astype(float),
        "gold": gold, "cluster": run["id.0.clusters"][kept],
    }


def by_relation(rows: Columns, least: int = LEAST) -> tuple[list[int], Columns]:
    """Classes with at least ``least`` rows, without class 0, and the mean of every quantity over their rows."""
    counts = Counter(rows["gold"].tolist())
    classes = sorted(label for label, count in counts.items() if label != 0 and count >= least)
    means = {
        name: np.array([rows[name][rows["gold"] == label].mean() for label in classes]) for name in ("variance", *QUANTITIES)
    }
    return classes, means


def correlate(columns: Columns, clusters: np.ndarray, seed: int = 0) -> dict[str, Any]:
    """Both coefficients of variance with each quantity and their intervals; the bootstrap draws ``clusters`` [N].

    A draw in which one side is constant has no coefficient and is left out; null where nothing is left.
    """
    names, index = np.unique(clusters, return_inverse=True)
    members = np.split(np.argsort(index, kind="stable"), np.cumsum(np.bincount(index))[:-1])
    draw = np.random.default_rng(seed)
    drawn: dict[tuple[str, str], list[float]] = {}
    for _ in range(DRAWS):
        picked = np.concatenate([members[i] for i in draw.integers(len(names), size=len(names))])
        for quantity in QUANTITIES:
            a, b = columns["variance"][picked], columns[quantity][picked]
            drawn.setdefault((quantity, "pearson"), []).append(pearson(a, b))
            drawn.setdefault((quantity, "spearman"), []).append(spearman(a, b))
    result: dict[str, Any] = {}
    for quantity in QUANTITIES:
        result[quantity] = {}
        for kind, measure in (("pearson", pearson), ("spearman", spearman)):
            values = np.array(drawn[quantity, kind])
            values = values[~np.isnan(values)]
            value = measure(columns["variance"], columns[quantity])
            if np.isnan(value) or not len(values):
                result[quantity][kind] = None
                continue
            bounds = [round(v, 4) for v in interval(values)]
            result[quantity][kind] = {"value": round(value, 4), "ci95": bounds, "clear": not bounds[0] <= 0 <= bounds[1]}
    return result


def diagnose(run: dict[str, np.ndarray], train: Counter[int], labels: list[str]) -> dict[str, Any]:
    """Both tables, and the relations with their numbers by rising variance."""
    rows = by_row(run, train)
    classes, means = by_relation(rows)
    order = np.argsort(means["variance"]).tolist()
    return {
        "perRelation": {"n": len(classes), "leastRows": LEAST, "bootstrap": "relations",
                        **correlate(means, np.arange(len(classes)))},
        "perExample": {"n": len(rows["gold"]), "documents": len(np.unique(rows["cluster"])), "bootstrap": "documents",
                       **correlate(rows, rows["cluster"])},
        "relations": [
            {"relation": labels[classes[i]], "rows": int((rows["gold"] == classes[i]).sum()), "trainRows": train[classes[i]],
             **{"meanVariance" if name == "variance" else name: round(float(means[name][i]), 4)
                for name in ("variance", *QUANTITIES) if name != "trainFrequency"}}
            for i in order
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--predictions", type=Path, required=True, help="of evaluate, with id, typeSwap and entitiesOnly")
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.json and labels.json")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    labels = json.loads((args.corpus / "labels.json").read_text())
    train = Counter(labels.index(row["relation"]) for row in read_rows(args.corpus / "train.json"))
    run = dict(np.load(args.predictions))
    result = diagnose(run, train, labels)
    files = sum(key.startswith("typeSwap.") and key.endswith(".predicted") for key in run)
    write_json(args.out, {"run": args.predictions.stem, "swapFiles": files, "draws": DRAWS, **environment(), **result}, indent=1)
    for table in ("perRelation", "perExample"):
        for quantity in QUANTITIES:
            found = ((kind, v) for kind, v in result[table][quantity].items() if v)
            print(table, quantity, *(f"{kind} {v['value']:+.2f} [{v['ci95'][0]:+.2f}, {v['ci95'][1]:+.2f}]" for kind, v in found))


if __name__ == "__main__":
    main()

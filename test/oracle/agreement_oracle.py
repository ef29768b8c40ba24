"""Write the fixture of src/analysis/agreement.ts with scikit-learn, statsmodels and krippendorff as the reference.

    python test/oracle/agreement_oracle.py

Writes ``test/fixtures/agreement.json``: seeded random labels of several annotators (-1: not labelled) and what the three
libraries make of them. Bootstrap values take the drawn documents' items end to end and call the library again.
"""

from __future__ import annotations

import json
import platform
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

OUT = Path(__file__).parents[1] / "fixtures" / "agreement.json"


def alpha(table: np.ndarray, label: int | None = None) -> float | None:
    """Krippendorff's alpha of a table [items, annotators]; of one label against the rest if it is given."""
    values = np.where(table < 0, np.nan, table if label is None else (table == label).astype(float))
    try:
        return float(krippendorff.alpha(reliability_data=values.T, level_of_measurement="nominal"))
    except ValueError:  # one label only
        return None


def cohen(table: np.ndarray, first: int, second: int) -> float | None:
    """Cohen's kappa over the items of both."""
    both = table[(table[:, first] >= 0) & (table[:, second] >= 0)]
    if len(both) == 0:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kappa = float(cohen_kappa_score(both[:, first], both[:, second]))
    return None if np.isnan(kappa) else kappa


def fleiss(table: np.ndarray, num_labels: int) -> tuple[int, float | None]:
    """Fleiss' kappa over the items that have the most usual number of annotators."""
    sizes = (table >= 0).sum(axis=1)
    counts = {size: int((sizes == size).sum()) for size in set(sizes.tolist()) if size > 1}
    if not counts:
        return 0, None
    size = max(counts, key=lambda one: (counts[one], one))
    rows = [row[row >= 0] for row in table[sizes == size]]
    counted, _ = aggregate_raters(np.array(rows), n_cat=num_labels)
    kappa = float(fleiss_kappa(counted))
    return int(size), None if np.isnan(kappa) else kappa


def case(rng: np.random.Generator, items: int, annotators: int, labels: int, noise: float, gaps: float) -> dict[str, Any]:
    """One table with what the libraries make of it, and of 40 resamples of its documents."""
    truth = rng.integers(0, labels, items)
    wrong = rng.random((items, annotators)) < noise
    table = np.where(wrong, rng.integers(0, labels, (items, annotators)), truth[:, None])
    table[rng.random((items, annotators)) < gaps] = -1
    documents = rng.integers(0, max(2, items // 3), items)
    # Items that nobody labelled do not exist for us.
    kept = (table >= 0).any(axis=1)
    table, documents = table[kept], documents[kept]
    size, kappa = fleiss(table, labels)
    pairable = (table >= 0).sum(axis=1) >= 2
    # Cluster i of the TypeScript side is the i-th document among the items with two annotators or more.
    order = list(dict.fromkeys(documents[pairable].tolist()))
    draws = rng.integers(0, len(order), (40, len(order)))
    resampled = []
    for draw in draws:
        rows = np.concatenate([np.flatnonzero((documents == order[i]) & pairable) for i in draw])
        resampled.append(alpha(table[rows]))
    return {
        "table": table.tolist(),
        "documents": documents.tolist(),
        "numLabels": labels,
        "alpha": alpha(table),
        "alphaByLabel": [alpha(table, label) for label in range(labels)],
        "cohen": [[a, b, cohen(table, a, b)] for a in range(annotators) for b in range(a + 1, annotators)],
        "fleissAnnotators": size,
        "fleiss": kappa,
        "draws": draws.ravel().tolist(),
        "resampledAlpha": resampled,
        "alphaInterval": np.quantile([one for one in resampled if one is not None], [0.025, 0.975]).tolist(),
    }


def main() -> None:
    rng = np.random.default_rng(20)
    cases = [
        case(rng, 60, 2, 4, 0.3, 0.0),
        case(rng, 80, 3, 5, 0.4, 0.0),
        case(rng, 90, 4, 3, 0.5, 0.35),
        case(rng, 40, 5, 8, 0.9, 0.2),
        case(rng, 40, 3, 2, 0.0, 0.1),
    ]
    made_with = {name: version(name) for name in ["scikit-learn", "statsmodels", "krippendorff", "numpy"]}
    fixture = {"madeWith": {**made_with, "python": platform.python_version()}, "cases": cases}
    OUT.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

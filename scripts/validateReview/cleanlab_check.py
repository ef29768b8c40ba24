"""Ranks the labels that run.ts made wrong with cleanlab: another implementation of the same baseline.

    pip install cleanlab numpy
    python scripts/validateReview/cleanlab_check.py

Reads ``.cache/validateReview-noisy.json`` and writes ``.cache/validateReview-cleanlab.json``: for each set of labels the
issues of ``filter_by="confident_learning"`` by normalized margin, then all other rows by the same margin.
"""

from __future__ import annotations

import json
from pathlib import Path

import cleanlab
import numpy as np
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_normalized_margin_for_each_label

CACHE = Path(".cache")


def main() -> None:
    noisy = json.loads((CACHE / "validateReview-noisy.json").read_text())
    probabilities = np.array(noisy["probabilities"])
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    runs = []
    for given in noisy["labels"]:
        labels = np.array(given)
        issues = find_label_issues(
            labels,
            probabilities,
            filter_by="confident_learning",
            return_indices_ranked_by="normalized_margin",
            n_jobs=1,
        ).tolist()
        margins = get_normalized_margin_for_each_label(labels, probabilities)
        found = set(issues)
        rest = [int(row) for row in np.argsort(margins, kind="stable") if int(row) not in found]
        runs.append({"issues": issues, "ranking": issues + rest})
    out = {"madeWith": f"cleanlab {cleanlab.__version__}, numpy {np.__version__}", "runs": runs}
    (CACHE / "validateReview-cleanlab.json").write_text(json.dumps(out))


if __name__ == "__main__":
    main()

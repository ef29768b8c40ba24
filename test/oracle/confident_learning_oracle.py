"""Label issues that cleanlab finds in made-up probabilities, for src/analysis/confidentLearning.test.ts.

    pip install cleanlab numpy
    python test/oracle/confident_learning_oracle.py

Writes ``test/fixtures/confidentLearning.json``: 60 rows of 5 classes (numpy, seeded), the thresholds, the issues of
``filter_by="confident_learning"`` and their order by normalized margin, and the versions. One rule differs: where a row
meets several thresholds, cleanlab takes the class of the largest probability of all, the paper that of the classes met;
such rows with different outcomes are named in ``differing`` (none means that both rules agree on these rows).
"""

from __future__ import annotations

import json
from pathlib import Path

import cleanlab
import numpy as np
from cleanlab.count import get_confident_thresholds
from cleanlab.filter import find_label_issues

OUT = Path(__file__).parents[1] / "fixtures" / "confidentLearning.json"
NUM_ROWS, NUM_CLASSES = 60, 5


def main() -> None:
    random = np.random.default_rng(11)
    true = random.integers(NUM_CLASSES, size=NUM_ROWS)
    probabilities = random.dirichlet(np.full(NUM_CLASSES, 0.6), size=NUM_ROWS)
    probabilities[np.arange(NUM_ROWS), true] += 1.2
    probabilities = np.round(probabilities / probabilities.sum(axis=1, keepdims=True), 6)
    probabilities[:, 0] += 1 - probabilities.sum(axis=1)
    labels = true.copy()
    wrong = random.choice(NUM_ROWS, size=12, replace=False)
    labels[wrong] = (labels[wrong] + random.integers(1, NUM_CLASSES, size=12)) % NUM_CLASSES

    thresholds = get_confident_thresholds(labels, probabilities)
    issues = find_label_issues(
        labels, probabilities, filter_by="confident_learning", return_indices_ranked_by="normalized_margin"
    )
    met = probabilities >= thresholds - 1e-6
    differing = [
        row
        for row in range(NUM_ROWS)
        if met[row].any() and np.where(met[row], probabilities[row], -1).argmax() != probabilities[row].argmax()
        and met[row].sum() > 1
    ]
    OUT.write_text(
        json.dumps(
            {
                "madeWith": f"cleanlab {cleanlab.__version__}, numpy {np.__version__}",
                "labels": labels.tolist(),
                "probabilities": probabilities.round(6).tolist(),
                "thresholds": thresholds.tolist(),
                "issues": issues.tolist(),
                "differing": differing,
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main()

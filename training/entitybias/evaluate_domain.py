"""Score a run or a model folder on a corpus with its own labels: SemEval-2010 Task 8 or BioRED.

    python -m entitybias.evaluate_domain --run build/runs/semeval-s1 --corpus build/semeval/corpus --out results/semeval-s1.json
    python -m entitybias.evaluate_domain --folder ../public/models/re-minilm-biored --corpus build/biored/corpus --out FILE

Sets, as far as they are there: ``id`` (test.json), the swapped sets and probes of ``ood/`` beside the corpus; without that
folder the two probes (names masked, names only) are made from test.json.

- Corpora whose labels carry a direction, ``Relation(e1,e2)``, get ``officialMacroF1``: the (9+1)-way macro-F1 of SemEval-2010
  Task 8 that takes direction into account and leaves Other out.
- Others get micro-F1 without the negative class, and ``positives``: the same rows without the negative ones, answered
  among the relations alone (no_relation cannot be chosen).

Intervals: percentile bootstrap over documents (SemEval: over sentences), 1,000 draws.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .corpus.swap import entities_only, mask
from .data import read_rows
from .evaluate import DRAWS, environment, score_set
from .export import read_model, write_json
from .metrics import interval, official_macro_f1, resample
from .predict import Predictions, evaluation_sets, predict
from .train import load_run


def directed(labels: list[str]) -> bool:
    """Whether the relations carry a direction in their names."""
    return any(label.endswith("(e2,e1)") for label in labels)


def official(files: list[Predictions], labels: list[str], seed: int = 0) -> dict[str, Any]:
    """Official macro-F1, mean over the files, and its interval over rows."""
    points, boots = [], []
    for predictions in files:
        gold, predicted = predictions.gold, predictions.predicted
        points.append(official_macro_f1(gold, predicted, labels))
        weights = resample(len(gold), DRAWS, seed)
        boots.append([official_macro_f1(gold, predicted, labels, weight) for weight in weights])
    return {
        "officialMacroF1": round(float(np.mean(points)), 5),
        "officialCi95": [round(v, 5) for v in interval(np.mean(boots, axis=0))],
    }


def positives(files: list[Predictions]) -> list[Predictions]:
    """The rows with a relation, answered by the best relation."""
    kept = []
    for f in files:
        rows = np.flatnonzero(f.gold != 0)
        logits = f.logits[rows].copy()
        logits[:, 0] = -np.inf
        clusters = [f.clusters[i] for i in rows]
        kept.append(Predictions(f.gold[rows], logits.argmax(axis=-1), f.variance[rows], clusters, f.failed, logits))
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--run", type=Path, help="folder of a finished run (weights as trained)")
    source.add_argument("--folder", type=Path, help="model folder (weights as shipped)")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--split", default="test", choices=("test", "dev"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    loaded = load_run(args.run) if args.run else read_model(args.folder)
    labels = loaded.labels
    began = time.perf_counter()
    rows = {name: [read_rows(path) for path in paths] for name, paths in evaluation_sets(args.corpus, args.split).items()}
    test = rows["id"][0]
    rows.setdefault("masked", [[mask(row) for row in test]])
    rows.setdefault("entitiesOnly", [[entities_only(row) for row in test]])
    result: dict[str, Any] = {"split": args.split, "precision": "fp32", **environment()}
    if args.run:
        result |= {"experiment": loaded.experiment.to_json(), "seed": loaded.seed, "weights": "as trained"}
    else:
        result |= {"model": loaded.id, "weights": loaded.config["weights"]["dtype"]}
    result["sets"] = {}
    with torch.no_grad():
        for name, files in rows.items():
            predictions = [predict(loaded.model, loaded.tokenizer, labels, file) for file in files]
            entry = score_set(predictions, len(labels))
            if directed(labels):
                entry |= official(predictions, labels)
            else:
                entry["positives"] = score_set(positives(predictions), len(labels))
            result["sets"][name] = entry
            print(name, {key: entry[key] for key in ("microF1", "officialMacroF1") if key in entry}, entry["ci95"]["microF1"])
    result["seconds"] = round(time.perf_counter() - began, 1)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_json(args.out, result, indent=1)


if __name__ == "__main__":
    main()

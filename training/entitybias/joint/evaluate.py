"""Score a joint run or model folder on dev or test.

    python -m entitybias.joint.evaluate --run build/joint-runs/spert-conll04-s1 --corpus build/joint/conll04 --out joint/results/spert-conll04-s1.json
    python -m entitybias.joint.evaluate --folder ../public/models/joint-minilm --corpus build/joint/wikipedia --out FILE

Measures are those of ``scores.py``, each with 95% intervals of a bootstrap over documents (sentences, where the source names none).
``thresholds`` holds the curve of relations over the score that is asked for; the experiment's own threshold makes the scores, or
``--threshold``. ``--predictions FILE.npz`` keeps counts by sentence (no text) for ``entitybias.joint.compare``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ..evaluate import environment
from ..export import write_json
from .decode import Found
from .export import read_joint
from .predict import predict
from .scores import MEASURES, summarise, tables, threshold_curve
from .sentences import Sentence, Types, read_sentences, read_types
from .start import prepare
from .train import load_run

STEPS = tuple(round(0.1 * step, 1) for step in range(1, 10))
POINTS = 60  # of the training curve


def score(sentences: Sequence[Sentence], found: Sequence[Found], types: Types) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """All measures with and without overlapping entities, and the count tables of the former."""
    clusters = [sentence.docid for sentence in sentences]
    names = {"entities": types.entities, "relations": types.relations, "relationsWithTypes": types.relations}
    counted = tables(sentences, found, types)
    apart = tables(sentences, found, types, overlaps=False)
    result: dict[str, Any] = {name: summarise(counted[name], clusters, names[name]) for name in MEASURES}
    result["withoutOverlaps"] = {name: summarise(apart[name], clusters, names[name]) for name in MEASURES}
    return result, counted


def training_record(run: Path) -> dict[str, Any] | None:
    """Sentences, steps, pace, dev scores by epoch and a thin loss curve of a run's log; None without a log."""
    path = run / "log.jsonl"
    if not path.exists():
        return None
    records = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    first = next((record for record in records if "experiment" in record), {})
    steps = {record["step"]: record for record in records if "step" in record}
    order = sorted(steps)
    thin = order if len(order) <= POINTS else [order[round(i * (len(order) - 1) / (POINTS - 1))] for i in range(POINTS)]
    return {
        **{key: first[key] for key in ("sentences", "cut", "steps", "threads") if key in first},
        "dev": [record for record in records if "devEpoch" in record],
        "curve": [{key: steps[step][key] for key in ("step", "entity", "relation")} for step in thin],
        **({key: steps[order[-1]][key] for key in ("secondsPerStep", "processorSecondsPerStep")} if order else {}),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--run", type=Path, help="folder of a finished run (weights as trained)")
    source.add_argument("--folder", type=Path, help="model folder (weights as shipped)")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of entitybias.joint.build")
    parser.add_argument("--split", default="test", choices=("test", "dev"))
    parser.add_argument("--threshold", type=float, help="score that a relation must have, chosen on dev")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    began = time.perf_counter()
    result: dict[str, Any] = {"split": args.split, "precision": "fp32", **environment("entitybias.joint")}
    if args.run:
        run = load_run(args.run)
        model, tokenizer = run.model, run.tokenizer
        result |= {"experiment": run.experiment.to_json(), "seed": run.seed, "weights": "as trained", "training": training_record(args.run)}
        max_tokens = run.experiment.max_tokens
    else:
        shipped = read_joint(args.folder)
        model, tokenizer, max_tokens = shipped.model, shipped.tokenizer, shipped.max_tokens
        result |= {"model": shipped.id, "weights": shipped.config["weights"]["dtype"]}
    types = read_types(args.corpus)
    if types != model.types:
        raise SystemExit(f"{args.corpus.name}: its types are not those that the model was trained on")
    examples = prepare(read_sentences(args.corpus / f"{args.split}.json"), tokenizer, model.parts.words, max_tokens)
    weak = predict(model, examples, floor=min(STEPS))
    threshold = model.parts.relation_threshold if args.threshold is None else args.threshold
    found = [one.above(threshold) for one in weak]
    scores, counted = score(examples.sentences, found, types)
    result |= {
        "corpus": args.corpus.name, "n": len(examples.sentences), "documents": len({s.docid for s in examples.sentences}),
        "relationThreshold": threshold, "cutSentences": examples.cut(), "cutEntities": sum(one.cut for one in found),
        "scores": scores, "thresholds": threshold_curve(examples.sentences, weak, types, STEPS),
        "seconds": round(time.perf_counter() - began, 1),
    }
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_json(args.out, result, indent=1)
    if args.predictions:
        args.predictions.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(args.predictions, clusters=np.array([s.docid for s in examples.sentences]), **counted)
    for name in MEASURES:
        one = scores[name]
        print(name, *(f"{key} {100 * one[key]:.2f}" for key in ("precision", "recall", "f1", "macroF1")), one["ci95"]["f1"])


if __name__ == "__main__":
    main()

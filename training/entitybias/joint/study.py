"""Run the joint study: train, score on dev and on test, compare with SpERT on the same corpus, one run after another.

    python -m entitybias.joint.study --study joint/study.json --base DIR [--only spert-conll04-s1 ..] [--list]

The study file lists runs in the order they are worth having: ``{"experiment": NAME, "seeds": [..], "against": NAME or null}``. A step
whose file exists is not done again, so the same command goes on after an interruption (training from its last checkpoint);
a run that fails is named at the end, and the others go on. Corpora that are not there yet are made first.

    build/joint/CORPUS/                       sentences (entitybias.joint.build)
    build/joint-runs/NAME-sS/model.pt         trained weights
    joint/results/dev-NAME-sS.json            scores on dev, what choices are made on
    joint/results/NAME-sS.json                scores on test
    joint/results/compare-NAME.json           paired differences, all seeds so far
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..study import Step, run_step
from .experiment import read_experiment


@dataclass(frozen=True)
class Folders:
    """Where a joint study reads and writes."""

    experiments: Path
    base: Path  # pre-trained encoder
    models: Path  # model folders that experiments start from
    build: Path  # joint/, joint-runs/, joint-predictions/
    results: Path
    data: Path | None = None  # sources of the corpora


def run_steps(name: str, seeds: list[int], against: str | None, at: Folders) -> list[Step]:
    """The steps of the last of ``seeds``; its comparison takes all of them, and the same seeds of ``against``."""
    experiment, seed = read_experiment(at.experiments / f"{name}.json"), seeds[-1]
    corpus = at.build / "joint" / experiment.corpus
    run = at.build / "joint-runs" / f"{name}-s{seed}"
    base = at.base if experiment.start is None else at.models / experiment.start
    score = ["entitybias.joint.evaluate", "--run", str(run), "--corpus", str(corpus)]
    result = at.results / f"{name}-s{seed}.json"

    def counts(of: str) -> list[str]:
        return [str(at.build / "joint-predictions" / f"{of}-s{s}.npz") for s in seeds]

    steps = [
        Step(run / "model.pt", ["entitybias.joint.train", "--experiment", str(at.experiments / f"{name}.json"), "--seed", str(seed),
                                "--corpus", str(corpus), "--base", str(base), "--out", str(run)]),
        Step(at.results / f"dev-{name}-s{seed}.json", [*score, "--split", "dev", "--out", str(at.results / f"dev-{name}-s{seed}.json")]),
        Step(result, [*score, "--out", str(result), "--predictions", counts(name)[-1]]),
    ]
    if at.data is not None:
        fold = experiment.corpus.partition("-")[2]
        made = ["entitybias.joint.build", "--corpus", experiment.corpus.partition("-")[0], "--data", str(at.data), "--out", str(corpus)]
        made += ["--relation-corpus", str(at.build / "corpus")] if experiment.corpus == "wikipedia" else []
        steps.insert(0, Step(corpus / "stats.json", made + (["--fold", fold] if fold else [])))
    if against is not None:
        marker = at.build / "joint-predictions" / f"{name}.{len(seeds)}.compared"
        steps.append(Step(marker, ["entitybias.joint.compare", "--base", *counts(against), "--other", *counts(name), "--out",
                                   str(at.results / f"compare-{name}.json")]))
    return steps


def plan(study: dict[str, Any], at: Folders) -> list[tuple[str, list[Step]]]:
    """The runs of a study file in order, each with its steps."""
    return [
        (f"{entry['experiment']}-s{seed}", run_steps(entry["experiment"], entry["seeds"][:count], entry.get("against"), at))
        for entry in study["runs"] for count, seed in enumerate(entry["seeds"], start=1)
    ]


def run_all(steps: list[Step]) -> bool:
    """Run the steps that are not done; False when one fails, which ends the run."""
    try:
        for step in steps:
            if not step.done:
                run_step(step)
    except subprocess.CalledProcessError as error:
        print(f"failed with status {error.returncode}: {' '.join(map(str, error.cmd[1:]))}", file=sys.stderr, flush=True)
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parents[2]
    parser.add_argument("--study", type=Path, default=here / "joint" / "study.json")
    parser.add_argument("--only", nargs="+", help="runs by name, e.g. spert-conll04-s1")
    parser.add_argument("--list", action="store_true", help="say what is done and stop")
    parser.add_argument("--experiments", type=Path, default=here / "joint" / "experiments")
    parser.add_argument("--base", type=Path, default=here / "build" / "base", help="pre-trained encoder")
    parser.add_argument("--models", type=Path, default=here.parent / "public" / "models")
    parser.add_argument("--build", type=Path, default=here / "build")
    parser.add_argument("--results", type=Path, default=here / "joint" / "results")
    parser.add_argument("--data", type=Path, help="folder of the sources, to make corpora that are not there yet")
    args = parser.parse_args()
    runs = plan(json.loads(args.study.read_text()), Folders(args.experiments, args.base, args.models, args.build, args.results, args.data))
    unknown = set(args.only or ()) - {name for name, _ in runs}
    if unknown:
        raise SystemExit(f"{args.study.name}: no run {', '.join(sorted(unknown))}; it has {', '.join(name for name, _ in runs)}")
    if args.list:
        for name, steps in runs:
            print(f"{name:32} {sum(step.done for step in steps)} of {len(steps)} steps")
        return
    failed = [name for name, steps in runs if (not args.only or name in args.only) and not run_all(steps)]
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}; the others are done")


if __name__ == "__main__":
    main()

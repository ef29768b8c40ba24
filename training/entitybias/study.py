"""Run a study: train, score on dev, score on test and compare with the baseline, one run after another.

    python -m entitybias.study --study studies/main.json --corpus build/corpus --base DIR --models ../public/models
    python -m entitybias.study --study studies/main.json --list

``"share": 0.8`` beside an experiment scores weights that far on the way from its start model (``soften``). ``"swapSeeds": 1`` in the study file scores one file of each swapped set instead of all. A run that fails is reported and
the next one begins. The study file lists runs in the order they are worth having: an experiment of ``experiments/`` with its seeds, or
``"core": "<model id>"`` for subtraction at inference. Each finished step leaves a file, and a step whose file exists
is not done again, so the same command goes on after an interruption (training from its last checkpoint):

    build/runs/NAME-sS/model.pt        the trained weights
    results/dev-NAME-sS.json           scores on dev, what choices are made on
    results/NAME-sS.json               scores on test
    results/compare-NAME.json          paired differences to the shipped baseline, all seeds so far

A run with ``"corpus": "semeval"`` is trained on the corpus with labels of its own in ``semeval/corpus`` beside that of
the others, and scored by ``evaluate_domain``, once: it has no comparison.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .experiment import read_experiment


@dataclass(frozen=True)
class Folders:
    """Where a study reads and writes."""

    experiments: Path
    corpus: Path
    encoder: Path  # pre-trained encoder
    models: Path  # model folders
    build: Path  # runs/ and predictions/
    results: Path


@dataclass(frozen=True)
class Step:
    """One command and the file it leaves."""

    product: Path
    arguments: list[str]

    @property
    def done(self) -> bool:
        return self.product.exists()


def training_steps(
    name: str, seed: int, baseline: str, at: Folders, seeds: list[int], swap_seeds: int | None = None, share: float | None = None
) -> list[Step]:
    """Train, dev, test, compare. The comparison takes the seeds up to this one, and only sets and files that both have.

    With ``share`` what is scored lies this far on the way from the start model to the trained one (``soften``).
    """
    path = at.experiments / f"{name}.json"
    experiment = read_experiment(path)
    run = at.build / "runs" / f"{name}-s{seed}"
    base = at.encoder if experiment.start is None else at.models / experiment.start
    scored = run if share is None else at.build / "runs" / f"{name}-soft-s{seed}"
    softened = [] if share is None else [
        Step(scored / "model.pt", ["entitybias.soften", "--run", str(run), "--base", str(base), "--share", str(share), "--out", str(scored)])
    ]
    score = ["entitybias.evaluate", "--run", str(scored), "--corpus", str(at.corpus), "--precision", experiment.precision]
    score += ["--swap-seeds", str(swap_seeds)] if swap_seeds else []
    predictions = [str(at.build / "predictions" / f"{name}-s{s}.npz") for s in seeds]
    return [
        Step(run / "model.pt", ["entitybias.train", "--experiment", str(path), "--seed", str(seed), "--corpus",
                                str(at.corpus), "--base", str(base), "--out", str(run)]),
        *softened,
        Step(at.results / f"dev-{name}-s{seed}.json",
             [*score, "--split", "dev", "--out", str(at.results / f"dev-{name}-s{seed}.json")]),
        Step(at.results / f"{name}-s{seed}.json",
             [*score, "--out", str(at.results / f"{name}-s{seed}.json"), "--predictions", predictions[-1]]),
        comparison(name, predictions, baseline, at),
    ]


def domain_steps(name: str, seed: int, corpus: str, at: Folders) -> list[Step]:
    """Train and test on a corpus with its own labels."""
    path = at.experiments / f"{name}.json"
    experiment = read_experiment(path)
    run = at.build / "runs" / f"{name}-s{seed}"
    base = at.encoder if experiment.start is None else at.models / experiment.start
    folder = at.corpus.parent / corpus / "corpus"
    result = at.results / f"{name}-s{seed}.json"
    return [
        Step(run / "model.pt", ["entitybias.train", "--experiment", str(path), "--seed", str(seed), "--corpus", str(folder),
                                "--base", str(base), "--out", str(run)]),
        Step(result, ["entitybias.evaluate_domain", "--run", str(run), "--corpus", str(folder), "--out", str(result)]),
    ]


def baseline_step(model: str, at: Folders) -> Step:
    """Test predictions of the shipped baseline, for the paired differences."""
    product = at.build / "predictions" / f"{model}.npz"
    return Step(product, ["entitybias.evaluate", "--folder", str(at.models / model), "--corpus", str(at.corpus), "--out",
                          str(at.build / "predictions" / f"{model}.json"), "--predictions", str(product)])


def core_steps(model: str, baseline: str, at: Folders) -> list[Step]:
    """Subtraction at inference on a shipped model, and its comparison."""
    name = f"core-{model}"
    predictions = at.build / "predictions" / f"core-logits-{model}.npz"
    result = at.results / f"{name}.json"
    return [
        Step(predictions, ["entitybias.core", "--folder", str(at.models / model), "--corpus", str(at.corpus), "--out", str(result),
                          "--predictions", str(predictions)]),
        comparison(name, [str(predictions)], baseline, at),
    ]


def comparison(name: str, predictions: list[str], baseline: str, at: Folders) -> Step:
    """Paired differences; the marker beside the predictions says how many seeds they cover."""
    result = at.results / f"compare-{name}.json"
    base = str(at.build / "predictions" / f"{baseline}.npz")
    return Step(at.build / "predictions" / f"{name}.{len(predictions)}.compared",
                ["entitybias.compare", "--base", base, "--other", *predictions, "--out", str(result)])


def plan(study: dict, at: Folders) -> list[tuple[str, list[Step]]]:
    """The runs of a study file in order, each with its steps."""
    baseline = study["baseline"]
    runs: list[tuple[str, list[Step]]] = []
    for entry in study["runs"]:
        if "core" in entry:
            runs.append((f"core-{entry['core']}", core_steps(entry["core"], baseline, at)))
            continue
        seeds: list[int] = entry["seeds"]
        if "corpus" in entry:
            runs += [(f"{entry['experiment']}-s{seed}", domain_steps(entry["experiment"], seed, entry["corpus"], at))
                     for seed in seeds]
            continue
        for count, seed in enumerate(seeds, start=1):
            runs.append((f"{entry['experiment']}-s{seed}",
                         training_steps(entry["experiment"], seed, baseline, at, seeds[:count], study.get("swapSeeds"), entry.get("share"))))
    return runs


def run_step(step: Step) -> None:
    """Run a step in a process of its own; its product exists afterwards.

    :raises CalledProcessError: when it fails.
    """
    step.product.parent.mkdir(parents=True, exist_ok=True)
    print("python -m", *step.arguments, flush=True)
    subprocess.run([sys.executable, "-m", *step.arguments], check=True)
    if step.product.suffix == ".compared":
        step.product.touch()


def run_all(steps: list[Step], before: Step) -> bool:
    """Run the steps that are not done, with ``before`` ahead of a comparison; False when one fails, which ends the run."""
    try:
        for step in steps:
            if not step.done:
                if step.arguments[0] == "entitybias.compare" and not before.done:
                    run_step(before)
                run_step(step)
    except subprocess.CalledProcessError as error:
        print(f"failed with status {error.returncode}: {' '.join(map(str, error.cmd[1:]))}", file=sys.stderr, flush=True)
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parents[1]
    parser.add_argument("--study", type=Path, required=True)
    parser.add_argument("--only", nargs="+", help="runs by name, e.g. lora-substitution-s1")
    parser.add_argument("--list", action="store_true", help="say what is done and stop")
    parser.add_argument("--experiments", type=Path, default=here / "experiments")
    parser.add_argument("--corpus", type=Path, default=here / "build" / "corpus", help="with ood/, ood-dev/ and copies/ beside it")
    parser.add_argument("--base", type=Path, default=here / "build" / "base", help="pre-trained encoder")
    parser.add_argument("--models", type=Path, default=here.parent / "public" / "models")
    parser.add_argument("--build", type=Path, default=here / "build")
    parser.add_argument("--results", type=Path, default=here / "results")
    args = parser.parse_args()
    at = Folders(args.experiments, args.corpus, args.base, args.models, args.build, args.results)
    study = json.loads(args.study.read_text())
    runs = plan(study, at)
    unknown = set(args.only or ()) - {name for name, _ in runs}
    if unknown:
        raise SystemExit(f"{args.study.name}: no run {', '.join(sorted(unknown))}; it has {', '.join(name for name, _ in runs)}")
    if args.list:
        for name, steps in runs:
            print(f"{name:32} {sum(step.done for step in steps)} of {len(steps)} steps")
        return
    before = baseline_step(study["baseline"], at)
    failed = [name for name, steps in runs if (not args.only or name in args.only) and not run_all(steps, before)]
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}; the others are done")


if __name__ == "__main__":
    main()

"""Result files, paired differences and the plan of the joint study."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from joint_fixture import SENTENCES, TYPES, joint_model, tokenizer
from test_joint_train import RECIPE

from entitybias.joint import compare, evaluate, study
from entitybias.joint.build import statistics, write
from entitybias.joint.compare import compare as paired
from entitybias.joint.parts import JointParts
from entitybias.joint.start import prepare
from entitybias.joint.study import Folders, plan
from entitybias.joint.train import JointTrainer, save_run

HERE = Path(__file__).parents[1] / "joint"


def test_a_run_is_scored_and_two_runs_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {"train": SENTENCES, "dev": SENTENCES[:2], "test": SENTENCES}
    write(tmp_path / "own", parts, TYPES, statistics(parts, TYPES, {}, {}))
    recipe = dataclasses.replace(RECIPE, parts=JointParts(max_entities=5))
    for seed in (1, 2):
        run = tmp_path / f"run-s{seed}"
        run.mkdir()
        trainer = JointTrainer(joint_model(recipe.parts, seed=seed, spread=0.05), recipe, seed, prepare(SENTENCES, tokenizer(), "given", 64))
        with (run / "log.jsonl").open("w") as stream:
            stream.write(json.dumps({"experiment": recipe.to_json(), "sentences": 5, "steps": trainer.total}) + "\n")
            trainer.run(lambda record, to=stream: to.write(json.dumps(record) + "\n"), every=5)
        save_run(run, trainer, tokenizer())
        monkeypatch.setattr(sys, "argv", ["evaluate.py", "--run", str(run), "--corpus", str(tmp_path / "own"), "--out",
                                          str(tmp_path / f"x-s{seed}.json"), "--predictions", str(tmp_path / f"x-s{seed}.npz")])
        evaluate.main()
    result = json.loads((tmp_path / "x-s2.json").read_text())
    assert result["seed"] == 2 and result["n"] == 5 and result["corpus"] == "own" and result["relationThreshold"] == 0.4
    assert result["command"].startswith("python -m entitybias.joint.evaluate") and result["hardware"] and "commit" in result
    assert str(tmp_path) not in json.dumps(result)
    assert [p["threshold"] for p in result["thresholds"]] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    at = result["thresholds"][3]
    assert at["f1"] == result["scores"]["relationsWithTypes"]["f1"]
    assert result["training"]["steps"] == 12 and result["training"]["curve"][-1]["step"] == 12
    assert set(result["scores"]["entities"]["perType"]) == set(TYPES.entities)

    files = [str(tmp_path / f"x-s{seed}.npz") for seed in (1, 2)]
    monkeypatch.setattr(sys, "argv", ["compare.py", "--base", *files, "--other", *files, "--out", str(tmp_path / "c.json")])
    compare.main()
    same = json.loads((tmp_path / "c.json").read_text())
    assert same["entities"]["f1"]["difference"] == 0 and same["n"] == 5


def test_a_difference_is_that_of_the_means_and_its_interval_holds_it() -> None:
    draw = np.random.default_rng(0)
    gold = draw.integers(1, 4, size=(80, 2))

    def side(share: float) -> np.ndarray:
        right = draw.binomial(gold, share)
        return np.concatenate([right, np.maximum(right, draw.binomial(gold, 0.9)), gold], axis=1).astype(float)

    weak, strong = [side(0.4), side(0.45)], [side(0.8), side(0.85)]
    found = paired(weak, strong, [str(i) for i in range(80)])["f1"]

    def f1(table: np.ndarray) -> float:
        right, said, true = table.sum(0).reshape(3, 2).sum(1)
        return 2 * right / (said + true)

    expected = np.mean([f1(t) for t in strong]) - np.mean([f1(t) for t in weak])
    assert found["difference"] == pytest.approx(expected, abs=1e-5)
    assert 0 < found["ci95"][0] < found["difference"] < found["ci95"][1]
    nothing = paired(weak, weak, [str(i) for i in range(80)])["f1"]
    assert nothing["difference"] == 0 and nothing["ci95"][0] < 0 < nothing["ci95"][1]  # seeds are drawn on both sides


def folders(tmp_path: Path, data: Path | None = None) -> Folders:
    return Folders(HERE / "experiments", tmp_path / "base", tmp_path / "models", tmp_path, tmp_path / "results", data)


def test_the_study_names_experiments_and_seeds_that_exist_and_compares_like_with_like(tmp_path: Path) -> None:
    content = json.loads((HERE / "study.json").read_text())
    runs = plan(content, folders(tmp_path))
    assert len({name for name, _ in runs}) == len(runs) > 0
    seeds = {entry["experiment"]: entry["seeds"] for entry in content["runs"]}
    for entry in content["runs"]:
        experiment = study.read_experiment(HERE / "experiments" / f"{entry['experiment']}.json")
        assert set(entry["seeds"]) <= set(experiment.seeds)
        if entry.get("against"):
            against = study.read_experiment(HERE / "experiments" / f"{entry['against']}.json")
            assert against.corpus == experiment.corpus and set(entry["seeds"]) <= set(seeds[entry["against"]])
    files = {path.stem for path in (HERE / "experiments").glob("*.json")}
    assert files == set(seeds), "experiment files and the study differ"


def test_the_steps_of_a_run(tmp_path: Path) -> None:
    made = {"runs": [{"experiment": "spert-ade", "seeds": [1, 2], "against": "spert-ade"}]}
    (_, _), (name, steps) = plan(made, folders(tmp_path, tmp_path / "data"))
    assert name == "spert-ade-s2"
    assert [step.arguments[0].rpartition(".")[2] for step in steps] == ["build", "train", "evaluate", "evaluate", "compare"]
    assert sum(Path(a).suffix == ".npz" for a in steps[-1].arguments) == 4  # two seeds a side
    assert "--fold" not in steps[0].arguments and not any(step.done for step in steps)

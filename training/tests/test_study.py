"""The plan of a study: steps, order, what is done, what does not exist."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from entitybias import study
from entitybias.experiment import read_experiment
from entitybias.study import Folders, Step, main, plan, run_step

HERE = Path(__file__).parents[1]
STUDIES = sorted((HERE / "studies").glob("*.json"))


def folders(tmp_path: Path) -> Folders:
    return Folders(HERE / "experiments", tmp_path / "corpus", tmp_path / "base", tmp_path / "models", tmp_path, tmp_path / "results")


@pytest.mark.parametrize("path", STUDIES, ids=lambda p: p.stem)
def test_study_files_name_experiments_and_seeds_that_exist(path: Path, tmp_path: Path) -> None:
    content = json.loads(path.read_text())
    assert content["name"] == path.stem
    for entry in content["runs"]:
        if "experiment" in entry:
            assert set(entry["seeds"]) <= set(read_experiment(HERE / "experiments" / f"{entry['experiment']}.json").seeds)
    names = [name for name, _ in plan(content, folders(tmp_path))]
    assert len(names) == len(set(names)) > 0


def test_a_run_has_its_steps_in_order_and_compares_all_seeds_so_far(tmp_path: Path) -> None:
    made = {"baseline": "re-minilm-base", "runs": [{"experiment": "lora-substitution", "seeds": [1, 2]}, {"core": "x"}]}
    (_, first), (name, second), (core, _) = plan(made, folders(tmp_path))
    assert [step.arguments[0].partition(".")[2] for step in first] == ["train", "evaluate", "evaluate", "compare"]
    assert name == "lora-substitution-s2" and core == "core-x"
    assert str(tmp_path / "models" / "re-minilm-base") in first[0].arguments  # starts from the shipped base
    assert [Path(a).stem for a in second[3].arguments if a.endswith(".npz")] == [
        "re-minilm-base", "lora-substitution-s1", "lora-substitution-s2"]
    assert not first[0].done
    first[0].product.parent.mkdir(parents=True)
    first[0].product.touch()
    assert first[0].done


def test_a_run_with_a_share_is_softened_before_it_is_scored(tmp_path: Path) -> None:
    made = {"baseline": "re-minilm-base", "runs": [{"experiment": "lora-substitution", "seeds": [2], "share": 0.8}]}
    ((_, steps),) = plan(made, folders(tmp_path))
    assert [step.arguments[0].partition(".")[2] for step in steps] == ["train", "soften", "evaluate", "evaluate", "compare"]
    assert steps[1].arguments[steps[1].arguments.index("--share") + 1] == "0.8"
    soft = tmp_path / "runs" / "lora-substitution-soft-s2"
    assert steps[1].product == soft / "model.pt"
    assert [step.arguments[step.arguments.index("--run") + 1] for step in steps[2:4]] == [str(soft), str(soft)]


def test_a_failing_step_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="non-zero exit status"):
        run_step(Step(tmp_path / "never", ["entitybias.no_such_module"]))


def test_a_failing_run_does_not_stop_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    tried: list[str] = []

    def pretend(step: Step) -> None:
        tried.append(step.product.name)
        if step.product.parent.name == "lora-bio-s1":
            raise subprocess.CalledProcessError(3, ["python", "-m", *step.arguments])
        step.product.parent.mkdir(parents=True, exist_ok=True)
        step.product.touch()

    monkeypatch.setattr(study, "run_step", pretend)
    monkeypatch.setattr(sys, "argv", ["study", "--study", str(HERE / "studies" / "shipped.json"), "--only", "lora-bio-s1", "lora-scm-s1",
                                      "--build", str(tmp_path), "--results", str(tmp_path / "results")])
    with pytest.raises(SystemExit, match="failed: lora-bio-s1"):
        main()
    # the other run has all its steps, with the baseline's predictions ahead of the comparison
    assert tried[:5] == ["model.pt", "dev-lora-scm-s1.json", "lora-scm-s1.json", "re-minilm-base.npz", "lora-scm.1.compared"]
    assert tried[5:] == ["model.pt"]
    assert "failed with status 3" in capsys.readouterr().err


def test_a_cheap_study_scores_one_file_of_each_swapped_set(tmp_path: Path) -> None:
    made = {"baseline": "re-minilm-base", "swapSeeds": 1, "runs": [{"experiment": "enc-ht", "seeds": [1]}]}
    (_, steps), = plan(made, folders(tmp_path))
    assert all(step.arguments[step.arguments.index("--swap-seeds") + 1] == "1" for step in steps[1:3])
    assert "--swap-seeds" not in steps[0].arguments and str(tmp_path / "base") in steps[0].arguments


def test_unknown_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["study", "--study", str(STUDIES[0]), "--only", "nothing-s1", "--build", str(tmp_path)])
    with pytest.raises(SystemExit, match="no run nothing-s1"):
        main()


def test_a_run_on_another_corpus_is_scored_with_its_own_labels(tmp_path: Path) -> None:
    made = {"baseline": None, "runs": [{"experiment": "biored", "seeds": [1], "corpus": "biored"}]}
    ((name, steps),) = plan(made, folders(tmp_path))
    assert name == "biored-s1"
    assert [step.arguments[0].partition(".")[2] for step in steps] == ["train", "evaluate_domain"]
    assert all(str(tmp_path / "biored" / "corpus") in step.arguments for step in steps)

"""Training of joint models: it learns, it resumes bit for bit, it trains what it should; the experiment files."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from joint_fixture import SENTENCES, TYPES, examples, joint_model, tokenizer

from entitybias.adapter import AdapterConfig, attach, is_trained
from entitybias.joint.experiment import JointExperiment, from_json, read_experiment
from entitybias.joint.losses import LossConfig
from entitybias.joint.parts import JointParts
from entitybias.joint.predict import dev_scores
from entitybias.joint.train import JointTrainer, load_run, save_run

HERE = Path(__file__).parents[1] / "joint"
MT = JointParts("multitask", "multitask", "all", relation_threshold=0.5)
RECIPE = JointExperiment(
    "t", "T", "own", (1,), epochs=4, batch_size=2, entity_negatives=20, relation_negatives=10, rate_encoder=3e-3, rate_head=1e-2,
    dropout=0.1,
)


def trained(recipe: JointExperiment, **changes: Any) -> tuple[JointTrainer, list[dict[str, Any]]]:
    records: list[dict[str, Any]] = []
    recipe = dataclasses.replace(recipe, **changes)
    trainer = JointTrainer(joint_model(recipe.parts, spread=0.05), recipe, 1, examples(recipe.parts))
    trainer.run(records.append, every=1)
    return trainer, records


@pytest.mark.parametrize("recipe", [
    RECIPE, dataclasses.replace(RECIPE, parts=MT, losses=LossConfig(iou_scale=1.0)),
], ids=["spert", "multitask"])
def test_five_sentences_are_learnt_by_heart(recipe: JointExperiment) -> None:
    trainer, records = trained(recipe, epochs=90, batch_size=5, entity_negatives=60, rate_encoder=8e-3, rate_head=3e-2, dropout=0.0)
    assert records[-1]["step"] == trainer.total == 90
    assert records[-1]["entity"] < records[0]["entity"] / 3
    scores = dev_scores(trainer.model, trainer.examples)
    assert scores["entities"] > 0.85 and scores["relationsWithTypes"] > 0.7


def test_an_interrupted_run_goes_on_bit_for_bit() -> None:
    whole, _ = trained(RECIPE)
    states: list[dict[str, Any]] = []
    half = JointTrainer(joint_model(spread=0.05), RECIPE, 1, examples())
    half.run(lambda _: None, lambda: states.append(copy.deepcopy(half.state_dict())), save_every=5)  # an epoch has 3 steps
    again = JointTrainer(joint_model(seed=9), RECIPE, 1, examples())
    again.load_state_dict(states[0])
    assert again.step == 5
    again.run(lambda _: None)
    assert all(torch.equal(a, b) for a, b in zip(whole.model.state_dict().values(), again.model.state_dict().values()))


def test_frozen_layers_stay_and_the_others_move() -> None:
    before = joint_model(spread=0.05).state_dict()
    recipe = dataclasses.replace(RECIPE, freeze_layers=1, epochs=1)
    model = joint_model(spread=0.05)
    for part in (model.embeddings, model.encoder.layer[0]):
        part.requires_grad_(False)
    JointTrainer(model, recipe, 1, examples()).run(lambda _: None)
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, before[name]) == name.startswith(("embeddings.", "encoder.layer.0.")), name


def test_an_adapter_moves_alone_and_a_run_reads_back_merged(tmp_path: Path) -> None:
    config = AdapterConfig(2, 4)
    recipe = dataclasses.replace(RECIPE, start="base", adapter=config, parts=MT, epochs=1)
    model = joint_model(MT, spread=0.05)
    attach(model, config)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    trainer = JointTrainer(model, recipe, 1, examples())
    trainer.run(lambda _: None)
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, before[name]) == (not is_trained(name, tensor)), name
    save_run(tmp_path, trainer, tokenizer())
    run = load_run(tmp_path)
    assert run.experiment == recipe and run.model.types == TYPES and run.adapted is not None
    batch = trainer.examples.encoded[:1]
    ids = torch.tensor([batch[0].input_ids])
    mask = torch.ones_like(ids, dtype=torch.bool)
    with torch.no_grad():
        assert torch.allclose(run.model.read(ids, mask).context, model.eval().read(ids, mask).context, atol=1e-5)


def test_the_schedule_ends_at_the_last_step_and_epochs_are_reported() -> None:
    seen: list[int] = []
    trainer = JointTrainer(joint_model(), dataclasses.replace(RECIPE, epochs=2), 1, examples())
    trainer.run(lambda _: None, on_epoch=seen.append)
    assert trainer.per_epoch == 3 and trainer.total == trainer.step == 6 and seen == [1, 2]
    assert len(SENTENCES) == 5


@pytest.mark.parametrize("path", sorted((HERE / "experiments").glob("*.json")), ids=lambda p: p.stem)
def test_experiment_files_are_readable_and_survive_json(path: Path) -> None:
    experiment = read_experiment(path)
    assert experiment.name == path.stem and experiment.seeds
    assert from_json(json.loads(json.dumps(experiment.to_json()))) == experiment


def test_an_experiment_may_extend_another_but_not_itself(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"name": "a", "title": "A", "corpus": "own", "seeds": [1], "epochs": 3}))
    (tmp_path / "b.json").write_text(json.dumps({"extends": "a", "name": "b", "entity_head": "multitask", "iou_scale": 2}))
    found = read_experiment(tmp_path / "b.json")
    assert (found.name, found.title, found.epochs, found.parts.entity_head, found.losses.iou_scale) == ("b", "A", 3, "multitask", 2)
    (tmp_path / "a.json").write_text(json.dumps({"extends": "b"}))
    with pytest.raises(ValueError, match="extends itself"):
        read_experiment(tmp_path / "a.json")


@pytest.mark.parametrize(("change", "message"), [
    ({"precision": "fp8"}, "precision"), ({"iou_scale": 1.0}, "identification"), ({"adapter": {"rank": 2, "alpha": 4}}, "start"),
    ({"adapter": {"rank": 2, "alpha": 4}, "start": "x", "freeze_layers": 1}, "freeze_layers"),
])
def test_experiments_that_make_no_sense(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_json({"name": "x", "title": "X", "corpus": "own", "seeds": [1], **change})
    with pytest.raises(TypeError):
        from_json({"name": "x", "title": "X", "corpus": "own", "seeds": [1], "no_such_key": 1})

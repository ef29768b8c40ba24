"""The contrastive stage: the loss, its groups and batches, and a run that is stopped in the middle of it."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

import pytest
import torch
from model_fixture import model
from test_parts import encoded, recipe

from entitybias.contrast import ContrastConfig, Projection, draw_batch, nt_xent, pair_groups, relation_groups
from entitybias.experiment import from_json, read_experiment
from entitybias.model import collate
from entitybias.start import change_parts
from entitybias.train import Trainer

CONFIG = ContrastConfig("relation", "separate", steps=8, rate=5e-3)


def test_loss_of_the_reference_vector() -> None:
    # cosines 0.8 with the positive, 0.1 and -0.2 with the negatives, tau 0.07: computed outside this project
    cosines = torch.tensor(
        [[1.0, 0.8, 0.1, -0.2], [0.8, 1.0, 0.1, -0.2], [0.1, 0.1, 1.0, 0.0], [-0.2, -0.2, 0.0, 1.0]], dtype=torch.float64
    )
    vectors = 3 * torch.linalg.cholesky(cosines)  # lengths do not count
    found = nt_xent(vectors, torch.tensor([5, 5, 6, 7]), 0.07)
    assert found.item() == pytest.approx(4.602375e-5, rel=1e-4)  # fp32 inside


def test_every_ordered_pair_counts_once_and_no_pair_is_no_loss() -> None:
    vectors = torch.tensor([[1.0, 0], [0, 1.0], [-1.0, 0], [0, -1.0]], requires_grad=True)
    # rows 0 and 1 are positives at cosine 0; their negatives are at -1 and 0 for both: ln(1 + e^(-1/tau) + 1)
    expected = torch.tensor(2 + torch.e ** (-1 / 0.5)).log()
    assert nt_xent(vectors, torch.tensor([1, 1, 2, 3]), 0.5).item() == pytest.approx(expected.item(), rel=1e-5)
    loss = nt_xent(vectors, torch.tensor([1, 2, 3, 4]), 0.5)
    loss.backward()
    assert loss.item() == 0


def test_what_is_compared() -> None:
    states, labels = torch.randn(6, 3, 4), torch.tensor([0, 0, 1, 1, 2, 2])
    joint, separate = Projection(4, 3, "joint", 0.07), Projection(4, 3, "separate", 0.07)
    assert joint.joint is not None and joint.joint.weight.shape == (4, 12)
    assert separate.joint is not None and separate.joint.weight.shape == (4, 8)
    assert Projection(4, 1, "joint", 0.07).joint is None
    half = nt_xent(separate.joint(states[:, :2].flatten(1)), labels, 0.07)
    assert separate(states, labels).item() == pytest.approx((half + nt_xent(states[:, 2], labels, 0.07)).item() / 2, rel=1e-5)
    assert Projection(4, 2, "separate", 0.07)(states[:, :2], labels).item() > 0  # nothing to separate


def row(subject: str, object_: str, text: str, **more: object) -> dict:
    return {"token": [subject, text, object_], "subj_start": 0, "subj_end": 0, "obj_start": 2, "obj_end": 2, **more}


def test_groups() -> None:
    assert relation_groups([3, 0, 3, 0, 5, 3]) == [[0, 2, 5]]
    rows = [
        row("Ida", "Lu", "met"), row("IDA", "lu", "saw"), row("Lu", "Ida", "saw"), row("Ida", "Lu", "Met"),
        row("She", "Lu", "met", subj_pronoun=True), row("She", "Lu", "saw", subj_pronoun=True),
    ]
    assert pair_groups(rows) == [[0, 1]]  # the fourth is the first sentence again


def test_batches_hold_positives_and_negatives_and_repeat() -> None:
    groups = [list(range(10 * g, 10 * g + size)) for g, size in enumerate((2, 3, 9, 5, 7))]
    for step in range(20):
        rows, labels = draw_batch(groups, 12, 1, step)
        assert len(set(rows)) == len(rows) <= 12 and len(set(labels)) > 1
        assert all(number // 10 == group for number, group in zip(rows, labels, strict=True))
        assert all(2 <= labels.count(group) <= 4 for group in set(labels))
        assert (rows, labels) == draw_batch(groups, 12, 1, step)
    assert draw_batch(groups, 12, 1, 0) != draw_batch(groups, 12, 2, 0)


@pytest.mark.parametrize("bottleneck", [False, True])
def test_a_run_goes_on_bit_for_bit_in_either_stage(tmp_path: Path, bottleneck: bool) -> None:
    made = recipe(encoding="entity_markers_and_mask", contrast=CONFIG, bottleneck=bottleneck, epochs=1, dropout=0.05)
    assert made.parts.pretraining == "separate"
    rows = encoded(made, 60)

    def fresh(seed: int = 0) -> Trainer:
        return Trainer(change_parts(model(bottleneck, seed), made.parts, 55), made, 1, rows)

    whole, log = fresh(), []
    before = copy.deepcopy(whole.model.state_dict())
    whole.run(log.append, every=1)
    stage = [entry["contrast"] for entry in log if entry.get("stage") == "contrast"]
    assert len(stage) == 8 and min(stage) > 0
    assert sum("ce" in entry for entry in log) == whole.total
    assert whole.model.bottleneck is None or whole.model.bottleneck.beta == 0.5

    for stop in (3, 11):  # in the middle of the stage, and of fine-tuning
        saved: list[dict] = []
        broken = fresh()
        broken.run(lambda _: None, lambda: saved.append(copy.deepcopy(broken.state_dict())), save_every=stop if stop == 3 else 3)
        state = saved[0] if stop == 3 else saved[-1]
        torch.save(state, tmp_path / "checkpoint.pt")
        resumed = fresh(seed=4)
        resumed.load_state_dict(torch.load(tmp_path / "checkpoint.pt", weights_only=True))
        assert (resumed.stage is None) == (stop == 11)
        resumed.run(lambda _: None)
        for name, tensor in whole.model.state_dict().items():
            assert torch.equal(tensor, resumed.model.state_dict()[name]), (stop, name)
    assert not torch.equal(before["encoder.layer.0.output.dense.weight"], whole.model.state_dict()["encoder.layer.0.output.dense.weight"])


def test_stage_brings_rows_of_a_relation_together_and_leaves_head_and_bottleneck_alone() -> None:
    made = recipe(encoding="mask", contrast=dataclasses.replace(CONFIG, steps=30), bottleneck=True)
    network = change_parts(model(True), made.parts, 55)
    before = copy.deepcopy(network.state_dict())
    trainer = Trainer(network, made, 1, encoded(made, 40))
    assert trainer.stage is not None
    batch = collate([example.encoded for example in trainer.epochs.rows])
    labels = torch.tensor([example.label or -number for number, example in enumerate(trainer.epochs.rows, 1)])
    apart = nt_xent(network.eval()(batch).states[:, 0], labels, 0.07).item()
    trainer.stage.run(lambda _: None, None, 20, 500)
    assert nt_xent(network.eval()(batch).states[:, 0], labels, 0.07).item() < 0.9 * apart
    for name, tensor in network.state_dict().items():
        if name.startswith(("head.", "bottleneck.")):
            assert torch.equal(tensor, before[name]), name


def test_experiment_checks_its_contrast(tmp_path: Path) -> None:
    import json

    made = recipe(contrast=CONFIG)
    assert from_json(json.loads(json.dumps(made.to_json()))) == made
    wrong = dataclasses.replace(made, contrast=dataclasses.replace(CONFIG, labels="colour"))
    (tmp_path / "wrong.json").write_text(json.dumps(wrong.to_json()))
    with pytest.raises(ValueError, match="colour"):
        read_experiment(tmp_path / "wrong.json")
    with pytest.raises(ValueError, match="two relation groups"):
        Trainer(model(False), made, 1, encoded(made, 1))

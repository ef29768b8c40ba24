"""The model: padding, positions, dropout, the word-row shortcut, training and resuming."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path
from typing import Any

import pytest
import torch
from model_fixture import examples, model

from entitybias.dropout import MaskPool
from entitybias.experiment import Experiment, read_experiment
from entitybias.golden import fixed_noise
from entitybias.model import RelationModel, collate
from entitybias.optimise import RowAdam, schedule
from entitybias.train import Trainer

RECIPE = Experiment(
    name="test", title="test", bottleneck=True, seeds=(1,), epochs=3, rate_encoder=1e-3, rate_head=3e-3,
    rate_bottleneck=3e-3, alpha=1e-4, batch_size=8, max_tokens=64, precision="fp32",
)


def test_shapes_and_entity_order() -> None:
    encoded = [example.encoded for example in examples(4)]
    output = model()(collate(encoded))
    entities = sum(sum(item.entity_mask) for item in encoded)
    assert output.logits.shape == (4, 55)
    assert output.mu is not None and output.mu.shape == (entities, 16)
    assert output.entity_rows.tolist() == [row for row, item in enumerate(encoded) for _ in range(sum(item.entity_mask))]


@torch.no_grad()
def test_padding_does_not_change_a_row() -> None:
    encoded = [example.encoded for example in examples(6)]
    network = model().eval()
    together = network(collate(encoded, pad_to=16)).logits
    alone = torch.cat([network(collate([item])).logits for item in encoded])
    assert torch.allclose(together, alone, atol=1e-5)


@torch.no_grad()
def test_last_layer_shortcut_equals_the_full_layer() -> None:
    batch = collate([example.encoded for example in examples(3)])
    network = model().eval()
    x = network.embeddings(batch.input_ids)
    everywhere = torch.arange(x.shape[1]).expand(3, -1)
    full = network.encoder(x, batch.attention_mask, everywhere)
    wanted = network.encoder(x, batch.attention_mask, batch.markers)
    index = batch.markers[:, :, None].expand(-1, -1, x.shape[-1])
    assert torch.allclose(full.gather(1, index), wanted, atol=1e-6)


@torch.no_grad()
def test_noise_reaches_the_logits_and_context_tokens_do_not_take_it() -> None:
    batch = collate([examples(1)[0].encoded])
    network = model().eval()
    mean = network(batch)
    assert mean.mu is not None
    assert torch.equal(network(batch, noise=torch.zeros_like(mean.mu)).logits, mean.logits)
    assert not torch.allclose(network(batch, noise=5 * fixed_noise(*mean.mu.shape)).logits, mean.logits, atol=1e-4)


def test_without_bottleneck_there_is_no_variance() -> None:
    output = model(bottleneck=False)(collate([examples(1)[0].encoded]))
    assert output.mu is None and output.variance() is None


def test_word_rows_give_the_gradient_of_the_table() -> None:
    batch = collate([example.encoded for example in examples(3)])
    network = model()
    table = network.embeddings.word_embeddings.weight
    network(batch).logits.square().sum().backward()
    assert table.grad is not None
    rows, compact = batch.input_ids.unique(return_inverse=True)
    picked = table.detach()[rows].requires_grad_(True)
    network(dataclasses.replace(batch, input_ids=compact), word_rows=picked).logits.square().sum().backward()
    assert picked.grad is not None
    assert torch.allclose(picked.grad, table.grad[rows], rtol=1e-4, atol=1e-5)
    touched = table.grad.abs().sum(1).nonzero().flatten().tolist()
    assert touched == [row for row in rows.tolist() if row != 0]  # [PAD] has no influence


def test_row_adam_equals_adam_on_touched_rows() -> None:
    table = torch.randn(5, 3)
    reference = table.clone().requires_grad_(True)
    adam = torch.optim.Adam([reference], lr=0.1, eps=1e-6)
    mine = RowAdam(table)
    for seed in range(3):
        gradient = torch.randn(2, 3, generator=torch.Generator().manual_seed(seed))
        reference.grad = torch.zeros_like(reference)
        reference.grad[[1, 4]] = gradient
        adam.step()
        mine.update(torch.tensor([1, 4]), gradient, 0.1)
    assert torch.allclose(table, reference.detach(), atol=1e-6)


def test_dropout_keeps_the_mean() -> None:
    drop = MaskPool(0.1, 200_000, torch.Generator().manual_seed(1))
    dropped = drop(torch.ones(100_000))
    assert dropped.mean().item() == pytest.approx(1, abs=0.01)
    assert (dropped == 0).float().mean().item() == pytest.approx(0.1, abs=0.01)
    with pytest.raises(ValueError, match="smaller"):
        drop(torch.ones(200_001))


def test_schedule() -> None:
    values = [schedule(step, 100, 0.1) for step in range(100)]
    assert values[0] == pytest.approx(0.1) and values[9] == 1 and max(values) == 1
    assert values[-1] == pytest.approx(1 / 90) and values[55] == pytest.approx(0.5)


def records(trainer: Trainer, **options: Any) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    trainer.run(out.append, every=5, **options)
    return out


def test_training_lowers_the_loss_and_reports_alpha() -> None:
    recipe = dataclasses.replace(RECIPE, alpha=None, epochs=40, rate_encoder=1e-2, rate_head=1e-2)
    log = records(Trainer(model(), recipe, 1, examples(8)))
    assert log[-1]["ce"] < 0.5 * log[0]["ce"]
    assert log[-1]["alpha"] == pytest.approx(log[-1]["ce"] / (log[-1]["klBits"] + 1e-8))
    assert len(log[-1]["variance"]) == 5


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_resumed_run_equals_uninterrupted_run(tmp_path: Path, precision: str) -> None:
    recipe = dataclasses.replace(RECIPE, precision=precision, epochs=2)
    whole = Trainer(model(), recipe, 1, examples())
    records(whole)

    saved: list[dict[str, Any]] = []
    broken = Trainer(model(), recipe, 1, examples())
    broken.run(lambda _: None, lambda: saved.append(copy.deepcopy(broken.state_dict())), save_every=5)
    torch.save(saved[0], tmp_path / "checkpoint.pt")
    assert saved[0]["step"] == 5 and whole.total > 10
    resumed = Trainer(model(seed=9), recipe, 1, examples())
    resumed.load_state_dict(torch.load(tmp_path / "checkpoint.pt", weights_only=True))
    records(resumed)
    assert resumed.step == whole.step
    for name, tensor in whole.model.state_dict().items():
        assert torch.equal(tensor, resumed.model.state_dict()[name]), name


def test_seeds_differ() -> None:
    def trained(seed: int) -> RelationModel:
        trainer = Trainer(model(), RECIPE, seed, examples(16))
        records(trainer)
        return trainer.model

    one, again, two = (trained(seed).head.out.weight for seed in (1, 1, 2))
    assert torch.equal(one, again) and not torch.equal(one, two)


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[1] / "experiments").glob("*.json")), ids=lambda p: p.stem)
def test_experiment_files_are_valid(path: Path) -> None:
    experiment = read_experiment(path)
    assert experiment.name == path.stem and len(set(experiment.seeds)) == len(experiment.seeds)
    assert experiment.sigma_shift == 5 and (experiment.beta == 0.5 or experiment.name.startswith("sweep-beta-"))

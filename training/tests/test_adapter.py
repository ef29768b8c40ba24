"""Adapters: what is trained, merging, and training from an adapted model."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from model_fixture import examples, model
from test_model import RECIPE

from entitybias.adapter import AdapterConfig, adapter_tensors, attach, is_trained, merge, merged_state
from entitybias.model import collate
from entitybias.train import Trainer

CONFIG = AdapterConfig(rank=2, alpha=4)


def test_merge_by_hand() -> None:
    base = {"encoder.x.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0]]), "encoder.x.bias": torch.zeros(2)}
    adapter = {
        "encoder.x.low": torch.tensor([[1.0, 2.0]]), "encoder.x.high": torch.tensor([[3.0], [0.0]]),
        "encoder.x.bias": torch.ones(2),
    }
    # factor 2 / 1: W + 2 * [3, 0]^T [1, 2] = [[1 + 6, 12], [0, 1]]
    merged = merge(base, adapter, AdapterConfig(rank=1, alpha=2))
    assert merged["encoder.x.weight"].tolist() == [[7, 12], [0, 1]]
    assert merged["encoder.x.bias"].tolist() == [1, 1]
    assert base["encoder.x.weight"].tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("broken", [{"encoder.x.low": torch.ones(1, 3), "encoder.x.high": torch.ones(2, 1)},
                                    {"encoder.x.low": torch.ones(1, 2)}])
def test_merge_names_the_matrix_that_does_not_fit(broken: dict[str, torch.Tensor]) -> None:
    with pytest.raises(ValueError, match=r"encoder\.x"):
        merge({"encoder.x.weight": torch.ones(2, 2)}, broken, CONFIG)


@torch.no_grad()
def test_a_fresh_adapter_changes_nothing() -> None:
    batch = collate([example.encoded for example in examples(4)])
    plain, adapted = model().eval(), model().eval()
    attach(adapted, CONFIG)
    assert torch.allclose(plain(batch).logits, adapted(batch).logits, atol=1e-6)


def test_training_moves_the_adapter_alone_and_the_merged_model_predicts_the_same() -> None:
    adapted = model(bottleneck=True)
    attach(adapted, CONFIG)
    before = {name: tensor.clone() for name, tensor in adapted.state_dict().items()}
    recipe = dataclasses.replace(RECIPE, adapter=CONFIG, rate_encoder=1e-2)
    Trainer(adapted, recipe, 1, examples(32)).run(lambda _: None)
    for name, tensor in adapted.state_dict().items():
        assert torch.equal(tensor, before[name]) == (not is_trained(name, tensor)), name

    merged = model(seed=7)
    merged.load_state_dict(merged_state(adapted, CONFIG))
    batch = collate([example.encoded for example in examples(6)])
    with torch.no_grad():
        assert torch.allclose(merged.eval()(batch).logits, adapted.eval()(batch).logits, atol=1e-4)


def test_adapter_tensors_leave_out_matrices_of_the_encoder_and_tables() -> None:
    adapted = model()
    attach(adapted, CONFIG)
    names = set(adapter_tensors(adapted.state_dict()))
    assert "encoder.layer.0.attention.self.query.low" in names and "head.dense.weight" in names
    assert "bottleneck.mu.weight" in names and "embeddings.LayerNorm.bias" in names
    assert "encoder.layer.0.attention.self.query.weight" not in names
    assert not any("_embeddings" in name for name in names)


def test_attach_needs_an_encoder() -> None:
    with pytest.raises(ValueError, match="encoder"):
        attach(torch.nn.Linear(2, 2), CONFIG)

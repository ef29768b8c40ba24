"""Adapters: what is trained, merging, and training from an adapted model."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path

import pytest
import torch
from model_fixture import examples, model, tokenizer
from test_model import RECIPE

from entitybias.adapter import AdapterConfig, adapter_tensors, attach, is_trained, merge, merged_state
from entitybias.adapter_folder import write_adapter
from entitybias.bottleneck import Bottleneck
from entitybias.export import read_model, write_model
from entitybias.model import collate
from entitybias.rebase import rebase
from entitybias.tiny import relation_labels
from entitybias.start import build_model
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


@pytest.mark.parametrize("dtype", ["int8-row-f16", "f32"])
def test_folder_with_adapter_reads_back_as_the_merged_model(tmp_path: Path, dtype: str) -> None:
    base = write_model(tmp_path / "plain", "Plain", model(bottleneck=False), tokenizer(), relation_labels(), "int8-row", {})
    adapted = copy.deepcopy(base.model)
    adapted.bottleneck = Bottleneck(16)
    attach(adapted, CONFIG)
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if is_trained(name, parameter):
                parameter.add_(torch.randn_like(parameter) * 0.1)
    shipped = write_adapter(
        tmp_path / "small", "Small", "plain", adapter_tensors(adapted.state_dict()), CONFIG, adapted, tokenizer(),
        relation_labels(), dtype, {},
    )
    batch = collate([example.encoded for example in examples(5)])
    with torch.no_grad():
        error = (shipped.model(batch).logits - adapted.eval()(batch).logits).abs().max()
    assert error < (1e-4 if dtype == "f32" else 0.3)
    assert sorted(path.name for path in (tmp_path / "small").iterdir()) == [
        "adapter.safetensors", "card.json", "config.json", "golden.json", "labels.json"]
    assert read_model(tmp_path / "small").config["adapter"]["base"] == "plain"

    with pytest.raises(ValueError, match="is an adapter itself"):
        write_adapter(tmp_path / "other", "", "small", {}, CONFIG, adapted, tokenizer(), relation_labels(), dtype, {})
    write_model(tmp_path / "plain", "Plain", model(bottleneck=False, seed=5), tokenizer(), relation_labels(), "int8-row", {})
    with pytest.raises(ValueError, match="has changed"):
        read_model(tmp_path / "small")
    before = json.loads((tmp_path / "small" / "golden.json").read_text())
    assert rebase(tmp_path / "small") == "plain"
    assert read_model(tmp_path / "small").id == "small"
    assert json.loads((tmp_path / "small" / "golden.json").read_text()) != before
    assert json.loads((tmp_path / "small" / "card.json").read_text()) == {"id": "small", "title": "Small"}
    with pytest.raises(ValueError, match="weights of its own"):
        rebase(tmp_path / "plain")


def test_training_starts_from_the_named_folder_alone(tmp_path: Path) -> None:
    write_model(tmp_path / "plain", "Plain", model(bottleneck=False), tokenizer(), relation_labels(), "f32", {})
    recipe = dataclasses.replace(RECIPE, start="plain", adapter=CONFIG)
    started = build_model(tmp_path / "plain", recipe, len(relation_labels()), 1)
    assert started.bottleneck is not None  # fresh
    assert torch.equal(started.head.out.weight, model(bottleneck=False).head.out.weight)
    assert not started.encoder.layer[0].attention.self.query.weight.requires_grad
    with pytest.raises(ValueError, match="starts from other"):
        build_model(tmp_path / "plain", dataclasses.replace(recipe, start="other"), 55, 1)

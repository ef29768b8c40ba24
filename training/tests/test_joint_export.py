"""Joint model folders: they read back, hold the numbers they say, and an adapter is the merged model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from joint_fixture import TYPES, examples, joint_model, tokenizer
from model_fixture import model as relation_model
from model_fixture import tokenizer as marker_tokenizer

from entitybias.adapter import AdapterConfig, adapter_tensors, attach, is_trained
from entitybias.export import read_model, write_model
from entitybias.joint.decode import find
from entitybias.joint.experiment import from_json
from entitybias.joint.export import read_joint, write_joint, write_joint_adapter
from entitybias.joint.golden import SENTENCES, word_span
from entitybias.joint.golden import golden as compute
from entitybias.joint.inputs import Encoded, collate
from entitybias.joint.network import JointModel, load_encoder
from entitybias.joint.parts import JointParts
from entitybias.joint.sentences import word_offsets
from entitybias.joint.start import build_joint, read_tokenizer
from entitybias.joint.tiny import TYPES as TINY_TYPES
from entitybias.joint.tiny import sentences
from entitybias.golden import parse
from entitybias.tiny import relation_labels

MULTITASK = JointParts("multitask", "multitask", "all", relation_threshold=0.5)
MODELS = Path(__file__).parents[2] / "public" / "models"


@pytest.mark.parametrize("parts", [JointParts(), MULTITASK, JointParts("ranking", "ranking", "types")], ids=["spert", "mt", "ranking"])
def test_a_folder_reads_back_with_the_same_scores_and_golden_numbers(tmp_path: Path, parts: JointParts) -> None:
    model = joint_model(parts)
    shipped = write_joint(tmp_path / "joint", "A title", model, tokenizer(), "f32", {"note": "x"})
    assert shipped.model.parts == parts and shipped.model.types == TYPES and shipped.config["kind"] == "joint"
    encoded = examples().encoded
    assert find(shipped.model, encoded) == find(model, encoded)

    golden = json.loads((tmp_path / "joint" / "golden.json").read_text())
    assert golden["modelId"] == "joint" and len(golden["cases"]) == len(SENTENCES)
    first = golden["cases"][0]
    units = first["text"].encode("utf-16-le")
    words = [units[2 * w["start"] : 2 * w["end"]].decode("utf-16-le") for w in first["words"]]
    assert words == ["Mira", "was", "born", "in", "Tarvik", "."] and first["marked"] == [[0, 1], [4, 5]]
    assert len(first["spans"]) == len(first["spanScores"]) == 6 + 5 + 4 + 3 + 2 + 1
    assert ("identify" in first["pairScores"][0]) == (parts.relation_head == "multitask")
    # The pair's scores again, from the file's own ids.
    marked = np.array(first["marked"])
    with torch.no_grad():
        entity, relation = model(collate([Encoded(first["inputIds"], first["edges"])], [marked], [np.array([[0, 1], [1, 0]])]))
    assert np.allclose(entity.classes, [row["classes"] for row in first["markedScores"]], atol=1e-5)
    assert np.allclose(relation.classes, [row["classes"] for row in first["pairScores"]], atol=1e-5)
    for case in golden["cases"]:
        assert all(relation["head"] < len(case["entities"]) for relation in case["relations"])


def test_rounding_to_int8_changes_little_and_a_relation_model_is_no_joint_model(tmp_path: Path) -> None:
    model = joint_model(spread=0.05)
    shipped = write_joint(tmp_path / "joint", "T", model, tokenizer(), "int8-row", {})
    spans = [np.array([[0, 2], [5, 6]])]
    with torch.no_grad():
        one, two = (m(collate(examples().encoded[:1], spans, [np.array([[0, 1]])])) for m in (model, shipped.model))
    assert 0 < (one[0].classes - two[0].classes).abs().max() < 0.1 and (one[1].classes - two[1].classes).abs().max() < 0.1
    write_model(tmp_path / "plain", "P", relation_model(bottleneck=False), marker_tokenizer(), relation_labels(), "f32", {})
    with pytest.raises(ValueError, match="expected a model of kind joint, got a relation model"):
        read_joint(tmp_path / "plain")


def test_an_adapter_on_a_relation_model_reads_back_as_the_merged_model(tmp_path: Path) -> None:
    base = write_model(tmp_path / "plain", "P", relation_model(bottleneck=True), marker_tokenizer(), relation_labels(), "int8-row", {})
    config = AdapterConfig(2, 4)
    model = JointModel(base.model.config, TYPES, MULTITASK)
    load_encoder(model, base.model.state_dict())
    attach(model, config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if is_trained(name, parameter):
                parameter.add_(torch.randn_like(parameter) * 0.1)
    shipped = write_joint_adapter(tmp_path / "small", "S", "plain", adapter_tensors(model.state_dict()), config, model, "f32", {})
    assert sorted(path.name for path in (tmp_path / "small").iterdir()) == [
        "adapter.safetensors", "card.json", "config.json", "golden.json"]
    batch = collate(examples().encoded[:1], [np.array([[0, 2], [5, 6]])], [np.array([[0, 1]])])
    with torch.no_grad():
        for one, two in zip(model.eval()(batch), shipped.model(batch)):
            assert torch.allclose(one.classes, two.classes, atol=1e-4) and torch.allclose(one.identify, two.identify, atol=1e-4)
    assert not any("head.dense" in name for name in shipped.model.state_dict())
    assert read_tokenizer(tmp_path / "small").get_vocab_size() == tokenizer().get_vocab_size()

    write_model(tmp_path / "plain", "P", relation_model(bottleneck=True, seed=4), marker_tokenizer(), relation_labels(), "int8-row", {})
    with pytest.raises(ValueError, match="has changed"):
        read_joint(tmp_path / "small")


def test_training_starts_from_the_encoder_of_the_named_model(tmp_path: Path) -> None:
    base = write_model(tmp_path / "plain", "P", relation_model(bottleneck=False), marker_tokenizer(), relation_labels(), "f32", {})
    recipe = from_json({"name": "x", "title": "X", "corpus": "own", "seeds": [1], "start": "plain", "freeze_layers": 1})
    model = build_joint(tmp_path / "plain", recipe, TYPES, 1)
    table = "embeddings.word_embeddings.weight"
    assert torch.equal(model.state_dict()[table], base.model.state_dict()[table])
    frozen = {name.split(".")[0] for name, p in model.named_parameters() if not p.requires_grad}
    assert frozen == {"embeddings", "encoder"} and model.encoder.layer[1].output.dense.weight.requires_grad
    with pytest.raises(ValueError, match="starts from other"):
        build_joint(tmp_path / "plain", from_json({**recipe.to_json(), "start": "other"}), TYPES, 1)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_marked_names_begin_and_end_with_a_word(sentence: str) -> None:
    text, first, second = parse(sentence)
    offsets = word_offsets(text, tokenizer())
    for start, end in (first, second):
        a, b = word_span(offsets, (start, end))
        assert (offsets[a][0], offsets[b - 1][1]) == (start, end)


def test_half_a_word_is_no_span() -> None:
    with pytest.raises(ValueError, match="do not begin and end"):
        word_span([(0, 4), (5, 8)], (1, 4))


def test_template_sentences_have_their_names_as_entities() -> None:
    for sentence in sentences(60, tokenizer()):
        assert sentence.entities and all(0 <= a < b <= len(sentence.words) for a, b, _ in sentence.entities)
        assert {kind for *_, kind in sentence.entities} <= set(TINY_TYPES.entities)
        assert len(sentence.relations) <= len(sentence.entities) / 2


@pytest.mark.parametrize("model_id", sorted(path.name for path in MODELS.glob("tiny-joint*")))
def test_the_tiny_models_find_names_and_repeat_their_golden_numbers(model_id: str) -> None:
    shipped = read_joint(MODELS / model_id)
    golden = json.loads((MODELS / model_id / "golden.json").read_text())
    again = compute(model_id, shipped.model, shipped.tokenizer, shipped.max_tokens)
    for one, two in zip(golden["cases"], again["cases"], strict=True):
        assert one["inputIds"] == two["inputIds"] and one["words"] == two["words"] and one["edges"] == two["edges"]
        for key in ("markedScores", "pairScores"):
            assert np.allclose([row["classes"] for row in one[key]], [row["classes"] for row in two[key]], atol=1e-4)
        assert [e["type"] for e in one["entities"]] == [e["type"] for e in two["entities"]]
    assert sum(len(case["entities"]) for case in golden["cases"]) >= 4
    assert read_model(MODELS / "tiny-base").model.config == shipped.model.config

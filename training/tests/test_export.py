"""Model folders: rounding, sharding, reading back, golden numbers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from model_fixture import model, tokenizer

from entitybias import weights
from entitybias.export import TINY, read_model, write_index, write_model
from entitybias.golden import fixed_noise, golden, parse, utf16_span
from entitybias.model import collate
from entitybias.subtraction import read_subtraction
from entitybias.tiny import relation_labels


def test_int8_error_is_at_most_half_a_step() -> None:
    matrix = np.random.default_rng(0).normal(size=(7, 33)).astype(np.float32)
    matrix[3] = 0
    values, scale = weights.quantise_rows(matrix)
    assert values.dtype == np.int8 and scale.shape == (7,)
    assert (np.abs(values * scale[:, None] - matrix) <= scale[:, None] / 2 + 1e-7).all()
    assert np.abs(values[[0, 1, 2, 4, 5, 6]]).max(axis=1).tolist() == [127] * 6


def test_int4_error_is_at_most_half_a_step_of_the_plain_scale() -> None:
    matrix = np.random.default_rng(0).normal(size=(5, 96)).astype(np.float32)
    matrix[3, 32:64] = 0
    packed, scale = weights.quantise_groups(matrix)
    assert packed.dtype == np.uint8 and packed.shape == (5, 48) and scale.dtype == np.float16 and scale.shape == (5, 3)
    back = weights.unpack_groups(packed, scale)
    assert (back[3, 32:64] == 0).all()
    error = np.square(back - matrix).reshape(5, 3, 32).sum(axis=2)
    plain = np.abs(matrix).reshape(5, 3, 32).max(axis=2) / 7
    rounded = np.rint(matrix.reshape(5, 3, 32) / np.where(plain > 0, plain, 1)[:, :, None]) * plain[:, :, None]
    assert (error <= np.square(rounded - matrix.reshape(5, 3, 32)).sum(axis=2) * 1.02 + 1e-6).all()


def test_int4_of_embeddings_and_encoder_alone() -> None:
    arrays = {"embeddings.word_embeddings.weight": np.ones((3, 64), dtype=np.float32),
              "encoder.layer.0.dense.weight": np.ones((3, 64), dtype=np.float32), "head.out.weight": np.ones((3, 64), dtype=np.float32)}
    kinds = {dtype: [array.dtype.name for name, array in weights.round_weights(arrays, dtype).items() if not name.endswith(".scale")]
             for dtype in ("int4-encoder", "int4-group32")}
    assert kinds == {"int4-encoder": ["uint8", "uint8", "int8"], "int4-group32": ["uint8", "uint8", "uint8"]}


@pytest.mark.parametrize("dtype", weights.DTYPES)
def test_parts_and_shards_round_trip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dtype: str) -> None:
    monkeypatch.setattr(weights, "SHARD_BYTES", 1000)
    draw = np.random.default_rng(1)
    arrays = {"embeddings.big": draw.normal(size=(76, 32)).astype(np.float32), "bias": draw.normal(size=9).astype(np.float32),
              "small": draw.normal(size=(4, 8)).astype(np.float32)}
    stored = weights.round_weights(arrays, dtype)
    parts = [name for name in stored if name.startswith("embeddings.big.part") and not name.endswith(".scale")]
    assert len(parts) == {"f16": 5, "f32": 10}.get(dtype, 2 if dtype.startswith("int4") else 3) and "embeddings.big" not in stored
    paths = weights.write_shards(stored, tmp_path)
    assert len(paths) > 1
    back = weights.restore_weights(weights.read_shards(paths))
    assert back.keys() == arrays.keys()
    for name, array in arrays.items():
        assert back[name].shape == array.shape
        allowed = 0.9 if dtype.startswith("int4") and name == "embeddings.big" else {"f16": 0.002, "f32": 0}.get(dtype, 0.02)
        assert np.abs(back[name] - array).max() <= allowed


def test_unknown_dtype() -> None:
    with pytest.raises(ValueError, match="int3"):
        weights.round_weights({}, "int3")


@pytest.mark.parametrize("bottleneck", [True, False])
@pytest.mark.parametrize("dtype", ["int8-row", "int4-encoder", "f32"])
def test_folder_holds_the_numbers_of_its_own_weights(tmp_path: Path, bottleneck: bool, dtype: str) -> None:
    folder = tmp_path / "some-model"
    write_model(folder, "Some model", model(bottleneck), tokenizer(), relation_labels(), dtype, {"seeds": [0]})
    shipped = read_model(folder)
    expected = json.loads((folder / "golden.json").read_text())
    assert golden("some-model", shipped.model, shipped.tokenizer, shipped.max_tokens) == expected
    for case in expected["cases"]:
        batch = collate([shipped.tokenizer.encode(case["text"], *spans(case), shipped.max_tokens)])
        assert batch.input_ids[0].tolist() == case["inputIds"]
        with torch.no_grad():
            assert shipped.model(batch).logits[0].tolist() == pytest.approx(case["meanLogits"], abs=1e-5)
        assert ("noiseLogits" in case) == bottleneck
    if dtype == "f32":
        state = model(bottleneck).state_dict()
        assert all(torch.equal(tensor, state[name]) for name, tensor in shipped.model.state_dict().items())


def spans(case: dict) -> tuple[tuple[int, int], tuple[int, int]]:
    """UTF-16 offsets of a golden case back to code points."""
    units = case["text"].encode("utf-16-le")

    def points(span: dict[str, int]) -> tuple[int, int]:
        start, end = (len(units[: 2 * span[edge]].decode("utf-16-le")) for edge in ("start", "end"))
        return start, end

    return points(case["subject"]), points(case["object"])


def test_hashes_and_index(tmp_path: Path) -> None:
    write_model(tmp_path / "a", "A", model(), tokenizer(), relation_labels(), "int8-row", {})
    config = json.loads((tmp_path / "a" / "config.json").read_text())
    for entry in [*config["files"].values(), *config["weights"]["shards"]]:
        data = (tmp_path / "a" / entry["file"]).read_bytes()
        assert entry["bytes"] == len(data) and entry["sha256"] == hashlib.sha256(data).hexdigest()
    write_index(tmp_path, [("missing", "vib"), ("a", "test")])
    index = json.loads((tmp_path / "index.json").read_text())
    assert index["default"] == "a" and [entry["id"] for entry in index["models"]] == ["a"]
    with pytest.raises(ValueError, match="no model folder"):
        write_index(tmp_path, [("missing", "vib")])


@pytest.mark.parametrize("name", TINY)
def test_shipped_tiny_models_still_give_their_golden_numbers(name: str) -> None:
    folder = Path(__file__).parents[2] / "public" / "models" / name
    shipped = read_model(folder)
    expected = json.loads((folder / "golden.json").read_text())
    actual = golden(name, shipped.model, shipped.tokenizer, shipped.max_tokens, read_subtraction(shipped.config))
    assert len(expected["cases"]) >= 8 and len(expected["cases"][0]["inputIds"]) <= 22
    for mine, theirs in zip(actual["cases"], expected["cases"], strict=True):
        assert mine["inputIds"] == theirs["inputIds"] and mine["entityMask"] == theirs["entityMask"]
        assert all(mine.get(key) == theirs.get(key) for key in ("maskPosition", "tagIds", "subjectType", "objectType"))
        assert mine["meanLogits"] == pytest.approx(theirs["meanLogits"], abs=1e-4)


@pytest.mark.parametrize("name", [name for name in TINY if name not in ("tiny", "tiny-base")])
def test_variants_share_the_base_download_and_every_part_shows_in_the_answer(name: str) -> None:
    folder = Path(__file__).parents[2] / "public" / "models" / name
    shipped, base = read_model(folder), read_model(folder.parent / "tiny-base")
    assert all(shard["model"] == "tiny-base" for shard in shipped.config["weights"]["shards"])
    assert not list(folder.glob("weights-*"))
    cases = [json.loads((at / "golden.json").read_text())["cases"] for at in (folder, folder.parent / "tiny-base")]
    for mine, plain in zip(*cases, strict=True):
        assert np.abs(np.subtract(mine["meanLogits"], plain["meanLogits"])).max() > 0.05
    for key, tensor in shipped.model.state_dict().items():
        assert tensor.abs().max() > 0, key
    assert shipped.model.num_labels == base.model.num_labels


def test_fixed_noise_formula() -> None:
    noise = fixed_noise(3, 5)
    assert noise[2, 3].item() == pytest.approx(2**0.5 * np.sin(1 + 2 * 5 + 3), abs=1e-6)
    assert fixed_noise(40, 384).square().mean().item() == pytest.approx(1, abs=0.01)


def test_spans_count_utf16_units() -> None:
    text, subject, object_ = parse("🎻 {{Ły}} and [[Ida]]")
    assert text[slice(*subject)] == "Ida" and text[slice(*object_)] == "Ły"
    assert utf16_span(text, object_) == {"start": 3, "end": 5}

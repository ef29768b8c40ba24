"""The ONNX graph gives the model's logits, also for lengths and batch sizes it was not traced with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from model_fixture import model, tokenizer

from entitybias.export import write_model
from entitybias.model import collate
from entitybias.onnx_export import INPUTS, export
from entitybias.tiny import relation_labels

onnx = pytest.importorskip("onnx")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("bottleneck", [True, False])
def test_graph_equals_model(tmp_path: Path, bottleneck: bool) -> None:
    from onnx.reference import ReferenceEvaluator

    shipped = write_model(tmp_path / "m", "m", model(bottleneck), tokenizer(), relation_labels(), "int8-row", {})
    export(tmp_path / "m", tmp_path / "m.onnx")
    onnx.checker.check_model(str(tmp_path / "m.onnx"))
    batch = collate([shipped.tokenizer.encode("Ida Falk met Lu Wen .", (0, 8), (13, 19)),
                     shipped.tokenizer.encode("Lu wrote The Song", (9, 17), (0, 2))], pad_to=40)
    values = (batch.input_ids, batch.attention_mask.long(), batch.entity_mask.long(), batch.markers)
    feed = {name: value.numpy() for name, value in zip(INPUTS, values, strict=True)}
    (logits,) = ReferenceEvaluator(str(tmp_path / "m.onnx")).run(None, feed)
    with torch.no_grad():
        expected = shipped.model(batch).logits.numpy()
    assert np.abs(logits - expected).max() < 1e-4


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("dtype", "tolerance"), [("fp16", 1e-2), ("q8", 0.2)])
def test_fewer_bits_keep_the_model(tmp_path: Path, dtype: str, tolerance: float) -> None:
    """The files for other engines are smaller and still give nearly the model's logits."""
    onnxruntime = pytest.importorskip("onnxruntime")

    shipped = write_model(tmp_path / "m", "m", model(True), tokenizer(), relation_labels(), "int8-row", {})
    export(tmp_path / "m", tmp_path / "full.onnx")
    export(tmp_path / "m", tmp_path / "narrow.onnx", dtype)
    assert (tmp_path / "narrow.onnx").stat().st_size < 0.8 * (tmp_path / "full.onnx").stat().st_size
    batch = collate([shipped.tokenizer.encode("Ida Falk met Lu Wen .", (0, 8), (13, 19))], pad_to=40)
    values = (batch.input_ids, batch.attention_mask.long(), batch.entity_mask.long(), batch.markers)
    feed = {name: value.numpy() for name, value in zip(INPUTS, values, strict=True)}
    session = onnxruntime.InferenceSession(str(tmp_path / "narrow.onnx"), providers=["CPUExecutionProvider"])
    (logits,) = session.run(None, feed)
    with torch.no_grad():
        expected = shipped.model(batch).logits.numpy()
    assert logits.dtype == np.float32
    assert np.abs(logits - expected).max() < tolerance * np.abs(expected).max()

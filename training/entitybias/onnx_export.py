"""A model folder -> ONNX, for the speed comparison with other engines (never part of the page).

    python -m entitybias.onnx_export --folder public/models/re-minilm-vib --out bench/.cache/re-minilm-vib.onnx
    python -m entitybias.onnx_export --dtype fp16 --folder ... --out bench/.cache/re-minilm-vib-fp16.onnx
    python -m entitybias.onnx_export --dtype q8 --folder ... --out bench/.cache/re-minilm-vib-q8.onnx

Mean mode, with the rounded weights of the folder. Inputs ``input_ids`` [B, T] int64,
``attention_mask`` [B, T] int64, ``entity_mask`` [B, T] int64 and ``markers`` [B, 2] int64 (opening
markers of subject and object); output ``logits`` [B, R], float32. B and T are free.

``fp16`` holds weights and states in half precision. ``q8`` holds matrices in int8 with one scale each
and rounds the states of each product to uint8 while it runs (DynamicQuantizeLinear, MatMulInteger).
Both are made by onnxruntime's own tools, as the files that its users download are.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor, nn

from .bottleneck import blend
from .encoder import SelfAttention
from .export import read_model
from .golden import SENTENCES, parse
from .model import RelationModel, collate
from .parts import Parts
from .readout import join
from .tokens import MarkerTokenizer

INPUTS = ("input_ids", "attention_mask", "entity_mask", "markers")
DTYPES = ("fp32", "fp16", "q8")


class MeanModel(nn.Module):
    """RelationModel in mean mode with dense masks: every shape follows from B and T alone."""

    def __init__(self, model: RelationModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor, entity_mask: Tensor, markers: Tensor) -> Tensor:
        """-> logits [B, R]."""
        model = self.model
        x = model.embeddings(input_ids)
        if model.bottleneck is not None:
            mu = model.bottleneck.mu(x)
            mask = entity_mask[:, :, None].to(x.dtype)
            x = x * (1 - mask) + mask * blend(x, mu, mu, model.bottleneck.beta, None)
        states = model.encoder(x, attention_mask.bool(), markers)
        return model.head(join(states))


def example_inputs(tokenizer: MarkerTokenizer, count: int = 3) -> tuple[Tensor, ...]:
    """The first golden sentences as the four inputs, [count, T] and [count, 2]."""
    batch = collate([tokenizer.encode(*parse(sentence)) for sentence in SENTENCES[:count]])
    return batch.input_ids, batch.attention_mask.long(), batch.entity_mask.long(), batch.markers


def export(folder: Path, out: Path, dtype: str = "fp32") -> None:
    """Write ``out`` in one of ``DTYPES``. Only models of the plain parts are taken."""
    out.parent.mkdir(parents=True, exist_ok=True)
    if dtype == "fp32":
        trace(folder, out)
        return
    with TemporaryDirectory() as scratch:
        full = Path(scratch) / "fp32.onnx"
        trace(folder, full)
        narrow(full, out, dtype)


def narrow(full: Path, out: Path, dtype: str) -> None:
    """A float32 graph in fewer bits. Inputs and logits keep their types."""
    if dtype == "fp16":
        import onnx
        from onnxruntime.transformers.float16 import convert_float_to_float16

        onnx.save(convert_float_to_float16(onnx.load(str(full)), keep_io_types=True), str(out))
    elif dtype == "q8":
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(str(full), str(out), weight_type=QuantType.QInt8)
    else:
        raise ValueError(f"narrow: expected fp16 or q8, got {dtype}")


def trace(folder: Path, out: Path) -> None:
    """Write ``out`` in float32."""
    shipped = read_model(folder)
    if shipped.model.parts != Parts():
        raise SystemExit(f"{folder.name}: only models of the plain parts are exported")
    inputs = example_inputs(shipped.tokenizer)
    module = MeanModel(shipped.model).eval()
    for layer in module.modules():
        if isinstance(layer, SelfAttention):
            layer.requires_grad_(False)
    axes = {name: {0: "batch", 1: "tokens"} for name in INPUTS[:3]}
    torch.onnx.export(
        module, inputs, str(out), input_names=list(INPUTS), output_names=["logits"], opset_version=17,
        dynamic_axes={**axes, "markers": {0: "batch"}, "logits": {0: "batch"}}, dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dtype", choices=DTYPES, default="fp32")
    args = parser.parse_args()
    export(args.folder, args.out, args.dtype)
    print(f"{args.out} {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

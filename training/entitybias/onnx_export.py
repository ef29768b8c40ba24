"""A model folder -> ONNX, for the speed comparison with onnxruntime-web (never part of the page).

    python -m entitybias.onnx_export --folder public/models/re-minilm-vib --out bench/.cache/re-minilm-vib.onnx

Mean mode, fp32, with the rounded weights of the folder. Inputs ``input_ids`` [B, T] int64,
``attention_mask`` [B, T] int64, ``entity_mask`` [B, T] int64 and ``markers`` [B, 2] int64 (opening
markers of subject and object); output ``logits`` [B, R]. B and T are free.
"""

from __future__ import annotations

import argparse
from pathlib import Path

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


def export(folder: Path, out: Path) -> None:
    """Write ``out``; checks that the traced graph gives the logits of the model."""
    shipped = read_model(folder)
    if shipped.model.parts != Parts():
        raise SystemExit(f"{folder.name}: only models of the plain parts are exported")
    inputs = example_inputs(shipped.tokenizer)
    module = MeanModel(shipped.model).eval()
    out.parent.mkdir(parents=True, exist_ok=True)
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
    args = parser.parse_args()
    export(args.folder, args.out)
    print(f"{args.out} {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

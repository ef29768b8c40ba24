"""Part of the way from the start model to a finished adapter run: weights in between.

    python -m entitybias.soften --run build/runs/NAME-s1 --base ../public/models/re-minilm-base --share 0.7 --out build/runs/NAME-soft-s1

(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models": W(s) = W_start + s (W_tuned - W_start).) What a
treatment gains on swapped names often comes early on this way, what it costs in distribution late; ``share`` s is chosen
on dev. A low-rank product is scaled through its second factor, every other tensor is interpolated. The result is a run
folder like any other.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from torch import Tensor

from .adapter import HIGH, LOW, AdapterConfig, adapter_tensors, merge
from .export import read_model
from .train import save_atomically


def soften(start: dict[str, Tensor], tuned: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Adapter tensors ``tuned`` moved back towards ``start``: ``share`` 1 is tuned, 0 is start.

    :raises ValueError: for a share outside [0, 1], and for a tensor that ``start`` lacks or has in another shape.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share must lie in [0, 1], got {share}")
    out = {}
    for name, tensor in tuned.items():
        if name.endswith(f".{LOW}"):
            out[name] = tensor
        elif name.endswith(f".{HIGH}"):
            out[name] = share * tensor
        elif name in start and start[name].shape == tensor.shape:
            out[name] = start[name] + share * (tensor - start[name])
        else:
            raise ValueError(f"{name} is not in the start model in the shape {tuple(tensor.shape)}: nothing lies in between")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="folder of a finished run that trained an adapter")
    parser.add_argument("--base", type=Path, required=True, help="the model folder that it started from")
    parser.add_argument("--share", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    state = torch.load(args.run / "model.pt", weights_only=True)
    if state["experiment"]["adapter"] is None:
        raise SystemExit(f"{args.run.name}: this run trained no adapter")
    start = read_model(args.base).model.state_dict()
    moved = soften(start, adapter_tensors(state["model"]), args.share)
    args.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(args.run / "tokenizer.json", args.out / "tokenizer.json")
    if (args.run / "log.jsonl").exists():
        shutil.copy(args.run / "log.jsonl", args.out / "log.jsonl")
    state["model"] = {**state["model"], **moved}
    state["merged"] = merge(start, moved, AdapterConfig(**state["experiment"]["adapter"]))
    state["share"] = args.share
    save_atomically(state, args.out / "model.pt")


if __name__ == "__main__":
    main()

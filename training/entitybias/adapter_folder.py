"""Write the folder of a model that is a small difference to another one.

    python -m entitybias.adapter_folder --run DIR --id re-minilm-substitution --title "..." --models public/models [--card card.json]
    python -m entitybias.adapter_folder --core results/core-re-minilm-base.json --id re-minilm-core --title "..." --models public/models

The folder holds ``adapter.safetensors`` and the usual files but no encoder and no tokenizer: its config.json
lists those of the base folder (``"model"`` beside ``"file"``, with length and SHA-256), and ``adapter`` says how
to merge. A loader that has the base model in its cache downloads the adapter alone.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file
from torch import Tensor

from .adapter import AdapterConfig, adapter_tensors
from .export import ModelFolder, config_json, file_json, finish, write_index, MENU
from .model import RelationModel
from .subtraction import Subtraction
from .tokens import MarkerTokenizer
from .weights import round_weights

FILE = "adapter.safetensors"


def write_adapter(
    folder: Path, title: str, base: str, tensors: dict[str, Tensor], config: AdapterConfig, model: RelationModel,
    tokenizer: MarkerTokenizer, labels: list[str], dtype: str, card: dict[str, Any], treatment: str | None = None,
) -> ModelFolder:
    """Write the folder beside that of the model ``base`` and return it as read back.

    ``tensors`` are those of ``adapter_tensors``; ``model`` and ``tokenizer`` say what config.json describes.
    The vocabulary must be the base's.

    :raises ValueError: when the base is an adapter itself.
    """
    shared = read_base(folder.parent / base)
    folder.mkdir(parents=True, exist_ok=True)
    stored = round_weights({name: tensor.detach().float().numpy() for name, tensor in tensors.items()}, dtype)
    save_file(stored, folder / FILE)
    (folder / FILE).chmod(0o644)
    content = config_json(folder.name, title, model, tokenizer, labels, treatment)
    content["weights"] = shared_weights(shared)
    content["adapter"] = {
        "base": base, "rank": config.rank, "alpha": config.alpha, "weights": file_json(folder / FILE),
    }
    content["files"] = {"tokenizer": {**shared["files"]["tokenizer"], "model": base}}
    return finish(folder, content, labels, card)


def write_subtraction(folder: Path, title: str, base: str, by: Subtraction, card: dict[str, Any]) -> ModelFolder:
    """Write the folder of ``base`` with subtraction at inference and no weights of its own; returns it as read back.

    :raises ValueError: when the base is an adapter itself.
    """
    shared = read_base(folder.parent / base)
    content = {key: value for key, value in shared.items() if key not in ("weights", "files", "negative")}
    content |= {
        "id": folder.name, "title": title, "treatment": "core", "subtraction": by.to_json(),
        "negative": shared["negative"], "weights": shared_weights(shared),
        "files": {"tokenizer": {**shared["files"]["tokenizer"], "model": base}},
    }
    folder.mkdir(parents=True, exist_ok=True)
    return finish(folder, content, json.loads((folder.parent / base / "labels.json").read_text()), card)


def read_base(folder: Path) -> dict[str, Any]:
    """config.json of a model with weights of its own."""
    shared = json.loads((folder / "config.json").read_text())
    if "adapter" in shared or "subtraction" in shared:
        raise ValueError(f"{folder.name} is an adapter itself")
    return shared


def shared_weights(shared: dict[str, Any]) -> dict[str, Any]:
    """``weights`` of config.json that points to the shards of another model."""
    shards = [{**shard, "model": shared["id"]} for shard in shared["weights"]["shards"]]
    return {"dtype": shared["weights"]["dtype"], "shards": shards}


def main() -> None:
    """Export a finished run that trained an adapter."""
    from .train import load_adapter, load_run

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--run", type=Path, help="folder of a finished run")
    source.add_argument("--core", type=Path, help="result of entitybias.core on a model folder: subtraction alone, no weights")
    parser.add_argument("--id", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--models", type=Path, required=True, help="folder that holds index.json and the base model")
    parser.add_argument("--dtype", default="int4-group32")
    parser.add_argument("--card", type=Path, help="JSON with the rest of the card")
    args = parser.parse_args()
    card = json.loads(args.card.read_text()) if args.card else {}
    if args.core:
        result = json.loads(args.core.read_text())
        tuned = result["treatment"]
        if tuned.get("space") != "logits":
            raise SystemExit(f"{args.core.name}: expected strengths tuned on logits; run entitybias.core again")
        by = Subtraction(tuned["strength"], tuned["negative"])
        write_subtraction(args.models / args.id, args.title, result["model"], by, card)
        write_index(args.models, MENU)
        return
    run = load_run(args.run)
    experiment = run.experiment
    if experiment.adapter is None or experiment.start is None:
        raise SystemExit(f"{args.run.name}: this run trained no adapter; use entitybias.export")
    write_adapter(
        args.models / args.id, args.title, experiment.start, adapter_tensors(load_adapter(args.run)), experiment.adapter,
        run.model, run.tokenizer, run.labels, args.dtype, card, experiment.treatment,
    )
    write_index(args.models, MENU)


if __name__ == "__main__":
    main()

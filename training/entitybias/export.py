"""Write and read a model folder: config, tokenizer, labels, weight shards, golden.json, card.json.

    python -m entitybias.export --run DIR --id re-minilm-vib --title "..." --models public/models [--card card.json]
    python -m entitybias.export --folder public/models/re-minilm-vib --id re-minilm-vib --title "..." --models public/models
        --dtype int4-group32 --card card.json        (the same weights in another number format)
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from .adapter import AdapterConfig, merge
from .bottleneck import Bottleneck
from .encoder import EncoderConfig
from .golden import golden
from .model import RelationModel
from .parts import parts_json, read_parts
from .subtraction import read_subtraction
from .tokens import MarkerTokenizer
from .weights import read_shards, restore_weights, round_weights, write_shards

FORMAT_VERSION = 1
MAX_TOKENS = 256
NEGATIVE = "no_relation"


@dataclass(frozen=True)
class ModelFolder:
    """A model as it ships: weights after rounding."""

    id: str
    model: RelationModel
    tokenizer: MarkerTokenizer
    labels: list[str]
    max_tokens: int
    config: dict[str, Any]


def write_model(
    folder: Path, title: str, model: RelationModel, tokenizer: MarkerTokenizer, labels: list[str], dtype: str,
    card: dict[str, Any], treatment: str | None = None,
) -> ModelFolder:
    """Write the folder whose name is the model id, and return it as read back from disk.

    ``treatment`` names what was done about the names, for people and tables (``experiment.treatment``).
    golden.json is computed by the re-read model, so its numbers belong to the rounded weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("weights-*.safetensors"):
        old.unlink()
    weights = {name: tensor.detach().float().numpy() for name, tensor in model.state_dict().items()}
    shards = write_shards(round_weights(weights, dtype), folder)
    write_tokenizer(tokenizer.tokenizer, folder / "tokenizer.json")
    config = config_json(folder.name, title, model, tokenizer, labels, treatment)
    config["weights"] = {"dtype": dtype, "shards": [file_json(path) for path in shards]}
    config["files"] = {"tokenizer": file_json(folder / "tokenizer.json")}
    return finish(folder, config, labels, card)


def finish(folder: Path, config: dict[str, Any], labels: list[str], card: dict[str, Any]) -> ModelFolder:
    """Write labels, card, golden.json and config.json beside the weights; returns the folder as read back."""
    write_json(folder / "labels.json", labels)
    write_json(folder / "card.json", {"id": folder.name, "title": config["title"], **card}, indent=1)
    write_json(folder / "config.json", config, indent=1)
    shipped = read_model(folder)
    write_json(folder / "golden.json", golden(
        folder.name, shipped.model, shipped.tokenizer, MAX_TOKENS, read_subtraction(config),
    ))
    config["files"] |= {name: file_json(folder / f"{name}.json") for name in ("labels", "golden", "card")}
    write_json(folder / "config.json", config, indent=1)
    return shipped


def config_json(
    model_id: str, title: str, model: RelationModel, tokenizer: MarkerTokenizer, labels: list[str],
    treatment: str | None = None,
) -> dict[str, Any]:
    """What config.json says about a model, without weights and files. The negative label is the first one."""
    return {
        "formatVersion": FORMAT_VERSION,
        "id": model_id,
        "title": title,
        "encoder": encoder_json(model.config),
        "input": {
            "format": "entity_marker_punct", "subjectMarker": "@", "objectMarker": "#", "maxTokens": MAX_TOKENS,
            **({"maskNames": True} if tokenizer.name is not None else {}),
            **({"prompt": tokenizer.prompt} if tokenizer.prompt is not None else {}),
            **({"tags": list(tokenizer.tags)} if tokenizer.tags else {}),
        },
        "entityTreatment": treatment_json(model),
        **({} if treatment is None else {"treatment": treatment}),
        **parts_json(model.parts, model.head.dense.out_features, len(labels)),
        "negative": labels[0],
    }


def read_model(folder: Path) -> ModelFolder:
    """Read a model folder into a RelationModel with the shipped (rounded) weights, in fp32."""
    config = json.loads((folder / "config.json").read_text())
    labels = json.loads((folder / "labels.json").read_text())
    sizes = config["encoder"]
    encoder = EncoderConfig(
        vocab_size=sizes["vocabSize"], hidden_size=sizes["hiddenSize"], num_layers=sizes["numLayers"],
        num_heads=sizes["numHeads"], intermediate_size=sizes["intermediateSize"],
        max_positions=sizes["maxPositions"], type_vocab_size=sizes["typeVocabSize"],
        layer_norm_eps=sizes["layerNormEps"],
    )
    treatment = config["entityTreatment"]
    bottleneck = None
    if treatment["kind"] == "vib":
        bottleneck = Bottleneck(encoder.hidden_size, treatment["beta"], treatment["sigmaShift"])
    model = RelationModel(encoder, len(labels), bottleneck, config["head"]["hiddenSize"], read_parts(config))
    state = read_tensors([place(folder, shard) for shard in config["weights"]["shards"]])
    adapter = config.get("adapter")
    if adapter is not None:
        small = read_tensors([folder / adapter["weights"]["file"]])
        state = merge(state, small, AdapterConfig(adapter["rank"], adapter["alpha"]))
    model.load_state_dict(state)
    model.eval()
    markers = config["input"]
    tokenizer = MarkerTokenizer(
        Tokenizer.from_file(str(place(folder, config["files"]["tokenizer"]))), markers["subjectMarker"],
        markers["objectMarker"], markers.get("maskNames", False), markers.get("prompt"), model.parts.tags,
    )
    return ModelFolder(config["id"], model, tokenizer, labels, markers["maxTokens"], config)


def place(folder: Path, record: dict[str, Any]) -> Path:
    """Where a listed file lies: in the model's folder, or in that of the model the record names.

    :raises ValueError: when the file of another model is not the one that the record describes.
    """
    if "model" not in record:
        return folder / record["file"]
    path = folder.parent / record["model"] / record["file"]
    if file_json(path)["sha256"] != record["sha256"]:
        raise ValueError(f"{folder.name}: {record['model']}/{record['file']} has changed; train and export the adapter again")
    return path


def read_tensors(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The fp32 tensors of weight files."""
    return {name: torch.from_numpy(array) for name, array in restore_weights(read_shards(paths)).items()}


def write_index(models: Path, order: list[tuple[str, str]]) -> None:
    """Write index.json: ``order`` lists (id, role) in menu order, default first; absent folders are left out.

    The list of joint models (``extractors``) stays as it is.
    """
    index = models / "index.json"
    others = {key: value for key, value in json.loads(index.read_text()).items() if key == "extractors"} if index.exists() else {}
    entries = []
    for model_id, role in order:
        folder = models / model_id
        if not (folder / "config.json").exists():
            continue
        config = json.loads((folder / "config.json").read_text())
        entries.append({
            "id": model_id, "title": config["title"], "role": role,
            "bottleneck": config["entityTreatment"]["kind"] == "vib",
            "bytes": sum(path.stat().st_size for path in folder.iterdir()),
            **({} if base_id(config) is None else {"base": base_id(config)}),
            "treatment": treatment_name(config), "labelSet": label_set(model_id),
        })
    if not entries:
        raise ValueError(f"no model folder in {models}")
    write_json(index, {"default": entries[0]["id"], "models": entries, **others}, indent=1)


VARIANTS = ("scm", "entity-mask", "substitution", "bio-substitution", "hard-negatives", "core", "mask", "htm", "ht-mask", "bio",
            "multitask", "bio-multitask", "biored", "biored-vib", "semeval", "semeval-vib")
TINY = ("tiny", "tiny-base", "tiny-adapter", "tiny-scm", "tiny-mask-names", "tiny-core", "tiny-mask", "tiny-htm", "tiny-tags",
        "tiny-multitask", "tiny-tags-multitask")
MENU = [("re-minilm-vib", "vib"), ("re-minilm-base", "base"), *((f"re-minilm-{name}", "variant") for name in VARIANTS),
        *((name, "test") for name in TINY)]


def base_id(config: dict[str, Any]) -> str | None:
    """The model whose weights this one shares; None for a model of its own."""
    return config["weights"]["shards"][0].get("model")


def treatment_name(config: dict[str, Any]) -> str:
    """What is done about the names, in one word."""
    if "treatment" in config:
        return config["treatment"]
    return "entity-mask" if config["input"].get("maskNames") else config["entityTreatment"]["kind"]


def label_set(model_id: str) -> str:
    """The corpus whose relations a model knows, by its id."""
    return next((name for name in ("biored", "semeval") if name in model_id), "wikipedia")


def encoder_json(config: EncoderConfig) -> dict[str, Any]:
    """EncoderConfig under the names of config.json."""
    return {
        "architecture": "bert", "vocabSize": config.vocab_size, "hiddenSize": config.hidden_size,
        "numLayers": config.num_layers, "numHeads": config.num_heads,
        "intermediateSize": config.intermediate_size, "maxPositions": config.max_positions,
        "typeVocabSize": config.type_vocab_size, "layerNormEps": config.layer_norm_eps, "activation": "gelu",
    }


def treatment_json(model: RelationModel) -> dict[str, Any]:
    """The ``entityTreatment`` of config.json."""
    bottleneck = model.bottleneck
    if model.parts.neighbours:
        return {"kind": "scm", "neighbours": model.parts.neighbours}
    if bottleneck is None:
        return {"kind": "none"}
    return {"kind": "vib", "beta": bottleneck.beta, "sigmaShift": bottleneck.sigma_shift}


def write_tokenizer(tokenizer: Tokenizer, path: Path) -> None:
    """Write tokenizer.json without truncation and padding, which belong to the caller."""
    content = json.loads(tokenizer.to_str())
    content["truncation"] = content["padding"] = None
    write_json(path, content)


def write_json(path: Path, value: Any, indent: int | None = None) -> None:
    """Compact JSON in UTF-8 with a final newline; NaN is an error."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    path.write_text(text + "\n", encoding="utf-8")


def file_json(path: Path) -> dict[str, Any]:
    """Name, size and SHA-256 of a file."""
    data = path.read_bytes()
    return {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def main() -> None:
    """Export a finished training run, or a model folder in another number format."""
    from .train import Run, load_run  # the trainer is not needed to read or write folders

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--run", type=Path, help="folder of a finished run")
    source.add_argument("--folder", type=Path, help="model folder with weights of its own")
    parser.add_argument("--id", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--models", type=Path, required=True, help="folder that holds index.json")
    parser.add_argument("--dtype", default="int8-row")
    parser.add_argument("--card", type=Path, help="JSON with the rest of the card")
    args = parser.parse_args()
    card = json.loads(args.card.read_text()) if args.card else {}
    given: Run | ModelFolder = load_run(args.run) if args.run else read_model(args.folder)
    treatment = given.config.get("treatment") if isinstance(given, ModelFolder) else given.experiment.treatment
    if isinstance(given, ModelFolder) and ("adapter" in given.config or "subtraction" in given.config):
        raise SystemExit(f"{given.id} shares the weights of another model; export that one")
    write_model(args.models / args.id, args.title, given.model, given.tokenizer, given.labels, args.dtype, card, treatment)
    write_index(args.models, MENU)


if __name__ == "__main__":
    main()

"""Write and read the folder of a joint model: config.json, tokenizer, weights, golden.json, card.json.

    python -m entitybias.joint.export --run build/joint-runs/wikipedia-s1 --id joint-minilm --title "..." --models ../public/models [--card FILE]

The format is that of ``entitybias.export``: ``kind`` is "joint", ``joint`` holds the parts (``parts.py``) and the types in the order of the
outputs; there is no labels.json. A run that trained an adapter becomes a folder with ``adapter.safetensors`` alone, which
lists the weights and the tokenizer of the model that it is a difference to: of those, embeddings and encoder are read, heads are not.
The page and the command line know a joint model once index.json lists it under ``extractors`` (id, title, bytes of the folder, ``base`` of
an adapter); ``models`` lists the relation models alone.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch import Tensor

from ..adapter import AdapterConfig, adapter_tensors, merge
from ..adapter_folder import FILE, read_base, shared_weights
from ..encoder import EncoderConfig
from ..export import FORMAT_VERSION, encoder_json, file_json, place, read_tensors, write_json, write_tokenizer
from ..weights import round_weights, write_shards
from .golden import golden
from .network import JointModel
from .parts import parts_json, read_parts
from .sentences import Types
from .start import bare
from .train import load_run

MAX_TOKENS = 256


@dataclass(frozen=True)
class JointFolder:
    """A joint model as it ships: weights after rounding."""

    id: str
    model: JointModel
    tokenizer: Tokenizer
    max_tokens: int
    config: dict[str, Any]


def write_joint(
    folder: Path, title: str, model: JointModel, tokenizer: Tokenizer, dtype: str, card: dict[str, Any]
) -> JointFolder:
    """Write a model with all its weights; the folder's name is the model id. Returns it as read back."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("weights-*.safetensors"):
        old.unlink()
    weights = {name: tensor.detach().float().numpy() for name, tensor in model.state_dict().items()}
    shards = write_shards(round_weights(weights, dtype), folder)
    write_tokenizer(tokenizer, folder / "tokenizer.json")
    config = config_json(folder.name, title, model)
    config["weights"] = {"dtype": dtype, "shards": [file_json(path) for path in shards]}
    config["files"] = {"tokenizer": file_json(folder / "tokenizer.json")}
    return finish(folder, config, card)


def write_joint_adapter(
    folder: Path, title: str, base: str, tensors: dict[str, Tensor], adapter: AdapterConfig, model: JointModel, dtype: str,
    card: dict[str, Any],
) -> JointFolder:
    """Write a difference to the model ``base`` of the same folder of models; ``tensors`` are those of ``adapter_tensors``.

    :raises ValueError: when the base is an adapter itself.
    """
    shared = read_base(folder.parent / base)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(round_weights({name: tensor.detach().float().numpy() for name, tensor in tensors.items()}, dtype), folder / FILE)
    (folder / FILE).chmod(0o644)
    config = config_json(folder.name, title, model)
    config["weights"] = shared_weights(shared)
    config["adapter"] = {"base": base, "rank": adapter.rank, "alpha": adapter.alpha, "weights": file_json(folder / FILE)}
    config["files"] = {"tokenizer": {**shared["files"]["tokenizer"], "model": base}}
    return finish(folder, config, card)


def finish(folder: Path, config: dict[str, Any], card: dict[str, Any]) -> JointFolder:
    """Write card, golden.json and config.json beside the weights; returns the folder as read back."""
    write_json(folder / "card.json", {"id": folder.name, "title": config["title"], **card}, indent=1)
    write_json(folder / "config.json", config, indent=1)
    shipped = read_joint(folder)
    write_json(folder / "golden.json", golden(folder.name, shipped.model, shipped.tokenizer, MAX_TOKENS))
    config["files"] |= {name: file_json(folder / f"{name}.json") for name in ("golden", "card")}
    write_json(folder / "config.json", config, indent=1)
    return shipped


def config_json(model_id: str, title: str, model: JointModel) -> dict[str, Any]:
    """What config.json says about a joint model, without weights and files."""
    return {
        "formatVersion": FORMAT_VERSION, "kind": "joint", "id": model_id, "title": title,
        "encoder": encoder_json(model.config), "input": {"format": "words", "maxTokens": MAX_TOKENS},
        "joint": {**parts_json(model.parts), "types": model.types.to_json()},
    }


def read_joint(folder: Path) -> JointFolder:
    """Read a folder into a JointModel with the shipped (rounded) weights, in fp32.

    :raises ValueError: for a folder of another kind, and when the base of an adapter has changed.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("kind") != "joint":
        raise ValueError(f"{folder.name}: expected a model of kind joint, got {config.get('kind', 'a relation model')}")
    sizes = config["encoder"]
    encoder = EncoderConfig(
        vocab_size=sizes["vocabSize"], hidden_size=sizes["hiddenSize"], num_layers=sizes["numLayers"],
        num_heads=sizes["numHeads"], intermediate_size=sizes["intermediateSize"], max_positions=sizes["maxPositions"],
        type_vocab_size=sizes["typeVocabSize"], layer_norm_eps=sizes["layerNormEps"],
    )
    model = JointModel(encoder, Types.from_json(config["joint"]["types"]), read_parts(config["joint"]))
    state = read_tensors([place(folder, shard) for shard in config["weights"]["shards"]])
    adapter = config.get("adapter")
    if adapter is not None:
        state = {name: tensor for name, tensor in state.items() if name.startswith(("embeddings.", "encoder."))}
        small = read_tensors([folder / adapter["weights"]["file"]])
        state = merge(state, small, AdapterConfig(adapter["rank"], adapter["alpha"]))
    model.load_state_dict(state)
    tokenizer = bare(Tokenizer.from_file(str(place(folder, config["files"]["tokenizer"]))))
    return JointFolder(config["id"], model.eval(), tokenizer, config["input"]["maxTokens"], config)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="folder of a finished run")
    parser.add_argument("--id", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--models", type=Path, required=True, help="folder of model folders")
    parser.add_argument("--dtype", default="int8-row")
    parser.add_argument("--card", type=Path, help="JSON with the rest of the card")
    args = parser.parse_args()
    run = load_run(args.run)
    experiment = run.experiment
    card = {"experiment": experiment.to_json(), "shippedSeed": run.seed, **(json.loads(args.card.read_text()) if args.card else {})}
    folder = args.models / args.id
    if run.adapted is None or experiment.adapter is None or experiment.start is None:
        made = write_joint(folder, args.title, run.model, run.tokenizer, args.dtype, card)
    else:
        made = write_joint_adapter(folder, args.title, experiment.start, adapter_tensors(run.adapted), experiment.adapter, run.model,
                                   args.dtype, card)
    print(made.id, sum(path.stat().st_size for path in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()

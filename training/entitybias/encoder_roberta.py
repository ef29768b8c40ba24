"""RoBERTa's checkpoint as this package's encoder, and back.

The network is BERT's (``encoder.py``) with three differences, all of them in tables: the first token stands at position
``pad_token_id + 1``, so the rows before it are cut off when a checkpoint is read and put back, as zeros, when it is
written; there is one token type; the tokenizer is byte-level BPE (``tokens.py``). The twin of this module in the browser is
``src/model/ownConfig.ts`` with ``loadOwnParameters.ts``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from .encoder import EncoderConfig
from .encoder_luke import is_entity_tensor

MODEL_TYPES = ("roberta", "luke")
POSITIONS = "embeddings.position_embeddings.weight"


def position_offset(config: dict[str, Any]) -> int:
    """Rows of the position table before that of the first token; 0 for BERT."""
    return 0 if config.get("model_type", "bert") == "bert" else config.get("pad_token_id", 1) + 1


def encoder_config(config: dict[str, Any]) -> EncoderConfig:
    """The sizes in a Hugging Face config.json."""
    return EncoderConfig(
        config["vocab_size"], config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"],
        config["intermediate_size"], config["max_position_embeddings"] - position_offset(config),
        config.get("type_vocab_size", 2), config.get("layer_norm_eps", 1e-12),
    )


def read_checkpoint(folder: Path) -> dict[str, Tensor]:
    """Embeddings and encoder of a BERT, RoBERTa or LUKE folder under this package's names, fp32, from one or several files.

    :raises ValueError: when the folder has neither model.safetensors nor its index, or the config names another kind.
    """
    config = json.loads((folder / "config.json").read_text())
    kind = config.get("model_type", "bert")
    if kind not in ("bert", *MODEL_TYPES):
        raise ValueError(f"{folder / 'config.json'}: expected model_type bert, roberta or luke, got {kind!r}")
    index = folder / "model.safetensors.index.json"
    if (folder / "model.safetensors").exists():
        files = ["model.safetensors"]
    elif index.exists():
        files = sorted(set(json.loads(index.read_text())["weight_map"].values()))
    else:
        raise ValueError(f"{folder}: expected model.safetensors or {index.name}, got neither")
    state: dict[str, Tensor] = {}
    for file in files:
        for name, tensor in load_file(folder / file).items():
            name = name.removeprefix(f"{kind}.")
            wanted = name.startswith(("embeddings.", "encoder.layer.")) and not name.endswith("position_ids")
            if wanted and not is_entity_tensor(name):
                state[name] = tensor.float()
    if POSITIONS in state:
        state[POSITIONS] = state[POSITIONS][position_offset(config) :].clone()
    return state


def write_checkpoint(state: dict[str, Tensor], config: dict[str, Any]) -> dict[str, Tensor]:
    """The tensors of a model under Hugging Face's names: encoder with prefix, bottleneck and head as they are."""
    prefix = f"{config.get('model_type', 'bert')}."
    tensors = {}
    for name, tensor in state.items():
        if name == POSITIONS:
            tensor = torch.cat([torch.zeros(position_offset(config), tensor.shape[1]), tensor])
        tensors[name if name.startswith(("head.", "bottleneck.")) else prefix + name] = tensor.float().contiguous()
    return tensors

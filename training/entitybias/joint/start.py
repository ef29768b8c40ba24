"""The joint model that training starts from, and its sentences in the form it reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from ..adapter import attach
from ..encoder_roberta import encoder_config, read_checkpoint
from ..export import place, read_model
from .experiment import JointExperiment
from .inputs import Encoded, encode
from .network import JointModel, load_encoder
from .sentences import Sentence, Types, split_words


def build_joint(base: Path, experiment: JointExperiment, types: Types, seed: int) -> JointModel:
    """An encoder with fresh heads, seeded: that of a checkpoint (config.json, model.safetensors), or of the model folder that
    the experiment starts from. With an adapter the model comes back adapted and frozen.

    :raises ValueError: when ``base`` is not the folder that the experiment starts from.
    """
    torch.manual_seed(seed)
    if experiment.start is None:
        model = JointModel(encoder_config(json.loads((base / "config.json").read_text())), types, experiment.parts)
        load_encoder(model, read_checkpoint(base))
    else:
        shipped = read_model(base)
        if shipped.id != experiment.start:
            raise ValueError(f"experiment {experiment.name} starts from {experiment.start}, --base is {shipped.id}")
        model = JointModel(shipped.model.config, types, experiment.parts)
        load_encoder(model, shipped.model.state_dict())
    if experiment.adapter is not None:
        attach(model, experiment.adapter)
    frozen = [model.embeddings, *model.encoder.layer[: experiment.freeze_layers]] if experiment.freeze_layers else []
    for part in frozen:
        part.requires_grad_(False)
    return model


def read_tokenizer(base: Path) -> Tokenizer:
    """The tokenizer of a checkpoint, of a run or of a model folder, adapters included.

    :raises ValueError: when it is not BERT's (no [CLS], [SEP] or [UNK]).
    """
    path, config = base / "tokenizer.json", base / "config.json"
    if not path.exists() and config.exists():
        path = place(base, json.loads(config.read_text())["files"]["tokenizer"])
    return bare(Tokenizer.from_file(str(path)))


def bare(tokenizer: Tokenizer) -> Tokenizer:
    """The same tokenizer without truncation and padding, checked."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    for token in ("[CLS]", "[SEP]", "[UNK]"):
        if tokenizer.token_to_id(token) is None:
            raise ValueError(f"tokenizer has no token {token!r}; joint models read BERT's word pieces")
    return tokenizer


@dataclass(frozen=True)
class Examples:
    """Sentences in the words that the model reads, and their pieces."""

    sentences: list[Sentence]
    encoded: list[Encoded]

    def longest(self) -> int:
        """Pieces of the longest sentence."""
        return max(len(one.input_ids) for one in self.encoded)

    def cut(self) -> int:
        """Sentences that do not fit as a whole."""
        return sum(one.words < len(s.words) for s, one in zip(self.sentences, self.encoded, strict=True))


def prepare(sentences: Sequence[Sentence], tokenizer: Tokenizer, words: str, max_tokens: int) -> Examples:
    """Sentences encoded; ``words`` as in ``parts.JointParts``. Sentences without words are left out."""
    read = [split_words(s, tokenizer) if words == "split" else s for s in sentences if s.words]
    return Examples(read, [encode(s.words, tokenizer, max_tokens) for s in read])

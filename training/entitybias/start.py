"""The model that training starts from: a pre-trained encoder or a shipped model folder, with the experiment's parts."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from .adapter import attach
from .bottleneck import Bottleneck
from .encoder_roberta import encoder_config, read_checkpoint
from .experiment import Experiment
from .export import read_model
from .model import RelationModel, initialise, load_base
from .optimise import WORD_TABLE
from .parts import Parts


def build_model(base: Path, experiment: Experiment, num_labels: int, seed: int) -> RelationModel:
    """The model that training starts from, seeded.

    ``base`` is a pre-trained encoder (config.json, model.safetensors), which gets fresh heads, or, where the
    experiment names a ``start``, that model folder. Its head is kept unless the experiment's head has another kind,
    input or number of labels; its bottleneck is fresh unless it has one, its tags start at zero. With an adapter the
    model comes back adapted and frozen.

    :raises ValueError: when ``base`` is not the folder that the experiment starts from.
    """
    torch.manual_seed(seed)
    started = from_encoder if experiment.start is None else from_folder
    model = started(base, experiment, num_labels)
    if model.neighbours is not None:
        model.neighbours.fill(model.get_parameter(WORD_TABLE).detach(), seed)
    if experiment.adapter is not None:
        attach(model, experiment.adapter)
    return model


def from_folder(folder: Path, experiment: Experiment, num_labels: int) -> RelationModel:
    """A shipped model as the start of training."""
    shipped = read_model(folder)
    if shipped.id != experiment.start:
        raise ValueError(f"experiment {experiment.name} starts from {experiment.start}, --base is {shipped.id}")
    model = shipped.model
    if experiment.bottleneck and model.bottleneck is None:
        model.bottleneck = Bottleneck(model.config.hidden_size, experiment.beta, experiment.sigma_shift)
        model.bottleneck.apply(initialise)
    parts = experiment.parts
    if model.parts == parts and model.num_labels == num_labels:
        return model
    return change_parts(model, parts, num_labels)


def change_parts(model: RelationModel, parts: Parts, num_labels: int) -> RelationModel:
    """The same model with other parts: tensors of the same name and shape are kept, a head as a whole or not at all."""
    changed = RelationModel(model.config, num_labels, model.bottleneck, parts=parts)
    old, new = model.state_dict(), changed.state_dict()
    head = {name: tensor.shape for name, tensor in new.items() if name.startswith("head.")}
    keeps_head = parts.head == model.parts.head and head == {n: t.shape for n, t in old.items() if n.startswith("head.")}
    kept = {
        name: tensor for name, tensor in old.items()
        if name in new and new[name].shape == tensor.shape and (keeps_head or not name.startswith("head."))
    }
    changed.load_state_dict({**new, **kept})
    return changed


def from_encoder(base: Path, experiment: Experiment, num_labels: int) -> RelationModel:
    """A pre-trained encoder with fresh heads."""
    config = encoder_config(json.loads((base / "config.json").read_text()))
    bottleneck = None
    if experiment.bottleneck:
        bottleneck = Bottleneck(config.hidden_size, experiment.beta, experiment.sigma_shift)
    model = RelationModel(config, num_labels, bottleneck, parts=experiment.parts)
    load_base(model, read_checkpoint(base))
    return model

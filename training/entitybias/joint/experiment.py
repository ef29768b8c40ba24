"""One JSON file for each joint experiment: all that decides the numbers, besides corpus files, base weights and seed.

A file may name another one of its folder under ``"extends"`` and then holds what differs from it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from ..adapter import AdapterConfig
from .losses import LossConfig
from .parts import JointParts


@dataclass(frozen=True)
class JointExperiment:
    """Hyper-parameters of a run.

    ``corpus`` is a folder of ``build/joint``. ``train_on`` lists the splits that training sees: SpERT's final models see
    train and dev. ``start`` names the model folder whose encoder training starts from, None the pre-trained encoder;
    ``adapter`` None trains all weights but those that ``freeze_layers`` keeps: 0 none, n the embeddings and the first n
    layers. ``entity_negatives``, ``relation_negatives`` and ``weak_negatives`` are numbers a sentence (``sampling.py``).
    """

    name: str
    title: str
    corpus: str
    seeds: tuple[int, ...]
    parts: JointParts = JointParts()
    losses: LossConfig = LossConfig()
    train_on: tuple[str, ...] = ("train",)
    epochs: float = 20
    batch_size: int = 2
    entity_negatives: int = 100
    relation_negatives: int = 100
    weak_negatives: int = 0
    rate_encoder: float = 5e-5
    rate_head: float = 5e-5
    max_tokens: int = 192
    warmup: float = 0.1
    weight_decay: float = 0.01
    adam_eps: float = 1e-6
    clip: float = 1.0
    dropout: float = 0.1
    precision: str = "fp32"  # or "bf16"
    start: str | None = None
    adapter: AdapterConfig | None = None
    freeze_layers: int = 0

    def __post_init__(self) -> None:
        if self.precision not in ("bf16", "fp32"):
            raise ValueError(f"{self.name}: precision: expected bf16 or fp32, got {self.precision!r}")
        if self.adapter is not None and self.start is None:
            raise ValueError(f"{self.name}: an adapter needs the model folder that it is a difference to, under start")
        if self.adapter is not None and self.freeze_layers:
            raise ValueError(f"{self.name}: an adapter freezes by itself, expected no freeze_layers")
        if self.losses.iou_scale and self.parts.entity_head != "multitask":
            raise ValueError(f"{self.name}: iou_scale scales identification, which entity_head {self.parts.entity_head} has not")

    def to_json(self) -> dict[str, Any]:
        """What ``from_json`` reads: flat, as in an experiment file."""
        content = asdict(self)
        parts, losses = content.pop("parts"), content.pop("losses")
        return {**content, **parts, **losses}


PARTS = {field.name for field in fields(JointParts)}
LOSSES = {field.name for field in fields(LossConfig)}


def from_json(content: dict[str, Any]) -> JointExperiment:
    """An experiment from a flat object.

    :raises TypeError: for a missing or an unknown key.
    :raises ValueError: for a value that is not allowed.
    """
    parts = {key: value for key, value in content.items() if key in PARTS}
    losses = {key: value for key, value in content.items() if key in LOSSES}
    rest = {key: value for key, value in content.items() if key not in PARTS | LOSSES}
    adapter = rest.get("adapter")
    rest |= {"seeds": tuple(rest["seeds"]), "adapter": AdapterConfig(**adapter) if adapter else None}
    if "train_on" in rest:
        rest["train_on"] = tuple(rest["train_on"])
    return JointExperiment(**rest, parts=JointParts(**parts), losses=LossConfig(**losses))


def read_experiment(path: Path) -> JointExperiment:
    """Read an experiment file and what it extends."""
    return from_json(_read(path, ()))


def _read(path: Path, seen: tuple[str, ...]) -> dict[str, Any]:
    if path.stem in seen:
        raise ValueError(f"{path.name}: extends itself by way of {', '.join(seen)}")
    content = json.loads(path.read_text(encoding="utf-8"))
    base = content.pop("extends", None)
    return content if base is None else {**_read(path.parent / f"{base}.json", (*seen, path.stem)), **content}

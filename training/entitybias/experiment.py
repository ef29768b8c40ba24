"""One JSON file per experiment: everything that decides the numbers, besides corpus, base weights and seed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .adapter import AdapterConfig
from .contrast import LABELS, LOSSES, ContrastConfig
from .parts import HEADS, Parts
from .readout import STATES
from .tags import tag_list
from .tokens import PROMPT


@dataclass(frozen=True)
class Experiment:
    """Hyper-parameters of a run. ``alpha`` None is the adaptive weight of the VIB paper.

    ``start`` names the model folder whose weights training starts from; None is the pre-trained encoder.
    ``copies`` maps a kind of copy (files of ``corpus.copies``) to the chance that it replaces its row in an
    epoch; the first kind that hits wins. ``adapter`` None trains all weights. ``mask_names`` reads every name
    as ``[MASK]``, in training and in use. ``neighbours`` is the number of tables of the causal intervention
    (``neighbours.py``; 2 in the authors' code), 0 for none. ``encoding`` is a read-out (``readout.py``; the prompt comes
    with those that read it), ``tags`` are the coarse types of the tag embedding, () for none, ``head`` is softmax or
    multitask. ``rows`` is the share of the training documents, ``negatives`` the number of negative rows for each
    related one (``samples.py``); None leaves them as in the corpus. ``contrast`` is a stage before fine-tuning.
    """

    name: str
    title: str
    bottleneck: bool
    seeds: tuple[int, ...]
    epochs: float
    rate_encoder: float
    rate_head: float
    rate_bottleneck: float
    alpha: float | None
    beta: float = 0.5
    sigma_shift: float = 5.0
    batch_size: int = 32
    max_tokens: int = 128
    warmup: float = 0.1
    weight_decay: float = 0.01
    adam_eps: float = 1e-6
    clip: float = 1.0
    dropout: float = 0.1
    precision: str = "bf16"  # or "fp32"
    start: str | None = None
    copies: dict[str, float] = field(default_factory=dict)
    adapter: AdapterConfig | None = None
    mask_names: bool = False
    neighbours: int = 0
    encoding: str = "entity_markers"
    tags: tuple[str, ...] = ()
    head: str = "softmax"
    rows: float | None = None
    negatives: float | None = None
    contrast: ContrastConfig | None = None

    @property
    def parts(self) -> Parts:
        """The parts of the network."""
        together = self.encoding == "entity_markers_and_mask" and self.contrast is not None
        return Parts(
            readout=self.encoding, pretraining=self.contrast.losses if together else None,
            tags=tag_list(self.tags) if self.tags else (), head=self.head, neighbours=self.neighbours,
        )

    @property
    def prompt(self) -> str | None:
        """The prompt of the input; None for a read-out that needs none."""
        return None if self.encoding == "entity_markers" else PROMPT

    @property
    def treatment(self) -> str:
        """What is done about the names, for people and tables."""
        kinds = {"substitution": "entity-substitution", "hard_negatives": "hard-negatives"}
        found = [
            *(["vib"] if self.bottleneck else []), *(["scm"] if self.neighbours else []),
            *(["entity-mask"] if self.mask_names else []), *sorted(kinds.get(kind, kind) for kind in self.copies),
        ]
        return "+".join(found) or "none"

    @property
    def rates(self) -> dict[str, float]:
        """Peak learning rates by part of the model."""
        return {"encoder": self.rate_encoder, "head": self.rate_head, "bottleneck": self.rate_bottleneck}

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def read_experiment(path: Path) -> Experiment:
    """Read an experiment file.

    :raises TypeError: for a missing or an unknown key.
    :raises ValueError: for an unknown precision, encoding or head, and for two treatments of entity tokens at once.
    """
    experiment = from_json(json.loads(path.read_text()))
    if experiment.precision not in ("bf16", "fp32"):
        raise ValueError(f"unknown precision {experiment.precision!r}, expected bf16 or fp32")
    if experiment.encoding not in STATES:
        raise ValueError(f"unknown encoding {experiment.encoding!r}, expected one of {', '.join(STATES)}")
    if experiment.head not in HEADS:
        raise ValueError(f"unknown head {experiment.head!r}, expected one of {', '.join(HEADS)}")
    contrast = experiment.contrast
    if contrast is not None and (contrast.labels not in LABELS or contrast.losses not in LOSSES):
        raise ValueError(f"contrast: labels {'|'.join(LABELS)}, losses {'|'.join(LOSSES)}, got {contrast}")
    if experiment.neighbours and experiment.bottleneck:
        raise ValueError("neighbours and bottleneck are two treatments of the same tokens, expected one")
    return experiment


def from_json(content: dict[str, Any]) -> Experiment:
    """An experiment from the object that ``to_json`` gives or an experiment file holds."""
    adapter, contrast = content.get("adapter"), content.get("contrast")
    parts = {
        "seeds": tuple(content["seeds"]), "tags": tuple(content.get("tags", ())),
        "adapter": AdapterConfig(**adapter) if adapter else None,
        "contrast": ContrastConfig(**contrast) if contrast else None,
    }
    return Experiment(**{**content, **parts})

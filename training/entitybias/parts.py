"""What a model of the family is put together from, besides sizes: the choices of config.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

HEADS = ("softmax", "multitask")


@dataclass(frozen=True)
class Parts:
    """``pretraining`` says how the states of ``entity_markers_and_mask`` were pre-trained; the network does not use it.

    ``tags`` are the rows of the tag embedding, () for none. ``neighbours`` is k of the causal intervention, 0 for none.
    ``threshold`` and ``gamma`` belong to the multi-task head.
    """

    readout: str = "entity_markers"
    pretraining: str | None = None
    tags: tuple[str, ...] = ()
    head: str = "softmax"
    threshold: float = 0.5
    gamma: float = 2.0
    neighbours: int = 0


def parts_json(parts: Parts, head_size: int, num_labels: int) -> dict[str, Any]:
    """``readout`` and ``head`` of config.json."""
    head: dict[str, Any] = {"kind": parts.head, "hiddenSize": head_size, "numLabels": num_labels}
    if parts.head == "multitask":
        head |= {"threshold": parts.threshold, "gamma": parts.gamma}
    pretraining = {} if parts.pretraining is None else {"pretraining": parts.pretraining}
    return {"readout": {"kind": parts.readout, **pretraining}, "head": head}


def read_parts(config: dict[str, Any]) -> Parts:
    """The parts that a config.json names."""
    head, readout, treatment = config["head"], config["readout"], config["entityTreatment"]
    return Parts(
        readout["kind"], readout.get("pretraining"), tuple(config["input"].get("tags", ())), head["kind"],
        head.get("threshold", 0.5), head.get("gamma", 2.0), treatment.get("neighbours", 0),
    )

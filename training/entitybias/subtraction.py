"""Subtraction at inference (CoRE): the logits of the sentence less what the names alone say.

    logits_r = full_r - names * alone_r + negative_shift * [r is the negative label]

``alone`` are the logits of ``[CLS] @ subject @ # object # [SEP]`` (text order; prompt and tags as the model has them), for a
model with a bottleneck with the same draw. (Wang et al. 2022, "Should we rely on entity mentions for relation extraction?")
Works on any model; a model folder may consist of this alone. ``core.py`` chooses the two numbers on dev.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from .tokens import Span


@dataclass(frozen=True)
class Subtraction:
    """``names`` = l1, ``negative_shift`` = l2, both on logits."""

    names: float
    negative_shift: float

    def to_json(self) -> dict[str, Any]:
        """``subtraction`` of config.json."""
        return {"names": self.names, "negativeShift": self.negative_shift}


def read_subtraction(config: dict[str, Any]) -> Subtraction | None:
    """The subtraction that a config.json names."""
    found = config.get("subtraction")
    return None if found is None else Subtraction(found["names"], found["negativeShift"])


def names_only(text: str, subject: Span, object_: Span) -> tuple[str, Span, Span]:
    """The two names in text order with a space between them, and their spans."""
    first, second = sorted((subject, object_))
    left = text[slice(*first)]
    spans = (0, len(left)), (len(left) + 1, len(left) + 1 + second[1] - second[0])
    made = f"{left} {text[slice(*second)]}"
    return (made, *spans) if first == subject else (made, *spans[::-1])


def subtract(full: Tensor, alone: Tensor, by: Subtraction, negative: int = 0) -> Tensor:
    """Logits [.., R] of sentences less those of the names alone; ``negative`` is the index of the negative label."""
    shift = torch.zeros_like(full)
    shift[..., negative] = by.negative_shift
    return full - by.names * alone + shift

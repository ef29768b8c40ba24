"""Typed BIO tags of the arguments, embedded and added to the word embeddings (Ye et al. 2019, BIO tags).

    B-<TYPE>   first sub-token of an argument        I-<TYPE>   its other sub-tokens        O   everything else

Their network concatenates a tag embedding; here it is added to word + position + type ahead of LayerNorm, and
starts at zero, so that a model with tags starts as the model without. ``B`` and ``I`` stand for an argument of
no type or of one the model does not know; a tenth of the rows is read so in training. The twin of
this module in the browser is ``src/tokenizer/tags.ts``.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

OUTSIDE, FIRST, INNER = "O", "B", "I"
UNTYPED = 0.1  # share of the rows of a training batch that are read without types


def tag_list(types: Iterable[str]) -> tuple[str, ...]:
    """Row names of the embedding: O, B, I, then B-/I- of each type in the given order."""
    typed = [f"{letter}-{name}" for name in types for letter in (FIRST, INNER)]
    return (OUTSIDE, FIRST, INNER, *typed)


def argument_tags(tags: tuple[str, ...], kind: str | None, count: int) -> list[int]:
    """Tag ids of the ``count`` sub-tokens of one argument whose coarse type is ``kind``."""
    name = (kind or "").strip().upper()
    first, inner = (
        tags.index(f"{letter}-{name}") if f"{letter}-{name}" in tags else tags.index(letter) for letter in (FIRST, INNER)
    )
    return [first, *[inner] * (count - 1)][:count]


def untyped(tags: tuple[str, ...]) -> Tensor:
    """[T]: for each tag the id of the one without type (B-PERSON -> B)."""
    return torch.tensor([tags.index(tag[0]) for tag in tags])


def drop_types(ids: Tensor, tags: tuple[str, ...], generator: torch.Generator) -> Tensor:
    """Tag ids [B, L] of a training batch with the types of a random tenth of its rows taken away."""
    dropped = torch.rand(len(ids), 1, generator=generator) < UNTYPED
    return torch.where(dropped, untyped(tags)[ids], ids)

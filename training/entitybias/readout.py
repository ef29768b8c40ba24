"""Which last-layer states become the vector of a pair (encoding strategies of "Entity or relation embeddings?", table 1).

    entity_markers            [h_S; h_O]         2D    [H, T]
    mask                      r                   D    [MASK]
    entity_markers_and_mask   [h_S; h_O; r]      3D    [H, T, Mask] and [H, T] + Mask

h_S, h_O are read at the opening markers (the marker itself, not the token after it: the VIB author code is off by
one), r at the ``[MASK]`` of the prompt. The last two differ in their contrastive pre-training alone (``contrast.py``).
"""

from __future__ import annotations

import torch
from torch import Tensor

STATES = {"entity_markers": 2, "mask": 1, "entity_markers_and_mask": 3}  # kind -> states a row


def positions(kind: str, markers: Tensor, masks: Tensor | None) -> Tensor:
    """Wanted positions [B, P] in the order subject, object, mask; ``markers`` [B, 2], ``masks`` [B].

    :raises ValueError: when a mask is wanted and the rows have no prompt.
    """
    if kind == "entity_markers":
        return markers
    if masks is None:
        raise ValueError(f"read-out {kind} needs a prompt in the input")
    return masks[:, None] if kind == "mask" else torch.cat([markers, masks[:, None]], dim=1)


def join(states: Tensor) -> Tensor:
    """[B, P, D] -> [B, P D]."""
    return states.flatten(1)

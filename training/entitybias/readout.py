"""How the states at the two markers become one vector."""

from __future__ import annotations

from torch import Tensor


def entity_markers(states: Tensor) -> Tensor:
    """[subject; object]: the last-layer states at the opening markers, [B, 2, D] -> [B, 2D].

    The marker position itself is read, not the token after it (the author code is off by one).
    """
    return states.flatten(1)

"""Spans of words: all of them up to a width, how much two overlap, and the element-wise maximum over any stretch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from .sentences import Span


def all_spans(words: int, widest: int) -> np.ndarray:
    """Every span of 1 to ``widest`` words of a sentence, [S, 2] half-open, by width and then by place; [0, 2] without words.

    S = sum over k = 1 .. min(widest, words) of (words - k + 1).
    """
    found = [np.stack([np.arange(words - k + 1), np.arange(k, words + 1)], axis=1) for k in range(1, min(widest, words) + 1)]
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)


def span_iou(spans: np.ndarray, gold: Sequence[Span]) -> np.ndarray:
    """u(s) = max over gold spans g of |s and g| / |s or g| in words: spans [S, 2] -> [S], 0 without gold."""
    if not len(gold):
        return np.zeros(len(spans))
    other = np.asarray(gold, dtype=np.int64)[None, :, :2]  # [1, G, 2]
    one = spans[:, None, :]  # [S, 1, 2]
    both = np.minimum(one[..., 1], other[..., 1]) - np.maximum(one[..., 0], other[..., 0])
    both = np.maximum(both, 0)
    union = (one[..., 1] - one[..., 0]) + (other[..., 1] - other[..., 0]) - both
    return (both / union).max(axis=1)


class RangeMax:
    """Element-wise maximum over any stretch of positions, in two look-ups.

    Level j holds the maximum of each 2^j neighbours; a stretch of length n is covered by two windows of
    2^floor(log2 n), which may overlap. The same numbers as a maximum over the stretch itself, for any number of
    spans at O(T log T) work.
    """

    def __init__(self, states: Tensor, longest: int | None = None) -> None:
        """states [B, T, D]; ``longest`` is the length of the longest stretch that will be asked for."""
        self.batch, self.length, _ = states.shape
        longest = min(longest or self.length, self.length)
        levels = [states]
        while 2 ** len(levels) <= longest:
            last, half = levels[-1], 2 ** (len(levels) - 1)
            upper = torch.maximum(last[:, :-half], last[:, half:])  # [B, T - half, D]
            levels.append(torch.cat([upper, last[:, -half:]], dim=1))  # the tail is never asked for
        self.steps = 2 ** torch.arange(1, len(levels))  # [J - 1]
        self.table = torch.stack(levels).flatten(0, 2)  # [J B T, D]

    def __call__(self, rows: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """rows, starts, ends [N] -> [N, D]; the zero vector where a stretch is empty."""
        widths = ends - starts
        level = (widths[:, None] >= self.steps).sum(dim=1)  # floor(log2 n), 0 for an empty stretch
        base = (level * self.batch + rows) * self.length
        last = self.batch * self.length * (level + 1) - 1  # an empty stretch may begin behind the last position
        first = torch.minimum(base + starts.clamp_min(0), last)
        second = torch.maximum(base + ends - 2**level, base)
        found = torch.maximum(self.table[first], self.table[second])
        return torch.where((widths > 0)[:, None], found, torch.zeros_like(found))

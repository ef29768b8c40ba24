"""Dropout from one pre-drawn pool of masks.

Drawing Bernoulli masks is single-threaded and takes a large part of a CPU training step; here each call
takes a random slice of a long mask instead.
"""

from __future__ import annotations

import torch
from torch import Tensor


class MaskPool:
    """A callable dropout: 0 with probability ``rate``, 1 / (1 - rate) otherwise."""

    def __init__(self, rate: float, size: int, generator: torch.Generator, dtype: torch.dtype = torch.float32) -> None:
        self.size = size
        self.rate = rate
        self.generator = generator  # also picks the slices, so its state is the pool's whole state
        draws = torch.rand(size, generator=torch.Generator().manual_seed(generator.initial_seed()))
        self.pool = ((draws >= rate).float() / (1 - rate)).to(dtype)

    def __call__(self, x: Tensor) -> Tensor:
        """x of any shape, at most ``size`` elements -> x times a mask."""
        count = x.numel()
        if count > self.size:
            raise ValueError(f"mask pool of {self.size} is smaller than a tensor of {count}")
        start = int(torch.randint(self.size - count + 1, (1,), generator=self.generator))
        return x * self.pool[start : start + count].view(x.shape)

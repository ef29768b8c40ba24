"""Weights between the start model and a finished adapter."""

from __future__ import annotations

import pytest
import torch

from entitybias.adapter import AdapterConfig, merge
from entitybias.soften import soften

CONFIG = AdapterConfig(rank=1, alpha=2)
START = {"encoder.x.weight": torch.eye(2), "encoder.x.bias": torch.tensor([0.0, 2.0])}
TUNED = {
    "encoder.x.low": torch.tensor([[1.0, 2.0]]), "encoder.x.high": torch.tensor([[3.0], [0.0]]),
    "encoder.x.bias": torch.tensor([1.0, 0.0]),
}


def test_the_merged_weights_lie_on_the_line() -> None:
    ends = [merge(START, soften(START, TUNED, share), CONFIG) for share in (0, 1)]
    between = merge(START, soften(START, TUNED, 0.25), CONFIG)
    assert all(torch.equal(ends[0][name], START[name]) for name in START)
    for name in START:
        assert torch.allclose(between[name], 0.75 * ends[0][name] + 0.25 * ends[1][name])
    assert between["encoder.x.weight"].tolist() == [[2.5, 3.0], [0.0, 1.0]]


def test_refusals() -> None:
    with pytest.raises(ValueError, match="1.5"):
        soften(START, TUNED, 1.5)
    with pytest.raises(ValueError, match="head.out.weight"):
        soften(START, {"head.out.weight": torch.ones(1)}, 0.5)

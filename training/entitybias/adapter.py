"""Low-rank adapters: a small difference to a shared encoder, merged into it when a model is loaded.

    y = W x + b + (alpha / rank) B A x          A [rank, in], B [out, rank], B = 0 at the start
    merged: W' = W + (alpha / rank) B A

(Hu et al. 2021, arXiv 2106.09685.) Every matrix of the encoder layers gets one: query, key, value,
attention output and both feed-forward matrices. Trained besides: biases and LayerNorms of the encoder,
the head, the bottleneck, the tag embedding. Frozen: all other matrices of the encoder and the embedding tables.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

TAGS = "embeddings.tags.weight"
LOW, HIGH = "low", "high"  # A and B in tensor names: "<matrix>.low" [rank, in], "<matrix>.high" [out, rank]


@dataclass(frozen=True)
class AdapterConfig:
    """``alpha / rank`` is the factor on B A."""

    rank: int
    alpha: float

    @property
    def factor(self) -> float:
        return self.alpha / self.rank


class AdaptedLinear(nn.Module):
    """A linear layer with a frozen matrix and a trainable low-rank difference."""

    def __init__(self, base: nn.Linear, config: AdapterConfig) -> None:
        super().__init__()
        outputs, inputs = base.weight.shape
        self.factor = config.factor
        self.weight, self.bias = base.weight, base.bias
        self.low = nn.Parameter(torch.randn(config.rank, inputs) * inputs**-0.5)
        self.high = nn.Parameter(torch.zeros(outputs, config.rank))

    def forward(self, x: Tensor) -> Tensor:
        """x [..., in] -> [..., out]."""
        return F.linear(x, self.weight, self.bias) + self.factor * F.linear(F.linear(x, self.low), self.high)


def attach(model: nn.Module, config: AdapterConfig) -> None:
    """Give every matrix under ``encoder.`` an adapter, in place, and freeze what the docstring names.

    :raises ValueError: when the model has no linear layer under ``encoder.``.
    """
    found = [(name, m) for name, m in model.named_modules() if name.startswith("encoder.") and isinstance(m, nn.Linear)]
    if not found:
        raise ValueError("no linear layer under encoder.")
    for name, module in found:
        parent, _, child = name.rpartition(".")
        setattr(model.get_submodule(parent), child, AdaptedLinear(module, config))
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(is_trained(name, parameter))


def is_trained(name: str, parameter: Tensor) -> bool:
    """Whether a tensor of an adapted model belongs to the adapter."""
    part = name.split(".")[0]
    whole = part in ("head", "bottleneck") or name == TAGS or parameter.ndim == 1
    return whole or name.endswith((f".{LOW}", f".{HIGH}"))


def adapter_tensors(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The trained tensors of an adapted model's ``state_dict``: what an adapter file holds."""
    return {name: tensor for name, tensor in state.items() if is_trained(name, tensor)}


def merge(base: dict[str, Tensor], adapter: dict[str, Tensor], config: AdapterConfig) -> dict[str, Tensor]:
    """The plain state of the adapted model: tensors of ``adapter`` replace those of ``base``, products are added.

    :raises ValueError: for half a pair, or a pair whose shapes do not fit its matrix.
    """
    merged = dict(base)
    for name, tensor in adapter.items():
        if not name.endswith((f".{LOW}", f".{HIGH}")):
            merged[name] = tensor
    for name in (n.rpartition(".")[0] for n in adapter if n.endswith(f".{LOW}")):
        low, high, weight = adapter[f"{name}.{LOW}"], adapter.get(f"{name}.{HIGH}"), base.get(f"{name}.weight")
        if high is None or weight is None or (high.shape[0], low.shape[1]) != tuple(weight.shape):
            raise ValueError(f"adapter of {name} does not fit: {tuple(low.shape)} and {high if high is None else tuple(high.shape)}")
        merged[f"{name}.weight"] = weight + config.factor * (high @ low)
    return merged


def merged_state(model: nn.Module, config: AdapterConfig) -> dict[str, Tensor]:
    """``merge`` of an adapted model with itself: the state of the same model without adapters."""
    state = {name: tensor.detach() for name, tensor in model.state_dict().items()}
    base = {name: tensor for name, tensor in state.items() if not name.endswith((f".{LOW}", f".{HIGH}"))}
    return merge(base, adapter_tensors(state), config)

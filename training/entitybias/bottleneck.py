"""The variational information bottleneck on entity tokens (VIB paper §3; author code).

    mu    = W_mu x + b_mu
    sigma = softplus(W_sd x + b_sd - shift)                     shift = 5
    z     = mu + eps * sigma,  eps ~ N(0, I)
    x'    = x (1 - M) + M ((1 - beta) x + beta z)               beta = 0.5
    KL    = sum_d 0.5 (mu^2 + sigma^2 - 1 - 2 ln sigma)         against N(0, I)
    L_VIB = sum over entity tokens of KL / batch size / ln 2    in bits

Everything here works on the E entity tokens of a batch alone: x is [E, D].
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SIGMA_FLOOR = 1e-6


class Bottleneck(nn.Module):
    """Two independent linear heads, one for the mean and one for the standard deviation."""

    def __init__(self, size: int, beta: float = 0.5, sigma_shift: float = 5.0) -> None:
        super().__init__()
        self.beta = beta
        self.sigma_shift = sigma_shift
        self.mu = nn.Linear(size, size)
        self.sigma = nn.Linear(size, size)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """x [E, D] -> mu [E, D], sigma [E, D]."""
        return self.mu(x), spread(self.sigma(x), self.sigma_shift)


def spread(pre_activation: Tensor, shift: float = 5.0) -> Tensor:
    """sigma = softplus(pre_activation - shift), computed in fp32."""
    return F.softplus(pre_activation.float() - shift)


def blend(x: Tensor, mu: Tensor, sigma: Tensor, beta: float, noise: Tensor | None) -> Tensor:
    """(1 - beta) x + beta z, all [E, D]; ``noise`` None is mean mode (eps = 0)."""
    z = mu if noise is None else mu + noise * sigma
    return (1 - beta) * x + beta * z


def kl_nats(mu: Tensor, sigma: Tensor) -> Tensor:
    """KL(N(mu, sigma^2) || N(0, I)) per token, summed over dimensions: [E, D] -> [E], nats, fp32."""
    mu = mu.float()
    sigma = sigma.float().clamp_min(SIGMA_FLOOR)
    return 0.5 * (mu.square() + sigma.square() - 1 - 2 * sigma.log()).sum(dim=-1)


def kl_bits(mu: Tensor, sigma: Tensor, batch_size: int) -> Tensor:
    """L_VIB: sum over entity tokens, divided by the batch size (not by the token count), in bits."""
    return kl_nats(mu, sigma).sum() / batch_size / math.log(2)


def token_variance(sigma: Tensor) -> Tensor:
    """Variance of each entity token: mean over dimensions of sigma^2, [E, D] -> [E]."""
    return sigma.float().square().mean(dim=-1)


def row_variance(sigma: Tensor, rows: Tensor, batch_size: int) -> Tensor:
    """Mean token variance over all entity tokens of each row, [B]; NaN for a row without any.

    ``rows`` [E] says which row of the batch each entity token belongs to.
    """
    values = token_variance(sigma)
    total = torch.zeros(batch_size).index_add_(0, rows, values)
    count = torch.zeros(batch_size).index_add_(0, rows, torch.ones_like(values))
    return total / count

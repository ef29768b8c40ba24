"""The bottleneck against hand-computed numbers."""

from __future__ import annotations

import math

import pytest
import torch

from entitybias.bottleneck import Bottleneck, blend, kl_bits, kl_nats, row_variance, spread, token_variance

X = torch.tensor([[0.5, -1.0]])
MU = torch.tensor([[0.2, -0.3]])
PRE = torch.tensor([[-1.0, 0.5]])  # W_sd x + b_sd - 5
EPS = torch.tensor([[1.0, -1.0]])


def close(actual: torch.Tensor, expected: list[float]) -> None:
    assert actual.flatten().tolist() == pytest.approx(expected, abs=1e-6)


def test_known_vector() -> None:
    sigma = spread(PRE + 5)
    close(sigma, [0.313261688, 0.974076984])
    each = [kl_nats(MU[:, d : d + 1], sigma[:, d : d + 1]).item() for d in range(2)]
    assert each == pytest.approx([0.729782818, 0.045677925], abs=1e-6)
    close(kl_nats(MU, sigma), [0.775460743])
    assert kl_bits(MU, sigma, 1).item() == pytest.approx(1.118753368, abs=1e-6)
    close(blend(X, MU, sigma, 1.0, EPS), [0.513261688, -1.274076984])
    close(blend(X, MU, sigma, 0.5, EPS), [0.506630844, -1.137038492])
    close(token_variance(sigma), [0.523479428])


def test_mean_mode_is_zero_noise() -> None:
    sigma = spread(PRE + 5)
    assert torch.equal(blend(X, MU, sigma, 0.5, None), blend(X, MU, sigma, 0.5, torch.zeros_like(EPS)))


def test_beta_zero_leaves_the_input() -> None:
    assert torch.equal(blend(X, MU, spread(PRE), 0.0, EPS), X)


def test_bits_are_divided_by_the_batch_and_not_by_tokens() -> None:
    sigma = spread(PRE + 5)
    three = kl_bits(MU.repeat(3, 1), sigma.repeat(3, 1), batch_size=2)
    assert three.item() == pytest.approx(3 / 2 * 0.775460743 / math.log(2), abs=1e-5)


def test_kl_is_zero_only_at_the_prior() -> None:
    assert kl_nats(torch.zeros(1, 4), torch.ones(1, 4)).item() == pytest.approx(0, abs=1e-7)
    assert kl_nats(torch.full((1, 4), 0.1), torch.ones(1, 4)).item() > 0


def test_kl_stays_finite_for_vanishing_sigma() -> None:
    assert torch.isfinite(kl_nats(torch.zeros(1, 2), torch.zeros(1, 2))).all()


def test_row_variance_averages_over_both_arguments() -> None:
    sigma = torch.tensor([[1.0], [3.0], [2.0]])
    values = row_variance(sigma, torch.tensor([0, 0, 2]), 3)
    assert values[0].item() == 5 and values[2].item() == 4 and math.isnan(values[1].item())


def test_initial_sigma_is_softplus_of_minus_five() -> None:
    heads = Bottleneck(3)
    torch.nn.init.zeros_(heads.sigma.weight)
    torch.nn.init.zeros_(heads.sigma.bias)
    _, sigma = heads(torch.randn(2, 3))
    close(sigma, [math.log1p(math.exp(-5))] * 6)

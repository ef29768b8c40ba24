"""Writes test/fixtures/posteriorOracle.json: stochastic embeddings of mentions, from the training package in PyTorch.

    cd training && python ../test/oracle/posterior_oracle.py

For a mention of n sub-tokens with mu_t, sigma_t: mean of mu_t; standard deviation of the mean of independent
z_t = mu_t + eps_t sigma_t, sqrt(sum sigma_t^2) / n; and two draws of that mean. The generator of eps (splitmix32
into sfc32, then Box-Muller) is written here a second time, in Python.
"""

from __future__ import annotations

import json
import math
import platform
import sys
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "training"))

from entitybias.export import read_model  # noqa: E402
from entitybias.golden import SENTENCES, parse, utf16_span  # noqa: E402
from entitybias.model import collate  # noqa: E402

MASK = 0xFFFFFFFF
SEED = 7
DRAWS = 2
CHOSEN = (0, 1, 3, 4, 5)  # one sub-token and many, object first, marks and letters outside ASCII


def sfc32(seed: int):
    """Uniform numbers in [0, 1) with 53 bits."""
    mixed = seed

    def splitmix32() -> int:
        nonlocal mixed
        mixed = (mixed + 0x9E3779B9) & MASK
        x = ((mixed ^ (mixed >> 16)) * 0x21F0AAAD) & MASK
        x = ((x ^ (x >> 15)) * 0x735A2D97) & MASK
        return x ^ (x >> 15)

    a, b, c, counter = splitmix32(), splitmix32(), splitmix32(), 1

    def step() -> int:
        nonlocal a, b, c, counter
        total = (a + b + counter) & MASK
        counter = (counter + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = (((c << 21) | (c >> 11)) + total) & MASK
        return total

    for _ in range(12):
        step()
    return lambda: ((step() >> 5) * 2**26 + (step() >> 6)) / 2**53


def normals(seed: int, count: int) -> np.ndarray:
    """Box-Muller, both halves of each pair, [count]."""
    uniform = sfc32(seed)
    values: list[float] = []
    while len(values) < count:
        radius = math.sqrt(-2 * math.log(1 - uniform()))
        angle = 2 * math.pi * uniform()
        values += [radius * math.cos(angle), radius * math.sin(angle)]
    return np.array(values[:count])


def rounded(values: np.ndarray) -> list[float]:
    return [float(f"{value:.7g}") for value in values.ravel()]


@torch.no_grad()
def main() -> None:
    shipped = read_model(ROOT / "public" / "models" / "tiny")
    cases = []
    for sentence in (SENTENCES[number] for number in CHOSEN):
        text, subject, object_ = parse(sentence)
        encoded = shipped.tokenizer.encode(text, subject, object_, shipped.max_tokens)
        output = shipped.model(collate([encoded]))
        mu, sigma = output.mu.double().numpy(), output.sigma.double().numpy()
        # Entity tokens come in sequence order; the first argument in the text comes first.
        positions = np.flatnonzero(encoded.entity_mask)
        first = positions < max(encoded.subject_position, encoded.object_position)
        is_subject = first == (encoded.subject_position < encoded.object_position)
        eps = normals(SEED, DRAWS * mu.size).reshape(DRAWS, *mu.shape)
        z = mu + eps * sigma
        case = {"text": text, "subject": utf16_span(text, subject), "object": utf16_span(text, object_)}
        for role, rows in (("subjectPosterior", is_subject), ("objectPosterior", ~is_subject)):
            n = int(rows.sum())
            case[role] = {
                "numTokens": n,
                "mu": rounded(mu[rows].mean(axis=0)),
                "deviation": rounded(np.sqrt((sigma[rows] ** 2).sum(axis=0)) / n),
                "draws": rounded(z[:, rows].mean(axis=1)),
            }
        cases.append(case)
    made_with = {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()}
    out = ROOT / "test" / "fixtures" / "posteriorOracle.json"
    out.write_text(json.dumps({"madeWith": made_with, "seed": SEED, "numDraws": DRAWS, "cases": cases}, separators=(",", ":")) + "\n")
    print(f"{len(cases)} sentences, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

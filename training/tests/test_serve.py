"""The forward passes that the app asks for."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from model_fixture import examples, model

from entitybias.bottleneck import token_variance
from entitybias.model import collate
from entitybias.serve import answer

TINY = Path(__file__).parents[2] / "public/models/tiny"


def items(count: int) -> list[dict]:
    return [
        {"ids": e.input_ids, "entities": e.entity_mask, "markers": [e.subject_position, e.object_position]}
        for e in (example.encoded for example in examples(count))
    ]


def test_each_item_is_answered_as_if_it_were_alone() -> None:
    made, noise = model().eval(), torch.randn(3 * 40 * 16, generator=torch.Generator().manual_seed(5))
    answers = answer(made, items(20), draws=3, beta=None, noise=noise)
    for example, given in zip(examples(20), answers, strict=True):
        batch = collate([example.encoded])
        count = sum(example.encoded.entity_mask)
        with torch.no_grad():
            mean = made(batch)
            draws = [made(batch, noise=noise[k * count * 16 : (k + 1) * count * 16].view(count, 16)) for k in range(3)]
        expected = torch.cat([mean.logits, *(draw.logits for draw in draws)]).flatten()
        assert np.allclose(given["logits"], expected.numpy(), atol=1e-5)
        assert np.allclose(given["variance"], token_variance(mean.sigma).numpy(), atol=1e-6)


def test_beta_is_of_one_request_only() -> None:
    made = model().eval()
    own = answer(made, items(2), 0, None, torch.zeros(0))
    none = answer(made, items(2), 0, 0.0, torch.zeros(0))
    assert not np.allclose(own[0]["logits"], none[0]["logits"], atol=1e-3)
    assert answer(made, items(2), 0, None, torch.zeros(0)) == own


def test_without_bottleneck_there_is_no_draw_and_no_variance() -> None:
    answers = answer(model(bottleneck=False).eval(), items(2), draws=4, beta=0.5, noise=torch.zeros(0))
    assert [one["variance"] for one in answers] == [None, None]
    assert len(answers[0]["logits"]) == model().head.out.out_features


def test_nothing_asked_nothing_answered_and_too_little_noise() -> None:
    assert answer(model().eval(), [], 2, None, torch.zeros(0)) == []
    with pytest.raises(ValueError, match="noise: expected"):
        answer(model().eval(), items(1), 2, None, torch.zeros(5))


def test_a_process_answers_line_by_line() -> None:
    golden = json.loads((TINY / "golden.json").read_text())["cases"][0]
    item = {
        "ids": golden["inputIds"], "entities": golden["entityMask"],
        "markers": [golden["subjectPosition"], golden["objectPosition"]],
    }
    noise = base64.b64encode(np.zeros(100_000, "<f4").tobytes()).decode()
    requests = [{"noise": noise}, {"items": [item], "draws": 1, "beta": None}]
    done = subprocess.run(
        [sys.executable, "-m", "entitybias.serve", "--folder", str(TINY)],
        input="".join(json.dumps(request) + "\n" for request in requests),
        capture_output=True, text=True, check=True,
    )
    ready, noted, answered = map(json.loads, done.stdout.splitlines())
    assert ready == {"ready": "tiny"} and noted == {"noise": 100_000}
    logits = np.array(answered["items"][0]["logits"]).reshape(2, -1)
    assert np.allclose(logits[0], golden["meanLogits"], atol=1e-4)
    assert np.allclose(logits[1], logits[0], atol=1e-5)  # zero noise is the mean
    assert np.allclose(answered["items"][0]["variance"], golden["tokenVariance"], atol=1e-5)

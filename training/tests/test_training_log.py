"""The training curve in a result file."""

from __future__ import annotations

import json
from pathlib import Path

from entitybias.training_log import POINTS, read_training


def test_curve_of_a_run_that_was_interrupted(tmp_path: Path) -> None:
    start = {"experiment": {}, "seed": 1, "rows": 320, "negatives": 40, "dropped": 2, "steps": 2000, "threads": 1}
    steps = [
        {"step": step, "epoch": step / 1000, "ce": 4 / step, "klBits": 100 + step, "alpha": 2e-4,
         "variance": [0.1, 0.2, step / 1000, 0.4, 0.5], "secondsPerStep": 0.5}
        for step in range(20, 2001, 20)
    ]
    stage = [{"stage": "contrast", "step": step, "contrast": 3 / step, "norm": 1.0} for step in (20, 40)]
    again = {**steps[0], "ce": 9.0}
    lines = [start, *stage, *steps[:3], {**start, "resumedAt": 20}, again, *steps[1:]]
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = read_training(tmp_path)
    assert found is not None and (found["rows"], found["negatives"], found["steps"], found["epochs"]) == (320, 40, 2000, 2.0)
    assert len(found["curve"]) == POINTS
    assert found["curve"][0] == {"step": 20, "ce": 9.0, "klBits": 120, "alpha": 2e-4, "variance": 0.02}
    assert found["curve"][-1]["step"] == 2000
    assert found["contrastCurve"] == [{"step": 20, "loss": 0.15}, {"step": 40, "loss": 0.075}]


def test_no_log_is_no_training(tmp_path: Path) -> None:
    assert read_training(tmp_path) is None
    (tmp_path / "log.jsonl").write_text(json.dumps({"experiment": {}}) + "\n")
    assert read_training(tmp_path) is None

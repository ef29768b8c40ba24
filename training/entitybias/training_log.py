"""What a run's ``log.jsonl`` says, for its result file: rows and epochs it used, hours, and a short training curve."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

POINTS = 60


def read_training(run: Path) -> dict[str, Any] | None:
    """``rows``, ``negatives``, ``steps``, ``epochs``, ``threads``, ``secondsPerStep`` (mean over the last stretch) and
    ``curve`` of a run folder; None when it holds no log, as runs of before had none.

    After an interruption the log repeats steps: the last record of a step counts.
    """
    path = run / "log.jsonl"
    if not path.exists():
        return None
    records = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    starts = [record for record in records if "experiment" in record]
    steps = {record["step"]: record for record in records if "ce" in record}
    if not starts or not steps:
        return None
    first, last = starts[0], steps[max(steps)]
    kept = ("rows", "negatives", "dropped", "contrastGroups", "contrastRows", "steps", "threads")
    return {
        **{key: first[key] for key in kept if key in first}, "epochs": last["epoch"], "secondsPerStep": last["secondsPerStep"],
        "curve": curve(steps), **_contrast(records),
    }


def _contrast(records: list[dict[str, Any]]) -> dict[str, Any]:
    steps = {record["step"]: round(record["contrast"], 5) for record in records if record.get("stage") == "contrast"}
    return {"contrastCurve": [{"step": step, "loss": steps[step]} for step in _thin(sorted(steps))]} if steps else {}


def curve(steps: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """At most ``POINTS`` records, evenly spaced with first and last: step, ce and, with a bottleneck, klBits, alpha, median variance."""
    points = []
    for step in _thin(sorted(steps)):
        record = steps[step]
        point: dict[str, Any] = {"step": step, "ce": round(record["ce"], 5)}
        if "klBits" in record:
            point |= {"klBits": round(record["klBits"], 2), "alpha": float(f"{record['alpha']:.4g}"), "variance": record["variance"][2]}
        points.append(point)
    return points


def _thin(steps: list[int]) -> list[int]:
    if len(steps) <= POINTS:
        return steps
    return [steps[round(i * (len(steps) - 1) / (POINTS - 1))] for i in range(POINTS)]

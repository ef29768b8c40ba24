"""Paired differences between two experiments: the same rows, the same draws of documents and seeds.

    python -m entitybias.compare --base build/predictions/base-s*.npz --other build/predictions/vib-s*.npz --out FILE

Each bootstrap draw picks documents with replacement and, where several seeds were trained, seeds with
replacement, and takes the mean micro-F1 over the drawn seeds of each experiment.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np

from .export import write_json
from .metrics import by_cluster, counts, interval, resample, scores

DRAWS = 1000


def paired(base: list[dict[str, np.ndarray]], other: list[dict[str, np.ndarray]], classes: int) -> dict[str, Any]:
    """Micro-F1 of other minus base on every set both have and the files of it that all runs have, mean over seeds and files, with 95% interval."""
    names = sorted({key.split(".")[0] for key in base[0]} & {key.split(".")[0] for key in other[0]})
    result = {}
    for name in names:
        files = set.intersection(*({key.rsplit(".", 1)[0] for key in run if key.startswith(f"{name}.")} for run in base + other))
        point_a, boot_a = _micro(base, sorted(files), classes)
        point_b, boot_b = _micro(other, sorted(files), classes)
        draw = np.random.default_rng(1)
        picks_a = draw.integers(len(boot_a), size=(DRAWS, len(boot_a)))
        picks_b = draw.integers(len(boot_b), size=(DRAWS, len(boot_b)))
        columns = np.arange(DRAWS)[:, None]
        difference = boot_b.T[columns, picks_b].mean(1) - boot_a.T[columns, picks_a].mean(1)
        result[name] = {
            "base": round(float(point_a.mean()), 5), "other": round(float(point_b.mean()), 5),
            "difference": round(float(point_b.mean() - point_a.mean()), 5),
            "ci95": [round(v, 5) for v in interval(difference)], "files": len(files),
            "perSeed": {"base": point_a.round(5).tolist(), "other": point_b.round(5).tolist()},
        }
    return result


def _micro(runs: list[dict[str, np.ndarray]], files: list[str], classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Micro-F1 per seed [S] and its document bootstrap [S, DRAWS], averaged over the named files of a set."""
    points, boots = [], []
    for run in runs:
        file_points, file_boots = [], []
        for file in files:
            table = counts(run[f"{file}.gold"], run[f"{file}.predicted"], classes)
            clusters = by_cluster(table, run[f"{file}.clusters"].tolist())
            file_points.append(scores(table.sum(0), classes)[0])
            file_boots.append(scores(resample(len(clusters), DRAWS, 0) @ clusters, classes)[:, 0])
        points.append(np.mean(file_points))
        boots.append(np.mean(file_boots, axis=0))
    return np.array(points), np.array(boots)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, nargs="+", required=True)
    parser.add_argument("--other", type=Path, nargs="+", required=True)
    parser.add_argument("--classes", type=int, default=55)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    loaded = [[dict(np.load(path)) for path in paths] for paths in (args.base, args.other)]
    result = paired(loaded[0], loaded[1], args.classes)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    write_json(args.out, {
        "base": [path.stem for path in args.base], "other": [path.stem for path in args.other], "sets": result,
    }, indent=1)
    for name, entry in result.items():
        base, other, difference, low, high = (
            100 * value for value in (entry["base"], entry["other"], entry["difference"], *entry["ci95"])
        )
        print(f"{name:14} {base:.2f} -> {other:.2f}  {difference:+.2f} [{low:+.2f}, {high:+.2f}]")


if __name__ == "__main__":
    main()

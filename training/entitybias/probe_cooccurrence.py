"""How often a model names a relation between a well-known pair that merely co-occurs in a sentence.

    python -m entitybias.probe_cooccurrence --folder public/models/re-minilm-vib --out results/cooccurrence-vib.json

The sentences are ours. None of them states a relation of the schema, so ``no_relation`` is right for all;
the same frames with invented names show how much the names add.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch

from .export import ModelFolder, read_model, write_json
from .model import collate

FRAMES = (
    "A mural near the station shows S above a map of O .",
    "The quiz asked about S first and about O an hour later .",
    "She had read much about S before she ever heard of O .",
    "In the speech S was mentioned twice and O only once .",
    "The two busiest pages that week were those on S and on O .",
    "A student compared S with a passage on O in her essay .",
)
FAMOUS = (
    ("Barack Obama", "Honolulu"), ("Steve Jobs", "Apple"), ("Marie Curie", "Warsaw"), ("Pride and Prejudice", "Jane Austen"),
    ("Paris", "France"), ("Albert Einstein", "Ulm"), ("Microsoft", "Bill Gates"), ("Hamlet", "William Shakespeare"),
)
INVENTED = (
    ("Teodor Vance", "Port Lennard"), ("Anselm Roy", "Brightwater Mills"), ("Ida Falk", "Tarvik"),
    ("The Glass Orchard", "Mira Olsen"), ("Merrow Bay", "Lagosia"), ("Corvin Hale", "Velde"),
    ("Harrow Mills", "Agathe Brandt"), ("The Salt Letters", "Lu Wen"),
)


@torch.no_grad()
def named(shipped: ModelFolder, pairs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Share of frame x pair sentences that get a relation, and their mean entity variance (None without one)."""
    wrong, variances = 0, []
    negative = shipped.labels.index(shipped.config["negative"])
    for frame in FRAMES:
        for subject, object_ in pairs:
            before, _, rest = frame.partition("S ")
            middle, _, after = rest.partition("O ")
            text = f"{before}{subject} {middle}{object_} {after}"
            start = len(before) + len(subject) + 1 + len(middle)
            encoded = shipped.tokenizer.encode(
                text, (len(before), len(before) + len(subject)), (start, start + len(object_)), shipped.max_tokens
            )
            output = shipped.model(collate([encoded]))
            wrong += int(output.logits[0].argmax()) != negative
            variance = output.variance()
            if variance is not None:
                variances.append(float(variance[0]))
    count = len(FRAMES) * len(pairs)
    mean = round(sum(variances) / count, 4) if variances else None
    return {"sentences": count, "relationNamed": wrong, "share": round(wrong / count, 4), "meanVariance": mean}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    shipped = read_model(args.folder)
    result = {"model": shipped.id, "famous": named(shipped, FAMOUS), "invented": named(shipped, INVENTED)}
    write_json(args.out, result, indent=1)
    print(result)


if __name__ == "__main__":
    main()

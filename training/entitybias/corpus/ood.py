"""Swapped test sets and probes: ``python -m entitybias.corpus.ood``.

Writes ``slot_swap_K.json`` and ``type_swap_K.json`` for K = 0 .. seeds - 1, ``masked.json`` and
``entities_only.json`` with the ids, order and number of the rows of the split, and
``stats.json`` with the candidate and replacement counts.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from . import lexicons
from .build import dump
from .names import SLOTS, SeenNames, load, mention_tokens
from .rows import is_pronoun
from .swap import Pools, entities_only, mask, swap_row

# The dev sets draw from dev rows alone, so that tuning on them does not show test names.
POOL_SPLITS = {"test": ("dev", "test"), "dev": ("dev",)}


def build_sets(
    corpus: Path, data: Path, seeds: int, split: str
) -> tuple[dict[str, list], dict[str, Any]]:
    """All sets by file stem, and the counts. ``split`` is "test" or "dev"."""
    seen = SeenNames(load(corpus / "train.json"))
    records = load(corpus / f"{split}.json")
    candidates = [r for name in POOL_SPLITS[split] for r in load(corpus / f"{name}.json")]
    names = lexicons.load(data / "lexicons", seen)
    pools = Pools(candidates, seen, names)
    sets: dict[str, list] = {}
    replaced: dict[str, dict[str, int]] = {}
    for kind in ("slot", "type"):
        for seed in range(seeds):
            counts: Counter[str] = Counter()
            stem = f"{kind}_swap_{seed}"
            sets[stem] = [swap_row(record, kind, pools, seed, counts) for record in records]
            replaced[stem] = dict(sorted(counts.items()))
    sets["masked"] = [mask(record) for record in records]
    sets["entities_only"] = [entities_only(record) for record in records]
    return sets, {
        "split": split,
        "rows": len(records),
        "arguments": replaced,
        "unseenNamesByFineType": _pool_sizes(pools),
        "unseenNamesBySlot": {
            f"{relation} / {slot}": size for (relation, slot), size in _slot_sizes(pools).items()
        },
        "lexicons": dict(sorted(names.sources.items())),
        "argumentsUnseenInTrain": sum(
            not is_pronoun(tokens) and tokens not in seen
            for record in records
            for slot in SLOTS
            for tokens in [mention_tokens(record, slot)]
        ),
    }


def _pool_sizes(pools: Pools) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for origin, table in (("rows", pools.by_type), ("lexicon", pools.lexicons.names)):
        for (fine_type, _), found in table.items():
            entry = out.setdefault(fine_type, {"rows": 0, "lexicon": 0})
            entry[origin] += len(found)
    return dict(sorted(out.items()))


def _slot_sizes(pools: Pools) -> dict[tuple[str, str], int]:
    out: Counter[tuple[str, str]] = Counter()
    for (relation, slot, _, _), found in pools.by_slot.items():
        out[relation, slot] += len(found)
    return dict(sorted(out.items()))


def main() -> None:
    """Command line; prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the built corpus")
    parser.add_argument("--data", type=Path, required=True, help="folder with lexicons/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--split", choices=sorted(POOL_SPLITS), default="test")
    args = parser.parse_args()
    sets, stats = build_sets(args.corpus, args.data, args.seeds, args.split)
    args.out.mkdir(parents=True, exist_ok=True)
    for stem, records in sets.items():
        dump(args.out / f"{stem}.json", records)
    (args.out / "stats.json").write_text(json.dumps(stats, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(stats, indent=1))


if __name__ == "__main__":
    main()

"""Write a joint corpus: train.json, dev.json, test.json, types.json and stats.json.

    python -m entitybias.joint.build --corpus conll04 --data DATA --out build/joint/conll04
    python -m entitybias.joint.build --corpus ade --fold 3 --data DATA --out build/joint/ade-3
    python -m entitybias.joint.build --corpus wikipedia --data DATA --relation-corpus build/corpus --out build/joint/wikipedia

``conll04``, ``scierc``, ``ade``: ``readers.py``; ``wikipedia``: ``wikipedia.py``. The files hold text of the sources and stay
outside the repository; stats.json holds counts alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from ..corpus.build import dump
from .readers import Parts, read_ade, read_conll04, read_scierc
from .sentences import Types, to_json
from .wikipedia import PARTIAL_SHARE, read_wikipedia

CORPORA = ("conll04", "scierc", "ade", "wikipedia")
MAX_WIDTH = 10  # words; longer entities cannot be found


def statistics(parts: Parts, types: Types, dropped: Counter[str], options: dict[str, Any]) -> dict[str, Any]:
    """Counts of each split, no text."""

    def count(split: str) -> dict[str, Any]:
        sentences = parts[split]
        entities = Counter(kind for s in sentences for *_, kind in s.entities)
        relations = Counter(kind for s in sentences for *_, kind in s.relations)
        return {
            "sentences": len(sentences), "documents": len({s.docid for s in sentences}),
            "partial": sum(s.partial for s in sentences), "words": sum(len(s.words) for s in sentences),
            "longestWords": max((len(s.words) for s in sentences), default=0),
            "entities": {kind: entities[kind] for kind in types.entities},
            "relations": {kind: relations[kind] for kind in types.relations},
            "entitiesOverMaxWidth": sum(end - start > MAX_WIDTH for s in sentences for start, end, _ in s.entities),
            "overlappingEntities": sum(overlapping(s.entities) for s in sentences),
        }

    return {"options": options, "splits": {split: count(split) for split in parts}, "dropped": dict(sorted(dropped.items()))}


def overlapping(entities: tuple[tuple[int, int, str], ...]) -> int:
    """How many entities share a word with another one."""
    return sum(any(a is not b and a[0] < b[1] and b[0] < a[1] for b in entities) for a in entities)


def write(folder: Path, parts: Parts, types: Types, stats: dict[str, Any]) -> None:
    """Write the five files."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, sentences in parts.items():
        dump(folder / f"{split}.json", [to_json(sentence) for sentence in sentences])
    (folder / "types.json").write_text(json.dumps(types.to_json(), indent=1) + "\n", encoding="utf-8")
    (folder / "stats.json").write_text(json.dumps(stats, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", choices=CORPORA, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=0, help="fold of ADE, 0 to 9; 0 is the one in the data folder")
    parser.add_argument("--relation-corpus", type=Path, help="folder of entitybias.corpus.build, for wikipedia")
    parser.add_argument("--partial-share", type=float, default=PARTIAL_SHARE,
                        help="sentences of KnowledgeNet and Wiki80 for each one of Re-DocRED")
    args = parser.parse_args()
    dropped: Counter[str] = Counter()
    options: dict[str, Any] = {"corpus": args.corpus}
    if args.corpus == "conll04":
        parts, types = read_conll04(args.data)
    elif args.corpus == "scierc":
        parts, types = read_scierc(args.data)
    elif args.corpus == "ade":
        parts, types = read_ade(args.data, args.fold)
        options["fold"] = args.fold
    else:
        if args.relation_corpus is None:
            parser.error("wikipedia needs --relation-corpus, the folder of entitybias.corpus.build")
        parts, types = read_wikipedia(args.data, args.relation_corpus, args.partial_share, dropped)
        options["partialShare"] = args.partial_share
    stats = statistics(parts, types, dropped, options)
    write(args.out, parts, types, stats)
    print(json.dumps({split: {k: v for k, v in one.items() if not isinstance(v, dict)} for split, one in stats["splits"].items()}))


if __name__ == "__main__":
    main()

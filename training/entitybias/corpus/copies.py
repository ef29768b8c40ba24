"""Copies of the train rows with other names, for training: ``python -m entitybias.corpus.copies``.

Writes ``substitution_K.json`` and ``hard_negatives_K.json`` for K = 0 .. copies - 1. Each file is a list
beside ``train.json``: entry i is a copy of row i, or null where there is none.

``substitution``: both names replaced by names of the same fine type and style (entity substitution, a
baseline of the VIB paper). Names come from train rows alone: the pool of the fine type, people also
recombined from first and last names, dates made anew. No lexicon and no name of dev or test is used,
so that a name that is unseen in the swapped test sets stays unseen.

``hard_negatives``: only of rows without a relation, which they stay. A pair that is related in another
train row merely co-occurs, in one of two ways with equal chances: ``pair`` puts the two names in place of
the row's own (coarse types as the row's), ``joined`` puts them into two sentences of different
documents, one name each, which are then joined.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from .build import dump
from .lexicons import Lexicons
from .name_tables import read_nationalities
from .names import SLOTS, Record, load, mention_tokens, words
from .rows import is_pronoun
from .swap import Pools, replace_arguments, swap_row

NEGATIVE = "no_relation"
JOINED_TOKENS = 60  # two sentences that are longer together are not joined
JOINTS = ((".",), (";",), (",", "and"), (",", "while"), ("-",))
_TRIES = 12


class NoNames:
    """Stands for "seen" where every name of train may be drawn."""

    def __contains__(self, tokens: Sequence[str]) -> bool:
        return not words(tokens)


def train_pools(records: Sequence[Record], demonyms: Iterable[str]) -> Pools:
    """Pools of all names of the rows, pronouns left out; people's names also in parts."""
    people = {
        tuple(mention_tokens(r, slot))
        for r in records
        for slot in SLOTS
        if r[f"{slot}_fine_type"] == "PERSON" and r["cased"]
    }
    whole = [name for name in people if 2 <= len(name) <= 3 and all(part.isalpha() for part in name)]
    parts = Lexicons(
        first_names=sorted({name[0] for name in whole}),
        last_names=sorted({name[-1] for name in whole}),
        demonyms=frozenset(word.lower() for word in demonyms),
    )
    if not whole:  # no person to take apart: one invented name would be an error
        parts.first_names, parts.last_names = ["Ann"], ["Roe"]
    return Pools(records, NoNames(), parts)


def substitute(records: Sequence[Record], pools: Pools, number: int, counts: Counter[str]) -> list[Record]:
    """Copy ``number`` of every row with both names drawn anew; counts say how each argument was treated."""
    return [swap_row(record, "type", pools, number, counts) for record in records]


class KnownPairs:
    """Pairs of names that some row relates, by coarse types, as often as rows relate them."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = [
            r for r in records
            if r["relation"] != NEGATIVE and not any(is_pronoun(mention_tokens(r, s)) for s in SLOTS)
        ]
        self.by_types: dict[tuple[str, str], list[Record]] = {}
        for record in self.records:
            self.by_types.setdefault(_types(record), []).append(record)
        self.by_type: dict[str, list[tuple[Record, str]]] = {}
        for record in records:
            for slot in SLOTS:
                if not is_pronoun(mention_tokens(record, slot)):
                    self.by_type.setdefault(record[f"{slot}_type"], []).append((record, slot))

    def pair(self, record: Record, rng: random.Random) -> Record | None:
        """The row with a related pair of its coarse types in place of its names, or None."""
        pool = self.by_types.get(_types(record), ())
        if any(is_pronoun(mention_tokens(record, slot)) for slot in SLOTS):
            return None  # "he" cannot be one of two well-known names
        sentence = f" {' '.join(words(record['token']))} "
        for _ in range(_TRIES if pool else 0):
            source = rng.choice(pool)
            names = {slot: mention_tokens(source, slot) for slot in SLOTS}
            if not any(f" {' '.join(words(name))} " in sentence for name in names.values()):
                lower = not record["cased"]
                return replace_arguments(
                    record, {s: [t.lower() for t in name] if lower else name for s, name in names.items()}
                )
        return None

    def joined(self, record: Record, rng: random.Random) -> Record | None:
        """Two sentences with one name each of a related pair; id, label and document are those of ``record``."""
        for _ in range(_TRIES):
            source = rng.choice(self.records)
            parts = {}
            for slot in SLOTS:
                host, place = rng.choice(self.by_type[source[f"{slot}_type"]])
                parts[slot] = (host, place, mention_tokens(source, slot))
            hosts = [parts[slot][0] for slot in SLOTS]
            if hosts[0]["docid"] == hosts[1]["docid"] or hosts[0]["cased"] != hosts[1]["cased"]:
                continue
            text = {slot: _with_name(*parts[slot]) for slot in SLOTS}
            if sum(len(tokens) for tokens, _ in text.values()) > JOINED_TOKENS:
                continue
            return _join(record, source, text, hosts[0]["cased"], rng)
        return None


def _types(record: Record) -> tuple[str, str]:
    return record["subj_type"], record["obj_type"]


def _with_name(host: Record, place: str, name: Sequence[str]) -> tuple[list[str], int]:
    """The tokens of ``host`` with ``name`` at ``place``, and where the name starts."""
    start, end = host[f"{place}_start"], host[f"{place}_end"] + 1
    return [*host["token"][:start], *name, *host["token"][end:]], start


def _join(
    record: Record, source: Record, text: dict[str, tuple[list[str], int]], cased: bool, rng: random.Random
) -> Record:
    order = list(SLOTS)
    rng.shuffle(order)
    first, second = (text[slot] for slot in order)
    head = first[0][:-1] if first[0][-1] in (".", "!", "?") and first[1] + 1 < len(first[0]) else first[0]
    joint = rng.choice(JOINTS)
    starts = {order[0]: first[1], order[1]: len(head) + len(joint) + second[1]}
    tokens = [*head, *joint, *second[0]]
    out = {**record, "token": tokens if cased else [t.lower() for t in tokens], "cased": cased}
    for slot in SLOTS:
        length = source[f"{slot}_end"] - source[f"{slot}_start"]
        out |= {f"{slot}_start": starts[slot], f"{slot}_end": starts[slot] + length}
        out |= {f"{slot}_{key}": source[f"{slot}_{key}"] for key in ("type", "fine_type", "pronoun")}
    return out


def hard_negatives(
    records: Sequence[Record], pairs: KnownPairs, number: int, counts: Counter[str]
) -> list[Record | None]:
    """Copy ``number`` of every row without a relation; None for the others and where nothing fits."""
    out: list[Record | None] = []
    for record in records:
        copy = None
        if record["relation"] == NEGATIVE:
            rng = random.Random(f"negative|{number}|{record['id']}")
            makers = [("pair", pairs.pair), ("joined", pairs.joined)]
            for name, make in makers if rng.random() < 0.5 else makers[::-1]:
                copy = make(record, rng)
                if copy is not None:
                    counts[name] += 1
                    break
        out.append(copy)
    return out


def main() -> None:
    """Command line; prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.json")
    parser.add_argument("--data", type=Path, required=True, help="folder with lexicons/ (nationality words)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--copies", type=int, default=3)
    args = parser.parse_args()
    records = load(args.corpus / "train.json")
    pools = train_pools(records, read_nationalities(args.data))
    pairs = KnownPairs(records)
    args.out.mkdir(parents=True, exist_ok=True)
    for number in range(args.copies):
        counts: Counter[str] = Counter()
        dump(args.out / f"substitution_{number}.json", substitute(records, pools, number, counts))
        dump(args.out / f"hard_negatives_{number}.json", hard_negatives(records, pairs, number, counts))
        print(number, dict(sorted(counts.items())))


if __name__ == "__main__":
    main()

"""De-duplication and a split that shares neither sentences nor documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .rows import Row, unit_hash

SPLITS = ("train", "dev", "test")
DEV_SHARE = 0.05
TEST_SHARE = 0.10
HELD_OUT_TEST_SHARE = 0.75  # of the rows a source holds out; the others go to dev


class UnionFind:
    """Disjoint sets of strings; a new string is its own set."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, item: str) -> str:
        """The name of the set of ``item``: always its smallest member."""
        root = item
        while self._parent.setdefault(root, root) != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def union(self, a: str, b: str) -> None:
        """Join the sets of ``a`` and ``b``."""
        first, second = sorted((self.find(a), self.find(b)))
        self._parent[second] = first


def deduplicate(rows: Iterable[Row], dropped: Counter[str]) -> list[Row]:
    """One row per sentence and ordered pair of spans.

    Of several labels the one with the fewest rows in the whole corpus stays, as the most specific
    (country rather than located in, political affiliation rather than member of); a tie is
    settled by name. Exact copies are counted apart; of those a held-out one stays, so that it
    cannot enter train.
    """
    groups: dict[tuple, list[Row]] = {}
    frequency: Counter[str] = Counter()
    for row in rows:
        frequency[row.relation] += 1
        groups.setdefault(row.pair_key, []).append(row)
    out = []
    for group in groups.values():
        label = min({row.relation for row in group}, key=lambda name: (frequency[name], name))
        same = [row for row in group if row.relation == label]
        dropped["another label of the same pair"] += len(group) - len(same)
        dropped["duplicate"] += len(same) - 1
        out.append(min(same, key=lambda row: (not row.held_out, not row.cased, row.id)))
    return out


def assign(rows: Iterable[Row], seed: int) -> dict[str, list[Row]]:
    """Rows by split: about 85% train, 5% dev, 10% test.

    Rows that share a document or a sentence form one component, and a component goes to one split,
    chosen by a hash of the seed and the component's name. A component with a held-out row goes to
    test or dev.
    """
    rows = list(rows)
    sets = UnionFind()
    for row in rows:
        sets.union(f"doc {row.docid}", f"text {row.sentence_key}")
    held_out = {sets.find(f"doc {row.docid}") for row in rows if row.held_out}
    out: dict[str, list[Row]] = {split: [] for split in SPLITS}
    for row in rows:
        component = sets.find(f"doc {row.docid}")
        out[_split_of(component, component in held_out, seed)].append(row)
    for part in out.values():
        part.sort(key=lambda row: row.id)
    return out


def _split_of(component: str, held_out: bool, seed: int) -> str:
    draw = unit_hash("split", seed, component)
    if held_out:
        return "test" if draw < HELD_OUT_TEST_SHARE else "dev"
    if component.startswith("doc wiki80:"):
        return "train"  # the source's own test part is this source's dev and test
    if draw < TEST_SHARE:
        return "test"
    return "dev" if draw < TEST_SHARE + DEV_SHARE else "train"


def thin_negatives(
    parts: dict[str, list[Row]], negative: str, ratio: float, seed: int, dropped: Counter[str]
) -> dict[str, list[Row]]:
    """Leave out negatives by seeded draw until they are at most ``ratio`` of every split."""
    out = {}
    for split, rows in parts.items():
        kept = [row for row in rows if row.relation != negative]
        candidates = sorted(
            (row for row in rows if row.relation == negative),
            key=lambda row: unit_hash("thin", seed, row.id),
        )
        wanted = round(len(kept) * ratio / (1 - ratio))
        dropped["sampled negative not needed for the ratio"] += max(0, len(candidates) - wanted)
        out[split] = sorted(kept + candidates[:wanted], key=lambda row: row.id)
    return out

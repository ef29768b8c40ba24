"""Type-constrained name swaps with names that train has not seen."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from .lexicons import DEMONYM, Lexicons, Name
from .names import SLOTS, Record, SeenNames, mention_tokens, words
from .rows import is_pronoun
from .surface import date_style, make_date

_LOCATION_WITHOUT_DEMONYM = frozenset("RIVER WATER MOUNTAIN MOUNTAIN_RANGE TRANSPORT_HUB".split())

MIN_SLOT_CANDIDATES = 3  # with fewer, five seeds would repeat one or two names
_FULL_ROW_POOL = 20  # from this size on, rows and lexicons are drawn from equally often
_INVENTED_PERSONS = 0.75  # share of invented names among people's names from lexicons


class Pools:
    """Unseen names of the given rows by slot of a relation and by fine type, and the lexicons.

    Every pool is split by style: dates by pattern (a bare year does not replace a full date),
    nationality words apart from place names.
    """

    def __init__(self, records: Iterable[Record], seen: SeenNames, lexicons: Lexicons) -> None:
        self.seen = seen
        self.lexicons = lexicons
        slots: dict[tuple[str, ...], set[Name]] = {}
        for record in records:
            for slot in SLOTS:
                tokens = mention_tokens(record, slot)
                if not is_pronoun(tokens) and tokens not in seen:
                    key = (record["relation"], slot, *self.kind(record, slot))
                    slots.setdefault(key, set()).add(tuple(tokens))
        self.by_slot = {key: sorted(names) for key, names in slots.items()}
        types: dict[tuple[str, str], set[Name]] = {}
        for (_, _, fine_type, style), names in self.by_slot.items():
            types.setdefault((fine_type, style), set()).update(names)
        self.by_type = {key: sorted(names) for key, names in types.items()}

    def kind(self, record: Record, slot: str) -> tuple[str, str]:
        """Fine type and style of an argument."""
        fine_type = record[f"{slot}_fine_type"]
        tokens = mention_tokens(record, slot)
        if fine_type == "DATE":
            return fine_type, date_style(tokens)
        may_be_demonym = (
            record[f"{slot}_type"] == "LOCATION" and fine_type not in _LOCATION_WITHOUT_DEMONYM
        )
        if may_be_demonym and " ".join(tokens).lower() in self.lexicons.demonyms:
            return fine_type, DEMONYM
        return fine_type, ""

    def from_slot(self, record: Record, slot: str, rng: random.Random) -> Name | None:
        """An unseen name that fills the same slot of the same relation in another row.

        None when the slot has fewer than ``MIN_SLOT_CANDIDATES`` names to offer.
        """
        pool = self.by_slot.get((record["relation"], slot, *self.kind(record, slot)), [])
        if len(pool) < MIN_SLOT_CANDIDATES:
            return None
        return self._draw(pool, record, rng)

    def from_type(self, record: Record, slot: str, rng: random.Random) -> tuple[Name, str] | None:
        """An unseen name of the same fine type and where it comes from, or None.

        Rows and lexicons have equal chances where both have candidates and the rows hold at least
        twenty names; below that the chance of the rows shrinks with their number.
        """
        fine_type, style = self.kind(record, slot)
        pool = self.by_type.get((fine_type, style), [])
        makers = [
            ("rows", lambda: self._draw(pool, record, rng)),
            ("lexicon", lambda: self._from_lexicon(record, slot, fine_type, style, rng)),
        ]
        if rng.random() >= min(1.0, len(pool) / _FULL_ROW_POOL) / 2:
            makers.reverse()
        for origin, make in makers:
            name = make()
            if name is not None:
                return name, origin
        return None

    def _from_lexicon(
        self, record: Record, slot: str, fine_type: str, style: str, rng: random.Random
    ) -> Name | None:
        tokens = mention_tokens(record, slot)
        if fine_type == "DATE":
            made = make_date(tokens, lambda new: new not in self.seen, rng)
            return tuple(made) if made else None
        if fine_type == "PERSON" and rng.random() < _INVENTED_PERSONS:
            return self.lexicons.person(len(tokens), rng)
        name = self._draw(self.lexicons.names.get((fine_type, style), ()), record, rng)
        if name and fine_type in ("RIVER", "WATER") and tokens[-1].lower() in ("river", "rivers"):
            return name if name[-1].lower() == "river" else (*name, "River")
        return name

    def _draw(self, pool: Sequence[Name], record: Record, rng: random.Random) -> Name | None:
        """A name of the pool that is neither argument of the row nor a part of its sentence."""
        sentence = f" {' '.join(words(record['token']))} "
        for name in rng.sample(pool, min(len(pool), 8)):
            if f" {' '.join(words(name))} " not in sentence:
                return name
        return None


def swap_row(record: Record, kind: str, pools: Pools, seed: int, counts: Counter[str]) -> Record:
    """The row with each argument replaced; ``kind`` is "slot" or "type".

    Same id and keys, plus ``swap``: how each argument was treated (``slot``, ``rows``,
    ``lexicon``, ``pronoun``, ``kept``). A pronoun stays, as it names nobody and a name would
    often be ungrammatical in its place. Slot swap without a candidate falls back to the fine
    type; without any candidate the name is kept. Each case is added to ``counts``.
    """
    chosen: dict[str, Sequence[str]] = {}
    how: dict[str, str] = {}
    for slot in SLOTS:
        tokens = mention_tokens(record, slot)
        chosen[slot], how[slot] = tokens, "kept"
        if is_pronoun(tokens):
            how[slot] = "pronoun"
            continue
        rng = random.Random(f"{kind}|{seed}|{record['id']}|{slot}")
        for _ in range(4):
            drawn = _choose(record, slot, kind, pools, rng)
            if drawn is None:
                break
            if words(drawn[0]) not in [words(other) for s, other in chosen.items() if s != slot]:
                chosen[slot], how[slot] = drawn
                break
    for slot in SLOTS:
        counts[how[slot]] += 1
        if how[slot] == "kept":
            counts[f"kept {record[f'{slot}_fine_type']}"] += 1
        if kind == "slot" and how[slot] in ("rows", "lexicon"):
            counts[f"fallback {record[f'{slot}_fine_type']}"] += 1
    lower = not record["cased"]
    names = {s: [t.lower() if lower else t for t in name] for s, name in chosen.items()}
    return {**replace_arguments(record, names), "swap": how}


def _choose(
    record: Record, slot: str, kind: str, pools: Pools, rng: random.Random
) -> tuple[Name, str] | None:
    if kind == "slot":
        name = pools.from_slot(record, slot, rng)
        if name is not None:
            return name, "slot"
    return pools.from_type(record, slot, rng)


def replace_arguments(record: Record, names: dict[str, Sequence[str]]) -> Record:
    """A copy of the row with new argument tokens and moved offsets; other tokens stay."""
    out = dict(record)
    tokens: list[str] = []
    position = 0
    for slot in sorted(SLOTS, key=lambda s: record[f"{s}_start"]):
        tokens += record["token"][position : record[f"{slot}_start"]]
        out[f"{slot}_start"] = len(tokens)
        tokens += names[slot]
        out[f"{slot}_end"] = len(tokens) - 1
        position = record[f"{slot}_end"] + 1
    out["token"] = tokens + record["token"][position:]
    return out


def mask(record: Record) -> Record:
    """Probe: each argument is the one token ``[MASK]``."""
    return replace_arguments(record, {slot: ["[MASK]"] for slot in SLOTS})


def entities_only(record: Record) -> Record:
    """Probe: the two arguments in sentence order, and no other token."""
    out = dict(record)
    tokens: list[str] = []
    for slot in sorted(SLOTS, key=lambda s: record[f"{s}_start"]):
        out[f"{slot}_start"] = len(tokens)
        tokens += mention_tokens(record, slot)
        out[f"{slot}_end"] = len(tokens) - 1
    out["token"] = tokens
    return out

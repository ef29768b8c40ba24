"""Names of the training rows with their counts, by fine type."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from .name_spelling import LOWER_CASE_TYPES, is_plain, join_tokens
from .names import SLOTS, Record, mention_tokens
from .rows import is_pronoun

RARE_MOST = 3  # a name in one to three train rows is rare
NATIONALITY = "NATIONALITY"  # words such as "Peruvian", apart from the places they belong to

_SHARED = frozenset(("LANGUAGE", "RELIGION", NATIONALITY))
WITH_THE = frozenset(
    "United States|United Kingdom|Netherlands|Philippines|Bahamas|Gambia|Maldives|Soviet Union|"
    "Czech Republic|Dominican Republic|Central African Republic|United States of America|Solomon Islands|Marshall Islands|"
    "Ivory Coast|United Arab Emirates|Republic of Ireland|Russian Empire|Ottoman Empire".split("|")
)


def count_spellings(records: Iterable[Record]) -> dict[str, dict[str, tuple[str, int]]]:
    """Fine type to case-folded name to (its most frequent spelling in rows with case, number of rows).

    ``the`` before a place is left out, so that one country is one name. A type whose names may be
    in lower case takes names from rows with case alone.
    """
    forms: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for record in records:
        for slot in SLOTS:
            tokens = mention_tokens(record, slot)
            if is_pronoun(tokens):
                continue
            name = (
                re.sub(r"^[Tt]he (?=.)", "", join_tokens(tokens))
                if _is_place(record, slot)
                else join_tokens(tokens)
            )
            # A row without case tells how often, hardly how it is spelled.
            forms[record[f"{slot}_fine_type"]][name.casefold()][(name, record["cased"])] += 1
    out: dict[str, dict[str, tuple[str, int]]] = {}
    for fine_type, by_name in forms.items():
        out[fine_type] = {
            key: (max(spellings, key=lambda s: (s[1], spellings[s], s[0]))[0], spellings.total())
            for key, spellings in by_name.items()
            if fine_type not in LOWER_CASE_TYPES or any(cased for _, cased in spellings)
        }
    return out


def _is_place(record: Record, slot: str) -> bool:
    return record[f"{slot}_type"] == "LOCATION"


def _key(name: str) -> str:
    """What two spellings of one name share: case and a leading article do not count."""
    return name.casefold().removeprefix("the ")


def list_seen(
    counted: dict[str, dict[str, tuple[str, int]]],
    coarse: Mapping[str, str],
    demonyms: Collection[str],
    keep: Callable[[str, str], bool],
) -> dict[str, tuple[list[tuple[str, int]], list[tuple[str, int]]]]:
    """Fine type to (names of more than three arguments, names of one to three), by falling count.

    A name is counted over all types, so that a town does not pass for rare as a birthplace, and left
    out of a fine type whose coarse type (``coarse``) has under half of its arguments: a film title
    among the people is a slip of a row. Words such as "Spanish" are rightly of two types.
    """
    totals: Counter[str] = Counter()
    shares: Counter[tuple[str, str]] = Counter()
    merged: dict[str, set[str]] = defaultdict(set)
    for fine_type, by_name in counted.items():
        for key, (name, count) in by_name.items():
            totals[_key(name)] += count
            shares[coarse[fine_type], _key(name)] += count
            if fine_type in ("CITY", "COUNTRY", "LOCATION", "PLACE", "REGION") and key in demonyms:
                merged[NATIONALITY].add(name[:1].upper() + name[1:])
            elif is_plain(name, fine_type) and keep(fine_type, name):
                merged[fine_type].add(f"the {name}" if name in WITH_THE else name)
    out = {}
    for fine_type, names in merged.items():
        # One of "the 1960s" and "1960s": the count is theirs together.
        one = {_key(name): name for name in sorted(names, key=lambda name: (len(name), name))}
        kind = coarse.get(fine_type, "LOCATION")
        rows = sorted(
            (
                (one[key], totals[key])
                for key in one
                if fine_type in _SHARED or 2 * shares[kind, key] >= totals[key]
            ),
            key=lambda row: (-row[1], row[0]),
        )
        frequent = [row for row in rows if row[1] > RARE_MOST]
        out[fine_type] = (frequent, [row for row in rows if row[1] <= RARE_MOST])
    return out

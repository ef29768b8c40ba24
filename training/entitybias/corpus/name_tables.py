"""The name tables of the page: frequent, rare and unseen names by fine type, with train counts.

``python -m entitybias.corpus.name_tables --corpus DIR --data DIR --schema FILE --out FILE`` reads
``train.json`` and the lexicons and writes names and counts, no sentence. The same input gives the
same file: where a list is longer than its cap, the names with the smallest hash of their spelling
are kept, so that the choice does not favour the top of the alphabet.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from . import lexicons
from .name_counts import NATIONALITY, WITH_THE, count_spellings, list_seen
from .name_spelling import is_plain, join_tokens
from .names import SLOTS, Record, SeenNames, load, words
from .own_names import LISTS, PATTERNS
from .rows import unit_hash

VERSION = 1

# (frequent, rare, unseen) at most; a type that is not named here has SMALL.
LARGE, MEDIUM, SMALL = (120, 120, 200), (80, 80, 80), (40, 40, 40)
CAPS = {
    **dict.fromkeys(("PERSON", "CITY", "COMPANY", "ORGANIZATION", "WORK"), LARGE),
    **dict.fromkeys(("COUNTRY", NATIONALITY, "PLACE", "REGION", "TITLE"), MEDIUM),
    "DATE": (10**6, 10**6, 0),  # every date of train, as unseen ones are made while the page runs
}
_FEDERATIONS = frozenset(("United States", "Canada", "Australia"))


class SeenText:
    """Whether a name stands anywhere in a train sentence, in any case and cut."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._text = "\n".join(f" {' '.join(words(record['token']))} " for record in records)

    def __contains__(self, name: str) -> bool:
        return f" {' '.join(words([name]))} " in self._text


def choose(names: Iterable[str], most: int, salt: str) -> list[str]:
    """At most ``most`` of the names, chosen by the hash of their spelling."""
    return sorted(set(names), key=lambda name: unit_hash(salt, name))[:most]


def make_tables(records: list[Record], data: Path) -> dict[str, dict[str, list]]:
    """Fine type to its three lists; pairs of name and count, unseen names alone."""
    seen, text = SeenNames(records), SeenText(records)
    lists = lexicons.load(data / "lexicons", seen)
    folder = data / "lexicons" / "dariusk_corpora_CC0"
    demonyms = {n.lower(): n for n in read_nationalities(data)}
    countries = {n.lower(): n for n in _json(folder / "countries.json", "countries")}
    with (data / "lexicons/worldcities_CCBY4/world-cities.csv").open(encoding="utf-8") as file:
        places = list(csv.DictReader(file))
    known_cities = {row["name"].lower() for row in places}
    known_areas = {row["subcountry"].lower() for row in places}
    states = {row["subcountry"] for row in places if row["country"] in _FEDERATIONS}
    states -= {"New York", "Washington"}

    def keep(fine_type: str, name: str) -> bool:
        """Whether the name is of its fine type, as rows take the type from their relation."""
        lower = name.lower()
        is_country = lower in countries or name in WITH_THE or lower in ("u.s.", "uk", "ussr")
        if fine_type == "CITY":
            return lower in known_cities and not is_country and name not in states and len(name) > 2
        if fine_type == "REGION":
            return lower in known_areas and not is_country
        if fine_type == "COUNTRY":
            return is_country
        return not is_country or fine_type == "LOCATION"

    seen_lists = list_seen(count_spellings(records), read_coarse(records), demonyms, keep)

    def is_new(name: str) -> bool:
        return bool(words([name])) and [name] not in seen and name not in text

    def unseen(fine_type: str, names: Iterable[str], most: int) -> list[str]:
        out: list[str] = []
        for name in choose(names, 10**6, fine_type):
            if len(out) == most:
                break
            # The page puts a last name alone in the place of one word.
            alone = name.split()[-1] if fine_type == "PERSON" else name
            if is_plain(name, fine_type) and is_new(name) and is_new(alone):
                out.append(name)
        return sorted(out)

    last_names = [n for n in choose(lists.last_names, 4000, "last") if is_plain(n, "PERSON")]
    new_cities = choose((n[0] for n in lists.names["CITY", ""] if len(n) == 1), 4000, "city")
    tables: dict[str, dict[str, list]] = {}
    for fine_type in sorted({*seen_lists, *PATTERNS, *LISTS}):
        caps = CAPS.get(fine_type, SMALL)
        frequent, rare = seen_lists.get(fine_type, ([], []))
        rare_names = set(choose((name for name, _ in rare), caps[1], f"rare {fine_type}"))
        names = _unseen_names(fine_type, lists, demonyms, countries, last_names, new_cities)
        tables[fine_type] = {
            "frequent": [list(row) for row in frequent[: caps[0]]],
            "rare": [list(row) for row in rare if row[0] in rare_names],
            "unseen": unseen(fine_type, names, caps[2]),
        }
    return tables


def _unseen_names(
    fine_type: str,
    lists: lexicons.Lexicons,
    demonyms: Mapping[str, str],
    countries: Mapping[str, str],
    last_names: list[str],
    cities: list[str],
) -> list[str]:
    """Names that may be unseen in train: lexicons, our own lists, invented ones."""
    if fine_type == "PERSON":
        firsts = choose(lists.first_names, 300, "first")
        made = [f"{first} {last}" for first, last in zip(firsts, last_names)]
        known = [join_tokens(n) for n in lists.names["PERSON", ""]]
        return choose(made, 170, "made") + choose([n for n in known if " " in n], 130, "known")
    if fine_type == NATIONALITY:
        return [n for n in demonyms.values() if " " not in n]
    if fine_type == "COUNTRY":
        return list(countries.values())
    names = list(LISTS.get(fine_type, ()))
    patterns = PATTERNS.get(fine_type, ()) if last_names and cities else ()
    for i in range(80 if patterns else 0):
        # Beyond the last names and cities that PERSON and CITY show.
        pick = int(unit_hash("pattern", fine_type, i) * 1000) + 300
        last, city = last_names[pick % len(last_names)], cities[pick % len(cities)]
        names.append(patterns[i % len(patterns)].format(last=last, city=city))
    if fine_type in ("CITY", "REGION", "COMPANY", "RIVER", "WATER", "WORK", "TITLE"):
        names += [join_tokens(n) for n in lists.names[fine_type, ""]]
    if fine_type == "ORGANIZATION":
        charities = {join_tokens(n) for n in lists.names["ORGANIZATION", ""]}
        names += sorted(charities - {join_tokens(n) for n in lists.names["COMPANY", ""]})
    return names


def read_nationalities(data: Path) -> list[str]:
    """Words such as "Peruvian", without "Citizen of ..."."""
    path = data / "lexicons" / "dariusk_corpora_CC0" / "nationalities.json"
    return sorted(name for name in _json(path, "nationalities") if not name.startswith("Citizen "))


def _json(path: Path, key: str) -> list[str]:
    return json.loads(path.read_text(encoding="utf-8"))[key]


def read_coarse(records: Iterable[Record]) -> dict[str, str]:
    """Fine type to the type that rows carry."""
    return {r[f"{slot}_fine_type"]: r[f"{slot}_type"] for r in records for slot in SLOTS}


def make_file(records: list[Record], data: Path, schema: list[dict[str, str]]) -> dict[str, Any]:
    """The whole content of the file; see ``public/names/README.md``."""
    coarse = {**read_coarse(records), NATIONALITY: "LOCATION"}
    tables = make_tables(records, data)
    return {
        "version": VERSION,
        "trainRows": len(records),
        "nationalities": read_nationalities(data),
        "types": {
            fine: {"coarse": coarse.get(fine, fine), **lists} for fine, lists in tables.items()
        },
        "relations": {
            entry["label"]: [
                entry.get("fineSubject", entry["subject"]),
                entry.get("fineObject", entry["object"]),
            ]
            for entry in schema
        },
    }


def dump(content: dict[str, Any]) -> str:
    """JSON with one list a line: small, and a change shows in few lines."""
    types = ",\n".join(
        f' {json.dumps(fine)}: {{"coarse": {json.dumps(entry["coarse"])},\n'
        + ",\n".join(
            f"  {json.dumps(key)}: {json.dumps(entry[key], ensure_ascii=False, separators=(',', ':'))}"
            for key in ("frequent", "rare", "unseen")
        )
        + "}"
        for fine, entry in content["types"].items()
    )
    nationalities, relations = (
        json.dumps(content[key], ensure_ascii=False, separators=(",", ":"))
        for key in ("nationalities", "relations")
    )
    return (
        f'{{"version": {content["version"]}, "trainRows": {content["trainRows"]},\n'
        f'"nationalities": {nationalities},\n"types": {{\n{types}}},\n"relations": {relations}}}\n'
    )


def main() -> None:
    """Command line; prints the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.json")
    parser.add_argument("--data", type=Path, required=True, help="folder with lexicons/")
    parser.add_argument(
        "--schema", type=Path, required=True, help="relations with their fine types"
    )
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    schema = json.loads(args.schema.read_text(encoding="utf-8"))
    content = make_file(load(args.corpus / "train.json"), args.data, schema)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(dump(content), encoding="utf-8")
    for fine_type, entry in content["types"].items():
        sizes = "".join(f"{len(entry[key]):>6}" for key in ("frequent", "rare", "unseen"))
        print(f"{fine_type:<16}{entry['coarse']:<14}{sizes}")
    print(f"{args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()

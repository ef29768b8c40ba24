"""Name lists by fine type, read from the ``lexicons`` folder of the data."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .knowledgenet import tokenize
from .names import SeenNames

Name = tuple[str, ...]

DEMONYM = "demonym"


@dataclass
class Lexicons:
    """Names unseen in train by (fine type, style), and the parts of invented people's names."""

    names: dict[tuple[str, str], list[Name]] = field(default_factory=dict)
    first_names: list[str] = field(default_factory=list)
    last_names: list[str] = field(default_factory=list)
    demonyms: frozenset[str] = frozenset()
    sources: dict[str, int] = field(default_factory=dict)

    def person(self, length: int, rng: random.Random) -> Name:
        """An invented person: a last name alone for one token, else first name(s) and last name.

        At most three parts; the last name occurs in no argument of train.
        """
        firsts = [rng.choice(self.first_names) for _ in range(min(max(length, 1), 3) - 1)]
        return (*firsts, rng.choice(self.last_names))


def split_name(text: str) -> Name:
    """A name in the tokens of the corpus."""
    return tuple(token for token, _, _ in tokenize(text.strip()))


def load(folder: Path, seen: SeenNames) -> Lexicons:
    """Read every list and keep the names that train has not seen.

    Raises FileNotFoundError when a list is missing.
    """
    out = Lexicons()
    corpora = folder / "dariusk_corpora_CC0"

    def add(fine_type: str, texts: Iterable[str], style: str = "") -> None:
        unseen = {name for text in texts if (name := split_name(text)) and name not in seen}
        out.sources[f"{fine_type} {style}".strip()] = len(unseen)
        pool = out.names.setdefault((fine_type, style), [])
        pool.extend(sorted(unseen))

    cities, regions = _cities(folder / "worldcities_CCBY4" / "world-cities.csv")
    countries = [
        re.sub(r"\s*[,(\[].*", "", row["name"])
        for row in _csv(folder / "iso3166_CCBYSA4" / "all.csv")
    ]
    companies = {row["Security"] for row in _csv(folder / "sp500_PDDL" / "constituents.csv")}
    companies |= set(_json(corpora / "fortune500.json", "companies"))
    for file in ("djia.json", "nasdaq.json"):
        companies |= {entry["name"] for entry in _json(corpora / file, "corporations")}
    rivers = _json(corpora / "rivers.json", "rivers")
    titles = [
        re.sub(r"\s*\(\d{4}\)$", "", t)
        for t in _json(corpora / "popular-movies.json", "popular-movies")
    ]
    nationalities = _json(corpora / "nationalities.json", "nationalities")
    charities = _json(corpora / "charities.json", "charities")

    add("CITY", cities)
    add("REGION", regions)
    add("PLACE", cities | regions)
    add("LOCATION", cities | regions | set(countries))
    add("COUNTRY", countries)
    for fine_type in ("CITY", "REGION", "PLACE", "LOCATION", "COUNTRY"):
        add(fine_type, nationalities, DEMONYM)
    add("COMPANY", companies)
    add("ORGANIZATION", [*charities, *companies])
    add("RIVER", [river["name"] for river in rivers])
    add("WATER", [river["name"] for river in rivers])
    add("WORK", [*titles, *_json(corpora / "tv_shows.json", "tv_shows")])
    add("TITLE", _json(corpora / "occupations.json", "occupations"))
    add(
        "PERSON",
        [
            *_json(corpora / "celebrities.json", "celebrities"),
            *_json(corpora / "scientists.json", "scientists"),
        ],
    )
    out.demonyms = frozenset(word.lower() for word in nationalities)
    out.first_names = _first_names(folder, corpora)
    out.last_names = [name for name in _last_names(folder, corpora) if (name,) not in seen]
    out.sources["PERSON first names"] = len(out.first_names)
    out.sources["PERSON unseen last names"] = len(out.last_names)
    return out


def _json(path: Path, key: str) -> list:
    return json.loads(path.read_text(encoding="utf-8"))[key]


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cities(path: Path) -> tuple[set[str], set[str]]:
    rows = _csv(path)
    return {row["name"] for row in rows}, {row["subcountry"] for row in rows if row["subcountry"]}


def _census(path: Path, most: int) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [line.split()[0].title() for _, line in zip(range(most), file)]


def _first_names(folder: Path, corpora: Path) -> list[str]:
    census = folder / "census_us"
    out = set(
        _census(census / "dist.female.first", 1000) + _census(census / "dist.male.first", 700)
    )
    out |= set(_json(corpora / "norwayFirstNamesBoys.json", "firstnames_boys_norwegian"))
    out |= set(_json(corpora / "norwayFirstNamesGirls.json", "firstnames_girls_norwegian"))
    out |= set(_json(corpora / "spanishFirstNames.json", "firstNames"))
    return sorted(name for name in out if name.isalpha())


def _last_names(folder: Path, corpora: Path) -> list[str]:
    out = set(_census(folder / "census_us" / "dist.all.last", 20000))
    out |= set(_json(corpora / "spanishLastNames.json", "lastNames"))
    return sorted(name for name in out if name.isalpha())

"""Surface styles of names: dates by their pattern, and nationality words apart from place names."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ABBREVIATIONS = [month[:3] for month in MONTHS] + ["Sept"]
_FULL = {month.lower() for month in MONTHS}
_SHORT = {month.lower() for month in _ABBREVIATIONS}

_YEAR_WINDOWS = (15, 40, 100, 300)
_TRIES = 40
LAST_YEAR = 2024


def date_style(tokens: Sequence[str]) -> str:
    """The pattern of a date: ``D M Y`` for a day, a month and a year; other tokens as they are."""
    return " ".join(_kind(token) or token.lower() for token in tokens)


def _kind(token: str) -> str:
    lower = token.lower()
    if lower in _FULL:
        return "M"
    if lower in _SHORT:
        return "m"
    if token.isdecimal() and token.isascii():
        return "Y" if len(token) == 4 else "D" if len(token) <= 2 and 1 <= int(token) <= 31 else ""
    if len(token) == 5 and token[:4].isdecimal() and lower.endswith("s"):
        return "Ys"
    if lower[:-2].isdecimal() and lower[-2:] in ("st", "nd", "rd", "th"):
        return "O"
    return ""


def make_date(
    tokens: Sequence[str], accept: Callable[[Sequence[str]], bool], rng: random.Random
) -> list[str] | None:
    """A date in the same style that ``accept`` takes, its years as near as acceptable ones lie.

    None when the mention has no day, month, year, decade or ordinal to change, or nothing is accepted.
    """
    kinds = [_kind(token) for token in tokens]
    if not any(kinds):
        return None
    for window in _YEAR_WINDOWS:
        for _ in range(_TRIES):
            made = [_renew(token, kind, window, rng) for token, kind in zip(tokens, kinds)]
            if made != list(tokens) and accept(made):
                return made
    return None


def _renew(token: str, kind: str, window: int, rng: random.Random) -> str:
    if kind == "Y":
        year = int(token)
        return f"{rng.randint(max(1, year - window), min(max(LAST_YEAR, year), year + window)):04d}"
    if kind == "Ys":
        decade = int(token[:4]) // 10 + rng.randint(-window, window) // 10
        return f"{min(max(decade, 100), LAST_YEAR // 10)}0{token[-1]}"
    if kind == "O":
        number = rng.randint(1, 21)
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
        return f"{number}{ending}"
    if kind == "D":
        return str(rng.randint(1, 28))
    if kind == "M":
        return _like(token, rng.choice(MONTHS))
    if kind == "m":
        return _like(token, rng.choice(MONTHS)[:3])
    return token


def _like(token: str, word: str) -> str:
    return word.upper() if token.isupper() else word.lower() if token.islower() else word

"""How a name from corpus tokens is written for people, and which names are not shown."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

from .names import words

MOST_WORDS = 5
MOST_CHARACTERS = 40
LOWER_CASE_TYPES = frozenset({"GENRE", "INSTRUMENT", "TITLE", "DATE"})

_BLOCKED = frozenset(
    codecs.decode(
        "nahf nff nffubyr onfgneq ovgpu pbba phag qvxr qlxr snttbg shpx shpxvat avttre avttnj cnxv "
        "cbea cbeab encr encvfg frk frkl fuvg fyhg juber uvgyre anmv anmvf uvzzyre uvgfvmr xxx xxk "
        "qvpx qvpxf cbeabtencuvp trfgncb xvyy xvyyre zheqre qrngu qrnq cravf intvan gvgf qnza uryy ergneq ergneqrq vapbaarpgrq",
        "rot13",
    ).split()
)
_ABBREVIATION = re.compile(r"(\b\w|\b(Inc|Co|Corp|Ltd|Bros|Jr|Sr|St|Mt|Dr|Ph\.?D|P|L))\.$")
_ODD = re.compile(r"[\"“”„«»‘`:;!?¿¡*/|\\<>=_~^{}\[\]()#@+…]|\.\.|(^|\s)['’&-]|[-'’](\s|$)")


def join_tokens(tokens: Sequence[str]) -> str:
    """A name in ordinary spelling from corpus tokens: ``Jean - Luc O ' Neil`` is ``Jean-Luc O'Neil``."""
    text = " ".join(tokens)
    text = re.sub(r"(?<=\w) ?([-–]) ?(?=\w)", r"\1", text)
    text = re.sub(r"(?<=\w) ?(['’]) ?(?=\w)", r"\1", text)
    text = re.sub(r" ([,.])", r"\1", text)
    text = re.sub(r"\b(\w\.) (?=\w\.)", r"\1", text)
    text = text.strip()
    # A full stop that ended the sentence, not an abbreviation.
    return text[:-1] if text.endswith(".") and not _ABBREVIATION.search(text) else text


def is_plain(name: str, fine_type: str) -> bool:
    """Whether a name may be shown: short, no stray marks, not offensive, not in lower case for lack of case."""
    parts = name.split()
    if not parts or len(parts) > MOST_WORDS or len(name) > MOST_CHARACTERS or len(name) < 2:
        return False
    if (
        _ODD.search(name)
        or name[-1] in ",'’-"
        or name[0] in ",.'’-"
        or not any(map(str.isalnum, name))
    ):
        return False
    if _BLOCKED & set(words([name])):
        return False
    if fine_type == "DATE":
        return any(map(str.isdigit, name)) and not re.match(
            r"(to|in|from|since|by|on|until) ", name
        )
    if (
        fine_type == "INSTRUMENT"
        and re.search(r"(ists?|ers?|player)$", name)
        and parts[-1] != "dulcimer"
    ):
        return False
    if any(map(str.isdigit, name)) and fine_type not in (
        "WORK",
        "SOFTWARE",
        "PRODUCT",
        "EVENT",
        "MISC",
    ):
        return False
    if fine_type not in LOWER_CASE_TYPES and name == name.lower():
        return False
    # "Black forest": the start of a sentence without case.
    return fine_type in LOWER_CASE_TYPES or len(parts) == 1 or not all(map(str.islower, parts[1:]))

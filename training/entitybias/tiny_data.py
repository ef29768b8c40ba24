"""Template sentences with invented names, for the tiny test models. All of it written for this project."""

from __future__ import annotations

import numpy as np

# Label -> (subject kind, object kind, templates). S and O stand for the arguments.
TEMPLATES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "place of birth": ("person", "place", (
        "S was born in O .", "A native of O , S came from a family of sailors .", "S , born in O , moved away early .",
        "In O , the young S first saw the world .")),
    "date of birth": ("person", "year", (
        "S was born in O .", "Born in O , S was the youngest of four .", "S ( born O ) is a painter .")),
    "spouse": ("person", "person", (
        "S married O in a small chapel .", "S and the actor O married quietly .", "S lives with her husband O .",
        "His wife S met O at a concert .")),
    "child": ("person", "person", (
        "S had a son named O .", "S taught her daughter O to read .", "S was survived by one child , O .")),
    "educated at": ("person", "school", (
        "S studied law at O .", "S took a degree from O .", "After school , S was educated at O .")),
    "instrument": ("person", "instrument", (
        "S played the O .", "At the gala , S played the O and nobody left early .", "S is known for the O .")),
    "occupation": ("person", "job", (
        "S is a O .", "S worked as a O for ten years .", "The O S retired last spring .")),
    "founded by": ("company", "person", (
        "O founded S with a loan from his sister .", "S was founded by O .", "S , set up by O , makes paper .")),
    "inception": ("company", "year", (
        "S was established in O .", "Founded in O , S still trades .", "S dates from O .")),
    "headquarters location": ("company", "place", (
        "S has its head office in O .", "The head office of S moved to O .", "S is based in O .")),
    "chief executive": ("company", "person", (
        "O leads S as chief executive .", "S named O its new chief executive .")),
    "author": ("work", "person", (
        "S is a novel by O .", "Critics were cool towards S , the third novel by O .", "O wrote S in one winter .")),
    "director": ("work", "person", (
        "S is a film directed by O .", "O directed S on a small budget .")),
    "publication date": ("work", "year", ("S was published in O .", "S first appeared in O .")),
    "tributary": ("river", "river", ("The O flows into the S .", "The O , a tributary of the S , is short .")),
    "mouth of the watercourse": ("river", "river", (
        "The S joins the O a mile below the old mill .", "The S empties into the O .")),
    "located in": ("place", "region", ("S is a town in O .", "S lies in the north of O .")),
    "contains": ("region", "place", ("O is the largest town of S .", "S includes the town of O .")),
    "head of government": ("place", "person", ("O was elected mayor of S .", "The mayor of S , O , resigned .")),
    "no_relation": ("person", "place", (
        "S read about O in the paper .", "A letter for S was lost on the way to O .", "S has never seen O .",
        "While O slept , S wrote to a friend .")),
}

_ONSETS = ("b", "br", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "th", "v", "w", "z")
_VOWELS = ("a", "e", "i", "o", "u", "ae", "io", "á", "ö")
_CODAS = ("", "", "l", "n", "r", "s", "x", "nd", "ck")
_SUFFIX = {
    "place": (" Bay", "vik", "burg", " Falls", "ton", ""), "region": ("land", "shire", "ia", " Province"),
    "school": (" University", " College", " Academy"), "company": (" Mills", " Ltd.", " & Sons", " Works"),
    "river": ("", " River", "e", "a"),
}
_FIXED = {
    "instrument": ("viola", "cello", "flute", "harp", "piano", "drum", "oboe", "lute"),
    "job": ("painter", "shipwright", "teacher", "judge", "poet", "baker", "surgeon", "pilot"),
}
_TAILS = (
    "", "", "", " The harbour was quiet that year .", " It rained for a week .", " Few people noticed ; the ledgers say little .",
    " Nobody left early !", " \" That is all , \" she said .", " See p. 12 or write to the editor .",
)

_COARSE = {
    "person": "PERSON", "place": "LOCATION", "region": "LOCATION", "river": "LOCATION", "school": "ORGANIZATION",
    "company": "ORGANIZATION", "work": "WORK", "year": "DATE", "instrument": "INSTRUMENT", "job": "TITLE",
}


def types_of(label: str) -> tuple[str, str]:
    """Coarse types of subject and object of the sentences of a label."""
    subject, object_, _ = TEMPLATES[label]
    return _COARSE[subject], _COARSE[object_]


def name(kind: str, draw: np.random.Generator) -> str:
    """An invented name (or a plain word for instruments and jobs, a year for years)."""
    if kind == "year":
        return str(draw.integers(1700, 2024))
    if kind in _FIXED:
        return str(draw.choice(_FIXED[kind]))

    def word() -> str:
        parts = [f"{draw.choice(_ONSETS)}{draw.choice(_VOWELS)}{draw.choice(_CODAS)}" for _ in range(draw.integers(1, 4))]
        return "".join(parts).capitalize()

    if kind == "person":
        return f"{word()} {word()}" if draw.random() < 0.7 else word()
    if kind == "work":
        return f"The {word()} {draw.choice(('Orchard', 'Letter', 'House', 'Song', 'Winter'))}"
    return word() + str(draw.choice(_SUFFIX[kind]))


def sentence(draw: np.random.Generator) -> tuple[str, tuple[int, int], tuple[int, int], str]:
    """A random text, its subject and object spans (code points, half-open) and its label."""
    label = str(draw.choice(list(TEMPLATES)))
    subject_kind, object_kind, templates = TEMPLATES[label]
    words: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    at = 0
    for word in str(draw.choice(templates)).split() + str(draw.choice(_TAILS)).split():
        text = word
        if word in ("S", "O"):
            text = name(subject_kind if word == "S" else object_kind, draw)
            spans[word] = (at, at + len(text))
        words.append(text)
        at += len(text) + 1
    return " ".join(words), spans["S"], spans["O"], label

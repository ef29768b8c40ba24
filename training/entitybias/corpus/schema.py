"""The relation schema: labels, argument types, and which source label means which relation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SOURCES = ("knowledgenet", "wiki80", "redocred")

# Schema types that Re-DocRED has no class for and annotates with one of its own six.
_SUBTYPES = {
    "MISC": {"WORK", "EVENT", "PRODUCT", "LANGUAGE", "GENRE", "TITLE", "INSTRUMENT", "RELIGION"},
    "ORGANIZATION": {"RELIGION"},
}


@dataclass(frozen=True)
class Relation:
    """One relation: label, argument types as shown to people, and finer ones for name swaps."""

    label: str
    subject: str
    object: str
    fine_subject: str
    fine_object: str


def is_compatible(source_type: str, schema_type: str) -> bool:
    """Whether a mention annotated ``source_type`` (mapped) may be called ``schema_type``."""
    return source_type == schema_type or schema_type in _SUBTYPES.get(source_type, ())


@dataclass(frozen=True)
class Schema:
    """The relations in file order and the look-ups made from them."""

    negative: str
    relations: dict[str, Relation]
    mapping: dict[str, dict[str, str]]
    type_map: dict[str, dict[str, str]]

    @classmethod
    def load(cls, path: Path) -> Schema:
        """Read ``relations.json``. Raises ValueError if a source label maps to two relations."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        relations: dict[str, Relation] = {}
        mapping: dict[str, dict[str, str]] = {source: {} for source in SOURCES}
        for entry in raw["relations"]:
            label = entry["label"]
            relations[label] = Relation(
                label,
                entry["subject"],
                entry["object"],
                entry.get("fineSubject", entry["subject"]),
                entry.get("fineObject", entry["object"]),
            )
            for source, names in entry["sources"].items():
                for name in names:
                    if mapping[source].setdefault(name, label) != label:
                        raise ValueError(f"{source} label {name!r} maps to two relations")
        return cls(raw["negative"], relations, mapping, raw["typeMap"])

    @property
    def labels(self) -> list[str]:
        """Class labels in order, ``no_relation`` first."""
        return [self.negative, *self.relations]

    def pair_fits(self, subject_type: str, object_type: str) -> bool:
        """Whether some relation takes arguments of these two mapped source types, in this order."""
        return any(
            is_compatible(subject_type, relation.subject)
            and is_compatible(object_type, relation.object)
            for relation in self.relations.values()
        )

    def fitting_pairs(self, types: Iterable[str]) -> set[tuple[str, str]]:
        """All ordered pairs of ``types`` that fit some relation."""
        types = list(types)
        return {(a, b) for a in types for b in types if self.pair_fits(a, b)}

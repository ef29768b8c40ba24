"""What a joint model is put together from: the choices of its config.json, each a line of an experiment file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

ENTITY_HEADS = ("softmax", "ranking", "multitask")
RELATION_HEADS = ("sigmoid", "ranking", "multitask")
ENTITY_LOGITS = ("none", "types", "all")
WORDS = ("given", "split")


@dataclass(frozen=True)
class JointParts:
    """SpERT is ``softmax`` and ``sigmoid`` without entity logits, SpERT.MT ``multitask`` twice with them.

    ``ranking`` is SpERT.MT without the identification task: what is no entity, or no relation, scores the constant
    ``ranking_threshold``. ``entity_logits``: what of the scores of head and tail joins the vector of a pair, "none", the
    scores of the "types", or "all", the identification score too. ``words``: "given" reads the words of the corpus, "split"
    those that the tokenizer sees, which is how raw text is read in use. Thresholds: ``entity_threshold`` is for
    identification, ``relation_threshold`` for the score that a relation must have. ``max_entities`` bounds the spans of a
    sentence that are paired, best first.
    """

    entity_head: str = "softmax"
    relation_head: str = "sigmoid"
    entity_logits: str = "none"
    max_width: int = 10
    width_size: int = 25
    width_rows: int = 100
    entity_threshold: float = 0.5
    relation_threshold: float = 0.4
    ranking_threshold: float = 0.5
    gamma: float = 2.0
    max_entities: int = 60
    words: str = "given"

    def __post_init__(self) -> None:
        for name, allowed in (("entity_head", ENTITY_HEADS), ("relation_head", RELATION_HEADS),
                              ("entity_logits", ENTITY_LOGITS), ("words", WORDS)):
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name}: expected one of {', '.join(allowed)}, got {getattr(self, name)!r}")
        if self.entity_logits == "all" and self.entity_head != "multitask":
            raise ValueError("entity_logits all: there is no identification score without entity_head multitask")

    def logits_size(self, entity_types: int) -> int:
        """Scores of one span that join the vector of a pair."""
        if self.entity_logits == "none":
            return 0
        return entity_types + (self.entity_head == "softmax") + (self.entity_logits == "all")


# snake_case of Python and experiment files, camelCase of config.json.
NAMES = {
    "entity_head": "entityHead", "relation_head": "relationHead", "entity_logits": "entityLogits", "max_width": "maxWidth",
    "width_size": "widthSize", "width_rows": "widthRows", "entity_threshold": "entityThreshold",
    "relation_threshold": "relationThreshold", "ranking_threshold": "rankingThreshold", "gamma": "gamma",
    "max_entities": "maxEntities", "words": "words",
}


def parts_json(parts: JointParts) -> dict[str, Any]:
    """``joint`` of config.json, without the types."""
    return {NAMES[name]: value for name, value in asdict(parts).items()}


def read_parts(content: dict[str, Any]) -> JointParts:
    """The inverse of ``parts_json``; other keys are left alone."""
    return JointParts(**{name: content[key] for name, key in NAMES.items()})

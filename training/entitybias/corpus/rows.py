"""The row that every reader makes, its keys, and its TACRED form."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]  # token positions, end exclusive

MAX_TOKENS = 100

PRONOUNS = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves "
    "he him his himself she her hers herself it its itself they them their theirs themselves "
    "one who whom whose which that this these those where what here there".split()
)


@dataclass(frozen=True)
class Row:
    """One sentence with two marked arguments. ``held_out`` rows may not enter train."""

    source: str
    docid: str
    relation: str
    tokens: tuple[str, ...]
    subj: Span
    obj: Span
    subj_type: str
    obj_type: str
    subj_fine_type: str
    obj_fine_type: str
    cased: bool = True
    held_out: bool = False

    @property
    def sentence_key(self) -> str:
        """See :func:`sentence_key`."""
        return sentence_key(self.tokens)

    @property
    def pair_key(self) -> tuple[str, Span, Span]:
        """The sentence with its two spans in order; rows that share it differ only in label.

        Spans are counted in letters and digits, so that two ways to cut the same text agree.
        """
        return (self.sentence_key, self._letters(self.subj), self._letters(self.obj))

    def _letters(self, span: Span) -> Span:
        start = len(sentence_key(self.tokens[: span[0]]))
        return (start, start + len(sentence_key(self.tokens[span[0] : span[1]])))

    @property
    def id(self) -> str:
        """A name that depends on the content only, hence the same in every build."""
        content = "\x1f".join(
            [self.docid, " ".join(self.tokens), repr(self.subj), repr(self.obj), self.relation]
        )
        return f"{self.source}-{digest(content)[:14]}"

    def mention(self, span: Span) -> str:
        """The tokens of a span joined by blanks."""
        return " ".join(self.tokens[span[0] : span[1]])

    def to_tacred(self) -> dict[str, object]:
        """The TACRED record (inclusive ends) with this project's own keys after it."""
        return {
            "id": self.id,
            "docid": self.docid,
            "relation": self.relation,
            "token": list(self.tokens),
            "subj_start": self.subj[0],
            "subj_end": self.subj[1] - 1,
            "obj_start": self.obj[0],
            "obj_end": self.obj[1] - 1,
            "subj_type": self.subj_type,
            "obj_type": self.obj_type,
            "subj_fine_type": self.subj_fine_type,
            "obj_fine_type": self.obj_fine_type,
            "subj_pronoun": is_pronoun(self.tokens[self.subj[0] : self.subj[1]]),
            "obj_pronoun": is_pronoun(self.tokens[self.obj[0] : self.obj[1]]),
            "source": self.source,
            "cased": self.cased,
        }


def digest(text: str) -> str:
    """SHA-1 of the UTF-8 text in hex; used for ids and seeded draws, not for security."""
    return hashlib.sha1(text.encode("utf-8")).hexdigest()


def unit_hash(*parts: object) -> float:
    """A number in [0, 1) drawn from the parts, the same on every machine."""
    return int(digest("\x1f".join(map(str, parts)))[:13], 16) / 16**13


def sentence_key(tokens: Sequence[str]) -> str:
    """Lower-cased letters and digits of the sentence and nothing else.

    Coarser than collapsing white space, so that differently tokenised copies of one sentence
    get one key. Symbols alone give the empty string.
    """
    return "".join(c for token in tokens for c in token.lower() if c.isalnum())


def is_pronoun(tokens: Sequence[str]) -> bool:
    """Whether a mention is a single personal, possessive, relative or demonstrative pronoun."""
    return len(tokens) == 1 and tokens[0].lower() in PRONOUNS


def shape_problem(row: Row) -> str | None:
    """Why a row cannot be used, or None: empty, overlapping or nested spans, or too long."""
    for start, end in (row.subj, row.obj):
        if not 0 <= start < end <= len(row.tokens):
            return "empty or out-of-range mention"
    if row.subj[0] < row.obj[1] and row.obj[0] < row.subj[1]:
        return "overlapping or nested arguments"
    if len(row.tokens) > MAX_TOKENS:
        return f"over {MAX_TOKENS} tokens"
    for start, end in (row.subj, row.obj):
        if not sentence_key(row.tokens[start:end]):
            return "mention without letters or digits"
    return None

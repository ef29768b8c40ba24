"""Text with two marked arguments -> token ids, entity mask and marker positions.

The five segments before / subject / between / object / after (in text order) are tokenised
one by one, so that no word piece crosses a span border, and joined as
``[CLS] ... @ subject @ ... # object # ... [SEP]`` (format ``entity_marker_punct``). A prompt, such as
``The relation is [MASK] .``, follows as a second segment with its own ``[SEP]`` and is never cut.
Entity mask, a baseline of the VIB paper (Zhang et al. 2017), puts one ``[MASK]`` in the place of each name,
in training and in use.
The twin of this module in the browser is ``src/tokenizer``; golden.json keeps them equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from .tags import OUTSIDE, argument_tags

PROMPT = "The relation is [MASK] ."
MASK = "[MASK]"
Types = tuple[str | None, str | None]  # coarse types of subject and object

Span = tuple[int, int]  # half-open, in code points of the text


class SpanError(ValueError):
    """The two spans cannot be encoded: out of range, empty, overlapping, or too far apart."""


@dataclass(frozen=True)
class Encoded:
    """One encoded example, T tokens long.

    ``entity_mask[t]`` is 1 on sub-tokens of the subject and of the object and 0 on markers, specials, prompt
    and context. ``subject_position`` / ``object_position`` are the indices of the opening markers,
    ``mask_position`` that of the prompt's ``[MASK]``; ``tag_ids`` [T] is there for a model with tags.
    """

    input_ids: list[int]  # [T]
    entity_mask: list[int]  # [T]
    subject_position: int
    object_position: int
    mask_position: int | None = None
    tag_ids: list[int] | None = None


class MarkerTokenizer:
    """A Hugging Face tokenizer plus the two marker tokens.

    ``mask_names``: each argument is the one token ``[MASK]``, whatever its name. ``prompt``: a text with one ``[MASK]``.
    ``tags``: rows of the model's tag embedding (``tags.py``), () for none.
    """

    def __init__(
        self, tokenizer: Tokenizer, subject_marker: str = "@", object_marker: str = "#", mask_names: bool = False,
        prompt: str | None = None, tags: tuple[str, ...] = (),
    ) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.tokenizer = tokenizer
        # Byte-level BPE (RoBERTa, LUKE) writes a word with the space before it: a segment takes that space along.
        self.has_spaces = tokenizer.token_to_id("[CLS]") is None and tokenizer.token_to_id("<s>") is not None
        self.cls, self.sep = (self._id(token) for token in (("<s>", "</s>") if self.has_spaces else ("[CLS]", "[SEP]")))
        self.subject_marker = self._id(subject_marker)
        self.object_marker = self._id(object_marker)
        self.name = [self._id("<mask>" if self.has_spaces else MASK)] if mask_names else None  # ids that stand for every name
        self.tags = tags
        self.prompt = prompt
        self._tail: list[int] = []  # ids of the prompt and its [SEP]
        self._mask_in_tail = 0
        if prompt is not None:
            before, mask, after = prompt.partition(MASK)
            if not mask or MASK in after:
                raise ValueError(f"prompt must hold one {MASK}, got {prompt!r}")
            start = self.pieces(before)
            self._tail = [*start, self._id(MASK), *self.pieces(after), self.sep]
            self._mask_in_tail = len(start)

    @classmethod
    def from_file(
        cls, path: Path, mask_names: bool = False, prompt: str | None = None, tags: tuple[str, ...] = ()
    ) -> MarkerTokenizer:
        """Read a ``tokenizer.json``."""
        return cls(Tokenizer.from_file(str(path)), mask_names=mask_names, prompt=prompt, tags=tags)

    def _id(self, token: str) -> int:
        found = self.tokenizer.token_to_id(token)
        if found is None:
            raise ValueError(f"tokenizer has no token {token!r}")
        return found

    def pieces(self, text: str) -> list[int]:
        """Word-piece ids of one segment, without specials; [] for blank text."""
        is_empty = not text if self.has_spaces else not text.strip()
        return [] if is_empty else self.tokenizer.encode(text, add_special_tokens=False).ids

    def cut(self, text: str, at: int) -> int:
        """Where a segment that ends or begins at ``at`` is cut: before the space in front, where that is the next word's."""
        return at - 1 if self.has_spaces and 0 < at < len(text) and text[at - 1] == " " else at

    def encode(
        self, text: str, subject: Span, object_: Span, max_tokens: int = 256, types: Types = (None, None)
    ) -> Encoded:
        """Encode one example into at most ``max_tokens`` tokens, prompt included.

        :raises SpanError: when a span is empty, out of range, overlaps the other, or when markers and
            everything between them do not fit into ``max_tokens - 2`` less the prompt.
        """
        for name, (start, end) in (("subject", subject), ("object", object_)):
            if not 0 <= start < end <= len(text):
                raise SpanError(f"{name} span {start}..{end} does not lie in a text of length {len(text)}")
        subject_first = subject[0] < object_[0]
        first, second = (subject, object_) if subject_first else (object_, subject)
        if first[1] > second[0]:
            raise SpanError("the two arguments overlap")
        marks = (self.subject_marker, self.object_marker)
        first_mark, second_mark = marks if subject_first else marks[::-1]
        first_type, second_type = types if subject_first else types[::-1]
        outside = self.tags.index(OUTSIDE) if self.tags else 0

        ids: list[int] = []
        mask: list[int] = []
        tags: list[int] = []
        openings: list[int] = []

        def context(segment: str) -> None:
            new = self.pieces(segment)
            ids.extend(new)
            mask.extend([0] * len(new))
            tags.extend([outside] * len(new))

        def argument(segment: str, mark: int, kind: str | None) -> None:
            new = self.name or self.pieces(segment)
            openings.append(len(ids))
            ids.extend([mark, *new, mark])
            mask.extend([0, *([1] * len(new)), 0])
            tags.extend([outside, *(argument_tags(self.tags, kind, len(new)) if self.tags else new), outside])

        a, b, c, d = (self.cut(text, at) for at in (*first, *second))
        context(text[:a])
        argument(text[a:b], first_mark, first_type)
        context(text[b:c])
        argument(text[c:d], second_mark, second_type)
        last_marker = len(ids)  # 1 + index of the closing marker of the second argument
        context(text[d:])

        low, high = window(len(ids), openings[0], last_marker, max_tokens - 2 - len(self._tail))
        positions = [opening - low + 1 for opening in openings]  # + 1 for [CLS]
        if not subject_first:
            positions.reverse()
        return Encoded(
            input_ids=[self.cls, *ids[low:high], self.sep, *self._tail],
            entity_mask=[0, *mask[low:high], 0, *[0] * len(self._tail)],
            subject_position=positions[0],
            object_position=positions[1],
            mask_position=high - low + 2 + self._mask_in_tail if self._tail else None,
            tag_ids=[outside, *tags[low:high], outside, *[outside] * len(self._tail)] if self.tags else None,
        )


def window(length: int, first: int, last: int, budget: int) -> Span:
    """The half-open part of ``length`` content tokens to keep when only ``budget`` fit.

    ``first`` is the index of the first marker, ``last`` is 1 + the index of the last one. What is left
    of the budget is shared evenly; what one side cannot use goes to the other.

    :raises SpanError: when ``last - first > budget``.
    """
    if length <= budget:
        return 0, length
    slack = budget - (last - first)
    if slack < 0:
        raise SpanError("arguments too far apart")
    left = min(first, slack // 2)
    right = min(length - last, slack - left)
    left = min(first, slack - right)
    return first - left, last + right

"""Markers, masks and the window."""

from __future__ import annotations

import pytest
from model_fixture import tokenizer

from entitybias.tokens import MarkerTokenizer, SpanError, window

TEXT = "In Port Lennard , Ida Falk learned to read ."
PLACE, PERSON = (3, 15), (18, 26)


def shown(ids: list[int]) -> list[str]:
    return [tokenizer().tokenizer.id_to_token(number) for number in ids]


@pytest.mark.parametrize(("subject", "object_", "marks"), [(PERSON, PLACE, "##@@"), (PLACE, PERSON, "@@##")])
def test_markers_and_mask(subject: tuple[int, int], object_: tuple[int, int], marks: str) -> None:
    encoded = tokenizer().encode(TEXT, subject, object_)
    tokens = shown(encoded.input_ids)
    assert tokens[0] == "[CLS]" and tokens[-1] == "[SEP]"
    assert "".join(token for token in tokens if token in "@#") == marks
    assert tokens[encoded.subject_position] == "@" and tokens[encoded.object_position] == "#"
    assert encoded.subject_position == tokens.index("@") and encoded.object_position == tokens.index("#")
    inside = [token for token, masked in zip(tokens, encoded.entity_mask, strict=True) if masked]
    assert "".join(inside).replace("##", "") == ("portlennardidafalk")


def test_pieces_do_not_cross_span_borders() -> None:
    encoded = tokenizer().encode("the Falkland coast", (4, 8), (8, 12))
    inside = [t for t, m in zip(shown(encoded.input_ids), encoded.entity_mask, strict=True) if m]
    # "land" starts a segment of its own, so its first piece has no continuation sign
    assert "".join(inside).count("land".replace("##", "")[0]) and any(t.startswith("l") for t in inside)


def test_marker_signs_in_the_text_are_context() -> None:
    encoded = tokenizer().encode("a@b # Ida met Lu", (6, 9), (14, 16))
    tokens = shown(encoded.input_ids)
    assert tokens.count("@") == 3 and tokens.count("#") == 3
    assert tokens[encoded.subject_position + 1][0] == "i" and tokens[encoded.object_position + 1][0] == "l"


@pytest.mark.parametrize(
    ("subject", "object_"), [((0, 0), (3, 5)), ((-1, 2), (3, 5)), ((0, 4), (3, 5)), ((0, 2), (3, 99))]
)
def test_bad_spans(subject: tuple[int, int], object_: tuple[int, int]) -> None:
    with pytest.raises(SpanError):
        tokenizer().encode(TEXT, subject, object_)


@pytest.mark.parametrize(
    ("length", "first", "last", "budget", "expected"),
    [
        (10, 2, 8, 10, (0, 10)),  # fits
        (100, 40, 50, 20, (35, 55)),  # five on each side
        (100, 2, 10, 20, (0, 20)),  # the left gives its rest to the right
        (100, 90, 99, 20, (80, 100)),  # and the right to the left
        (100, 40, 60, 20, (40, 60)),  # markers alone
        (100, 40, 51, 20, (36, 56)),  # odd slack: one more on the right
    ],
)
def test_window(length: int, first: int, last: int, budget: int, expected: tuple[int, int]) -> None:
    assert window(length, first, last, budget) == expected


def test_window_refuses_what_cannot_fit() -> None:
    with pytest.raises(SpanError, match="too far apart"):
        window(100, 10, 31, 20)


def test_long_text_keeps_both_arguments() -> None:
    filler = "it rained for a week . " * 60
    text = f"{filler}Ida met Lu . {filler}"
    start = len(filler)
    encoded = tokenizer().encode(text, (start, start + 3), (start + 8, start + 10), max_tokens=40)
    tokens = shown(encoded.input_ids)
    assert len(tokens) == 40
    assert tokens[encoded.subject_position] == "@" and tokens[encoded.object_position] == "#"
    assert sum(encoded.entity_mask) == len(tokenizer().pieces("Ida")) + len(tokenizer().pieces("Lu"))


def test_entity_mask_hides_every_name() -> None:
    masked = MarkerTokenizer(tokenizer().tokenizer, mask_names=True)
    encoded = masked.encode(TEXT, PERSON, PLACE)
    other = masked.encode(TEXT.replace("Ida Falk", "Lu Wen"), (18, 24), PLACE)
    assert encoded == other
    tokens = shown(encoded.input_ids)
    assert tokens[encoded.subject_position : encoded.subject_position + 3] == ["@", "[MASK]", "@"]
    assert [t for t, m in zip(tokens, encoded.entity_mask, strict=True) if m] == ["[MASK]", "[MASK]"]
    assert "falk" not in tokens and "learned" in "".join(tokens).replace("##", "")

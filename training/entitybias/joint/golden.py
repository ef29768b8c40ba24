"""Golden examples of a joint model: sentences of our own with the scores that PyTorch gives for a model folder.

Spans are in words; words are code units of JavaScript strings (UTF-16), half-open. Scores ``classes`` and ``identify`` are before
soft-max and sigmoid.
"""

from __future__ import annotations

import platform
from typing import Any

import numpy as np
import tokenizers
import torch
from tokenizers import Tokenizer

from ..golden import numbers, parse, utf16_span
from .decode import find
from .inputs import collate, encode
from .network import JointModel, Scores
from .sentences import Span, word_offsets
from .spans import all_spans

DETAILED_CASES = 2  # cases that carry the scores of every span

# Two marked names each, [[..]] and {{..}}: the pair whose scores are written down, whatever the model finds.
SENTENCES = (
    "[[Mira]] was born in {{Tarvik}}.",
    "[[Brightwater Mills]] was founded by {{Anselm Roy}}.",
    "{{Ida Falk}} studied law at [[Lennard College]]; she was born in Port Lennard in 1921.",
    "🎻 [[Zoë Ångström-Peña]] married {{Çelik Ağaoğlu}}, and the cafe\u0301 in São Tomé closed early.",
    "Critics were cool towards {{The Glass Orchard}}, the third novel by [[Teodor Vance]].",
    "The [[Oru]] joins the {{Velde}} a mile below the old mill (built c. 1740), near St. Oswin & Sons Ltd.'s yard!",
    "[[北川 美咲]] grew up in {{Łódź}}.",
)


@torch.no_grad()
def golden(model_id: str, model: JointModel, tokenizer: Tokenizer, max_tokens: int) -> dict[str, Any]:
    """The content of golden.json; ``model`` must hold the weights that ship, after rounding."""
    model.eval()
    cases = [case(sentence, model, tokenizer, max_tokens, rank < DETAILED_CASES) for rank, sentence in enumerate(SENTENCES)]
    made_with = {"torch": torch.__version__, "tokenizers": tokenizers.__version__, "python": platform.python_version()}
    return {"modelId": model_id, "madeWith": made_with, "cases": cases}


def case(sentence: str, model: JointModel, tokenizer: Tokenizer, max_tokens: int, detailed: bool) -> dict[str, Any]:
    """One sentence: its words and pieces, scores of its marked pair in both directions, and what is found in it."""
    text, first, second = parse(sentence)
    offsets = word_offsets(text, tokenizer)
    encoded = encode([text[a:b] for a, b in offsets], tokenizer, max_tokens)
    marked = np.array([word_span(offsets, first), word_span(offsets, second)])
    entity, relation = model(collate([encoded], [marked], [np.array([[0, 1], [1, 0]])]))
    types = model.types
    found = find(model, [encoded])[0]
    made: dict[str, Any] = {
        "text": text, "words": [utf16_span(text, span) for span in offsets], "inputIds": encoded.input_ids, "edges": encoded.edges,
        "marked": marked.tolist(), "markedScores": rows(entity), "pairScores": rows(relation),
        "entities": [
            {"start": start, "end": end, "type": types.entities[kind], "score": rounded(score)} for start, end, kind, score in found.entities
        ],
        "relations": [
            {"head": head, "tail": tail, "type": types.relations[kind], "score": rounded(score)}
            for head, tail, kind, score in found.relations
        ],
    }
    if detailed:
        spans = all_spans(encoded.words, model.parts.max_width)
        scores, _ = model(collate([encoded], [spans], [np.zeros((0, 2), dtype=np.int64)]))
        made |= {"spans": spans.tolist(), "spanScores": rows(scores)}
    return made


def word_span(offsets: list[Span], span: Span) -> Span:
    """The words that make up a stretch of the text.

    :raises ValueError: when it does not begin and end with a word.
    """
    starts, ends = [a for a, _ in offsets], [b for _, b in offsets]
    if span[0] not in starts or span[1] not in ends:
        raise ValueError(f"code points {span[0]}..{span[1]} do not begin and end with a word")
    return starts.index(span[0]), ends.index(span[1]) + 1


def rows(scores: Scores) -> list[dict[str, Any]]:
    """Scores of each span or pair."""
    identify = [None] * len(scores.classes) if scores.identify is None else numbers(scores.identify)
    return [
        {"classes": numbers(one), **({} if is_it is None else {"identify": is_it})}
        for one, is_it in zip(scores.classes, identify, strict=True)
    ]


def rounded(score: float) -> float:
    """Seven digits, as an fp32 number carries."""
    return float(f"{score:.7g}")

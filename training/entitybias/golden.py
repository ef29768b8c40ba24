"""Golden examples: sentences of our own with the numbers PyTorch gives for a model folder.

The engine in the browser is tested against these numbers, and runs the first one at start-up.
"""

from __future__ import annotations

import math
import platform
from typing import Any

import tokenizers
import torch
from torch import Tensor

from .bottleneck import token_variance
from .model import Batch, RelationModel, collate
from .subtraction import Subtraction, names_only, subtract
from .tokens import MarkerTokenizer, Types

NOISE_FORMULA = "eps[e][d] = sqrt(2)*sin(1 + e*D + d), e = rank of the entity sub-token in the sequence (0-based), d = dimension"
DETAILED_CASES = 2  # cases that also carry mu and sigma

_FILLER = "The harbour was quiet that year, and the ledgers say little about the trade in wool. "

# [[subject]] and {{object}}; written for this project.
SENTENCES = (
    "[[Mira]] was born in {{Tarvik}}.",
    "[[Anselm Roy]] founded {{Brightwater Mills}} in 1921 with a loan from his sister.",
    "In {{Port Lennard}}, the shipwright's daughter [[Ida Falk]] learned to read charts.",
    "Critics were cool towards {{The Glass Orchard}}, the third novel by [[Teodor Vance]], but readers loved it.",
    "🎻🎻 At last night's gala, [[Lu Wen]] played the {{viola}} 🎶 and nobody left early.",
    "[[Zoë Ångström-Peña]] and the actor {{Çelik Ağaoğlu}} married quietly in São Tomé in 1987.",
    "The [[Oru]] joins the {{Velde}} a mile below the old mill (built c. 1740).",
    "Write to a@b.example or #general: [[Harrow & Pike Ltd.]]'s head office moved to {{St. Oswin}}; see p. 12!",
    "[[北川 美咲]] grew up in {{Łódź}}, where her father taught at the naïve-art school.",
    _FILLER * 14 + "Then [[Corvin Hale]] succeeded {{Agathe Brandt}} as mayor. " + _FILLER * 12,
    "Unlike {{Lagosia}}, [[Merrow Bay]] never had a railway, and\u00a0its two banks had closed by 1950.",
)

# Coarse types of subject and object of each sentence; RIVER is a type that no model knows, None is no type.
TYPES: tuple[Types, ...] = (
    ("PERSON", "LOCATION"), ("PERSON", "ORGANIZATION"), ("PERSON", "LOCATION"), ("PERSON", "WORK"), ("PERSON", "INSTRUMENT"),
    (None, "PERSON"), ("RIVER", "RIVER"), ("ORGANIZATION", None), ("PERSON", "LOCATION"), ("PERSON", "PERSON"),
    ("location", "LOCATION"),
)


def parse(sentence: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """``a [[b]] {{c}}`` -> text, subject span and object span in code points, half-open."""
    text, spans = sentence, {}
    order = sorted((("[[", "]]"), ("{{", "}}")), key=lambda pair: text.index(pair[0]))
    for opening, closing in order:
        start = text.index(opening)
        text = text[:start] + text[start + 2 :]
        end = text.index(closing)
        text = text[:end] + text[end + 2 :]
        spans[opening] = (start, end)
    return text, spans["[["], spans["{{"]


def fixed_noise(count: int, size: int) -> Tensor:
    """The eps of NOISE_FORMULA, [count, size] fp32: unit variance over a long row, no generator needed."""
    index = torch.arange(count * size, dtype=torch.float64).view(count, size)
    return (math.sqrt(2) * torch.sin(1 + index)).float()


@torch.no_grad()
def golden(
    model_id: str, model: RelationModel, tokenizer: MarkerTokenizer, max_tokens: int, by: Subtraction | None = None
) -> dict[str, Any]:
    """The content of golden.json; ``model`` must hold the weights that ship, after rounding. With ``by`` the logits are
    those after subtraction."""
    model.eval()
    cases = []
    for rank, sentence in enumerate(SENTENCES):
        text, subject, object_ = parse(sentence)
        types = TYPES[rank] if tokenizer.tags else (None, None)
        encoded = tokenizer.encode(text, subject, object_, max_tokens, types)
        alone = collate([tokenizer.encode(*names_only(text, subject, object_), max_tokens, types)])
        batch = collate([encoded])
        output = model(batch)

        def logits(noise: Tensor | None = None, batch: Batch = batch, alone: Batch = alone) -> Tensor:
            full = model(batch, noise=noise).logits[0]
            return full if by is None else subtract(full, model(alone, noise=noise).logits[0], by)

        case: dict[str, Any] = {
            "text": text,
            "subject": utf16_span(text, subject),
            "object": utf16_span(text, object_),
            "inputIds": encoded.input_ids,
            "entityMask": encoded.entity_mask,
            "subjectPosition": encoded.subject_position,
            "objectPosition": encoded.object_position,
            **({} if encoded.mask_position is None else {"maskPosition": encoded.mask_position}),
            **({} if encoded.tag_ids is None else
               {"subjectType": types[0], "objectType": types[1], "tagIds": encoded.tag_ids}),
            "meanLogits": numbers(logits()),
        }
        if output.sigma is not None and output.mu is not None:
            noise = fixed_noise(*output.sigma.shape)
            case["noiseLogits"] = numbers(logits(noise))
            case["tokenVariance"] = numbers(token_variance(output.sigma))
            if rank < DETAILED_CASES:
                case["mu"] = [numbers(row) for row in output.mu]
                case["sigma"] = [numbers(row) for row in output.sigma]
        cases.append(case)
    made_with = {"torch": torch.__version__, "tokenizers": tokenizers.__version__, "python": platform.python_version()}
    return {"modelId": model_id, "madeWith": made_with, "noiseFormula": NOISE_FORMULA, "cases": cases}


def utf16_span(text: str, span: tuple[int, int]) -> dict[str, int]:
    """A code-point span as UTF-16 offsets, the unit of JavaScript strings."""
    start, end = (len(text[:edge].encode("utf-16-le")) // 2 for edge in span)
    return {"start": start, "end": end}


def numbers(values: Tensor) -> list[float]:
    """fp32 values with the seven digits they carry."""
    return [float(f"{value:.7g}") for value in values.tolist()]

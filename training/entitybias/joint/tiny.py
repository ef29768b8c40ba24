"""The tiny joint models for tests: two layers, trained in seconds on template sentences, with the vocabulary of ``tiny-base``.

    python -m entitybias.joint.tiny --models ../public/models

``tiny-joint`` has weights of its own, ``tiny-joint-adapter`` is a low-rank difference to ``tiny-base``. Both know the types and relations of
``tiny_data.py``. No corpus and no pre-trained weights are involved.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from ..adapter import AdapterConfig, adapter_tensors
from ..encoder import EncoderConfig
from ..tiny_data import TEMPLATES, sentence, types_of
from .experiment import JointExperiment
from .export import write_joint, write_joint_adapter
from .golden import word_span
from .losses import LossConfig
from .network import JointModel
from .parts import JointParts
from .predict import dev_scores
from .sentences import Sentence, Types, make_sentence, word_offsets
from .start import build_joint, prepare, read_tokenizer
from .train import JointTrainer

SEED = 7
NEGATIVE = "no_relation"
RELATIONS = tuple(label for label in TEMPLATES if label != NEGATIVE)
TYPES = Types(tuple(sorted({kind for label in TEMPLATES for kind in types_of(label)})), RELATIONS)
PARTS = JointParts("multitask", "multitask", "all", relation_threshold=0.5, words="split")
RECIPE = JointExperiment(
    "tiny-joint", "Tiny joint test model", "templates", (SEED,), PARTS, LossConfig(iou_scale=1.0), epochs=5, batch_size=16,
    entity_negatives=30, relation_negatives=20, weak_negatives=10, rate_encoder=8e-3, rate_head=2e-2, dropout=0.0,
)


def own_sentence(draw: np.random.Generator, tokenizer: Tokenizer, number: int) -> Sentence:
    """A template sentence, or two in a row, with the entities and relations of both."""
    words: list[str] = []
    entities: list[tuple[int, int, str]] = []
    relations: list[tuple[int, int, str]] = []
    for _ in range(1 + (draw.random() < 0.6)):
        text, subject, object_, label = sentence(draw)
        offsets = word_offsets(text, tokenizer)
        for span, kind in zip((subject, object_), types_of(label), strict=True):
            start, end = word_span(offsets, span)
            entities.append((len(words) + start, len(words) + end, kind))
        if label != NEGATIVE:
            relations.append((len(entities) - 2, len(entities) - 1, label))
        words += [text[a:b] for a, b in offsets]
    return make_sentence(words, entities, relations, f"own:{number}", TYPES)


def sentences(count: int, tokenizer: Tokenizer, seed: int = SEED) -> list[Sentence]:
    """``count`` template sentences, the same for the same seed."""
    draw = np.random.default_rng(seed)
    return [own_sentence(draw, tokenizer, number) for number in range(count)]


def train_tiny(model: JointModel, recipe: JointExperiment, tokenizer: Tokenizer, rows: int) -> dict[str, Any]:
    """Train in place; returns the last log record with the scores on other sentences."""
    examples = prepare(sentences(rows, tokenizer), tokenizer, "given", recipe.max_tokens)  # their words are split already
    records: list[dict[str, Any]] = []
    JointTrainer(model, recipe, SEED, examples).run(records.append)
    other = prepare(sentences(200, tokenizer, SEED + 1), tokenizer, "given", recipe.max_tokens)
    return {**records[-1], **dev_scores(model, other)}


def fresh_model(tokenizer: Tokenizer) -> JointModel:
    """An untrained tiny model. BERT's 0.02 is for hundreds of dimensions; at 32 it starts too flat to learn in seconds."""
    torch.manual_seed(SEED)
    model = JointModel(EncoderConfig(tokenizer.get_vocab_size(), 32, 2, 2, 64, 256), TYPES, PARTS)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim == 2:
                parameter.mul_(6)
    return model


def card(recipe: JointExperiment, dtype: str, scores: dict[str, Any]) -> dict[str, Any]:
    """The card of a tiny model."""
    return {
        "baseModel": recipe.start, "corpora": [{"name": "template sentences with invented names", "licence": "MIT"}],
        "experiment": recipe.to_json(), "shippedSeed": SEED, "commit": None,
        "scores": {name: scores[name] for name in ("entities", "relations", "relationsWithTypes")}, "quantisation": {"dtype": dtype},
        "knownFailures": ["For tests only: knows nineteen relations, from a few templates each."],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="folder that holds tiny-base")
    parser.add_argument("--rows", type=int, default=5000)
    args = parser.parse_args()
    torch.set_num_threads(1)
    base = args.models / "tiny-base"
    tokenizer = read_tokenizer(base)
    model = fresh_model(tokenizer)
    scores = train_tiny(model, RECIPE, tokenizer, args.rows)
    write_joint(args.models / "tiny-joint", "Tiny joint test model", model, tokenizer, "f32", card(RECIPE, "f32", scores))
    print("tiny-joint", json.dumps(scores))

    small = AdapterConfig(rank=4, alpha=8)
    changes: dict[str, Any] = {"name": "tiny-joint-adapter", "start": "tiny-base", "adapter": small}
    recipe = JointExperiment(**{**vars(RECIPE), **changes})
    model = build_joint(base, recipe, TYPES, SEED)
    scores = train_tiny(model, recipe, tokenizer, args.rows)
    write_joint_adapter(args.models / recipe.name, "Tiny joint test model as adapter", "tiny-base", adapter_tensors(model.state_dict()),
                        small, model, "int8-row", card(recipe, "int8-row", scores))
    print(recipe.name, json.dumps(scores))


if __name__ == "__main__":
    main()

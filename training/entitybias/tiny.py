"""The tiny test models: two layers, own vocabulary, trained in seconds on template sentences.

    python -m entitybias.tiny --models public/models [--only tiny-scm tiny-mask]

``tiny-adapter`` is the bottleneck and low-rank differences trained on top of ``tiny-base`` as it ships, each of the others
in ``ADAPTERS`` another part of the family in the same way; ``tiny-core`` is subtraction at inference and nothing else.
They share every format with the real models and answer sensibly on simple sentences, so that tests of the
engine and of the page need no large download. No corpus and no pre-trained weights are involved.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from .adapter import AdapterConfig, adapter_tensors
from .adapter_folder import write_adapter, write_subtraction
from .bottleneck import Bottleneck
from .data import Example
from .encoder import EncoderConfig
from .experiment import Experiment
from .export import MENU, NEGATIVE, TINY, read_model, write_index, write_model
from .model import RelationModel
from .start import build_model
from .subtraction import Subtraction
from .tiny_data import sentence, types_of
from .tokens import MarkerTokenizer
from .train import Trainer

SEED = 7
VOCABULARY = 2000
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_ALPHABET = "".join(map(chr, range(33, 127))) + "àáâãäåæçèéêëìíîïñòóôõöøùúûüýßğłąęşž–—’“”€"


def train_tokenizer(texts: list[str]) -> MarkerTokenizer:
    """A lower-casing WordPiece tokenizer set up like BERT's."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.train_from_iterator(
        texts,
        trainers.WordPieceTrainer(
            vocab_size=VOCABULARY, special_tokens=SPECIALS, initial_alphabet=list(_ALPHABET), show_progress=False
        ),
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return MarkerTokenizer(tokenizer)


def tiny_experiment(bottleneck: bool, epochs: float) -> Experiment:
    """The recipe of the tiny models."""
    return Experiment(
        name="tiny" if bottleneck else "tiny-base", title="tiny", bottleneck=bottleneck, seeds=(SEED,), epochs=epochs,
        rate_encoder=3e-3, rate_head=3e-3, rate_bottleneck=1e-2, alpha=2e-4, dropout=0.05, precision="fp32",
    )


def train_tiny(
    labels: list[str], bottleneck: bool, rows: int = 6000, epochs: float = 2
) -> tuple[RelationModel, MarkerTokenizer, dict[str, Any]]:
    """Train one tiny model; returns it with its tokenizer and its last log record."""
    draw = np.random.default_rng(SEED)
    sentences = [sentence(draw) for _ in range(rows)]
    tokenizer = train_tokenizer([text for text, *_ in sentences])
    examples = [
        Example(tokenizer.encode(text, subject, object_, 128), labels.index(label), str(number))
        for number, (text, subject, object_, label) in enumerate(sentences)
    ]
    torch.manual_seed(SEED)
    config = EncoderConfig(tokenizer.tokenizer.get_vocab_size(), 32, 2, 2, 64, 256)
    model = RelationModel(config, len(labels), Bottleneck(32) if bottleneck else None)
    # BERT's 0.02 is for hundreds of dimensions; at 32 it starts too flat to learn in seconds.
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim == 2 and not name.startswith("bottleneck.sigma"):
                parameter.mul_(6)
    records: list[dict[str, Any]] = []
    Trainer(model, tiny_experiment(bottleneck, epochs), SEED, examples).run(records.append)
    return model, tokenizer, records[-1]


def train_tiny_adapter(models: Path, labels: list[str], name: str, title: str, change: dict[str, Any], rows: int = 6000) -> None:
    """Train and write an adapter on ``tiny-base``; ``change`` says what differs from the plain recipe."""
    config = AdapterConfig(rank=4, alpha=8)
    plain = dataclasses.replace(tiny_experiment(False, 1), name=name, start="tiny-base", adapter=config)
    recipe = dataclasses.replace(plain, **change)
    base = read_model(models / "tiny-base").tokenizer.tokenizer
    tokenizer = MarkerTokenizer(base, mask_names=recipe.mask_names, prompt=recipe.prompt, tags=recipe.parts.tags)
    draw = np.random.default_rng(SEED + 1)
    examples = [
        Example(tokenizer.encode(text, subject, object_, 128, types_of(label)), labels.index(label), str(number))
        for number, (text, subject, object_, label) in enumerate(sentence(draw) for _ in range(rows))
    ]
    model = build_model(models / "tiny-base", recipe, len(labels), SEED)
    records: list[dict[str, Any]] = []
    Trainer(model, recipe, SEED, examples).run(records.append)
    write_adapter(
        models / name, title, "tiny-base", adapter_tensors(model.state_dict()), config, model, tokenizer, labels, "int8-row",
        tiny_card(labels, recipe, "int8-row"), None if name == "tiny-adapter" else recipe.treatment,
    )
    print(name, json.dumps(records[-1]))


TYPES = ("PERSON", "ORGANIZATION", "LOCATION", "WORK", "DATE", "INSTRUMENT", "TITLE")
ADAPTERS: dict[str, tuple[str, dict[str, Any]]] = {
    "tiny-adapter": ("Tiny test model + VIB as adapter", {"bottleneck": True}),
    "tiny-scm": ("Tiny test model, SCM", {"neighbours": 2}),
    "tiny-mask-names": ("Tiny test model, entity mask", {"mask_names": True}),
    "tiny-mask": ("Tiny test model, read at the prompt's [MASK]", {"encoding": "mask"}),
    "tiny-htm": ("Tiny test model, read at markers and [MASK]", {"encoding": "entity_markers_and_mask"}),
    "tiny-tags": ("Tiny test model, BIO tags", {"tags": TYPES}),
    "tiny-multitask": ("Tiny test model, multi-task head", {"head": "multitask"}),
    "tiny-tags-multitask": ("Tiny test model, BIO tags and multi-task head", {"tags": TYPES, "head": "multitask"}),
}
SUBTRACTION = Subtraction(0.4, 0.25)  # of tiny-core: both far enough from 0 to show in its golden numbers


def tiny_card(labels: list[str], recipe: Experiment, dtype: str) -> dict[str, Any]:
    """The card of a tiny model."""
    return {
        "baseModel": recipe.start, "corpora": [{"name": "template sentences with invented names", "licence": "MIT", "rows": 6000}],
        "lexicons": [], "counts": {"labels": len(labels)}, "experiment": {**recipe.to_json(), "seeds": [SEED]},
        "seeds": [SEED], "shippedSeed": SEED, "commit": None, "scores": {}, "varianceHistogram": {},
        "quantisation": {"dtype": dtype},
        "knownFailures": ["For tests only: knows twenty of the relations, from a few templates each."],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="folder that holds index.json")
    parser.add_argument("--only", nargs="+", choices=TINY, default=TINY, help="leave the others as they are")
    args = parser.parse_args()
    torch.set_num_threads(1)
    labels = relation_labels()
    whole = (("tiny", "Tiny test model + VIB", True), ("tiny-base", "Tiny test model", False))
    for model_id, title, bottleneck in (entry for entry in whole if entry[0] in args.only):
        model, tokenizer, last = train_tiny(labels, bottleneck)
        card = tiny_card(labels, tiny_experiment(bottleneck, 2), "f32")
        write_model(args.models / model_id, title, model, tokenizer, labels, "f32", card)
        print(model_id, json.dumps(last))
    for name, (title, change) in ADAPTERS.items():
        if name in args.only:
            train_tiny_adapter(args.models, labels, name, title, change)
    if "tiny-core" in args.only:
        card = tiny_card(labels, dataclasses.replace(tiny_experiment(False, 2), start="tiny-base"), "f32")
        write_subtraction(args.models / "tiny-core", "Tiny test model, subtraction of names", "tiny-base", SUBTRACTION, card)
    write_index(args.models, MENU)


def relation_labels() -> list[str]:
    """The 55 labels, no_relation first, from relations.json beside this module."""
    relations = json.loads((Path(__file__).parent / "relations.json").read_text())
    return [NEGATIVE, *(relation["label"] for relation in relations)]


if __name__ == "__main__":
    main()

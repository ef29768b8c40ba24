"""A small vocabulary and model for the tests, made from the template sentences."""

from __future__ import annotations

from functools import cache

import numpy as np
import torch

from entitybias.bottleneck import Bottleneck
from entitybias.data import Example
from entitybias.encoder import EncoderConfig
from entitybias.model import RelationModel
from entitybias.tiny import relation_labels, train_tokenizer
from entitybias.tiny_data import sentence
from entitybias.tokens import MarkerTokenizer


torch.set_num_threads(1)  # the models are too small for more


@cache
def sentences() -> list[tuple[str, tuple[int, int], tuple[int, int], str]]:
    draw = np.random.default_rng(3)
    return [sentence(draw) for _ in range(300)]


@cache
def tokenizer() -> MarkerTokenizer:
    return train_tokenizer([text for text, *_ in sentences()])


def examples(count: int = 60) -> list[Example]:
    labels = relation_labels()
    return [
        Example(tokenizer().encode(text, subject, object_, 64), labels.index(label), str(number))
        for number, (text, subject, object_, label) in enumerate(sentences()[:count])
    ]


def model(bottleneck: bool = True, seed: int = 0) -> RelationModel:
    torch.manual_seed(seed)
    config = EncoderConfig(tokenizer().tokenizer.get_vocab_size(), 16, 2, 2, 32, 256)
    made = RelationModel(config, len(relation_labels()), Bottleneck(16) if bottleneck else None)
    with torch.no_grad():  # far enough from zero that every part shows in the logits
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return made

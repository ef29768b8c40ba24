"""Sentences of our own with entities and relations, and a small joint model, for the joint tests."""

from __future__ import annotations

from functools import cache

import torch
from model_fixture import tokenizer as marker_tokenizer
from tokenizers import Tokenizer

from entitybias.encoder import EncoderConfig
from entitybias.joint.network import JointModel
from entitybias.joint.parts import JointParts
from entitybias.joint.sentences import Sentence, Types, make_sentence
from entitybias.joint.start import Examples, prepare

TYPES = Types(("PERSON", "PLACE", "FIRM"), ("born in", "works for", "near"), frozenset({"near"}))


def made(text: str, entities: list[tuple[int, int, str]], relations: list[tuple[int, int, str]], docid: str = "d") -> Sentence:
    return make_sentence(text.split(), entities, relations, docid, TYPES)


SENTENCES = [
    made("Ida Falk was born in Tarvik .", [(0, 2, "PERSON"), (5, 6, "PLACE")], [(0, 1, "born in")], "a"),
    made("In Port Lennard , Mira Oss and Lu work for Pike Mills .",
         [(1, 3, "PLACE"), (4, 6, "PERSON"), (7, 8, "PERSON"), (10, 12, "FIRM")], [(1, 3, "works for"), (2, 3, "works for")], "b"),
    made("Tarvik lies near Port Lennard .", [(0, 1, "PLACE"), (3, 5, "PLACE")], [(0, 1, "near")], "c"),
    made("It rained for a week .", [], [], "d"),
    made("Teodor Vance of Pike Mills was born in Oru .",
         [(0, 2, "PERSON"), (3, 5, "FIRM"), (8, 9, "PLACE")], [(0, 1, "works for"), (0, 2, "born in")], "e"),
]


@cache
def tokenizer() -> Tokenizer:
    return marker_tokenizer().tokenizer


def examples(parts: JointParts = JointParts(), max_tokens: int = 64) -> Examples:
    return prepare(SENTENCES, tokenizer(), parts.words, max_tokens)


def joint_model(parts: JointParts = JointParts(), seed: int = 0, spread: float = 0.2) -> JointModel:
    torch.manual_seed(seed)
    model = JointModel(EncoderConfig(tokenizer().get_vocab_size(), 16, 2, 2, 32, 256), TYPES, parts)
    with torch.no_grad():  # far enough from zero that every part shows in the scores
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * spread)
    return model.eval()

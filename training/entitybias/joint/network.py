"""The joint model: encoder -> spans -> entity scores -> pairs -> relation scores.

    f(s)  = element-wise maximum of the last-layer states of the pieces of s
    x_s   = [h_CLS ; f(s) ; w(words of s)]                                    2 D + 25
    x_r   = [c ; f(s1) ; f(s2) ; w1 ; w2 (; scores of s1 ; scores of s2)]      3 D + 50 (+ 2 K)

c is the maximum over the pieces strictly between the two spans, the zero vector where there are none. Every score is one linear
layer on its vector, after dropout. (Eberts and Ulges 2020; the scores in x_r and the tasks of ``multitask``: arXiv 2309.09713.)
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..encoder import Drop, Embeddings, Encoder, EncoderConfig, keep
from ..model import initialise
from .inputs import Batch
from .parts import JointParts
from .sentences import Types
from .spans import RangeMax


@dataclass(frozen=True)
class Scores:
    """Scores before soft-max or sigmoid. N spans or M pairs, K classes."""

    classes: Tensor  # [N, K]; a soft-max entity head has none as class 0, all others have the types alone
    identify: Tensor | None  # [N]; None without an identification task


@dataclass(frozen=True)
class Pooled:
    """What the heads read of a batch of texts: made once, for any number of spans and pairs."""

    ranges: RangeMax
    context: Tensor  # [B, D] state of [CLS]


class JointHead(nn.Module):
    """Width embedding and the linear layers; names are those of the model folder under ``head.``."""

    def __init__(self, size: int, parts: JointParts, types: Types) -> None:
        super().__init__()
        entities, relations = len(types.entities), len(types.relations)
        self.parts = parts
        self.widths = nn.Embedding(parts.width_rows, parts.width_size)
        span = 2 * size + parts.width_size
        pair = 3 * size + 2 * parts.width_size + 2 * parts.logits_size(entities)
        self.entity = nn.Linear(span, entities + (parts.entity_head == "softmax"))
        self.entity_identify = nn.Linear(span, 1) if parts.entity_head == "multitask" else None
        self.relation = nn.Linear(pair, relations)
        self.relation_identify = nn.Linear(pair, 1) if parts.relation_head == "multitask" else None

    def width(self, words: Tensor) -> Tensor:
        """words [N] -> [N, 25]; a span beyond the table takes its last row."""
        return F.embedding(words.clamp_max(self.parts.width_rows - 1), self.widths.weight)

    def joined(self, scores: Scores) -> Tensor | None:
        """The scores of each span that join the vector of a pair [N, K]; None without."""
        if self.parts.entity_logits == "none":
            return None
        if self.parts.entity_logits == "types" or scores.identify is None:
            return scores.classes
        return torch.cat([scores.classes, scores.identify[:, None]], dim=1)


class JointModel(nn.Module):
    """Parameter names equal the tensor names of the exported model folder."""

    def __init__(self, config: EncoderConfig, types: Types, parts: JointParts = JointParts()) -> None:
        super().__init__()
        self.config, self.types, self.parts = config, types, parts
        self.embeddings = Embeddings(config)
        self.encoder = Encoder(config)
        self.head = JointHead(config.hidden_size, parts, types)
        self.apply(initialise)

    def read(
        self, input_ids: Tensor, attention_mask: Tensor, drop: Drop = keep, word_rows: Tensor | None = None
    ) -> Pooled:
        """input_ids, attention_mask [B, T] -> what spans and pairs are scored from. ``word_rows``: see Embeddings."""
        x = drop(self.embeddings(input_ids, word_rows))  # [B, T, D]
        everywhere = torch.arange(input_ids.shape[1]).expand(input_ids.shape)
        states = self.encoder(x, attention_mask, everywhere, drop).float()
        return Pooled(RangeMax(states), states[:, 0])

    def spans(self, pooled: Pooled, batch: Batch, drop: Drop = keep) -> tuple[Scores, Tensor]:
        """Entity scores of the N spans, and their vectors f(s) [N, D]."""
        head = self.head
        vectors = pooled.ranges(batch.span_rows, batch.span_pieces[:, 0], batch.span_pieces[:, 1])
        x = drop(torch.cat([pooled.context[batch.span_rows], vectors, head.width(batch.widths)], dim=1))
        identify = None if head.entity_identify is None else head.entity_identify(x).squeeze(1)
        return Scores(head.entity(x), identify), vectors

    def relations(self, pooled: Pooled, batch: Batch, scores: Scores, vectors: Tensor, drop: Drop = keep) -> Scores:
        """Relation scores of the M pairs."""
        head = self.head
        first, second = batch.pairs[:, 0], batch.pairs[:, 1]
        context = pooled.ranges(batch.span_rows[first], batch.between[:, 0], batch.between[:, 1])
        widths = head.width(batch.widths)
        x = [context, vectors[first], vectors[second], widths[first], widths[second]]
        joined = head.joined(scores)
        if joined is not None:
            x += [joined[first], joined[second]]
        x = drop(torch.cat(x, dim=1))
        identify = None if head.relation_identify is None else head.relation_identify(x).squeeze(1)
        return Scores(head.relation(x), identify)

    def forward(self, batch: Batch, drop: Drop = keep, word_rows: Tensor | None = None) -> tuple[Scores, Scores]:
        """Entity scores of the spans and relation scores of the pairs of a batch."""
        pooled = self.read(batch.input_ids, batch.attention_mask, drop, word_rows)
        entity, vectors = self.spans(pooled, batch, drop)
        return entity, self.relations(pooled, batch, entity, vectors, drop)


def load_encoder(model: JointModel, state: dict[str, Tensor]) -> None:
    """Copy embeddings and encoder from a state that may hold other parts too; the heads stay as they are.

    :raises ValueError: when a tensor that the encoder needs is not there.
    """
    wanted = {name for name in model.state_dict() if name.startswith(("embeddings.", "encoder."))}
    lost = sorted(wanted - set(state))
    if lost:
        raise ValueError(f"base weights: missing {', '.join(lost[:3])}")
    model.load_state_dict({name: state[name] for name in wanted}, strict=False)

"""The relation model: embeddings -> bottleneck (optional) -> encoder -> read-out -> head."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .bottleneck import Bottleneck, blend, row_variance
from .encoder import Drop, Embeddings, Encoder, EncoderConfig, keep
from .head import SoftmaxHead
from .head_multitask import MultitaskHead
from .neighbours import Neighbours
from .parts import Parts
from .readout import STATES, join, positions
from .tokens import Encoded


@dataclass(frozen=True)
class Batch:
    """B encoded examples padded to T tokens."""

    input_ids: Tensor  # [B, T] int64
    attention_mask: Tensor  # [B, T] bool, false on padding
    entity_mask: Tensor  # [B, T] bool
    markers: Tensor  # [B, 2] int64: opening markers of subject and object
    masks: Tensor | None = None  # [B] int64: [MASK] of the prompt; None without a prompt
    tags: Tensor | None = None  # [B, T] int64; None without tags


@dataclass(frozen=True)
class Output:
    """What a forward pass returns. E = entity tokens of the batch, in (row, position) order."""

    logits: Tensor  # [B, R], before soft-max
    mu: Tensor | None  # [E, D]; None without a bottleneck
    sigma: Tensor | None  # [E, D]; None without a bottleneck
    entity_rows: Tensor  # [E] row of each entity token
    states: Tensor  # [B, P, D] last-layer states of the read-out
    identify: Tensor | None = None  # [B, 2] is there a relation; multi-task head only

    def variance(self) -> Tensor | None:
        """Entity variance of each row, [B]; None without a bottleneck."""
        if self.sigma is None:
            return None
        return row_variance(self.sigma, self.entity_rows, self.logits.shape[0])


class RelationModel(nn.Module):
    """Parameter names equal the tensor names of the exported model folder."""

    def __init__(
        self, config: EncoderConfig, num_labels: int, bottleneck: Bottleneck | None, head_size: int | None = None,
        parts: Parts = Parts(),
    ) -> None:
        super().__init__()
        self.config = config
        self.parts = parts
        self.num_labels = num_labels
        self.embeddings = Embeddings(config, len(parts.tags))
        self.encoder = Encoder(config)
        self.bottleneck = bottleneck
        self.neighbours = Neighbours(parts.neighbours) if parts.neighbours else None
        self.head = make_head(config.hidden_size, parts, head_size or config.hidden_size, num_labels)
        self.apply(initialise)
        if self.embeddings.tags is not None:
            nn.init.zeros_(self.embeddings.tags.weight)

    def forward(
        self, batch: Batch, noise: Tensor | None = None, drop: Drop = keep, word_rows: Tensor | None = None,
        word_ids: Tensor | None = None,
    ) -> Output:
        """``noise`` is eps of the bottleneck [E, D] or the hull weights of the neighbours [B, k + 1]; None is the
        mean or the centre. ``word_rows`` [U, D]: see Embeddings; ``word_ids`` [U]: their rows in the whole table,
        which neighbours need."""
        rows, columns = batch.entity_mask.nonzero(as_tuple=True)  # [E], [E]

        def intervene(x: Tensor) -> Tensor:
            if self.neighbours is None:
                return x
            ids = batch.input_ids[rows, columns]  # [E]
            ids = ids if word_ids is None else word_ids[ids]
            words = self.embeddings.word_embeddings.weight
            moved = self.neighbours(x[rows, columns], ids, None if noise is None else noise[rows], words)
            return x.index_put((rows, columns), moved.to(x.dtype))

        x = drop(self.embeddings(batch.input_ids, word_rows, intervene, batch.tags))  # [B, T, D]
        mu = sigma = None
        if self.bottleneck is not None:
            entity = x[rows, columns]  # [E, D]
            mu, sigma = self.bottleneck(entity)
            blended = blend(entity, mu.float(), sigma, self.bottleneck.beta, noise)
            x = x.index_put((rows, columns), blended.to(x.dtype))
        wanted = positions(self.parts.readout, batch.markers, batch.masks)  # [B, P]
        states = self.encoder(x, batch.attention_mask, wanted, drop)  # [B, P, D]
        scored = self.head(join(states), drop)
        logits, identify = scored if isinstance(scored, tuple) else (scored, None)
        return Output(logits.float(), mu, sigma, rows, states, identify)


def make_head(size: int, parts: Parts, head_size: int, num_labels: int) -> SoftmaxHead | MultitaskHead:
    """The head that reads the states of the read-out."""
    inputs = STATES[parts.readout] * size
    if parts.head == "multitask":
        return MultitaskHead(inputs, head_size, num_labels, parts.threshold, parts.gamma)
    return SoftmaxHead(inputs, head_size, num_labels)


def initialise(module: nn.Module) -> None:
    """BERT's initialisation: weights N(0, 0.02), biases 0."""
    if isinstance(module, nn.Linear | nn.Embedding):
        nn.init.normal_(module.weight, std=0.02)
    if isinstance(module, nn.Linear):
        nn.init.zeros_(module.bias)


def collate(examples: list[Encoded], pad_to: int = 1) -> Batch:
    """Pad examples to the longest, rounded up to a multiple of ``pad_to``. Needs at least one."""
    longest = max(len(example.input_ids) for example in examples)
    length = -(-longest // pad_to) * pad_to
    size = len(examples)
    ids = torch.zeros(size, length, dtype=torch.long)
    attention = torch.zeros(size, length, dtype=torch.bool)
    entity = torch.zeros(size, length, dtype=torch.bool)
    for row, example in enumerate(examples):
        n = len(example.input_ids)
        ids[row, :n] = torch.tensor(example.input_ids)
        attention[row, :n] = True
        entity[row, :n] = torch.tensor(example.entity_mask, dtype=torch.bool)
    markers = torch.tensor([[e.subject_position, e.object_position] for e in examples])
    masks = None
    if examples[0].mask_position is not None:
        masks = torch.tensor([e.mask_position for e in examples])
    tags = None
    if examples[0].tag_ids is not None:
        tags = torch.zeros(size, length, dtype=torch.long)
        for row, example in enumerate(examples):
            tags[row, : len(example.input_ids)] = torch.tensor(example.tag_ids)
    return Batch(ids, attention, entity, markers, masks, tags)


def load_base(model: RelationModel, state: dict[str, Tensor]) -> None:
    """Copy a pre-trained checkpoint (``encoder_roberta.read_checkpoint``) into embeddings and encoder.

    No checkpoint has embeddings of tags: where the model reads them they stay as they are.

    :raises ValueError: when the checkpoint lacks a tensor the encoder needs.
    """
    missing, unexpected = model.load_state_dict(state, strict=False)
    lost = [name for name in missing if name.startswith(("embeddings.", "encoder.")) and not name.startswith("embeddings.tags.")]
    if lost or unexpected:
        raise ValueError(f"base weights: missing {lost[:3]}, unexpected {list(unexpected)[:3]}")

"""The relation model: embeddings -> bottleneck (optional) -> encoder -> read-out -> head."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from .bottleneck import Bottleneck, blend, row_variance
from .encoder import Drop, Embeddings, Encoder, EncoderConfig, keep
from .head import SoftmaxHead
from .neighbours import Neighbours
from .readout import entity_markers
from .tokens import Encoded


@dataclass(frozen=True)
class Batch:
    """B encoded examples padded to T tokens."""

    input_ids: Tensor  # [B, T] int64
    attention_mask: Tensor  # [B, T] bool, false on padding
    entity_mask: Tensor  # [B, T] bool
    markers: Tensor  # [B, 2] int64: opening markers of subject and object


@dataclass(frozen=True)
class Output:
    """What a forward pass returns. E = entity tokens of the batch, in (row, position) order."""

    logits: Tensor  # [B, R], before soft-max
    mu: Tensor | None  # [E, D]; None without a bottleneck
    sigma: Tensor | None  # [E, D]; None without a bottleneck
    entity_rows: Tensor  # [E] row of each entity token

    def variance(self) -> Tensor | None:
        """Entity variance of each row, [B]; None without a bottleneck."""
        if self.sigma is None:
            return None
        return row_variance(self.sigma, self.entity_rows, self.logits.shape[0])


class RelationModel(nn.Module):
    """Parameter names equal the tensor names of the exported model folder."""

    def __init__(
        self, config: EncoderConfig, num_labels: int, bottleneck: Bottleneck | None, head_size: int | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.embeddings = Embeddings(config)
        self.encoder = Encoder(config)
        self.bottleneck = bottleneck
        self.neighbours = neighbours
        self.head = SoftmaxHead(2 * config.hidden_size, head_size or config.hidden_size, num_labels)
        self.apply(initialise)

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
            moved = self.neighbours(x[rows, columns], ids, None if noise is None else noise[rows])
            return x.index_put((rows, columns), moved.to(x.dtype))

        x = drop(self.embeddings(batch.input_ids, word_rows, intervene))  # [B, T, D]
        mu = sigma = None
        if self.bottleneck is not None:
            entity = x[rows, columns]  # [E, D]
            mu, sigma = self.bottleneck(entity)
            blended = blend(entity, mu.float(), sigma, self.bottleneck.beta, noise)
            x = x.index_put((rows, columns), blended.to(x.dtype))
        states = self.encoder(x, batch.attention_mask, batch.markers, drop)  # [B, 2, D]
        logits = self.head(entity_markers(states), drop).float()
        return Output(logits, mu, sigma, rows)


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
    return Batch(ids, attention, entity, markers)


def load_base(model: RelationModel, weights: Path) -> None:
    """Copy a pre-trained BERT checkpoint (safetensors, bare names) into embeddings and encoder.

    :raises ValueError: when the checkpoint lacks a tensor the encoder needs.
    """
    state = {name: tensor.float() for name, tensor in load_file(weights).items() if not name.startswith("pooler")}
    state.pop("embeddings.position_ids", None)
    missing, unexpected = model.load_state_dict(state, strict=False)
    lost = [name for name in missing if name.startswith(("embeddings.", "encoder."))]
    if lost or unexpected:
        raise ValueError(f"{weights.name}: missing {lost[:3]}, unexpected {list(unexpected)[:3]}")

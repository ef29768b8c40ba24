"""A BERT encoder whose parameter names are those of the Hugging Face checkpoint.

Written as plain matmul + softmax: on CPUs this trains faster than the fused attention kernel.
``Drop`` is passed down instead of being a layer, so that one pool of masks serves every site.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

Drop = Callable[[Tensor], Tensor]


def keep(x: Tensor) -> Tensor:
    """The dropout of inference: none."""
    return x


@dataclass(frozen=True)
class EncoderConfig:
    """Sizes of the encoder, under the names of the exported config.json (in snake_case)."""

    vocab_size: int
    hidden_size: int
    num_layers: int
    num_heads: int
    intermediate_size: int
    max_positions: int
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12


class Embeddings(nn.Module):
    """LayerNorm(word + position + token type 0 [+ tag])."""

    def __init__(self, config: EncoderConfig, num_tags: int = 0) -> None:
        super().__init__()
        size = config.hidden_size
        self.word_embeddings = nn.Embedding(config.vocab_size, size)
        self.position_embeddings = nn.Embedding(config.max_positions, size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, size)
        self.LayerNorm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.tags = nn.Embedding(num_tags, size) if num_tags else None  # zero at the start (``start_tags``)

    def forward(
        self, input_ids: Tensor, word_rows: Tensor | None = None, before_norm: Callable[[Tensor], Tensor] = keep,
        tag_ids: Tensor | None = None,
    ) -> Tensor:
        """input_ids [B, T] -> [B, T, D]. ``before_norm`` changes the sum [B, T, D] ahead of LayerNorm; ``tag_ids``
        [B, T] are read where the model has tags.

        With ``word_rows`` [U, D] the ids index those rows instead of the whole table; the trainer uses
        this to differentiate only the rows that a batch touches.
        """
        table = self.word_embeddings.weight if word_rows is None else word_rows
        words = F.embedding(input_ids, table)  # [B, T, D]
        positions = self.position_embeddings.weight[: input_ids.shape[1]]  # [T, D]
        total = words + positions + self.token_type_embeddings.weight[0]
        if self.tags is not None:
            if tag_ids is None:
                raise ValueError("this model reads tags, the batch has none")
            total = total + F.embedding(tag_ids, self.tags.weight)
        return self.LayerNorm(before_norm(total))


class SelfAttention(nn.Module):
    """Query, key and value projections and the attention itself."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        size = config.hidden_size
        if size % config.num_heads:
            raise ValueError(f"hidden size {size} is not a multiple of {config.num_heads} heads")
        self.heads = config.num_heads
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)

    def _split(self, x: Tensor) -> Tensor:
        batch, length, size = x.shape
        return x.view(batch, length, self.heads, size // self.heads).transpose(1, 2)  # [B, H, T, D/H]

    def forward(self, queries: Tensor, x: Tensor, bias: Tensor, drop: Drop) -> Tensor:
        """queries [B, Q, D] attend to x [B, T, D]; bias [B, 1, 1, T] is 0 or very negative -> [B, Q, D]."""
        q, k, v = self._split(self.query(queries)), self._split(self.key(x)), self._split(self.value(x))
        scores = (q * (q.shape[-1] ** -0.5)) @ k.transpose(-1, -2) + bias  # [B, H, Q, T]
        weights = drop(scores.softmax(dim=-1).to(v.dtype))
        return (weights @ v).transpose(1, 2).reshape(queries.shape)


class AddNorm(nn.Module):
    """LayerNorm(residual + dropout(dense(x)))."""

    def __init__(self, inputs: int, outputs: int, eps: float) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)
        self.LayerNorm = nn.LayerNorm(outputs, eps=eps)

    def forward(self, x: Tensor, residual: Tensor, drop: Drop) -> Tensor:
        return self.LayerNorm(residual + drop(self.dense(x)))


class Attention(nn.Module):
    """Self-attention and its add-and-norm."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.self = SelfAttention(config)
        self.output = AddNorm(config.hidden_size, config.hidden_size, config.layer_norm_eps)

    def forward(self, queries: Tensor, x: Tensor, bias: Tensor, drop: Drop) -> Tensor:
        return self.output(self.self(queries, x, bias, drop), queries, drop)


class Intermediate(nn.Module):
    """Dense + exact (erf) GELU."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(config.hidden_size, config.intermediate_size)

    def forward(self, x: Tensor) -> Tensor:
        return F.gelu(self.dense(x))


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.attention = Attention(config)
        self.intermediate = Intermediate(config)
        self.output = AddNorm(config.intermediate_size, config.hidden_size, config.layer_norm_eps)

    def forward(self, queries: Tensor, x: Tensor, bias: Tensor, drop: Drop) -> Tensor:
        """queries [B, Q, D] is x itself, or the rows of x that are wanted -> [B, Q, D]."""
        attended = self.attention(queries, x, bias, drop)
        return self.output(self.intermediate(attended), attended, drop)


class Encoder(nn.Module):
    """The stack of layers."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(Layer(config) for _ in range(config.num_layers))

    def forward(self, x: Tensor, attention_mask: Tensor, positions: Tensor, drop: Drop = keep) -> Tensor:
        """x [B, T, D], attention_mask [B, T] bool, positions [B, P] -> last-layer states there [B, P, D].

        The last layer computes queries for the wanted positions only: the same numbers for an eighth
        less work.
        """
        bias = torch.zeros_like(attention_mask, dtype=x.dtype).masked_fill(~attention_mask, -1e4)
        bias = bias[:, None, None, :]
        for layer in self.layer[:-1]:
            x = layer(x, x, bias, drop)
        index = positions[:, :, None].expand(-1, -1, x.shape[-1])
        return self.layer[-1](x.gather(1, index), x, bias, drop)

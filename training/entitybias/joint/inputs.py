"""Sentences -> word pieces with the place of each word, and batches of spans and pairs to score.

A word is cut into pieces on its own; a word that has none (a control character) stands as [UNK]. N spans and M
pairs of a batch lie in flat lists with the row that each belongs to, so nothing is padded but the pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor


@dataclass(frozen=True)
class Encoded:
    """T pieces with [CLS] and [SEP]; word w has the pieces ``edges[w] .. edges[w + 1]``. W words of the sentence fit."""

    input_ids: list[int]  # [T]
    edges: list[int]  # [W + 1], edges[0] = 1

    @property
    def words(self) -> int:
        return len(self.edges) - 1


@dataclass(frozen=True)
class Batch:
    """B sentences of at most T pieces, N spans, M ordered pairs of these spans."""

    input_ids: Tensor  # [B, T] int64
    attention_mask: Tensor  # [B, T] bool
    span_rows: Tensor  # [N] row of each span
    span_pieces: Tensor  # [N, 2] half-open, in pieces
    widths: Tensor  # [N] words
    pairs: Tensor  # [M, 2] head and tail as indices into the spans
    between: Tensor  # [M, 2] the pieces between the two spans; empty where they touch or overlap


def encode(words: Sequence[str], tokenizer: Tokenizer, max_tokens: int) -> Encoded:
    """The words that fit into ``max_tokens`` pieces with [CLS] and [SEP], from the first one on."""
    cls, sep, unknown = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]", "[UNK]"))
    ids, edges = [cls], [1]
    for encoding in tokenizer.encode_batch(list(words), add_special_tokens=False) if words else []:
        pieces = encoding.ids or [unknown]
        if len(ids) + len(pieces) + 1 > max_tokens:
            break
        ids += pieces
        edges.append(len(ids))
    return Encoded([*ids, sep], edges)


def collate(
    sentences: Sequence[Encoded], spans: Sequence[np.ndarray], pairs: Sequence[np.ndarray], pad_to: int = 8
) -> Batch:
    """Sentences with their spans [S, 2] in words and pairs [P, 2] of indices into those spans. Needs at least one sentence."""
    longest = max(len(one.input_ids) for one in sentences)
    length = -(-longest // pad_to) * pad_to
    ids = torch.zeros(len(sentences), length, dtype=torch.long)
    mask = torch.zeros(len(sentences), length, dtype=torch.bool)
    rows, pieces, widths, joined, offset = [], [], [], [], 0
    for row, (one, found, linked) in enumerate(zip(sentences, spans, pairs, strict=True)):
        ids[row, : len(one.input_ids)] = torch.tensor(one.input_ids)
        mask[row, : len(one.input_ids)] = True
        edges = np.asarray(one.edges)
        rows.append(np.full(len(found), row))
        pieces.append(edges[found])
        widths.append(found[:, 1] - found[:, 0])
        joined.append(linked + offset)
        offset += len(found)
    span_pieces = torch.from_numpy(np.concatenate(pieces)).long().view(-1, 2)
    pair_index = torch.from_numpy(np.concatenate(joined)).long().view(-1, 2)
    return Batch(
        ids, mask, torch.from_numpy(np.concatenate(rows)).long(), span_pieces,
        torch.from_numpy(np.concatenate(widths)).long(), pair_index, gaps(span_pieces[pair_index]),
    )


def gaps(ends: Tensor) -> Tensor:
    """What lies between the two spans of each pair: [M, 2, 2] -> [M, 2], start >= end where nothing does."""
    return torch.stack([ends[..., 1].amin(dim=1), ends[..., 0].amax(dim=1)], dim=1)

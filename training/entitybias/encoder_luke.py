"""LUKE words-only: RoBERTa's network with LUKE's word-side weights.

The entity embeddings and the queries between words and entities take no part, as in the VIB authors' code. (The browser
also runs LUKE with its entities, ``src/model/entityStream.ts``; training that is transformers' business.)
"""

from __future__ import annotations

QUERIES = ("w2e_query", "e2w_query", "e2e_query")


def is_entity_tensor(name: str) -> bool:
    """Whether a tensor belongs to the entities."""
    return name.startswith("entity_") or any(f".self.{query}." in name for query in QUERIES)

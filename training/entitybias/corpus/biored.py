"""BioRED (PubTator) -> sentence-level ordered pairs: ``python -m entitybias.corpus.biored``.

BioRED annotates relations between concepts of an abstract, not between mentions. A row here is one sentence and one pair
of concepts that both occur in it, marked at their two nearest mentions; the subject is the one that comes first, since
the relations of BioRED have no direction. The label is the document's label of the pair: the sentence need not state it.
Pairs without a label are negatives where their two types carry a relation somewhere in the training documents.

Train and dev are the official training documents, cut 90 / 10 by a hash of the document; test is the official
development set (the official test set is not among the sources).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from .build import write_domain
from .knowledgenet import to_token_span, tokenize
from .report import statistics
from .rows import Row, shape_problem, unit_hash

NEGATIVE = "no_relation"
RELATIONS = (
    "Association", "Bind", "Comparison", "Conversion", "Cotreatment", "Drug_Interaction",
    "Negative_Correlation", "Positive_Correlation",
)
TYPES = {
    "ChemicalEntity": "CHEMICAL", "DiseaseOrPhenotypicFeature": "DISEASE", "GeneOrGeneProduct": "GENE",
    "SequenceVariant": "VARIANT", "OrganismTaxon": "ORGANISM", "CellLine": "CELL_LINE",
}
DEV_SHARE = 0.1

_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9(\[])")


@dataclass(frozen=True)
class Mention:
    """A stretch of the text and the concepts that it names."""

    start: int
    end: int
    type: str
    concepts: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """An abstract with its mentions and the labels of its concept pairs."""

    id: str
    text: str
    mentions: tuple[Mention, ...]
    labels: dict[frozenset[str], str]


def read_documents(path: Path) -> list[Document]:
    """The documents of a PubTator file.

    :raises ValueError: for an unknown entity type or relation, with its document.
    """
    documents = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        title, abstract, *lines = block.split("\n")
        document_id = title.split("|", 1)[0]
        text = f"{title.split('|t|', 1)[1]} {abstract.split('|a|', 1)[1]}"
        mentions, labels = [], {}
        for line in lines:
            cells = line.split("\t")
            if len(cells) >= 6 and cells[1].isdigit():
                if cells[4] not in TYPES:
                    raise ValueError(f"{path.name}: document {document_id} has an entity of type {cells[4]!r}")
                concepts = tuple(cells[5].split(","))
                mentions.append(Mention(int(cells[1]), int(cells[2]), TYPES[cells[4]], concepts))
            elif len(cells) >= 4:
                if cells[1] not in RELATIONS:
                    raise ValueError(f"{path.name}: document {document_id} has a relation {cells[1]!r}")
                labels[frozenset(cells[2:4])] = cells[1]
        documents.append(Document(document_id, text, tuple(mentions), labels))
    return documents


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open stretches of the text, cut after . ! ? before a capital, a digit or an opening bracket."""
    edges = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    return list(zip(edges, edges[1:]))


def rows_of(document: Document, dropped: Counter[str]) -> list[Row]:
    """One row for each sentence and pair of its concepts, labelled or negative."""
    rows = []
    for start, end in sentences(document.text):
        inside = [m for m in document.mentions if start <= m.start and m.end <= end]
        nearest: dict[frozenset[str], tuple[Mention, Mention]] = {}
        for first, second in combinations(sorted(inside, key=lambda m: (m.start, m.end)), 2):
            for one in first.concepts:
                for other in second.concepts:
                    pair = frozenset((one, other))
                    known = nearest.get(pair)
                    closer = known is None or second.start - first.end < known[1].start - known[0].end
                    if one != other and first.end <= second.start and closer:
                        nearest[pair] = (first, second)
        for pair, (first, second) in sorted(nearest.items(), key=lambda item: sorted(item[0])):
            row = make_row(document, (start, end), first, second, document.labels.get(pair, NEGATIVE))
            problem = shape_problem(row)
            if problem:
                dropped[f"biored: {problem}"] += 1
            else:
                rows.append(row)
    return rows


def make_row(document: Document, bounds: tuple[int, int], first: Mention, second: Mention, relation: str) -> Row:
    """The row of two mentions of one sentence; tokens are cut where mentions begin and end."""
    start, end = bounds
    places = [(m.start - start, m.end - start) for m in (first, second)]
    tokens = tokenize(document.text[start:end], {edge for place in places for edge in place})
    subj, obj = (to_token_span(tokens, *place) for place in places)
    return Row(
        "biored", document.id, relation, tuple(token for token, _, _ in tokens), subj, obj,
        first.type, second.type, first.type, second.type,
    )


def build(data: Path) -> tuple[dict[str, list[Row]], dict]:
    """Rows by split, and counts. A sentence and pair of spans that has two concept pairs keeps the labelled one."""
    dropped: Counter[str] = Counter()
    parts: dict[str, list[Row]] = {"train": [], "dev": [], "test": []}
    for document in read_documents(data / "biored" / "Train.PubTator"):
        name = "dev" if unit_hash("biored", document.id) < DEV_SHARE else "train"
        parts[name] += rows_of(document, dropped)
    for document in read_documents(data / "biored" / "Dev.PubTator"):
        parts["test"] += rows_of(document, dropped)
    pairs = {(r.subj_type, r.obj_type) for r in parts["train"] if r.relation != NEGATIVE}
    for name, rows in parts.items():
        best: dict[tuple, Row] = {}
        for row in rows:
            if row.relation == NEGATIVE and (row.subj_type, row.obj_type) not in pairs:
                dropped["biored: negative of two types without a relation"] += 1
                continue
            key = (row.docid, row.pair_key)
            if key in best:
                dropped["biored: same spans twice"] += 1
            if key not in best or best[key].relation == NEGATIVE:
                best[key] = row
        parts[name] = list(best.values())
    return parts, statistics(parts, dropped, NEGATIVE, {"devShare": DEV_SHARE})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with biored/")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    parts, stats = build(args.data)
    write_domain(args.out, parts, [NEGATIVE, *RELATIONS], stats)


if __name__ == "__main__":
    main()

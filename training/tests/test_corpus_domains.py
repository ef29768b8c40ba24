"""BioRED and SemEval readers on small files of our own, and the official macro-F1."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from entitybias.corpus import biored, semeval
from entitybias.metrics import official_macro_f1

TITLE = "Norvane lowers fever in mice."
ABSTRACT = "We gave norvane to 40 mice. The TRK9 gene (TRK9) and fever rose without it. Nothing else did."


def write_biored(folder: Path, relation: str = "Negative_Correlation", kind: str = "ChemicalEntity") -> Path:
    text = f"{TITLE} {ABSTRACT}"

    def mention(name: str, type_: str, concept: str, after: int = 0) -> str:
        start = text.index(name, after)
        return f"7\t{start}\t{start + len(name)}\t{name}\t{type_}\t{concept}"

    lines = [
        f"7|t|{TITLE}", f"7|a|{ABSTRACT}",
        mention("Norvane", kind, "C1"), mention("fever", "DiseaseOrPhenotypicFeature", "D1"),
        mention("mice", "OrganismTaxon", "10090"), mention("norvane", "ChemicalEntity", "C1"),
        mention("mice", "OrganismTaxon", "10090", 40), mention("TRK9", "GeneOrGeneProduct", "99"),
        mention("(TRK9", "GeneOrGeneProduct", "99").replace("(TRK9", "TRK9"),
        mention("fever", "DiseaseOrPhenotypicFeature", "D1", 60),
        f"7\t{relation}\tC1\tD1\tNovel", "7\tAssociation\tD1\t99\tNo",
    ]
    path = folder / "Train.PubTator"
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return path


def test_biored_pairs_are_of_one_sentence_and_the_nearest_mentions(tmp_path: Path) -> None:
    [document] = biored.read_documents(write_biored(tmp_path))
    assert [document.text[a:b].strip() for a, b in biored.sentences(document.text)][0] == TITLE
    rows = biored.rows_of(document, Counter())
    found = {(r.mention(r.subj), r.mention(r.obj), r.relation) for r in rows}
    assert ("Norvane", "fever", "Negative_Correlation") in found
    assert ("Norvane", "mice", "no_relation") in found
    assert ("norvane", "mice", "no_relation") in found
    assert {r.relation for r in rows if "TRK9" in r.mention(r.subj)} == {"Association"}
    assert all(r.subj < r.obj for r in rows)


def test_biored_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="document 7 has a relation 'Marries'"):
        biored.read_documents(write_biored(tmp_path, relation="Marries"))
    with pytest.raises(ValueError, match="document 7 has an entity of type 'Planet'"):
        biored.read_documents(write_biored(tmp_path, kind="Planet"))


def test_semeval_spans_labels_and_direction(tmp_path: Path) -> None:
    path = tmp_path / "TRAIN_FILE.TXT"
    path.write_text(
        '1\t"The <e1>kiln</e1>\'s heat cracked the <e2>old jar</e2>."\nCause-Effect(e1,e2)\nComment: clear\n\n'
        '2\t"A <e1>page</e1> of the <e2>diary</e2>"\nComponent-Whole(e1,e2)\nComment:\n\n',
        encoding="utf-8",
    )
    first, second = semeval.read_rows(path, Counter())
    assert (first.mention(first.subj), first.mention(first.obj)) == ("kiln", "old jar")
    assert first.tokens[:4] == ("The", "kiln", "'", "s")
    assert second.relation == "Component-Whole(e1,e2)"
    path.write_text('1\t"<e1>a</e1> <e2>b</e2>"\nFriendship(e1,e2)\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        semeval.read_rows(path, Counter())


def slow_official(gold: list[str], predicted: list[str]) -> float:
    """The same score, counted relation by relation from label names."""
    scores = []
    for name in semeval.RELATIONS:
        hits = sum(g == p and g.startswith(name) for g, p in zip(gold, predicted, strict=True))
        said = sum(p.startswith(name) for p in predicted)
        true = sum(g.startswith(name) for g in gold)
        precision, recall = hits / said if said else 0, hits / true if true else 0
        scores.append(2 * precision * recall / (precision + recall) if hits else 0)
    return sum(scores) / len(scores)


@pytest.mark.parametrize("seed", range(4))
def test_official_macro_f1(seed: int) -> None:
    draw = np.random.default_rng(seed)
    labels = list(semeval.LABELS)
    gold = draw.integers(len(labels), size=300)
    predicted = np.where(draw.random(300) < 0.6, gold, draw.integers(len(labels), size=300))
    names = [[labels[i] for i in values] for values in (gold, predicted)]
    assert official_macro_f1(gold, predicted, labels) == pytest.approx(slow_official(*names), abs=1e-12)
    weights = draw.integers(3, size=300)
    repeated = [np.repeat(values, weights) for values in (gold, predicted)]
    assert official_macro_f1(gold, predicted, labels, weights) == pytest.approx(official_macro_f1(*repeated, labels), abs=1e-12)

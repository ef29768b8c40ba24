"""Reading joint corpora: tags, spans, checks, splits. Real files only where a data folder is named, none of it kept."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from joint_fixture import SENTENCES, TYPES, tokenizer

from entitybias.joint.build import statistics, write
from entitybias.joint.readers import ADE_TYPES, ade_sentence, bilou_spans, read_ade, read_conll04, read_scierc
from entitybias.joint.sentences import (
    Types, from_json, make_sentence, read_sentences, read_types, split_words, to_json, word_offsets,
)
from entitybias.joint.wikipedia import full_sentence, partial_sentence
from entitybias.corpus.redocred import Sentence as Source
from entitybias.corpus.schema import Schema


def test_bilou_by_hand() -> None:
    assert bilou_spans(["O", "U-A", "B-B", "I-B", "L-B", "B-A", "L-A", "O"]) == [(1, 2, "A"), (2, 5, "B"), (5, 7, "A")]
    assert bilou_spans([]) == []


@pytest.mark.parametrize("tags", [["I-A"], ["B-A", "O"], ["B-A", "L-B"], ["B-A", "U-A"], ["L-A"], ["X-A"]])
def test_bilou_out_of_order_says_where(tags: list[str]) -> None:
    with pytest.raises(ValueError, match="at word"):
        bilou_spans(tags)


def test_bilou_that_never_ends() -> None:
    with pytest.raises(ValueError, match="'A' at word 1 has no end"):
        bilou_spans(["O", "B-A", "I-A"])


def test_doubles_are_one_and_symmetric_relations_run_from_left_to_right() -> None:
    entities = [(3, 4, "PLACE"), (0, 1, "PLACE"), (3, 4, "PLACE")]
    found = make_sentence("Oru is near Velde".split(), entities, [(0, 1, "near"), (2, 1, "near")], "x", TYPES)
    assert found.entities == ((3, 4, "PLACE"), (0, 1, "PLACE"))
    assert found.relations == ((1, 0, "near"),)


def test_blank_words_are_left_out_and_spans_move() -> None:
    found = make_sentence(["A", "\u00a0", "Lu", "Wen", " "], [(2, 4, "PERSON")], [], "x", TYPES)
    assert found.words == ("A", "Lu", "Wen") and found.entities == ((1, 3, "PERSON"),)
    with pytest.raises(ValueError, match="does not lie"):
        make_sentence(["A", " "], [(1, 2, "PERSON")], [], "x", TYPES)


@pytest.mark.parametrize(("entities", "relations", "message"), [
    ([(0, 9, "PERSON")], [], "does not lie in 2 words"), ([(1, 1, "PERSON")], [], "does not lie"),
    ([(0, 1, "CITY")], [], "entity type 'CITY', expected one of PERSON"),
    ([(0, 1, "PERSON")], [(0, 1, "near")], "relation 0 -> 1 among 1"),
    ([(0, 1, "PERSON"), (1, 2, "PLACE")], [(0, 1, "owns")], "relation type 'owns'"),
])
def test_bad_annotation_names_the_document(entities: list, relations: list, message: str) -> None:
    with pytest.raises(ValueError, match=f"doc7: .*{message}"):
        make_sentence(["Lu", "Oru"], entities, relations, "doc7", TYPES)


def test_ade_rows_and_a_relation_between_no_entities() -> None:
    row = {"tokens": "Nausea after zelorin .".split(), "entities": [[0, 1, "Adverse-Effect"], [2, 3, "Drug"]],
           "relations": [[0, 1, 2, 3, "Adverse-Effect"]]}
    found = ade_sentence(row)
    assert found.entities == ((0, 1, "Adverse-Effect"), (2, 3, "Drug")) and found.relations == ((0, 1, "Adverse-Effect"),)
    with pytest.raises(ValueError, match="which are no entities"):
        ade_sentence({**row, "entities": row["entities"][:1]})


def test_folds_of_ade_cover_every_sentence_once(tmp_path: Path) -> None:
    folder = tmp_path / "ade"
    folder.mkdir()
    rows = [{"tokens": ["rash", "from", f"drug{i}"], "entities": [[0, 1, "Adverse-Effect"], [2, 3, "Drug"]],
             "relations": [[0, 1, 2, 3, "Adverse-Effect"]]} for i in range(120)]
    for name, part in (("train", rows[:90]), ("valid", rows[90:108]), ("test", rows[108:])):
        (folder / f"{name}.ADE0.json").write_text(json.dumps(part))
    tested = []
    for fold in range(10):
        parts, _ = read_ade(tmp_path, fold)
        everything = [s.docid for part in parts.values() for s in part]
        assert len(everything) == len(set(everything)) == 120  # no sentence in two parts
        tested += [s.docid for s in parts["test"]]
    assert len(tested) == len(set(tested)) == 120  # each a test sentence once
    with pytest.raises(ValueError, match="folds 0 to 9, got 10"):
        read_ade(tmp_path, 10)


def test_files_read_back(tmp_path: Path) -> None:
    write(tmp_path, {"train": SENTENCES, "dev": [], "test": SENTENCES[:1]}, TYPES, statistics({"train": SENTENCES}, TYPES, {}, {}))
    assert read_sentences(tmp_path / "train.json") == SENTENCES
    assert read_types(tmp_path) == TYPES
    stats = json.loads((tmp_path / "stats.json").read_text())["splits"]["train"]
    # 2 persons in sentence b, 1 each in a and e; born in: a, e; works for: b twice, e.
    assert stats["entities"]["PERSON"] == 4 and stats["relations"] == {"born in": 2, "works for": 3, "near": 1}
    assert stats["overlappingEntities"] == 0 and "rained" not in json.dumps(stats)
    assert from_json(to_json(SENTENCES[1])) == SENTENCES[1]


def test_splitting_moves_spans_to_the_words_of_the_tokenizer() -> None:
    # "O'Brien's" is O ' Brien ' s for the tokenizer: five words; the firm behind it moves by four.
    given = make_sentence(["O'Brien's", "Mills"], [(0, 1, "PERSON"), (1, 2, "FIRM")], [(0, 1, "works for")], "x", TYPES)
    split = split_words(given, tokenizer())
    assert split.words == ("O", "'", "Brien", "'", "s", "Mills")
    assert split.entities == ((0, 5, "PERSON"), (5, 6, "FIRM")) and split.relations == given.relations


@pytest.mark.parametrize("text", ["", "  ", "Lu", "Ida Falk, 42!", "🎻 Zoë 北川 e\u0301t"])
def test_offsets_of_words_are_the_text_itself(text: str) -> None:
    offsets = word_offsets(text, tokenizer())
    assert all(0 <= a < b <= len(text) for a, b in offsets)
    assert all(one[1] <= two[0] for one, two in zip(offsets, offsets[1:]))
    assert "".join(text[a:b] for a, b in offsets) == "".join(text.split())


SCHEMA = {
    "negative": "none", "types": ["PERSON", "LOCATION", "WORK", "MISC"],
    "typeMap": {"redocred": {"PER": "PERSON", "LOC": "LOCATION", "MISC": "MISC"}},
    "relations": [
        {"label": "author", "subject": "WORK", "object": "PERSON", "sources": {"redocred": ["author"]}},
        {"label": "place of birth", "subject": "PERSON", "object": "LOCATION", "sources": {"redocred": ["place of birth"]}},
    ],
}


def test_wikipedia_sentences_take_finer_types_and_turn_pairs_that_fit_only_so(tmp_path: Path) -> None:
    from collections import Counter

    (tmp_path / "relations.json").write_text(json.dumps(SCHEMA))
    schema = Schema.load(tmp_path / "relations.json")
    types = Types(tuple(SCHEMA["types"]), tuple(schema.relations))
    words = tuple("Ida Falk wrote The Orchard in Tarvik , and Oru too".split())
    source = Source("t", words, ((0, 2), (3, 5), (6, 7), (7, 7)), ("PERSON", "MISC", "LOCATION", "MISC"),
                    (("author", 0, 1), ("place of birth", 0, 2), ("award", 0, 2), ("author", 2, 2)))
    dropped: Counter[str] = Counter()
    found = full_sentence(source, "doc", schema, types, dropped)
    # The MISC is the subject of author once the pair is turned, hence a WORK; the last mention has no word.
    assert found.entities == ((0, 2, "PERSON"), (3, 5, "WORK"), (6, 7, "LOCATION"))
    assert found.relations == ((1, 0, "author"), (0, 2, "place of birth"))
    assert dropped == {"unmapped label award": 1, "neither type fits the relation": 1, "entity without a word": 1}

    row = {"token": list(words), "subj_start": 0, "subj_end": 1, "obj_start": 6, "obj_end": 6, "subj_type": "PERSON",
           "obj_type": "LOCATION", "relation": "none", "docid": "k"}
    assert partial_sentence(row, types).relations == () and partial_sentence(row, types).partial
    assert partial_sentence({**row, "relation": "place of birth"}, types).relations == ((0, 1, "place of birth"),)


DATA = os.environ.get("ENTITYBIAS_DATA")


@pytest.mark.skipif(DATA is None, reason="ENTITYBIAS_DATA names no folder with conll04/, scierc/ and ade/")
def test_counts_of_the_real_corpora() -> None:
    """The counts that the papers report: sentences and relations of each split (ADE: fold 0)."""
    conll, types = read_conll04(Path(str(DATA)))
    assert {split: len(s) for split, s in conll.items()} == {"train": 922, "dev": 231, "test": 288}
    assert sum(len(s.relations) for s in conll["test"]) == 422 and len(types.relations) == 5
    scierc, types = read_scierc(Path(str(DATA)))
    assert {split: len(s) for split, s in scierc.items()} == {"train": 1861, "dev": 275, "test": 551}
    assert sum(len(s.relations) for s in scierc["test"]) == 974 and types.symmetric == {"Compare", "Conjunction"}
    ade, types = read_ade(Path(str(DATA)))
    assert {split: len(s) for split, s in ade.items()} == {"train": 3178, "dev": 560, "test": 415} and types == ADE_TYPES

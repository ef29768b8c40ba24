"""Readers: spans, directions, types, and what is counted as dropped."""

from collections import Counter

import pytest
from corpus_fixture import knowledgenet_row, redocred_row, wiki80_row, write_data

from entitybias.corpus import knowledgenet, redocred, wiki80
from entitybias.corpus.rows import Row, is_pronoun, shape_problem
from entitybias.corpus.schema import Schema


def _read(reader, data):
    dropped = Counter()
    schema = Schema.load(data / "relations.json")
    return list(reader.read(data, schema, dropped)), dropped


def _texts(row: Row) -> tuple[str, str]:
    return row.mention(row.subj), row.mention(row.obj)


def test_tokenize_keeps_code_point_offsets_clitics_and_combining_marks():
    text = "Zoe\u0301's café 🙂 isn't in St. Ives\u200b."
    tokens = knowledgenet.tokenize(text)
    assert all(text[a:b] == token for token, a, b in tokens)
    assert [t for t, _, _ in tokens][:3] == ["Zoe\u0301", "'s", "café"]
    assert "🙂" in [t for t, _, _ in tokens]
    assert knowledgenet.tokenize(" \t\n") == []


def test_tokenize_cuts_inside_a_word_at_a_mention_boundary():
    tokens = knowledgenet.tokenize("pre1998post", {3, 7})
    assert tokens == [("pre", 0, 3), ("1998", 3, 7), ("post", 7, 11)]
    assert knowledgenet.to_token_span(tokens, 3, 7) == (1, 2)
    assert knowledgenet.to_token_span(tokens, 3, 3) == (0, 0)


def test_knowledgenet_offsets_are_code_points_and_null_rows_are_counted(tmp_path):
    data = write_data(
        tmp_path,
        knowledgenet=[
            knowledgenet_row(
                "1", "CEO", "🙂🙂 Ada Pell runs Kettle.Co.", "Kettle.Co", "Ada Pell", "ORG PER"
            ),
            knowledgenet_row("2", None, "Nothing is marked here.", "", "", ""),
            knowledgenet_row("3", "SPOUSE_OF", "Ada met Bo.", "Ada", "Bo", "PER PER"),
        ],
    )
    rows, dropped = _read(knowledgenet, data)
    assert [_texts(row) for row in rows] == [("Kettle . Co", "Ada Pell")]
    assert (rows[0].subj_fine_type, rows[0].obj_fine_type) == ("COMPANY", "PERSON")
    assert dropped["knowledgenet: no relation annotated"] == 1
    assert dropped["knowledgenet: unmapped label SPOUSE_OF"] == 1


def test_knowledgenet_turns_a_row_whose_types_fit_only_the_other_way(tmp_path):
    turned = knowledgenet_row("1", "CEO", "Ada Pell runs Kettle.", "Ada Pell", "Kettle", "PER ORG")
    neither = knowledgenet_row("2", "CEO", "Ada Pell runs in May.", "Ada Pell", "May", "PER DATE")
    rows, dropped = _read(knowledgenet, write_data(tmp_path, knowledgenet=[turned, neither]))
    assert [_texts(row) for row in rows] == [("Kettle", "Ada Pell")]
    assert dropped["knowledgenet: types fit the relation in no direction"] == 1


def test_knowledgenet_child_of_keeps_the_child_as_subject(tmp_path):
    row = knowledgenet_row("1", "CHILD_OF", "Bo, father of Ada.", "Ada", "Bo", "PER PER")
    rows, _ = _read(knowledgenet, write_data(tmp_path, knowledgenet=[row]))
    assert (rows[0].relation, _texts(rows[0])) == ("parent", ("Ada", "Bo"))


def test_blank_tokens_go_and_spans_follow():
    tokens, spans = wiki80.drop_blank_tokens(
        ["\n", "Old", " ", "Mill", "is", "\xa0"], [(1, 4), (5, 6)]
    )
    assert tokens == ["Old", "Mill", "is"]
    assert spans == [(0, 2), (3, 3)]


def test_wiki80_takes_types_from_the_schema_and_marks_case_and_test_rows(tmp_path):
    data = write_data(
        tmp_path,
        wiki80=[
            wiki80_row("mother", ["bo", " ", "'s", "mother", "ada"], (0, 1), (4, 5), "test", False),
            wiki80_row("taxon rank", ["a", "b"], (0, 1), (1, 2)),
        ],
    )
    rows, dropped = _read(wiki80, data)
    (row,) = rows
    assert (row.relation, _texts(row), row.subj_type) == ("parent", ("bo", "ada"), "PERSON")
    assert (row.cased, row.held_out) == (False, True)
    assert dropped["wiki80: unmapped label taxon rank"] == 1


@pytest.fixture
def sentence_data(tmp_path):
    return write_data(
        tmp_path,
        redocred=[
            redocred_row(
                "Reed Song",
                "Reed Song by The Wicks was cut near Arden in 1971 .",
                [("MISC", "Reed Song"), ("ORG", "The Wicks"), ("LOC", "Arden"), ("TIME", "1971")],
                [("performer", 0, 1), ("country", 3, 0), ("unknown", 2, 3)],
            ),
            redocred_row(
                "Turned",
                "Ada Pell sang Reed Song .",
                [("PER", "Ada Pell"), ("MISC", "Reed Song")],
                [("performer", 0, 1)],
            ),
        ],
    )


def test_redocred_types_directions_and_drops(sentence_data):
    schema = Schema.load(sentence_data / "relations.json")
    dropped = Counter()
    sentences = redocred.read_sentences(sentence_data, schema)
    band, turned = redocred.positives(sentences, schema, dropped)
    assert (band.subj_type, band.obj_type, band.obj_fine_type) == ("WORK",) + ("ORGANIZATION",) * 2
    assert _texts(turned) == ("Reed Song", "Ada Pell")
    assert dropped["redocred: unmapped label unknown"] == 1
    assert dropped["redocred: neither type fits the relation"] == 1
    assert dropped["(kept) redocred: arguments turned by type"] == 1


def test_negatives_carry_no_label_fit_a_relation_and_are_at_most_three(tmp_path):
    text = "Arden , Brill , Corfe and Dale in Eastmark ."
    names = ["Arden", "Brill", "Corfe", "Dale", "Eastmark"]
    data = write_data(
        tmp_path,
        redocred=[
            redocred_row("Towns", text, [("LOC", n) for n in names], [("country", 0, 4)]),
            redocred_row("Towns", "Arden Eastmark", [("LOC", "Arden"), ("LOC", "Eastmark")]),
            redocred_row("Counts", "7 of 9 ", [("NUM", "7"), ("NUM", "9")]),
        ],
    )
    schema = Schema.load(data / "relations.json")
    sentences = redocred.read_sentences(data, schema)
    seen = set()
    for seed in range(20):
        rows = list(redocred.negatives(sentences, schema, seed))
        assert len(rows) == 3
        assert all(row.relation == "no_relation" for row in rows)
        seen |= {_texts(row) for row in rows}
    assert len(seen) > 10
    assert not seen & {("Arden", "Eastmark"), ("Eastmark", "Arden")}


@pytest.mark.parametrize(
    ("subj", "obj", "problem"),
    [
        ((0, 2), (2, 3), None),
        ((0, 2), (1, 3), "overlapping or nested arguments"),
        ((1, 2), (0, 3), "overlapping or nested arguments"),
        ((0, 0), (1, 2), "empty or out-of-range mention"),
        ((0, 1), (3, 9), "empty or out-of-range mention"),
        ((0, 1), (3, 4), "mention without letters or digits"),
    ],
)
def test_shape_problems(subj, obj, problem):
    row = Row("wiki80", "d", "r", ("Ada", "met", "Bo", "."), subj, obj, "A", "B", "A", "B")
    assert shape_problem(row) == problem


def test_long_sentences_are_refused_and_pronouns_known():
    tokens = tuple(f"w{i}" for i in range(101))
    row = Row("wiki80", "d", "r", tokens, (0, 1), (1, 2), "A", "B", "A", "B")
    assert shape_problem(row) == "over 100 tokens"
    assert is_pronoun(["Her"]) and not is_pronoun(["Her", "Majesty"]) and not is_pronoun([])

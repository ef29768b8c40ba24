"""De-duplication, the split, negatives, ids, and the same properties on the real data."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from corpus_fixture import knowledgenet_row, redocred_row, wiki80_row, write_data

from entitybias.corpus import build as builder
from entitybias.corpus.rows import Row, sentence_key
from entitybias.corpus.split import UnionFind, assign, deduplicate, thin_negatives


def _row(doc, text, relation="parent", subj=(0, 1), obj=(2, 3), source="knowledgenet", **more):
    tokens = tuple(text.split())
    return Row(source, doc, relation, tokens, subj, obj, "P", "P", "P", "P", **more)


def test_union_find_joins_transitively():
    sets = UnionFind()
    for a, b in [("a", "b"), ("c", "d"), ("b", "c")]:
        sets.union(a, b)
    assert {sets.find(x) for x in "abcd"} == {"a"}
    assert sets.find("e") == "e"


def test_deduplicate_keeps_the_rarer_label_and_the_held_out_copy():
    rows = [
        _row("1", "Ada met Bo", "located in"),
        _row("1", "Ada met Bo", "country"),
        _row("2", "Cy met Di", "located in"),
        _row("3", "Ed met Flo", "located in"),
        _row("3", "ed  met flo", "located in", held_out=True),
        _row("1", "Ada met Bo", "located in", subj=(2, 3), obj=(0, 1)),
    ]
    dropped = Counter()
    kept = deduplicate(rows, dropped)
    assert sorted(row.relation for row in kept) == ["country"] + ["located in"] * 3
    assert dropped == {"another label of the same pair": 1, "duplicate": 1}
    assert [row.docid for row in kept if row.held_out] == ["3"]


def test_split_keeps_documents_and_sentences_together_and_held_out_rows_out_of_train():
    rows = [_row(f"d{i}", f"N{i} met M{i}") for i in range(400)]
    rows += [_row(f"d{i}", f"N{i + 1} MET m{i + 1}", source="redocred") for i in range(0, 300, 3)]
    rows += [
        _row(f"wiki80:{i}", f"V{i} met W{i}", source="wiki80", held_out=i % 4 == 0)
        for i in range(200)
    ]
    parts = assign(rows, seed=1)
    assert sum(map(len, parts.values())) == len(rows)
    _assert_no_leak({s: [(r.docid, " ".join(r.tokens)) for r in part] for s, part in parts.items()})
    assert not any(row.held_out for row in parts["train"])
    assert all(
        row.held_out for part in ("dev", "test") for row in parts[part] if row.source == "wiki80"
    )
    assert len(parts["test"]) > len(parts["dev"]) > 0
    assert assign(rows[::-1], seed=1) == parts
    assert assign(rows, seed=2) != parts


def test_thin_negatives_reaches_the_ratio_in_every_split():
    part = [_row("1", f"A met B{i}") for i in range(8)]
    part += [_row("1", f"A saw B{i}", "no_relation") for i in range(6)]
    dropped = Counter()
    thin = thin_negatives({"train": part, "dev": []}, "no_relation", 0.2, 1, dropped)
    assert Counter(row.relation for row in thin["train"]) == {"parent": 8, "no_relation": 2}
    assert thin["dev"] == [] and dropped.total() == 4


def test_ids_depend_on_the_content_only():
    assert _row("1", "Ada met Bo").id == _row("1", "Ada met Bo", cased=False).id
    others = [
        _row("2", "Ada met Bo"),
        _row("1", "Ada met Bo", "x"),
        _row("1", "Ada met Bo", obj=(1, 2)),
    ]
    assert len({row.id for row in [_row("1", "Ada met Bo"), *others]}) == 4


def test_build_writes_tacred_rows_with_inclusive_ends(tmp_path):
    (tmp_path / "data").mkdir()
    data = write_data(
        tmp_path / "data",
        knowledgenet=[
            knowledgenet_row("1", "CEO", "She runs Kettle Works.", "Kettle Works", "She", "ORG PER")
        ],
        wiki80=[wiki80_row("father", ["Bo", ",", "son", "of", "Cy"], (0, 1), (4, 5))],
        redocred=[
            redocred_row(
                "T", "Arden in Brill", [("LOC", "Arden"), ("LOC", "Brill")], [("country", 0, 1)]
            )
        ],
    )
    parts, stats = builder.build(data, 0.2, 1)
    builder.write(tmp_path / "out", parts, stats, ["no_relation"])
    records = [r for s in parts for r in json.loads((tmp_path / "out" / f"{s}.json").read_text())]
    assert len(records) == 3 == sum(stats["rows"].values())
    record = next(r for r in records if r["source"] == "knowledgenet")
    assert record["token"][record["subj_start"] : record["subj_end"] + 1] == ["Kettle", "Works"]
    assert (record["subj_pronoun"], record["obj_pronoun"]) == (False, True)
    with pytest.raises(ValueError, match="ratio"):
        builder.build(data, 1.0, 1)


def _assert_no_leak(parts):
    for position in (0, 1):
        for key in (lambda v: " ".join(v.lower().split()), lambda v: sentence_key(v.split())):
            keys = [{key(row[position]) for row in rows} for rows in parts.values()]
            assert sum(map(len, keys)) == len(set().union(*keys))


def real_data() -> Path:
    """The data folder named by EBE_DATA, or the one beside the repository."""
    default = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    return Path(os.environ.get("EBE_DATA", default))


@pytest.mark.skipif(
    not (real_data() / "relations.json").exists(),
    reason="no corpus data: set EBE_DATA to the folder that holds relations.json",
)
def test_real_build_leaks_nothing_and_holds_every_source_and_label():
    parts, stats = builder.build(real_data(), builder.DEFAULT_NEGATIVE_RATIO, 1)
    records = {s: [row.to_tacred() for row in rows] for s, rows in parts.items()}
    _assert_no_leak(
        {s: [(r["docid"], " ".join(r["token"])) for r in rs] for s, rs in records.items()}
    )
    everything = [r for rs in records.values() for r in rs]
    assert len({r["id"] for r in everything}) == len(everything)
    pairs = {
        (" ".join(r["token"]).lower(), r["subj_start"], r["obj_start"], r["subj_end"], r["obj_end"])
        for r in everything
    }
    assert len(pairs) == len(everything)
    for split, rs in records.items():
        assert {r["source"] for r in rs} == {"knowledgenet", "wiki80", "redocred"}, split
        assert 0.1 < stats["negativeShare"][split] <= 0.201, split
    assert len({r["relation"] for r in records["train"]}) == 55
    assert len({r["relation"] for r in records["test"]}) == 55
    for r in everything:
        assert 0 <= r["subj_start"] <= r["subj_end"] < len(r["token"]) <= 100
        assert r["subj_end"] < r["obj_start"] or r["obj_end"] < r["subj_start"]
        assert all(token.strip() for token in r["token"])
    assert not any(row.held_out for row in parts["train"])

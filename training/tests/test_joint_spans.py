"""Spans, overlaps and range maxima against plain loops; sampling and encoding."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from joint_fixture import SENTENCES, TYPES, tokenizer

from entitybias.joint.inputs import collate, encode, gaps
from entitybias.joint.sampling import sample
from entitybias.joint.sentences import make_sentence
from entitybias.joint.spans import RangeMax, all_spans, span_iou


@pytest.mark.parametrize("words", [0, 1, 3, 10, 11, 37])
@pytest.mark.parametrize("widest", [1, 4, 10])
def test_all_spans_are_those_of_two_loops_each_once(words: int, widest: int) -> None:
    expected = {(a, b) for a in range(words) for b in range(a + 1, words + 1) if b - a <= widest}
    found = [tuple(span) for span in all_spans(words, widest).tolist()]
    assert set(found) == expected and len(found) == len(expected)
    assert [b - a for a, b in found] == sorted(b - a for a, b in found)  # by width


def test_iou_of_the_reference_vector_and_against_sets() -> None:
    assert span_iou(np.array([[2, 5]]), [(3, 7)])[0] == pytest.approx(0.4)  # 2 words of 5
    draw = np.random.default_rng(1)
    spans = all_spans(12, 10)
    for _ in range(20):
        gold = [tuple(sorted(draw.choice(13, 2, replace=False).tolist())) for _ in range(draw.integers(1, 5))]
        found = span_iou(spans, gold)
        for span, value in zip(spans.tolist(), found):
            one = set(range(*span))
            assert value == max(len(one & set(range(*g))) / len(one | set(range(*g))) for g in gold)
            assert (value == 1) == (tuple(span) in gold) and 0 <= value <= 1
    assert span_iou(spans, []).tolist() == [0] * len(spans)


def test_range_max_is_the_maximum_over_the_stretch() -> None:
    torch.manual_seed(0)
    for length in (1, 2, 3, 7, 8, 9, 33):
        states = torch.randn(2, length, 4)
        ranges = RangeMax(states)
        asked = [(row, a, b) for row in range(2) for a in range(length) for b in range(a + 1, length + 1)]
        rows, starts, ends = torch.tensor(asked).T
        expected = torch.stack([states[row, a:b].amax(dim=0) for row, a, b in asked])
        assert torch.equal(ranges(rows, starts, ends), expected)


def test_an_empty_stretch_is_the_zero_vector() -> None:
    ranges = RangeMax(-torch.ones(2, 5, 3))
    rows, starts, ends = torch.tensor([[1, 1, 0], [3, 5, 4], [3, 5, 1]])
    assert torch.equal(ranges(rows, starts, ends), torch.zeros(3, 3))


def test_the_gradient_of_a_range_max_goes_to_the_largest() -> None:
    states = torch.tensor([[[1.0], [5.0], [3.0], [2.0]]], requires_grad=True)
    zero = torch.tensor([0])
    RangeMax(states)(zero, zero, torch.tensor([3])).sum().backward()  # both windows of the stretch hold the 5
    assert states.grad is not None and states.grad.flatten().tolist() == [0, 1, 0, 0]


def test_words_and_their_pieces() -> None:
    words = SENTENCES[1].words
    encoded = encode(words, tokenizer(), 64)
    ids = encoded.input_ids
    assert ids[0] == tokenizer().token_to_id("[CLS]") and ids[-1] == tokenizer().token_to_id("[SEP]")
    assert encoded.edges[0] == 1 and encoded.edges[-1] == len(ids) - 1 and encoded.words == len(words)
    for word, a, b in zip(words, encoded.edges, encoded.edges[1:]):
        assert ids[a:b] == tokenizer().encode(word, add_special_tokens=False).ids


def test_what_does_not_fit_is_cut_at_a_word_and_an_empty_word_is_unknown() -> None:
    cut = encode(["born"] * 30, tokenizer(), 12)
    assert len(cut.input_ids) <= 12 and cut.words == cut.edges[-1] - 1 > 0
    assert encode(["\u200b"], tokenizer(), 12).input_ids[1:2] == [tokenizer().token_to_id("[UNK]")]
    assert encode([], tokenizer(), 12).words == 0


def test_batches_keep_rows_and_gaps() -> None:
    encoded = [encode(s.words, tokenizer(), 64) for s in SENTENCES[:2]]
    spans = [np.array([[0, 2], [5, 6]]), np.array([[1, 3], [4, 6], [2, 5]])]
    batch = collate(encoded, spans, [np.array([[0, 1], [1, 0]]), np.array([[0, 1], [0, 2]])])
    assert batch.span_rows.tolist() == [0, 0, 1, 1, 1] and batch.widths.tolist() == [2, 1, 2, 2, 3]
    assert batch.pairs.tolist() == [[0, 1], [1, 0], [2, 3], [2, 4]]
    first, second = encoded[0].edges, encoded[1].edges
    assert batch.between[0].tolist() == batch.between[1].tolist() == [first[2], first[5]]  # order does not matter
    assert batch.between[2].tolist() == [second[3], second[4]]
    assert batch.between[3, 0] > batch.between[3, 1]  # overlapping: nothing between
    assert gaps(torch.tensor([[[4, 6], [1, 4]]])).tolist() == [[4, 4]]  # touching: nothing between
    assert batch.attention_mask.sum(dim=1).tolist() == [len(one.input_ids) for one in encoded]


@pytest.mark.parametrize("seed", range(5))
def test_samples_hold_all_gold_and_only_true_negatives(seed: int) -> None:
    draw = np.random.default_rng(seed)
    for sentence in SENTENCES:
        words = len(sentence.words)
        made = sample(sentence, TYPES, words, 10, 7, 3, draw)
        gold = [entity[:2] for entity in sentence.entities]
        spans = [tuple(span) for span in made.spans.tolist()]
        assert spans[: len(gold)] == gold and not set(spans[len(gold) :]) & set(gold)
        assert len(set(spans)) == len(spans) == len(gold) + min(7, len(all_spans(words, 10)) - len(gold))
        assert [TYPES.entities[i - 1] for i in made.labels[: len(gold)]] == [e[2] for e in sentence.entities]
        assert not made.labels[len(gold) :].any() and (made.overlap[: len(gold)] == 1).all() and (made.overlap[len(gold) :] < 1).all()
        held = {(head, tail, TYPES.relations.index(kind)) for head, tail, kind in sentence.relations}
        rows = [(a, b, int(kind)) for row, (a, b) in enumerate(made.pairs.tolist()) for kind in np.flatnonzero(made.relations[row])]
        assert set(rows) == held and len(rows) == len(held)
        negatives = [pair for row, pair in enumerate(made.pairs.tolist()) if not made.relations[row].any()]
        assert all(a != b for a, b in negatives) and len(negatives) <= 3


def test_the_mirror_image_of_a_symmetric_relation_is_no_negative() -> None:
    made = sample(SENTENCES[2], TYPES, 6, 10, 5, 100, np.random.default_rng(0))
    assert made.pairs.tolist() == [[0, 1]]
    directed = sample(SENTENCES[0], TYPES, 7, 10, 5, 100, np.random.default_rng(0))
    assert directed.pairs.tolist() == [[0, 1], [1, 0]]


def test_a_partial_sentence_has_negatives_that_touch_a_known_name_alone() -> None:
    partial = make_sentence("Ida Falk was born in Tarvik .".split(), [(0, 2, "PERSON"), (5, 6, "PLACE")], [], "x", TYPES, partial=True)
    made = sample(partial, TYPES, 7, 10, 100, 0, np.random.default_rng(0))
    assert ((made.overlap > 0)).all() and len(made.spans) > 2


def test_entities_behind_the_cut_are_left_out_with_their_relations() -> None:
    made = sample(SENTENCES[4], TYPES, 6, 10, 5, 100, np.random.default_rng(0))  # Oru is word 8
    assert made.spans[:2].tolist() == [[0, 2], [3, 5]] and made.labels[:3].tolist() == [1, 3, 0]
    assert made.pairs[0].tolist() == [0, 1] and made.relations.sum() == 1


def test_weak_negatives_pair_a_name_with_a_span_that_is_none() -> None:
    made = sample(SENTENCES[0], TYPES, 7, 10, 9, 100, np.random.default_rng(2), weak_negatives=12)
    plain = sample(SENTENCES[0], TYPES, 7, 10, 9, 100, np.random.default_rng(2))
    assert np.array_equal(made.pairs[: len(plain.pairs)], plain.pairs)
    weak = made.pairs[len(plain.pairs) :]
    assert 0 < len(weak) <= 12 and not made.relations[len(plain.pairs) :].any()
    assert ((made.labels[weak] > 0).sum(axis=1) == 1).all()  # one of the two is an entity
    assert sample(SENTENCES[3], TYPES, 6, 10, 9, 100, np.random.default_rng(2), weak_negatives=12).pairs.shape == (0, 2)

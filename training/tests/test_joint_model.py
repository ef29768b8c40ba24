"""The joint network, its losses and what is made of its scores, against straightforward loops."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
import torch
from joint_fixture import SENTENCES, TYPES, examples, joint_model, tokenizer

from entitybias.joint.decode import entity_decision, find, relation_scores
from entitybias.joint.inputs import collate, encode
from entitybias.joint.losses import LossConfig, entity_loss, one_label_rows, relation_loss
from entitybias.joint.network import Scores, load_encoder
from entitybias.joint.parts import JointParts, parts_json, read_parts
from entitybias.joint.spans import all_spans

SPERT = JointParts()
NO_PAIRS = np.zeros((0, 2), dtype=np.int64)
MULTITASK = JointParts("multitask", "multitask", "all", relation_threshold=0.5)
RANKING = JointParts("ranking", "ranking", "types", relation_threshold=0.5)
KINDS = pytest.mark.parametrize("parts", [SPERT, MULTITASK, RANKING, JointParts(entity_logits="types")],
                                ids=["spert", "multitask", "ranking", "spert+logits"])


@KINDS
@torch.no_grad()
def test_scores_are_those_of_plain_pooling_one_span_and_one_pair_at_a_time(parts: JointParts) -> None:
    model, made = joint_model(parts), examples().encoded[:3]
    spans = [all_spans(one.words, 4) for one in made]
    pairs = [np.array([[0, 3], [5, 1], [len(s) - 1, len(s) - 2]]) for s in spans]  # the last two overlap
    entity, relation = model(collate(made, spans, pairs))
    head = model.head
    row = pair_row = 0
    for one, found, linked in zip(made, spans, pairs):
        alone = torch.tensor([one.input_ids])
        x = model.embeddings(alone)
        x = model.encoder(x, torch.ones_like(alone, dtype=torch.bool), torch.arange(alone.shape[1])[None])[0]  # [T, D]
        vectors, widths, scores = [], [], []
        for a, b in found:
            vectors.append(x[one.edges[a] : one.edges[b]].amax(dim=0))
            widths.append(head.widths.weight[b - a])
            inputs = torch.cat([x[0], vectors[-1], widths[-1]])
            expected = head.entity(inputs)
            assert torch.allclose(entity.classes[row], expected, atol=1e-5)
            extra = [] if head.entity_identify is None else [head.entity_identify(inputs)]
            if extra:
                assert torch.allclose(entity.identify[row], extra[0], atol=1e-5)
            join = {"none": [], "types": [expected], "all": [expected, *extra]}[parts.entity_logits]
            scores.append(torch.cat(join) if join else torch.zeros(0))
            row += 1
        for a, b in linked:
            left, right = sorted((found[a], found[b]), key=tuple)
            start, end = one.edges[left[1]], one.edges[right[0]]
            context = x[start:end].amax(dim=0) if start < end else torch.zeros_like(x[0])
            inputs = torch.cat([context, vectors[a], vectors[b], widths[a], widths[b], scores[a], scores[b]])
            assert torch.allclose(relation.classes[pair_row], head.relation(inputs), atol=1e-5)
            if head.relation_identify is not None:
                assert torch.allclose(relation.identify[pair_row], head.relation_identify(inputs), atol=1e-5)
            pair_row += 1
    assert row == len(entity.classes) and pair_row == len(relation.classes)


def test_the_spert_vectors_have_the_sizes_of_the_paper() -> None:
    # x_s: 2 D + 25 = 57, x_r: 3 D + 50 = 98 at D = 16; three types and none.
    head = joint_model().head
    assert head.entity.weight.shape == (4, 57) and head.relation.weight.shape == (3, 98)
    assert joint_model(MULTITASK).head.relation.in_features == 98 + 2 * 4  # three types and identification, of both spans
    assert joint_model(RANKING).head.relation.in_features == 98 + 2 * 3


@pytest.mark.parametrize(("change", "message"), [
    ({"entity_head": "crf"}, "entity_head"), ({"relation_head": "softmax"}, "relation_head"),
    ({"entity_logits": "all"}, "identification"), ({"words": "bpe"}, "words"),
])
def test_parts_that_do_not_exist(change: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        JointParts(**change)


@KINDS
def test_parts_read_back_from_json(parts: JointParts) -> None:
    assert read_parts({**parts_json(parts), "types": []}) == parts


def rank(scores: list[float], right: int | None) -> float:
    """dos Santos et al. 2015, in a loop."""
    first = 0.0 if right is None else math.log1p(math.exp(2 * (2.5 - scores[right])))
    wrong = max(s for i, s in enumerate(scores) if i != right)
    return first + math.log1p(math.exp(2 * (0.5 + wrong)))


def bce(score: float, right: bool) -> float:
    return math.log1p(math.exp(-score if right else score))


CLASSES = torch.tensor([[0.2, 1.5, -0.7], [0.2, 1.5, -0.7], [2.0, -1.0, 0.5], [0.0, 0.1, 0.2]])
IDENTIFY = torch.tensor([1.0, -0.5, 0.3, 0.8])
LABELS, OVERLAP = torch.tensor([2, 0, 0, 3]), torch.tensor([1.0, 0.4, 0.0, 1.0])


def test_the_ranking_loss_of_the_reference_vectors_is_the_entity_loss() -> None:
    one = entity_loss("ranking", Scores(CLASSES[:1], None), LABELS[:1], OVERLAP[:1], LossConfig())
    assert one.item() == pytest.approx(3.747345421, abs=1e-6)
    other = entity_loss("ranking", Scores(CLASSES[1:2], None), LABELS[1:2], OVERLAP[1:2], LossConfig())
    assert other.item() == pytest.approx(4.018149928 - 0, abs=1e-6)


@pytest.mark.parametrize("scale", [0.0, 1.0, 3.0])
@pytest.mark.parametrize("all_", [False, True])
def test_entity_loss_in_a_loop(scale: float, all_: bool) -> None:
    config = LossConfig(scale, all_, identify_weight=0.7, classify_weight=1.3)
    identify = classify = 0.0
    ranked = []
    for scores, one, label, overlap in zip(CLASSES.tolist(), IDENTIFY.tolist(), LABELS.tolist(), OVERLAP.tolist()):
        weight = 1 + scale * overlap if label == 0 else 1
        identify += weight * bce(one, label > 0) / 4
        if label or all_:
            ranked.append(rank(scores, label - 1 if label else None))
    classify = sum(ranked) / len(ranked)
    found = entity_loss("multitask", Scores(CLASSES, IDENTIFY), LABELS, OVERLAP, config)
    assert found.item() == pytest.approx(0.7 * identify + 1.3 * classify, rel=1e-6)


def test_soft_max_loss_in_a_loop() -> None:
    scores = torch.cat([torch.zeros(4, 1), CLASSES], dim=1)
    expected = sum(math.log(sum(math.exp(s) for s in row)) - row[label] for row, label in zip(scores.tolist(), LABELS.tolist())) / 4
    assert entity_loss("softmax", Scores(scores, None), LABELS, OVERLAP, LossConfig()).item() == pytest.approx(expected, rel=1e-6)


HELD = torch.tensor([[0.0, 1, 1], [0, 0, 0], [1, 0, 0], [0, 0, 0]])


def test_relation_losses_in_a_loop() -> None:
    cells = [bce(s, bool(h)) for row, held in zip(CLASSES.tolist(), HELD.tolist()) for s, h in zip(row, held)]
    assert relation_loss("sigmoid", Scores(CLASSES, None), HELD, LossConfig()).item() == pytest.approx(np.mean(cells), rel=1e-6)
    # The first pair has two relations: each is right once, and the other one is no competitor then.
    rows = CLASSES.tolist()
    positive = [rank(rows[0][:2], 1), rank([rows[0][0], rows[0][2]], 1), rank(rows[2], 0)]
    negative = [rank(rows[1], None), rank(rows[3], None)]
    identify = np.mean([bce(s, h) for s, h in zip(IDENTIFY.tolist(), [True, False, True, False])])
    found = relation_loss("multitask", Scores(CLASSES, IDENTIFY), HELD, LossConfig())
    assert found.item() == pytest.approx(identify + np.mean(positive), rel=1e-6)
    found = relation_loss("ranking", Scores(CLASSES, None), HELD, LossConfig())
    assert found.item() == pytest.approx((sum(positive) + sum(negative)) / 4, rel=1e-6)


def test_one_relation_type_and_no_pair_leave_finite_losses_and_gradients() -> None:
    for kind in ("sigmoid", "multitask", "ranking"):
        classes, identify = torch.tensor([[0.5], [-1.0]], requires_grad=True), torch.zeros(2, requires_grad=True)
        loss = relation_loss(kind, Scores(classes, identify), torch.tensor([[1.0], [0.0]]), LossConfig())
        loss.backward()
        assert torch.isfinite(loss) and classes.grad is not None and torch.isfinite(classes.grad).all()
        nothing = Scores(torch.zeros(0, 1, requires_grad=True), torch.zeros(0))
        assert relation_loss(kind, nothing, torch.zeros(0, 1), LossConfig()).item() == 0


def test_a_batch_without_an_entity_has_no_ranking_loss() -> None:
    none = torch.zeros(4, dtype=torch.long)
    found = entity_loss("multitask", Scores(CLASSES, IDENTIFY), none, OVERLAP * 0, LossConfig())
    assert found.item() == pytest.approx(np.mean([bce(s, False) for s in IDENTIFY.tolist()]), rel=1e-6)


def test_rows_of_one_label() -> None:
    rows, right, alone = one_label_rows(CLASSES, HELD)
    assert rows.tolist() == [0, 0, 2, 1, 3] and right.tolist() == [1, 2, 0, -1, -1]
    assert torch.isinf(alone).nonzero().tolist() == [[0, 2], [1, 1]]


def test_decisions_by_hand() -> None:
    scores = Scores(torch.tensor([[1.0, 2.0, 0.0, 0.0], [3.0, 2.0, 0.0, 0.0]]), None)
    kind, value, entity = entity_decision(scores, SPERT)
    assert kind.tolist() == [0, 0] and entity.tolist() == [True, False]
    assert value[0].item() == pytest.approx(math.exp(2) / (math.exp(1) + math.exp(2) + 2))
    kind, value, entity = entity_decision(Scores(CLASSES[:2], torch.tensor([0.1, -0.1])), MULTITASK)
    assert kind.tolist() == [1, 1] and entity.tolist() == [True, False]
    assert value.tolist() == pytest.approx([1 / (1 + math.exp(-0.1)), 1 / (1 + math.exp(0.1))])
    kind, value, entity = entity_decision(Scores(torch.tensor([[0.4, 0.49, 0.0], [0.51, 0.0, 0.0]]), None), RANKING)
    assert kind.tolist() == [1, 0] and entity.tolist() == [False, True] and value[1].item() == pytest.approx(0.505, abs=1e-4)
    assert relation_scores(Scores(CLASSES[:1], None), SPERT)[0].tolist() == pytest.approx([1 / (1 + math.exp(-s)) for s in CLASSES[0].tolist()])
    assert relation_scores(Scores(CLASSES[:1], torch.zeros(1)), MULTITASK)[0].tolist() == [0, 0.5, 0]


@KINDS
@torch.no_grad()
def test_what_is_found_is_what_loops_over_all_spans_and_pairs_find(parts: JointParts) -> None:
    parts = dataclasses.replace(parts, max_width=3)  # no sentence has more than 60 such spans
    model = joint_model(parts, seed=3, spread=0.35)
    if parts.entity_head == "softmax":
        model.head.entity.bias[0] -= 4.0  # none is rarely best
        model.head.relation.bias += 2.0
    made = [one for place, one in enumerate(examples().encoded) if place != 1]
    floor, seen = 0.2, 0
    for one, found in zip(made, find(model, made, floor)):
        spans = all_spans(one.words, 3)
        kind, value, is_entity = entity_decision(model(collate([one], [spans], [NO_PAIRS]))[0], parts)
        expected = sorted((int(a), int(b), int(kind[i]), float(value[i])) for i, (a, b) in enumerate(spans) if is_entity[i])
        assert [e[:3] for e in found.entities] == [e[:3] for e in expected]
        assert [e[3] for e in found.entities] == pytest.approx([e[3] for e in expected], abs=1e-5)
        chosen = np.array([e[:2] for e in expected], dtype=np.int64).reshape(-1, 2)
        pairs = np.array([(a, b) for b in range(len(chosen)) for a in range(len(chosen)) if a != b], dtype=np.int64).reshape(-1, 2)
        scores = relation_scores(model(collate([one], [chosen], [pairs]))[1], parts).tolist()
        best: dict[tuple[int, int, int], float] = {}
        for (a, b), row in zip(pairs.tolist(), scores):
            for k, score in enumerate(row):
                if score >= floor:
                    key = (min(a, b), max(a, b), k) if TYPES.relations[k] == "near" else (a, b, k)
                    best[key] = max(best.get(key, 0), score)
        assert {r[:3]: r[3] for r in found.relations} == pytest.approx(best, abs=1e-5)
        assert [r[3] for r in found.relations] == sorted((r[3] for r in found.relations), reverse=True)
        seen += len(best)
    assert seen > 0


@torch.no_grad()
def test_nothing_in_nothing_out_and_no_more_entities_than_allowed() -> None:
    model = joint_model()
    empty, = find(model, [encode([], tokenizer(), 64)])
    assert empty.entities == [] and empty.relations == []
    model.head.entity.bias[0] = -100.0  # every span is an entity
    small = joint_model(JointParts(max_entities=3))
    small.load_state_dict(model.state_dict())
    few, = find(small, examples().encoded[:1])
    every = len(all_spans(examples().encoded[0].words, 10))
    assert len(few.entities) == 3 and few.cut == every - 3


def test_an_encoder_is_taken_from_a_state_with_other_heads_and_must_be_whole() -> None:
    one, other = joint_model(seed=1), joint_model(MULTITASK, seed=2)
    before = other.head.entity.weight.clone()
    load_encoder(other, one.state_dict())
    assert torch.equal(other.embeddings.word_embeddings.weight, one.embeddings.word_embeddings.weight)
    assert torch.equal(other.head.entity.weight, before)
    state = one.state_dict()
    del state["encoder.layer.1.output.dense.weight"]
    with pytest.raises(ValueError, match=r"missing encoder\.layer\.1"):
        load_encoder(other, state)


def test_sentences_are_the_ones_that_were_written() -> None:
    assert [len(e.edges) - 1 for e in examples().encoded] == [len(s.words) for s in SENTENCES]

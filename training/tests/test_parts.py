"""The parts of the family: prompt, read-outs, tags, multi-task head, subtraction, change of parts."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import torch
from model_fixture import model, sentences, tokenizer
from test_model import RECIPE

from entitybias.adapter import AdapterConfig, adapter_tensors
from entitybias.adapter_folder import write_adapter, write_subtraction
from entitybias.data import Example
from entitybias.experiment import Experiment, from_json
from entitybias.export import read_model, write_model
from entitybias.golden import golden
from entitybias.head_multitask import MultitaskHead, ranking_loss
from entitybias.model import collate, load_base
from entitybias.optimise import WORD_TABLE
from entitybias.parts import Parts
from entitybias.readout import positions
from entitybias.start import build_model, change_parts
from entitybias.subtraction import Subtraction, names_only, subtract
from entitybias.tags import argument_tags, drop_types, tag_list, untyped
from entitybias.tiny import relation_labels
from entitybias.tiny_data import types_of
from entitybias.tokens import PROMPT, MarkerTokenizer
from entitybias.train import Trainer

TEXT = "In Port Lennard , Ida Falk learned to read ."
PLACE, PERSON = (3, 15), (18, 26)
TYPES = ("PERSON", "LOCATION", "WORK")
TAGS = tag_list(TYPES)
VARIANTS = {
    "scm": {"neighbours": 2}, "entity-mask": {"mask_names": True}, "mask": {"encoding": "mask"},
    "htm": {"encoding": "entity_markers_and_mask"}, "tags": {"tags": TYPES}, "multitask": {"head": "multitask"},
    "all": {"encoding": "entity_markers_and_mask", "tags": TYPES, "head": "multitask", "bottleneck": True},
}


def reader(recipe: Experiment) -> MarkerTokenizer:
    return MarkerTokenizer(tokenizer().tokenizer, mask_names=recipe.mask_names, prompt=recipe.prompt, tags=recipe.parts.tags)


def recipe(**change: object) -> Experiment:
    return dataclasses.replace(RECIPE, **{"bottleneck": False, **change})  # type: ignore[arg-type]


def encoded(made: Experiment, count: int = 40) -> list[Example]:
    read, labels = reader(made), relation_labels()
    return [
        Example(read.encode(text, subject, object_, 64, types_of(label)), labels.index(label), str(number))
        for number, (text, subject, object_, label) in enumerate(sentences()[:count])
    ]


def shown(read: MarkerTokenizer, ids: list[int]) -> str:
    return " ".join(read.tokenizer.id_to_token(number) for number in ids)


def test_prompt_is_a_second_segment_outside_the_entity_mask() -> None:
    plain, read = tokenizer(), MarkerTokenizer(tokenizer().tokenizer, prompt=PROMPT)
    without, with_prompt = plain.encode(TEXT, PERSON, PLACE), read.encode(TEXT, PERSON, PLACE)
    tail = with_prompt.input_ids[len(without.input_ids) :]
    assert tail == [*plain.pieces("The relation is "), read._id("[MASK]"), *plain.pieces(" ."), read.sep]
    assert with_prompt.input_ids[: len(without.input_ids)] == without.input_ids
    assert with_prompt.entity_mask == without.entity_mask + [0] * len(tail)
    assert with_prompt.mask_position is not None and without.mask_position is None
    assert read.tokenizer.id_to_token(with_prompt.input_ids[with_prompt.mask_position]) == "[MASK]"


def test_prompt_is_never_cut_and_its_own_mask_is_meant() -> None:
    read = MarkerTokenizer(tokenizer().tokenizer, prompt=PROMPT, mask_names=True)
    text = "it rained . " * 60 + "Ida met Lu . " + "it rained . " * 60
    start = len("it rained . " * 60)
    found = read.encode(text, (start, start + 3), (start + 8, start + 10), max_tokens=40)
    assert len(found.input_ids) == 40 and found.input_ids.count(read._id("[MASK]")) == 3
    assert found.mask_position == max(i for i, number in enumerate(found.input_ids) if number == read._id("[MASK]"))
    assert shown(read, found.input_ids[found.subject_position : found.subject_position + 3]) == "@ [MASK] @"


@pytest.mark.parametrize("prompt", ["no mask", "[MASK] and [MASK]"])
def test_prompt_needs_one_mask(prompt: str) -> None:
    with pytest.raises(ValueError, match="one \\[MASK\\]"):
        MarkerTokenizer(tokenizer().tokenizer, prompt=prompt)


def test_read_outs_want_their_positions_in_order() -> None:
    markers, masks = torch.tensor([[3, 1], [2, 5]]), torch.tensor([9, 8])
    assert positions("entity_markers", markers, None).tolist() == [[3, 1], [2, 5]]
    assert positions("mask", markers, masks).tolist() == [[9], [8]]
    assert positions("entity_markers_and_mask", markers, masks).tolist() == [[3, 1, 9], [2, 5, 8]]
    with pytest.raises(ValueError, match="needs a prompt"):
        positions("mask", markers, None)


def test_tags_by_hand() -> None:
    assert TAGS == ("O", "B", "I", "B-PERSON", "I-PERSON", "B-LOCATION", "I-LOCATION", "B-WORK", "I-WORK")
    assert argument_tags(TAGS, "PERSON", 3) == [3, 4, 4]
    assert argument_tags(TAGS, " person", 1) == [3]
    assert argument_tags(TAGS, None, 2) == argument_tags(TAGS, "RIVER", 2) == [1, 2]
    assert untyped(TAGS).tolist() == [0, 1, 2, 1, 2, 1, 2, 1, 2]


@pytest.mark.parametrize("mask_names", [False, True])
def test_tags_stand_on_the_names_alone(mask_names: bool) -> None:
    read = MarkerTokenizer(tokenizer().tokenizer, mask_names=mask_names, prompt=PROMPT, tags=TAGS)
    found = read.encode(TEXT, PERSON, PLACE, types=("PERSON", "LOCATION"))
    assert found.tag_ids is not None and len(found.tag_ids) == len(found.input_ids)
    assert [tag != 0 for tag in found.tag_ids] == [inside == 1 for inside in found.entity_mask]
    assert found.tag_ids[found.subject_position + 1] == 3 and found.tag_ids[found.object_position + 1] == 5


def test_a_tenth_of_the_rows_loses_its_types() -> None:
    ids = torch.tensor([[0, 3, 4, 5]]).expand(4000, -1)
    dropped = drop_types(ids, TAGS, torch.Generator().manual_seed(1))
    lost = (dropped[:, 1] == 1).float().mean().item()
    assert lost == pytest.approx(0.1, abs=0.02)
    assert {tuple(row) for row in dropped.tolist()} == {(0, 3, 4, 5), (0, 1, 2, 1)}


def test_ranking_loss_of_the_reference_vectors() -> None:
    scores = torch.tensor([[0.2, 1.5, -0.7]] * 2, dtype=torch.float64)
    # computed outside this project: 2.126928011 + 1.620417410 for class 1, 4.018149928 for the negative class
    assert ranking_loss(scores, torch.tensor([1, -1])).tolist() == pytest.approx([3.747345421, 4.018149928], abs=1e-8)


def test_multitask_head_by_hand() -> None:
    head = MultitaskHead(4, 8, 4)
    pair = torch.randn(3, 4)
    logits, identify = head(pair)
    assert logits.shape == (3, 4) and identify.shape == (3, 2)
    assert logits[:, 0].tolist() == [1.0] * 3  # gamma * threshold
    assert torch.allclose(logits[:, 1:], 2 * head.out(head.dense(pair).relu()))
    labels = torch.tensor([0, 2, 3])
    expected = ranking_loss(logits[:, 1:] / 2, torch.tensor([-1, 1, 2])).mean()
    expected += torch.nn.functional.cross_entropy(identify, torch.tensor([0, 1, 1]))
    assert head.loss(logits, identify, labels).item() == pytest.approx(expected.item(), rel=1e-6)


def test_subtraction_by_hand() -> None:
    full, alone = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([0.0, 4.0, 1.0])
    assert subtract(full, alone, Subtraction(0.5, 0.25)).tolist() == [1.25, 0.0, 2.5]
    assert names_only(TEXT, PERSON, PLACE) == ("Port Lennard Ida Falk", (13, 21), (0, 12))
    assert names_only(TEXT, PLACE, PERSON) == ("Port Lennard Ida Falk", (0, 12), (13, 21))


@torch.no_grad()
def test_fresh_tags_change_nothing_and_a_kept_head_is_kept() -> None:
    made = recipe(tags=TYPES)
    plain, tagged = model(bottleneck=False).eval(), change_parts(model(bottleneck=False), made.parts, 55).eval()
    batch = collate([example.encoded for example in encoded(made, 5)])
    assert batch.tags is not None and torch.equal(plain(batch).logits, tagged(batch).logits)
    with pytest.raises(ValueError, match="reads tags"):
        tagged(dataclasses.replace(batch, tags=None))
    other = change_parts(model(bottleneck=False), Parts(readout="mask"), 55)
    assert other.head.dense.weight.shape == (16, 16)
    fewer = change_parts(model(bottleneck=False), Parts(), 9)
    assert fewer.head.out.weight.shape == (9, 16) and fewer.head.dense.weight.abs().max() < 0.2  # all of it is fresh


def test_tags_are_new_to_a_pre_trained_encoder() -> None:
    checkpoint = {
        name: tensor + 1 for name, tensor in model(bottleneck=False).state_dict().items() if name.startswith(("embeddings.", "encoder."))
    }
    tagged = change_parts(model(bottleneck=False), recipe(tags=TYPES).parts, 55)
    load_base(tagged, checkpoint)
    assert torch.equal(tagged.state_dict()[WORD_TABLE], checkpoint[WORD_TABLE])
    assert not tagged.embeddings.tags.weight.any()
    del checkpoint[WORD_TABLE]
    with pytest.raises(ValueError, match="missing .*embeddings.word"):
        load_base(tagged, checkpoint)


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_trains_as_an_adapter_and_reads_back_from_its_folder(tmp_path: Path, name: str) -> None:
    write_model(tmp_path / "plain", "Plain", model(bottleneck=False), tokenizer(), relation_labels(), "f32", {})
    config = AdapterConfig(2, 4)
    made = recipe(start="plain", adapter=config, rate_encoder=1e-2, rate_head=1e-2, epochs=6, **VARIANTS[name])
    network = build_model(tmp_path / "plain", made, 55, 1)
    log: list[dict] = []
    rows = encoded(made, 24)
    Trainer(network, made, 1, rows).run(log.append, every=1)
    assert log[-1]["ce"] < log[0]["ce"]
    shipped = write_adapter(
        tmp_path / "small", "Small", "plain", adapter_tensors(network.state_dict()), config, network, reader(made),
        relation_labels(), "f32", {}, made.treatment,
    )
    read = read_model(tmp_path / "small")
    assert read.model.parts == made.parts == shipped.model.parts
    assert (read.tokenizer.prompt, read.tokenizer.tags) == (made.prompt, made.parts.tags)
    assert read.config["treatment"] == made.treatment
    batch = collate([example.encoded for example in rows[:5]])
    with torch.no_grad():
        assert torch.allclose(read.model(batch).logits, network.eval()(batch).logits, atol=1e-4)
    cases = golden("small", read.model, read.tokenizer, 256)["cases"]
    assert all(("maskPosition" in case) == (made.prompt is not None) for case in cases)
    assert all(("tagIds" in case) == bool(made.tags) for case in cases)


def test_folder_of_a_subtraction_holds_no_weights(tmp_path: Path) -> None:
    write_model(tmp_path / "plain", "Plain", model(), tokenizer(), relation_labels(), "f32", {})
    made = write_subtraction(tmp_path / "core", "Core", "plain", Subtraction(0.5, 0.3), {})
    assert sorted(path.name for path in (tmp_path / "core").iterdir()) == [
        "card.json", "config.json", "golden.json", "labels.json"]
    assert "adapter" not in made.config and made.config["id"] == "core" and made.config["treatment"] == "core"
    plain = golden("plain", made.model, made.tokenizer, 256)["cases"][0]
    less = golden("core", made.model, made.tokenizer, 256, Subtraction(0.5, 0.3))["cases"][0]
    assert plain["meanLogits"] != less["meanLogits"] and plain["noiseLogits"] != less["noiseLogits"]
    assert golden("x", made.model, made.tokenizer, 256, Subtraction(0, 0))["cases"][0]["meanLogits"] == plain["meanLogits"]
    with pytest.raises(ValueError, match="is an adapter itself"):
        write_subtraction(tmp_path / "again", "", "core", Subtraction(1, 0), {})


def test_experiment_names_its_treatment_and_round_trips() -> None:
    made = recipe(copies={"substitution": 0.5, "hard_negatives": 0.5}, tags=TYPES, head="multitask", encoding="mask")
    assert made.treatment == "entity-substitution+hard-negatives"
    assert recipe().treatment == "none" and recipe(bottleneck=True).treatment == "vib"
    assert recipe(neighbours=2).treatment == "scm" and recipe(mask_names=True).treatment == "entity-mask"
    assert from_json({**made.to_json(), "tags": list(made.tags)}) == made

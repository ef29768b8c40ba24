"""The causal intervention: tables, hull weights, centre at inference."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from model_fixture import examples, model
from test_model import RECIPE

from entitybias.experiment import Experiment
from entitybias.model import RelationModel, collate
from entitybias.parts import Parts
from entitybias.start import change_parts
from entitybias.neighbours import Neighbours, break_stick
from entitybias.train import Trainer


def with_neighbours(seed: int = 0) -> RelationModel:
    made = change_parts(model(bottleneck=False, seed=seed), Parts(neighbours=2), 55)
    assert made.neighbours is not None
    made.neighbours.fill(made.embeddings.word_embeddings.weight.detach(), 1, chunk=97)
    return made


def test_stick_breaking_by_hand() -> None:
    weights = break_stick(torch.tensor([[0.5, 0.5], [0.2, 1.0]]))
    assert weights[0].tolist() == pytest.approx([0.5, 0.25, 0.25])
    assert weights[1].tolist() == pytest.approx([0.2, 0.8, 0.0])


def test_a_table_is_the_softmax_average_without_one_word() -> None:
    words = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
    made = Neighbours(4)
    made.fill(words, 0)
    assert made.tables is not None
    near = 1 / (1 + torch.tensor(-5.0).exp())  # distance 5
    for table in made.tables:
        for row, other in ((0, 1), (1, 0)):
            # either the word itself or the other one is left out, so the average is the one that is left
            assert any(torch.allclose(table[row], words[k], atol=1e-5) for k in (row, other))
    assert near > 0.99
    three = torch.cat([words, torch.tensor([[300.0, 400.0]])])
    made = Neighbours(8)
    made.fill(three, 0)
    assert made.tables is not None
    expected = (1 - near) * words[1]  # row 0 when the far word is left out, or is too far to count
    assert any(torch.allclose(table[0], expected, atol=1e-4) for table in made.tables)


@torch.no_grad()
def test_inference_uses_the_centre_and_only_on_entity_tokens() -> None:
    network = with_neighbours().eval()
    encoded = [example.encoded for example in examples(3)]
    batch = collate(encoded)
    centre = torch.full((3, 3), 1 / 3)
    # the tables leave out one word of hundreds, the centre none
    assert torch.allclose(network(batch).logits, network(batch, noise=centre).logits, atol=1e-2)
    assert not torch.allclose(network(batch).logits, network(batch, noise=torch.tensor([[1.0, 0, 0]] * 3)).logits, atol=1e-4)
    plain = model(bottleneck=False).eval()
    own = torch.tensor([[1.0, 0, 0]] * 3)  # all weight on the token itself: no intervention
    assert torch.allclose(network(batch, noise=own).logits, plain(batch).logits, atol=1e-5)


def test_training_leaves_the_tables_alone() -> None:
    network = with_neighbours()
    assert network.neighbours is not None and network.neighbours.tables is not None
    before = network.neighbours.tables.clone()
    recipe = dataclasses.replace(RECIPE, bottleneck=False, neighbours=2, alpha=None)
    log: list[dict] = []
    Trainer(network, dataclasses.replace(recipe, epochs=30), 1, examples(24)).run(log.append, every=1)
    assert log[-1]["ce"] < log[0]["ce"] and "klBits" not in log[-1]
    assert torch.equal(network.neighbours.tables, before)


def test_the_average_by_hand_follows_the_word_table() -> None:
    words = torch.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 5.0]])
    made = Neighbours(2)
    a, b = torch.tensor(-5.0).exp(), torch.tensor(-(10**0.5)).exp()  # distances 0-1 and 0-2: 5, 1-2: sqrt 10
    zero = (a * words[1] + a * words[2]) / (1 + 2 * a)
    one = (words[1] + b * words[2]) / (1 + a + b)
    found = made.average(torch.tensor([1, 0, 1]), words)
    assert torch.allclose(found, torch.stack([one, zero, one]), atol=1e-6)
    e = torch.tensor([[9.0, 9.0]])
    assert torch.allclose(made(e, torch.tensor([0]), None, words), (e + 2 * zero) / 3, atol=1e-6)
    words += 1  # a shifted table: the same distances, shifted averages
    assert torch.allclose(made.average(torch.tensor([0]), words)[0], zero + 1, atol=1e-6)
    assert made.average(torch.tensor([], dtype=torch.long), words).shape == (0, 2)


def test_no_checkpoint_holds_the_tables() -> None:
    assert not any("neighbours" in name for name in with_neighbours().state_dict())
    untold = change_parts(model(bottleneck=False), Parts(neighbours=2), 55)
    with pytest.raises(ValueError, match="call fill"):
        untold(collate([examples(1)[0].encoded]), noise=torch.tensor([[1.0, 0, 0]]))


def test_two_treatments_at_once_are_refused(tmp_path) -> None:
    import json

    from entitybias.experiment import read_experiment

    both: Experiment = dataclasses.replace(RECIPE, neighbours=2)
    (tmp_path / "both.json").write_text(json.dumps(both.to_json()))
    with pytest.raises(ValueError, match="expected one"):
        read_experiment(tmp_path / "both.json")

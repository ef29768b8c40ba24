"""RoBERTa and LUKE (words-only) as bases: tokens and states as transformers gives them, training, and the folder for the page."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from model_fixture import sentences
from safetensors.torch import load_file

from entitybias import export_hf, train
from entitybias.encoder_roberta import read_checkpoint
from entitybias.experiment import Experiment
from entitybias.golden import SENTENCES, parse
from entitybias.model import collate
from entitybias.readout import join
from entitybias.start import build_model
from entitybias.tiny import relation_labels
from entitybias.train import read_tokenizer

# Tiny random models with numbers by transformers; see test/oracle/own_models_oracle.py.
MODELS = Path(__file__).resolve().parents[2] / "test" / "fixtures" / "own-models"
BASES = ("bert", "roberta", "luke-entities")


def experiment(bottleneck: bool) -> Experiment:
    return Experiment(
        name="smoke", title="Smoke", bottleneck=bottleneck, seeds=(1,), epochs=1, rate_encoder=1e-3, rate_head=1e-3,
        rate_bottleneck=1e-3, alpha=0.001, batch_size=8, max_tokens=90, precision="fp32",
    )


@pytest.mark.parametrize("name", ["bert", "roberta"])
def test_tokens_and_states_are_those_of_transformers(name: str) -> None:
    cases = json.loads((MODELS / name / "golden.json").read_text())["cases"]
    tokenizer = read_tokenizer(MODELS / name, experiment(False))
    model = build_model(MODELS / name, experiment(False), 5, 1).eval()
    for sentence, case in zip(SENTENCES, cases):
        encoded = tokenizer.encode(*parse(sentence), 96)
        assert encoded.input_ids == case["inputIds"]
        assert encoded.entity_mask == case["entityMask"]
        if name == "roberta":  # the other one was made with a bottleneck
            states = join(model(collate([encoded])).states)[0]
            assert torch.allclose(states, torch.tensor(case["hidden"]), atol=1e-4)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("bottleneck", [False, True])
def test_trains_and_writes_a_folder(base: str, bottleneck: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    labels = relation_labels()
    rows = []
    for number, (text, subject, object_, label) in enumerate(sentences()[:16]):
        words = {"subj": subject, "obj": object_}
        places = {f"{role}_start": text[:start].count(" ") for role, (start, _) in words.items()}
        places |= {f"{role}_end": text[: end - 1].count(" ") for role, (_, end) in words.items()}  # inclusive, as in TACRED
        rows.append({"id": str(number), "docid": str(number), "token": text.split(" "), "relation": label, **places})
    (corpus / "train.json").write_text(json.dumps(rows))
    (corpus / "labels.json").write_text(json.dumps(labels))
    config = tmp_path / "experiment.json"
    config.write_text(json.dumps(experiment(bottleneck).to_json()))
    run, out = tmp_path / "run", tmp_path / "out"
    call(train.main, monkeypatch, experiment=config, seed=1, corpus=corpus, base=MODELS / base, out=run)
    call(export_hf.main, monkeypatch, run=run, base=MODELS / base, out=out, title="Mine")

    written = json.loads((out / "config.json").read_text())
    kind = base.split("-")[0]
    assert written["model_type"] == kind
    assert written["entity_bias"]["title"] == "Mine"
    assert ("vib" in written["entity_bias"]) == bottleneck
    assert json.loads((out / "labels.json").read_text()) == labels
    tensors = load_file(out / "model.safetensors")
    assert tensors[f"{kind}.embeddings.position_embeddings.weight"].shape[0] == written["max_position_embeddings"]
    trained = train.load_run(run).model.state_dict()
    for name, tensor in read_checkpoint(out).items():
        assert torch.equal(tensor, trained[name]), name
    assert torch.equal(tensors["head.out.weight"], trained["head.out.weight"])


def call(main: Any, monkeypatch: pytest.MonkeyPatch, **flags: Any) -> None:
    """Runs a command as from a shell."""
    monkeypatch.setattr(sys, "argv", ["command", *(part for key, value in flags.items() for part in (f"--{key}", str(value)))])
    main()

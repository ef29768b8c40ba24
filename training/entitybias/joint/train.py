"""Train one joint model with one seed, resumably, on CPU.

    python -m entitybias.joint.train --experiment joint/experiments/spert-conll04.json --seed 1 --corpus build/joint/conll04
        --base DIR --out build/joint-runs/spert-conll04-s1 [--threads 1] [--dev-every 5]

Loss = entity + relation (``losses.py``), AdamW, linear schedule with warm-up. ``log.jsonl`` has both terms, the norm of the gradient
and, with ``--dev-every N``, dev scores after each N epochs. An interrupted run goes on from its last checkpoint, bit for bit.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from ..adapter import merged_state
from ..data import bucketed
from ..dropout import MaskPool
from ..encoder import EncoderConfig
from ..optimise import WORD_TABLE, RowAdam, adamw, clip, schedule
from ..train import save_atomically
from .experiment import JointExperiment, from_json, read_experiment
from .inputs import collate
from .losses import entity_loss, relation_loss
from .network import JointModel
from .predict import dev_scores
from .sampling import sample
from .sentences import Types, read_sentences, read_types
from .start import Examples, build_joint, prepare, read_tokenizer

Log = Callable[[dict[str, Any]], None]


class JointTrainer:
    """Owns a model, its optimisers and its random state; ``run`` trains to the end."""

    def __init__(self, model: JointModel, experiment: JointExperiment, seed: int, examples: Examples) -> None:
        self.model, self.experiment, self.seed, self.examples = model, experiment, seed, examples
        self.per_epoch = -(-len(examples.sentences) // experiment.batch_size)
        self.total = max(1, round(self.per_epoch * experiment.epochs))
        self.step = 0
        rates = {"encoder": experiment.rate_encoder, "head": experiment.rate_head}
        self.optimiser = adamw(model, rates, experiment.weight_decay, experiment.adam_eps)
        self.words = model.get_parameter(WORD_TABLE)
        frozen = experiment.adapter is not None or experiment.freeze_layers > 0
        self.words.requires_grad_(False)
        self.row_adam = None if frozen else RowAdam(self.words, eps=experiment.adam_eps)
        self.generator = torch.Generator().manual_seed(seed)
        dtype = torch.bfloat16 if experiment.precision == "bf16" else torch.float32
        self.drop = MaskPool(experiment.dropout, self.pool_size(), self.generator, dtype)

    def pool_size(self) -> int:
        """Twice the largest tensor that dropout is applied to: of the encoder, of the spans, of the pairs."""
        experiment, config, longest = self.experiment, self.model.config, self.examples.longest() + 8
        entities = max(len(s.entities) for s in self.examples.sentences)
        related = max(len(s.relations) for s in self.examples.sentences)
        head = self.model.head
        return 2 * experiment.batch_size * max(
            longest * max(config.intermediate_size, config.num_heads * longest),
            (experiment.entity_negatives + entities) * head.entity.in_features,
            (experiment.relation_negatives + experiment.weak_negatives + related) * head.relation.in_features,
        )

    def train_step(self, indices: list[int], epoch: int) -> dict[str, Any]:
        """One update on the sentences ``indices``; returns what the log shows."""
        model, experiment = self.model, self.experiment
        samples = [
            sample(self.examples.sentences[i], model.types, self.examples.encoded[i].words, experiment.parts.max_width,
                   experiment.entity_negatives, experiment.relation_negatives, np.random.default_rng([self.seed, epoch, i]),
                   experiment.weak_negatives)
            for i in indices
        ]
        batch = collate([self.examples.encoded[i] for i in indices], [s.spans for s in samples], [s.pairs for s in samples])
        rows, compact = batch.input_ids.unique(return_inverse=True)
        word_rows = self.words[rows].requires_grad_(self.row_adam is not None)
        with torch.autocast("cpu", torch.bfloat16, enabled=experiment.precision == "bf16"):
            pooled = model.read(compact, batch.attention_mask, self.drop, word_rows)
        entity, vectors = model.spans(pooled, batch, self.drop)
        relation = model.relations(pooled, batch, entity, vectors, self.drop)
        labels = torch.from_numpy(np.concatenate([s.labels for s in samples]))
        overlap = torch.from_numpy(np.concatenate([s.overlap for s in samples])).float()
        held = torch.from_numpy(np.concatenate([s.relations for s in samples]))
        config = experiment.losses
        first = entity_loss(experiment.parts.entity_head, entity, labels, overlap, config)
        second = relation_loss(experiment.parts.relation_head, relation, held, config)

        factor = schedule(self.step, self.total, experiment.warmup)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        self.optimiser.zero_grad(set_to_none=True)
        (first + config.relation_weight * second).backward()
        extra = [] if word_rows.grad is None else [word_rows.grad]
        parameters = [p for group in self.optimiser.param_groups for p in group["params"]]
        norm = clip(parameters, extra, experiment.clip)
        self.optimiser.step()
        if self.row_adam is not None and word_rows.grad is not None:
            self.row_adam.update(rows, word_rows.grad, experiment.rate_encoder * factor)
        self.step += 1
        return {"entity": round(first.item(), 5), "relation": round(second.item(), 5), "norm": round(norm, 4)}

    def run(
        self, log: Log, save: Callable[[], None] | None = None, every: int = 50, save_every: int = 500,
        on_epoch: Callable[[int], None] | None = None,
    ) -> None:
        """Train from ``self.step`` to the end; ``on_epoch`` is called with the number of finished epochs."""
        self.model.train()
        began, worked, first = time.perf_counter(), time.process_time(), self.step
        lengths = [len(one.input_ids) for one in self.examples.encoded]
        while self.step < self.total:
            epoch = self.step // self.per_epoch
            for indices in bucketed(lengths, self.experiment.batch_size, self.seed, epoch)[self.step % self.per_epoch :]:
                report = self.train_step(indices, epoch)
                if self.step % every == 0 or self.step == self.total:
                    done = self.step - first
                    log({"step": self.step, "epoch": round(self.step / self.per_epoch, 3), **report,
                         "secondsPerStep": round((time.perf_counter() - began) / done, 4),
                         "processorSecondsPerStep": round((time.process_time() - worked) / done, 4)})
                if save is not None and self.step % save_every == 0:
                    save()
                if self.step == self.total:
                    break
            if on_epoch is not None and self.step % self.per_epoch == 0:
                on_epoch(epoch + 1)
        self.model.eval()

    def state_dict(self) -> dict[str, Any]:
        return {
            "model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(),
            "rows": self.row_adam and self.row_adam.state_dict(), "generator": self.generator.get_state(), "step": self.step,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        if self.row_adam is not None:
            self.row_adam.load_state_dict(state["rows"])
        self.generator.set_state(state["generator"])
        self.step = state["step"]


@dataclass(frozen=True)
class JointRun:
    """A finished run as the evaluator and the exporter need it; ``adapted`` are all tensors before merging, if it trained an adapter."""

    model: JointModel
    tokenizer: Tokenizer
    experiment: JointExperiment
    seed: int
    adapted: dict[str, torch.Tensor] | None


def save_run(folder: Path, trainer: JointTrainer, tokenizer: Tokenizer) -> None:
    """Write model.pt and tokenizer.json."""
    model, experiment = trainer.model, trainer.experiment
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    save_atomically(
        {"model": model.state_dict(), "merged": experiment.adapter and merged_state(model, experiment.adapter),
         "encoder": dataclasses.asdict(model.config), "types": json.dumps(model.types.to_json()),
         "experiment": json.dumps(experiment.to_json()), "seed": trainer.seed},
        folder / "model.pt",
    )


def load_run(folder: Path) -> JointRun:
    """Read a finished run."""
    state = torch.load(folder / "model.pt", weights_only=True)
    experiment = from_json(json.loads(state["experiment"]))
    model = JointModel(EncoderConfig(**state["encoder"]), Types.from_json(json.loads(state["types"])), experiment.parts)
    model.load_state_dict(state["model"] if experiment.adapter is None else state["merged"])
    adapted = None if experiment.adapter is None else state["model"]
    return JointRun(model.eval(), read_tokenizer(folder), experiment, state["seed"], adapted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--experiment", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of entitybias.joint.build")
    parser.add_argument("--base", type=Path, required=True, help="pre-trained encoder, or the model folder that the experiment starts from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--dev-every", type=int, default=0, help="score dev after each N epochs; 0 never")
    parser.add_argument("--stop-after", type=int, help="stop at this step (for timing)")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    experiment = read_experiment(args.experiment)
    types, tokenizer = read_types(args.corpus), read_tokenizer(args.base)

    def read(split: str) -> Examples:
        return prepare(read_sentences(args.corpus / f"{split}.json"), tokenizer, experiment.parts.words, experiment.max_tokens)

    seen = [read(split) for split in experiment.train_on]
    examples = Examples([s for one in seen for s in one.sentences], [e for one in seen for e in one.encoded])
    args.out.mkdir(parents=True, exist_ok=True)
    trainer = JointTrainer(build_joint(args.base, experiment, types, args.seed), experiment, args.seed, examples)
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        trainer.load_state_dict(torch.load(checkpoint, weights_only=True))
    if args.stop_after is not None:
        trainer.total = args.stop_after
    dev = read("dev") if args.dev_every else None
    with (args.out / "log.jsonl").open("a") as stream:

        def log(record: dict[str, Any]) -> None:
            stream.write(json.dumps(record) + "\n")
            stream.flush()

        def on_epoch(epoch: int) -> None:
            if dev is not None and epoch % args.dev_every == 0:
                trainer.model.eval()
                log({"devEpoch": epoch, **dev_scores(trainer.model, dev)})
                trainer.model.train()

        log({"experiment": experiment.to_json(), "seed": args.seed, "sentences": len(examples.sentences),
             "cut": examples.cut(), "steps": trainer.total, "resumedAt": trainer.step, "threads": args.threads})
        trainer.run(log, lambda: save_atomically(trainer.state_dict(), checkpoint), on_epoch=on_epoch)
    save_run(args.out, trainer, tokenizer)
    checkpoint.unlink(missing_ok=True)


if __name__ == "__main__":
    main()

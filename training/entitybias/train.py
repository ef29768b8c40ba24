"""Train one model with one seed, resumably, on CPU.

    python -m entitybias.train --experiment experiments/vib.json --seed 1 --corpus build/corpus --base DIR --out DIR

Loss (VIB paper §3): L = CE + alpha * L_VIB. Adaptive alpha = CE / (L_VIB + 1e-8), detached, at each step
(author code); fixed alpha is the shipped recipe. ``log.jsonl`` has CE, KL in bits, alpha and the
quantiles of entity variance. An interrupted run goes on from its last checkpoint, bit for bit.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional as F

from .adapter import merged_state
from .bottleneck import Bottleneck, kl_bits
from .contrast import pair_groups, relation_groups
from .data import Example, bucketed, encode_rows, read_rows
from .dropout import MaskPool
from .encoder import EncoderConfig
from .epochs import Epochs, read_copies
from .experiment import Experiment, from_json, read_experiment
from .head_multitask import MultitaskHead
from .model import Batch, Output, RelationModel, collate
from .neighbours import break_stick
from .optimise import WORD_TABLE, RowAdam, adamw, clip, schedule
from .pretrain import ContrastStage
from .samples import balance_negatives, share_of_documents
from .start import build_model
from .tags import drop_types
from .tokens import MarkerTokenizer

Log = Callable[[dict[str, Any]], None]


class Trainer:
    """Owns a model, its optimisers and its random state; ``run`` trains to the end."""

    def __init__(
        self, model: RelationModel, experiment: Experiment, seed: int, examples: list[Example] | Epochs,
        groups: list[list[int]] | None = None,
    ) -> None:
        """``groups``: rows that belong together in the contrastive stage; None takes those of one relation."""
        self.model, self.experiment, self.seed = model, experiment, seed
        self.epochs = examples if isinstance(examples, Epochs) else Epochs(examples, seed)
        self.examples = self.epochs.rows
        self.per_epoch = -(-len(self.examples) // experiment.batch_size)
        self.total = max(1, round(self.per_epoch * experiment.epochs))
        self.step = 0
        self.optimiser = adamw(model, experiment.rates, experiment.weight_decay, experiment.adam_eps)
        self.words = model.get_parameter(WORD_TABLE)
        self.words.requires_grad_(False)
        frozen = experiment.adapter is not None
        self.row_adam = None if frozen else RowAdam(self.words, eps=experiment.adam_eps)
        self.generator = torch.Generator().manual_seed(seed)
        dtype = torch.bfloat16 if experiment.precision == "bf16" else torch.float32
        config = model.config
        longest = self.epochs.longest()
        widest = max(config.intermediate_size, config.hidden_size, config.num_heads * longest * 2)
        size = 2 * experiment.batch_size * (longest + 8) * widest
        self.drop = MaskPool(experiment.dropout, min(size, 2**25), self.generator, dtype)
        self.stage: ContrastStage | None = None  # None without one and when it is over
        if experiment.contrast is not None:
            groups = relation_groups([example.label for example in self.epochs.rows]) if groups is None else groups
            self.stage = ContrastStage(self, experiment.contrast, groups)

    def train_step(self, indices: list[int]) -> dict[str, Any]:
        """One update on the examples ``indices``; returns what the log shows."""
        examples = [self.examples[i] for i in indices]
        labels = torch.tensor([example.label for example in examples])
        output, rows, word_rows = self.forward(examples)
        loss, report = self.loss(self.task_loss(output, labels), output)
        factor = schedule(self.step, self.total, self.experiment.warmup)
        rate = self.experiment.rate_encoder
        report["norm"] = self.update(loss, self.optimiser, self.row_adam, rows, word_rows, factor, rate)
        self.step += 1
        return report

    def forward(self, examples: list[Example]) -> tuple[Output, torch.Tensor, torch.Tensor]:
        """Output of a batch in training mode, the word-table rows it touches [U] and their values [U, D]."""
        batch = collate([example.encoded for example in examples], pad_to=8)
        if batch.tags is not None:
            batch = dataclasses.replace(batch, tags=drop_types(batch.tags, self.model.parts.tags, self.generator))
        rows, compact = batch.input_ids.unique(return_inverse=True)
        word_rows = self.words[rows].requires_grad_(self.row_adam is not None)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.experiment.precision == "bf16"):
            output = self.model(
                dataclasses.replace(batch, input_ids=compact), self.noise(batch), self.drop, word_rows, rows,
            )
        return output, rows, word_rows

    def update(
        self, loss: torch.Tensor, optimiser: torch.optim.Optimizer, row_adam: RowAdam | None, rows: torch.Tensor,
        word_rows: torch.Tensor, factor: float, rate: float,
    ) -> float:
        """One step down the gradient of ``loss`` at ``factor`` of the peak rates; returns the norm of the gradient."""
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * factor
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        extra = [] if word_rows.grad is None else [word_rows.grad]
        dense = [p for group in optimiser.param_groups for p in group["params"]]
        norm = clip(dense, extra, self.experiment.clip)
        optimiser.step()
        if row_adam is not None and word_rows.grad is not None:
            row_adam.update(rows, word_rows.grad, rate * factor)
        return norm

    def noise(self, batch: Batch) -> torch.Tensor | None:
        """Fresh eps for the entity tokens, [E, D], or hull weights of the sentences, [B, k + 1]; None without either."""
        if self.model.neighbours is not None:
            size = (len(batch.input_ids), self.experiment.neighbours)
            return break_stick(torch.rand(size, generator=self.generator))
        if self.model.bottleneck is None:
            return None
        return torch.randn(int(batch.entity_mask.sum()), self.model.config.hidden_size, generator=self.generator)

    def task_loss(self, output: Output, labels: torch.Tensor) -> torch.Tensor:
        """Cross-entropy, or the two losses of the multi-task head."""
        if output.identify is not None and isinstance(self.model.head, MultitaskHead):
            return self.model.head.loss(output.logits, output.identify, labels)
        return F.cross_entropy(output.logits, labels)

    def loss(self, cross_entropy: torch.Tensor, output: Output) -> tuple[torch.Tensor, dict[str, Any]]:
        """CE + alpha * L_VIB, and the values for the log."""
        report: dict[str, Any] = {"ce": cross_entropy.item()}
        variance = output.variance()
        if output.mu is None or output.sigma is None or variance is None:
            return cross_entropy, report
        vib = kl_bits(output.mu, output.sigma, output.logits.shape[0])
        fixed = self.experiment.alpha
        alpha = cross_entropy.item() / (vib.item() + 1e-8) if fixed is None else fixed
        quantiles = variance.detach().quantile(torch.tensor([0.05, 0.25, 0.5, 0.75, 0.95]))
        report |= {"klBits": vib.item(), "alpha": alpha, "variance": [round(q, 5) for q in quantiles.tolist()]}
        return cross_entropy + alpha * vib, report

    def run(self, log: Log, save: Callable[[], None] | None = None, every: int = 20, save_every: int = 500) -> None:
        """Train from ``self.step`` to the end. ``log`` gets a record each ``every`` steps."""
        self.model.train()
        if self.stage is not None:
            self.stage.run(log, save, every, save_every)
            self.stage = None
        began, first = time.perf_counter(), self.step
        while self.step < self.total:
            epoch = self.step // self.per_epoch
            self.examples = self.epochs.examples(epoch)
            lengths = [len(example.encoded.input_ids) for example in self.examples]
            batches = bucketed(lengths, self.experiment.batch_size, self.seed, epoch)
            for indices in batches[self.step % self.per_epoch :]:
                report = self.train_step(indices)
                if self.step % every == 0 or self.step == self.total:
                    pace = (time.perf_counter() - began) / (self.step - first)
                    log({"step": self.step, "epoch": round(self.step / self.per_epoch, 3), **report,
                         "secondsPerStep": round(pace, 4)})
                if save is not None and self.step % save_every == 0:
                    save()
                if self.step == self.total:
                    break
        self.model.eval()

    def state_dict(self) -> dict[str, Any]:
        return {
            "model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(),
            "rows": self.row_adam and self.row_adam.state_dict(), "generator": self.generator.get_state(), "step": self.step,
            "contrast": self.stage and self.stage.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        if self.row_adam is not None:
            self.row_adam.load_state_dict(state["rows"])
        self.generator.set_state(state["generator"])
        self.step = state["step"]
        stage = state.get("contrast")
        if stage is None:
            self.stage = None  # over, or never planned
        elif self.stage is not None:
            self.stage.load_state_dict(stage)


@dataclass(frozen=True)
class Run:
    """A finished run as the evaluator and the exporter need it."""

    model: RelationModel
    tokenizer: MarkerTokenizer
    labels: list[str]
    experiment: Experiment
    seed: int
    share: float | None = None  # how far on the way from the start model (``soften``); None: as trained


def load_run(folder: Path) -> Run:
    """Read a finished run (model.pt and tokenizer.json in ``folder``)."""
    state = torch.load(folder / "model.pt", weights_only=True)
    experiment = from_json(state["experiment"])
    bottleneck = None
    config = EncoderConfig(**state["encoder"])
    if experiment.bottleneck:
        bottleneck = Bottleneck(config.hidden_size, experiment.beta, experiment.sigma_shift)
    model = RelationModel(config, len(state["labels"]), bottleneck, parts=experiment.parts)
    model.load_state_dict(state["model"] if experiment.adapter is None else state["merged"])
    model.eval()
    tokenizer = read_tokenizer(folder, experiment)
    return Run(model, tokenizer, state["labels"], experiment, state["seed"], state.get("share"))


def read_tokenizer(folder: Path, experiment: Experiment) -> MarkerTokenizer:
    """``tokenizer.json`` of a folder with the experiment's input format."""
    return MarkerTokenizer.from_file(
        folder / "tokenizer.json", experiment.mask_names, experiment.prompt, experiment.parts.tags
    )


def load_adapter(folder: Path) -> dict[str, torch.Tensor]:
    """All tensors of a finished run that trained an adapter, not merged."""
    return torch.load(folder / "model.pt", weights_only=True)["model"]


def save_atomically(value: Any, path: Path) -> None:
    """torch.save that never leaves half a file under the final name."""
    torch.save(value, path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--experiment", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.json and labels.json")
    parser.add_argument("--base", type=Path, required=True, help="folder with config.json, tokenizer.json, model.safetensors")
    parser.add_argument("--copies", type=Path, help="folder of corpus.copies; by default copies/ beside the corpus")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--stop-after", type=int, help="stop at this step (for timing)")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    experiment = read_experiment(args.experiment)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer = read_tokenizer(args.base, experiment)
    labels = json.loads((args.corpus / "labels.json").read_text())
    rows = read_rows(args.corpus / "train.json")
    sample = share_of_documents([row.get("docid") or row["id"] for row in rows], experiment.rows)
    sample = [sample[i] for i in balance_negatives([labels.index(rows[i]["relation"]) for i in sample], experiment.negatives, args.seed)]
    examples, bad = encode_rows([rows[i] for i in sample], tokenizer, labels, experiment.max_tokens)
    skip = set(bad)
    kept = [number for place, number in enumerate(sample) if place not in skip]
    copies = read_copies(
        args.copies or args.corpus.parent / "copies", list(experiment.copies), kept, tokenizer, labels, experiment.max_tokens,
    )
    model = build_model(args.base, experiment, len(labels), args.seed)
    pairs = experiment.contrast is not None and experiment.contrast.labels == "pair"
    groups = pair_groups([rows[i] for i in kept]) if pairs else None
    trainer = Trainer(model, experiment, args.seed, Epochs(examples, args.seed, copies, experiment.copies), groups)
    if trainer.stage is not None:
        groups = trainer.stage.groups
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        trainer.load_state_dict(torch.load(checkpoint, weights_only=True))
    if args.stop_after is not None:
        trainer.total = args.stop_after
        if trainer.stage is not None:
            trainer.stage.total = min(trainer.stage.total, args.stop_after)
    with (args.out / "log.jsonl").open("a") as stream:

        def log(record: dict[str, Any]) -> None:
            stream.write(json.dumps(record) + "\n")
            stream.flush()

        log({"experiment": experiment.to_json(), "seed": args.seed, "rows": len(examples), "dropped": len(bad),
             "negatives": sum(example.label == 0 for example in examples), "steps": trainer.total,
             "resumedAt": trainer.step, "threads": args.threads,
             **({} if groups is None else {"contrastGroups": len(groups), "contrastRows": sum(map(len, groups))})})
        trainer.run(log, lambda: save_atomically(trainer.state_dict(), checkpoint), save_every=100)
    (args.out / "tokenizer.json").write_text(tokenizer.tokenizer.to_str(), encoding="utf-8")
    save_atomically(
        {"model": model.state_dict(), "merged": experiment.adapter and merged_state(model, experiment.adapter),
         "encoder": dataclasses.asdict(model.config), "labels": labels,
         "experiment": {**experiment.to_json(), "seeds": list(experiment.seeds)}, "seed": args.seed},
        args.out / "model.pt",
    )
    checkpoint.unlink(missing_ok=True)


if __name__ == "__main__":
    main()

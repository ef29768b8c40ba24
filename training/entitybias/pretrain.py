"""The contrastive stage of a training run: its batches, its optimiser, its checkpoint. The losses are in ``contrast.py``.

The bottleneck, where there is one, is switched off meanwhile (beta 0) and keeps its weights: its KL belongs to fine-tuning.
The head takes no part. The projections are forgotten with the stage.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch

from .contrast import ContrastConfig, Projection, draw_batch
from .optimise import RowAdam, adamw, schedule
from .readout import STATES

if TYPE_CHECKING:
    from .train import Log, Trainer


class ContrastStage:
    """Trains the encoder of a trainer's model for ``config.steps`` steps, resumably."""

    def __init__(self, trainer: Trainer, config: ContrastConfig, groups: list[list[int]]) -> None:
        if len(groups) < 2:
            raise ValueError(f"contrast: at least two {config.labels} groups are needed, got {len(groups)}")
        model, experiment = trainer.model, trainer.experiment
        self.trainer, self.config, self.groups = trainer, config, groups
        self.step, self.total = 0, config.steps
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(trainer.seed)
            self.projection = Projection(model.config.hidden_size, STATES[model.parts.readout], config.losses, config.tau)
        rates = {"encoder": config.rate, "head": 0.0, "bottleneck": 0.0}
        self.optimiser = adamw(model, rates, experiment.weight_decay, experiment.adam_eps)
        own = list(self.projection.parameters())
        if own:
            self.optimiser.add_param_group({"params": own, "lr": 0.0, "peak": config.rate})
        self.row_adam = None if trainer.row_adam is None else RowAdam(trainer.words, eps=experiment.adam_eps)

    def run(self, log: Log, save: Callable[[], None] | None, every: int, save_every: int) -> None:
        """From ``self.step`` to the end; ``log`` gets a record each ``every`` steps."""
        bottleneck = self.trainer.model.bottleneck
        beta = bottleneck.beta if bottleneck is not None else 0.0
        began, first = time.perf_counter(), self.step
        try:
            if bottleneck is not None:
                bottleneck.beta = 0.0
            while self.step < self.total:
                report = self.train_step()
                if self.step % every == 0 or self.step == self.total:
                    pace = (time.perf_counter() - began) / (self.step - first)
                    log({"stage": "contrast", "step": self.step, **report, "secondsPerStep": round(pace, 4)})
                if save is not None and self.step % save_every == 0:
                    save()
        finally:
            if bottleneck is not None:
                bottleneck.beta = beta

    def train_step(self) -> dict[str, Any]:
        """One update; returns what the log shows."""
        trainer = self.trainer
        chosen, groups = draw_batch(self.groups, trainer.experiment.batch_size, trainer.seed, self.step)
        output, rows, word_rows = trainer.forward([trainer.epochs.rows[i] for i in chosen])
        loss = self.projection(output.states, torch.tensor(groups))
        factor = schedule(self.step, self.total, trainer.experiment.warmup)
        norm = trainer.update(loss, self.optimiser, self.row_adam, rows, word_rows, factor, self.config.rate)
        self.step += 1
        return {"contrast": loss.item(), "norm": norm}

    def state_dict(self) -> dict[str, Any]:
        return {
            "step": self.step, "projection": self.projection.state_dict(), "optimiser": self.optimiser.state_dict(),
            "rows": self.row_adam and self.row_adam.state_dict(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.step = state["step"]
        self.projection.load_state_dict(state["projection"])
        self.optimiser.load_state_dict(state["optimiser"])
        if self.row_adam is not None:
            self.row_adam.load_state_dict(state["rows"])

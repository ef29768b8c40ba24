"""Write a finished run as a Hugging Face-style folder, which the page and ``--model DIR`` open (docs/own-models.md).

    python -m entitybias.export_hf --run DIR --base DIR --out DIR [--title "..."] [--negative no_relation]

``--base`` is the folder that training started from: its config.json says which kind of model this is.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from safetensors.torch import save_file

from .encoder_roberta import write_checkpoint
from .export import write_json, write_tokenizer
from .golden import golden
from .train import Run, load_run

LONGEST = 256  # tokens of a sequence in use; what the position table holds if that is less


def export_hf(run: Run, base: Path, out: Path, title: str, negative: str | None = None) -> None:
    """Write config.json, tokenizer.json, model.safetensors, labels.json and golden.json.

    :raises ValueError: for a run with parts that such a folder cannot say (prompt, tags, multi-task head, neighbours).
    """
    parts = run.experiment.parts
    if parts.readout != "entity_markers" or parts.tags or parts.head != "softmax" or parts.neighbours:
        raise ValueError(f"{run.experiment.name}: expected opening markers and a soft-max head, got {parts}; export a model folder")
    out.mkdir(parents=True, exist_ok=True)
    config = json.loads((base / "config.json").read_text())
    longest = min(LONGEST, run.model.config.max_positions)
    own = {"title": title, "maxTokens": longest, **({"negative": negative} if negative else {}), "luke": "words"}
    if run.tokenizer.name is not None:
        own["maskNames"] = True
    if run.model.bottleneck is not None:
        own["vib"] = {"beta": run.model.bottleneck.beta, "sigmaShift": run.model.bottleneck.sigma_shift}
    if config.get("model_type") != "luke":
        del own["luke"]
    config = {"model_type": "bert", **config, "vocab_size": run.model.config.vocab_size, "entity_bias": own}
    for key in ("id2label", "label2id", "architectures"):
        config.pop(key, None)
    write_json(out / "config.json", config, indent=1)
    write_tokenizer(run.tokenizer.tokenizer, out / "tokenizer.json")
    write_json(out / "labels.json", run.labels)
    save_file(write_checkpoint(run.model.state_dict(), config), out / "model.safetensors", metadata={"format": "pt"})
    write_json(out / "golden.json", golden(out.name, run.model, run.tokenizer, longest))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="folder of a finished run")
    parser.add_argument("--base", type=Path, required=True, help="folder that the run started from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--title", help="name for people; that of the folder when absent")
    parser.add_argument("--negative", help='the label that means "no relation"')
    args = parser.parse_args()
    export_hf(load_run(args.run), args.base, args.out, args.title or args.out.name, args.negative)


if __name__ == "__main__":
    main()

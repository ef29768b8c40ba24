"""Point the folders of adapters at the files that their base has now, and compute their golden numbers anew.

    python -m entitybias.rebase --models ../public/models --base re-minilm-base

Needed after the base was written in another number format: the adapters' own weights stay as they are, but the merged
model's numbers move a little, and each config.json lists length and SHA-256 of the base's files.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from .adapter_folder import read_base, shared_weights
from .export import MENU, base_id, finish, write_index


def rebase(folder: Path) -> str:
    """Write config.json and golden.json of an adapter's folder again; returns the id of its base.

    :raises ValueError: when the folder has weights of its own, or the base is an adapter itself.
    """
    from .joint.export import finish as finish_joint

    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    base = base_id(config)
    if base is None:
        raise ValueError(f"{folder.name} has weights of its own: nothing to point anew")
    shared = read_base(folder.parent / base)
    config["weights"] = shared_weights(shared)
    config["files"] = {"tokenizer": {**shared["files"]["tokenizer"], "model": base}}
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    if config.get("kind") == "joint":
        finish_joint(folder, config, card)
    else:
        finish(folder, config, json.loads((folder / "labels.json").read_text(encoding="utf-8")), card)
    return base


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="folder of model folders")
    parser.add_argument("--base", required=True, help="id of the model that has changed")
    args = parser.parse_args()
    for path in sorted(args.models.glob("*/config.json")):
        if base_id(json.loads(path.read_text(encoding="utf-8"))) == args.base:
            rebase(path.parent)
            print(path.parent.name)
    write_index(args.models, MENU)


if __name__ == "__main__":
    main()

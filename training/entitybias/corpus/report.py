"""The numbers of a build: for the printed table and for stats.json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from .rows import Row

Parts = dict[str, list[Row]]


def statistics(parts: Parts, dropped: Counter[str], negative: str, options: dict) -> dict[str, Any]:
    """Counts only, no text of any row."""

    def count(key: Callable[[Row], str]) -> dict[str, dict[str, int]]:
        table: dict[str, dict[str, int]] = {}
        for split, rows in parts.items():
            for name, n in Counter(map(key, rows)).items():
                table.setdefault(name, dict.fromkeys(parts, 0))[split] = n
        return dict(sorted(table.items()))

    train_names = {
        row.mention(span).lower() for row in parts["train"] for span in (row.subj, row.obj)
    }
    return {
        "options": options,
        "rows": {split: len(rows) for split, rows in parts.items()},
        "negativeShare": {
            split: round(sum(r.relation == negative for r in rows) / max(1, len(rows)), 4)
            for split, rows in parts.items()
        },
        "bySource": count(lambda row: row.source),
        "byRelation": count(lambda row: row.relation),
        "byTypes": count(lambda row: f"{row.subj_type} > {row.obj_type}"),
        "cased": count(lambda row: str(row.cased).lower()),
        "sentences": {s: len({r.sentence_key for r in rows}) for s, rows in parts.items()},
        "documents": {s: len({r.docid for r in rows}) for s, rows in parts.items()},
        "pronounSubjects": {
            s: sum(bool(r.to_tacred()["subj_pronoun"]) for r in rows) for s, rows in parts.items()
        },
        "pronounObjects": {
            s: sum(bool(r.to_tacred()["obj_pronoun"]) for r in rows) for s, rows in parts.items()
        },
        "bothNamesInTrain": {
            s: sum(all(r.mention(x).lower() in train_names for x in (r.subj, r.obj)) for r in rows)
            for s, rows in parts.items()
        },
        "dropped": dict(sorted(dropped.items())),
    }


def format_table(stats: dict[str, Any]) -> str:
    """The same numbers as text for a terminal."""
    splits = list(stats["rows"])
    lines = [f"options: {stats['options']}"]
    for title, key in (
        ("source", "bySource"),
        ("relation", "byRelation"),
        ("types", "byTypes"),
        ("cased at the source", "cased"),
    ):
        lines.append("")
        lines.append(f"{title:<32}" + "".join(f"{split:>9}" for split in splits) + f"{'all':>9}")
        for name, row in stats[key].items():
            cells = [row[split] for split in splits]
            lines.append(f"{name:<32}" + "".join(f"{n:>9}" for n in [*cells, sum(cells)]))
    lines.append("")
    for key in (
        "rows",
        "negativeShare",
        "sentences",
        "documents",
        "pronounSubjects",
        "pronounObjects",
        "bothNamesInTrain",
    ):
        lines.append(f"{key:<32}" + "".join(f"{stats[key][split]:>9}" for split in splits))
    lines += ["", "dropped rows by reason"]
    unmapped = Counter()
    for reason, n in stats["dropped"].items():
        if "unmapped label" in reason:
            unmapped[reason.split(" label ")[0] + " labels (each one in stats.json)"] += n
        else:
            lines.append(f"{n:>9}  {reason}")
    lines += [f"{n:>9}  {reason}" for reason, n in unmapped.items()]
    return "\n".join(lines)

"""Count what the files of ../shared/data hold, in the formats that annotate documents, with a reader of its own.

    python test/oracle/document_formats_oracle.py ../shared/data

Writes ``test/fixtures/documentFormats.json``: for each file the number of relations, how many of each label, what cannot
become a row and why, and a SHA-256 of the sorted rows (mentions without white space, label). Numbers and digests only.
Only the standard library is used, and nothing is shared with the TypeScript readers.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parents[1] / "fixtures" / "documentFormats.json"
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '"', "''": '"'}


def plain(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())


def digest(rows: list[tuple[str, str, str]]) -> str:
    """Digest of rows in any order."""
    lines = sorted("\t".join(row) for row in rows)
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def crossre(path: Path) -> dict:
    """Sentences with token spans, ends inclusive."""
    rows, overlapping = [], 0
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        tokens = [BRACKETS.get(token.upper(), token) for token in record["sentence"]]
        for first, last, begin, end, label, *_ in record["relations"]:
            if not (last < begin or end < first):
                overlapping += 1
                continue
            subject, obj = (plain("".join(tokens[a : b + 1])) for a, b in ((first, last), (begin, end)))
            if label in ("compare", "conjunction") and begin < first:
                subject, obj = obj, subject
            rows.append((subject, label, obj))
    labels = Counter(label for _, label, _ in rows)
    return {"format": "crossre", "rows": len(rows), "labels": labels, "overlapping": overlapping, "sha256": digest(rows)}


def knowledgenet(path: Path) -> dict:
    """One fact a line, spans in characters."""
    rows, without = [], 0
    for line in path.read_text("utf-8").split("\n"):
        if not line.strip():
            continue
        record = json.loads(line)
        if record["relation"] is None:
            without += 1
            continue
        subject, obj = (plain(record["text"][slice(*record[name])]) for name in ("subj", "obj"))
        rows.append((subject, record["relation"], obj))
    labels = Counter(label for _, label, _ in rows)
    return {"format": "knowledgenet", "rows": len(rows), "labels": labels, "without": without, "sha256": digest(rows)}


def pubtator(path: Path) -> dict:
    """Articles with relations between concepts; rows depend on sentences, so relations are counted."""
    relations, unmarked = [], 0
    articles = mentions = 0
    for block in path.read_bytes().decode("utf-8").replace("\r\n", "\n").strip().split("\n\n"):
        title, abstract, *lines = block.split("\n")
        text = title.split("|", 2)[2] + "\n" + abstract.split("|", 2)[2]
        articles += 1
        found: dict[str, list[tuple[int, int]]] = {}
        links = []
        for line in lines:
            columns = line.split("\t")
            if not columns[1].isdigit():
                links.append((columns[1], columns[2], columns[3]))
                continue
            start, end = int(columns[1]), int(columns[2])
            assert text[start:end] == columns[3], (path, line)
            mentions += 1
            whole = columns[5]
            names = {whole, *whole.replace(";", ",").split(","), *whole.replace(";", ",").replace("|", ",").split(",")}
            for name in names - {"-", "-1", ""}:
                found.setdefault(name, []).append((start, end))
        for label, first, second in links:
            relations.append(label)
            if first not in found or second not in found:
                unmarked += 1
    return {
        "format": "pubtator",
        "articles": articles,
        "mentions": mentions,
        "relations": len(relations),
        "labels": Counter(relations),
        "unmarked": unmarked,
    }


def main(root: Path) -> None:
    """Counts every file of the formats."""
    files = {}
    for path in sorted(root.glob("crossre/*.json")):
        files[f"crossre/{path.name}"] = crossre(path)
    for path in sorted(root.glob("biored/*.PubTator")):
        files[f"biored/{path.name}"] = pubtator(path)
    files["knowledgenet/knowledgenet.jsonl"] = knowledgenet(root / "knowledgenet" / "knowledgenet.jsonl")
    content = {"python": platform.python_version(), "files": files}
    OUT.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

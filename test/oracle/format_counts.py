"""Counts rows, labels and arguments of corpus files without any of the importer's code; standard library only.

    python3 format_counts.py FOLDER   ->   {"semeval2010/TRAIN_FILE.TXT": {"rows", "labels", "digest"}, ...}

The digest is the MD5 of "label TAB letters and digits of the subject TAB those of the object", one line a row, in the
order of the file. Rows whose two arguments share a token are left out, as the importer does.
"""

import glob
import hashlib
import json
import os
import re
import sys

BRACKETS = {"-LRB-", "-RRB-", "-LSB-", "-RSB-", "-LCB-", "-RCB-"}


def plain(words):
    """Letters and digits of some tokens."""
    text = "".join("" if word.upper() in BRACKETS else word for word in words)
    return "".join(character for character in text if character.isalnum())


def span_row(label, tokens, a, b):
    """A row of two half-open token spans; None when they share a token."""
    if a[0] < b[1] and b[0] < a[1]:
        return None
    return label, plain(tokens[a[0] : a[1]]), plain(tokens[b[0] : b[1]])


def read_semeval(path):
    text = open(path, encoding="utf-8-sig", newline="").read().replace("\r\n", "\n")
    for number, body, label in re.findall(r"^(\d+)\t(.*)\n(\S+)\n", text, re.M):
        first = re.search(r"<e1>(.*?)</e1>", body).group(1)
        second = re.search(r"<e2>(.*?)</e2>", body).group(1)
        name, _, direction = label.partition("(")
        if direction.startswith("e2"):
            first, second = second, first
        yield name, plain([first]), plain([second])


def read_fewrel(path):
    for label, rows in json.load(open(path, encoding="utf-8")).items():
        for row in rows:
            spans = []
            for key in "ht":
                places = row[key][2][0]
                spans.append((min(places), max(places) + 1))
            yield span_row(label, row["tokens"], *spans)


def read_opennre(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        yield span_row(row["relation"], row["token"], row["h"]["pos"], row["t"]["pos"])


def tag_spans(tags):
    spans, start = [], None
    for place, tag in enumerate(tags + ["O"]):
        if start is not None and tag[0] in "OBU":
            spans.append((start, place))
            start = None
        if tag[0] in "BU":
            start = place
    return spans


def spert_rows(row):
    tokens = row["tokens"]
    if "tags" in row:
        spans = tag_spans(row["tags"])
    else:
        spans = [tuple(e[:2]) if isinstance(e, list) else (e["start"], e["end"]) for e in row["entities"]]
    for relation in row["relations"]:
        if isinstance(relation, list):
            yield span_row(relation[4], tokens, relation[:2], relation[2:4])
        else:
            yield span_row(relation["type"], tokens, spans[relation["head"]], spans[relation["tail"]])


def read_spert(path):
    text = open(path, encoding="utf-8").read()
    rows = json.loads(text) if text.lstrip().startswith("[") else [json.loads(line) for line in text.splitlines() if line]
    for row in rows:
        yield from spert_rows(row)


def read_knowledgenet(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        if row.get("subj") and row.get("obj"):
            a, b = row["subj"], row["obj"]
            yield span_row(row["relation"], row["text"], a, b)


READERS = {
    "semeval2010/*.TXT": read_semeval,
    "fewrel/val_*.json": read_fewrel,
    "wiki80/*.jsonl": read_opennre,
    "ade/*.json": read_spert,
    "conll04/conll04_[dt]*[nvt].json": read_spert,
    "scierc/scierc_joint*.json": read_spert,
    "redocred/*.jsonl": read_spert,
    "knowledgenet/*.jsonl": read_knowledgenet,
}


def main(folder):
    counts = {}
    for pattern, read in READERS.items():
        for path in sorted(glob.glob(os.path.join(folder, pattern))):
            rows = [row for row in read(path) if row is not None]
            labels = {}
            for label, _, _ in rows:
                labels[label] = labels.get(label, 0) + 1
            lines = "".join("\t".join(row) + "\n" for row in rows)
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            digest = hashlib.md5(lines.encode("utf-8")).hexdigest()
            counts[name] = {"rows": len(rows), "labels": labels, "digest": digest}
    json.dump(counts, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])

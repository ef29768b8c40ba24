"""How often every name fills an argument of a training row, as a small binary file for the page.

``python -m entitybias.corpus.train_counts --corpus DIR --out FILE`` reads ``train.json`` and writes
hashes of names with their counts: no sentence, and no name either. Layout, all little-endian: the
letters ``EBEC``, version (uint32), N (uint32), then the N hashes rising (uint32 each) and the N
counts in the same order (uint16 each, 65535 for as many or more).
"""

from __future__ import annotations

import argparse
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from .names import SLOTS, Record, load, mention_tokens

MAGIC, VERSION, MOST = b"EBEC", 1, 0xFFFF


def key(name: str) -> str:
    """What the spellings of one name share: lower-case runs of letters and digits, a leading ``the`` left out."""
    text = unicodedata.normalize("NFC", name).lower()
    kept = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in text)
    words = kept.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def hash_key(text: str) -> int:
    """FNV-1a in 32 bits over UTF-16 units, as ``src/data/seenNames.ts`` computes it."""
    value = 0x811C9DC5
    for (unit,) in struct.iter_unpack("<H", text.encode("utf-16-le")):
        value = (value ^ unit) * 0x01000193 & 0xFFFFFFFF
    return value


def count(records: Iterable[Record]) -> Counter[str]:
    """Key to the number of arguments spelled so, subjects and objects of all types alike."""
    keys = (key(" ".join(mention_tokens(record, slot))) for record in records for slot in SLOTS)
    return Counter(k for k in keys if k)


def dump(counts: Counter[str]) -> bytes:
    """The file. Keys of one hash are added up, so a count is never too low."""
    by_hash: Counter[int] = Counter()
    for name, number in counts.items():
        by_hash[hash_key(name)] += number
    rows = sorted(by_hash.items())
    hashes = struct.pack(f"<{len(rows)}I", *(one for one, _ in rows))
    numbers = struct.pack(f"<{len(rows)}H", *(min(number, MOST) for _, number in rows))
    return MAGIC + struct.pack("<2I", VERSION, len(rows)) + hashes + numbers


def main() -> None:
    """Command line; prints the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train.json")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    records = load(args.corpus / "train.json")
    counts = count(records)
    content = dump(counts)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(content)
    shared = len(counts) - (len(content) - 12) // 6
    print(f"{len(records)} rows, {len(counts)} names, {shared} share a hash, {len(content)} bytes")


if __name__ == "__main__":
    main()

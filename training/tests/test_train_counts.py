"""The counts of names for the page: one key for the spellings of a name, and the layout of the file."""

from __future__ import annotations

import struct
from collections import Counter

import pytest

from entitybias.corpus.train_counts import count, dump, hash_key, key


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Jean - Luc O'Brandt", "jean luc o brandt"),
        ("The Ostrava Lamp Works, Inc.", "ostrava lamp works inc"),
        ("the", "the"),
        ("e\u0301clair", "\u00e9clair"),
        ("…", ""),
    ],
)
def test_spellings_of_one_name_share_a_key(name: str, wanted: str) -> None:
    assert key(name) == wanted


def test_hash_is_fnv_1a_over_utf_16_units() -> None:
    assert hash_key("") == 0x811C9DC5
    assert hash_key("a") == (0x811C9DC5 ^ 0x61) * 0x01000193 % 2**32
    assert hash_key("\U00010400") == hash_key("\ud801\udc00".encode("utf-16", "surrogatepass").decode("utf-16"))


def test_counts_subjects_and_objects_and_writes_them_by_rising_hash() -> None:
    row = {"token": ["Wanda", "left", "Ersk", "."], "subj_start": 0, "subj_end": 0, "obj_start": 2, "obj_end": 2}
    other = {**row, "token": ["WANDA", "left", "Tilo", "."]}
    bare = {**row, "token": ["–", "left", "Tilo", "."]}
    counts = count([row, other, bare])
    assert counts == {"wanda": 2, "ersk": 1, "tilo": 2}
    content = dump(counts)
    assert content[:4] == b"EBEC"
    assert struct.unpack_from("<2I", content, 4) == (1, 3)
    names = sorted(counts, key=hash_key)
    assert list(struct.unpack_from("<3I", content, 12)) == [hash_key(name) for name in names]
    assert list(struct.unpack_from("<3H", content, 24)) == [counts[name] for name in names]


def test_counts_stop_at_what_fits() -> None:
    content = dump(Counter(wanda=70_000))
    assert struct.unpack_from("<H", content, 16) == (65535,)

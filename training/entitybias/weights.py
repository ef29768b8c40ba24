"""Weights on disk: rounding to int8 per row, sharding, and reading back.

``int8-row``: every matrix is I8 [rows, columns] plus ``<name>.scale`` F32 [rows], value = int8 * scale,
scale = max|row| / 127; vectors stay F32. ``int8-row-f16`` holds scales and vectors in F16: for adapters, whose many short
rows make them a quarter of the file. ``int4-group32``: a matrix whose columns come in groups of 32 is U8 [rows, columns / 2], two
integers from -8 to 7 in a byte (two's complement, the even column in the low half), plus ``<name>.scale`` F16
[rows, columns / 32], which may be negative; the rest is ``int8-row-f16``. ``int4-encoder``: so the embedding tables and the encoder,
bottleneck and head are ``int8-row``. A matrix larger than a shard is split by rows into
``<name>.part0``, ``<name>.part1`` ...
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

Arrays = dict[str, np.ndarray]

SHARD_BYTES = 9_500_000
DTYPES = ("int8-row", "int8-row-f16", "int4-group32", "int4-encoder", "f16", "f32")
GROUP = 32  # columns that share a scale in int4


def round_weights(weights: Arrays, dtype: str) -> Arrays:
    """fp32 arrays -> the arrays as stored, matrices split where they outgrow a shard.

    :raises ValueError: for an unknown dtype.
    """
    if dtype not in DTYPES:
        raise ValueError(f"unknown dtype {dtype!r}, expected one of {', '.join(DTYPES)}")
    stored: Arrays = {}
    vector = np.float16 if dtype in ("int8-row-f16", "int4-group32") else np.float32
    for name, array in weights.items():
        for part_name, part in _parts(name, array, dtype):
            if is_int4(name, part, dtype):
                stored[part_name], stored[f"{part_name}.scale"] = quantise_groups(part)
            elif part.ndim == 2 and dtype.startswith("int"):
                stored[part_name], stored[f"{part_name}.scale"] = quantise_rows(part, vector)
            elif part.ndim == 2 and dtype == "f16":
                stored[part_name] = part.astype(np.float16)
            else:
                stored[part_name] = part.astype(vector)
    return stored


def quantise_rows(matrix: np.ndarray, dtype: type = np.float32) -> tuple[np.ndarray, np.ndarray]:
    """[rows, columns] fp32 -> int8 of the same shape and scales [rows] in ``dtype``; an all-zero row has scale 1."""
    largest = np.abs(matrix).max(axis=1)
    scale = np.where(largest > 0, largest / 127, 1).astype(dtype)
    scale = np.where(scale > 0, scale, np.finfo(dtype).tiny).astype(dtype)
    return np.clip(np.rint(matrix / scale[:, None].astype(np.float32)), -127, 127).astype(np.int8), scale


def is_int4(name: str, matrix: np.ndarray, dtype: str) -> bool:
    """Whether ``dtype`` stores this array as 4-bit integers."""
    if not dtype.startswith("int4") or matrix.ndim != 2 or matrix.shape[1] % GROUP:
        return False
    return dtype == "int4-group32" or name.startswith(("embeddings.", "encoder."))


def quantise_groups(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[rows, columns] fp32 -> packed int4 [rows, columns / 2] uint8 and scales [rows, columns / 32] F16.

    Of 24 scales a group takes the one with the least squared error: 12 of 0.6 to 1.15 of largest / 7, and as many of the
    entry farthest from zero / -8, which reach one step farther on its side.
    """
    rows, columns = matrix.shape
    groups = matrix.astype(np.float32).reshape(rows, columns // GROUP, GROUP)
    farthest = np.take_along_axis(groups, np.abs(groups).argmax(axis=2)[..., None], axis=2)
    best = np.full(farthest.shape, np.inf, dtype=np.float32)
    values = np.zeros(groups.shape, dtype=np.int8)
    scales = np.ones(farthest.shape, dtype=np.float16)
    for unit in (np.abs(farthest) / 7, farthest / -8):
        for share in np.linspace(0.6, 1.15, 12, dtype=np.float32):
            scale = (share * unit).astype(np.float16)
            scale = np.where(scale != 0, scale, np.float16(1))
            rounded = np.clip(np.rint(groups / scale.astype(np.float32)), -8, 7)
            error = ((rounded * scale.astype(np.float32) - groups) ** 2).sum(axis=2, keepdims=True)
            better = error < best
            best, scales = np.where(better, error, best), np.where(better, scale, scales)
            values = np.where(better, rounded.astype(np.int8), values)
    nibbles = values.reshape(rows, columns).view(np.uint8) & 15
    return nibbles[:, 0::2] | (nibbles[:, 1::2] << 4), scales[:, :, 0]


def unpack_groups(packed: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The fp32 matrix [rows, columns] of ``quantise_groups``."""
    rows = packed.shape[0]
    pairs = np.stack([packed & 15, packed >> 4], axis=2).reshape(rows, -1).astype(np.int8)
    values = np.where(pairs > 7, pairs - 16, pairs).astype(np.float32)
    return (values.reshape(rows, -1, GROUP) * scales[:, :, None].astype(np.float32)).reshape(rows, -1)


def restore_weights(stored: Arrays) -> Arrays:
    """Stored arrays -> fp32 arrays under their own names: scales applied, parts joined."""
    restored: Arrays = {}
    parts: dict[str, dict[int, np.ndarray]] = {}
    for name, array in stored.items():
        if name.endswith(".scale"):
            continue
        scale = stored.get(f"{name}.scale")
        if array.dtype == np.uint8 and scale is not None:
            value = unpack_groups(array, scale)
        elif scale is None:
            value = array.astype(np.float32)
        else:
            value = array.astype(np.float32) * scale[:, None].astype(np.float32)
        base, dot, number = name.rpartition(".part")
        if dot and number.isdigit():
            parts.setdefault(base, {})[int(number)] = value
        else:
            restored[name] = value
    for base, pieces in parts.items():
        restored[base] = np.concatenate([pieces[index] for index in sorted(pieces)])
    return restored


def write_shards(stored: Arrays, folder: Path) -> list[Path]:
    """Write ``weights-00.safetensors`` .. into ``folder``, each below 10 MB, first fit in the given order."""
    shards: list[Arrays] = []
    sizes: list[int] = []
    for name, array in stored.items():
        if name.endswith(".scale"):
            continue
        scale = stored.get(f"{name}.scale")
        need = array.nbytes + (0 if scale is None else scale.nbytes)
        target = next((i for i, size in enumerate(sizes) if size + need <= SHARD_BYTES), None)
        if target is None:
            target = len(shards)
            shards.append({})
            sizes.append(0)
        shards[target][name] = np.ascontiguousarray(array)
        if scale is not None:
            shards[target][f"{name}.scale"] = np.ascontiguousarray(scale)
        sizes[target] += need
    paths = []
    for index, shard in enumerate(shards):
        path = folder / f"weights-{index:02d}.safetensors"
        save_file(shard, path)
        path.chmod(0o644)
        paths.append(path)
    return paths


def read_shards(paths: list[Path]) -> Arrays:
    """All arrays of the shards, as stored."""
    stored: Arrays = {}
    for path in paths:
        stored.update(load_file(path))
    return stored


def _parts(name: str, array: np.ndarray, dtype: str) -> list[tuple[str, np.ndarray]]:
    size = array.size * (0.5 if is_int4(name, array, dtype) else {"f16": 2, "f32": 4}.get(dtype, 1))
    if array.ndim != 2 or size <= SHARD_BYTES:
        return [(name, array)]
    count = math.ceil(size / SHARD_BYTES)
    return [(f"{name}.part{index}", part) for index, part in enumerate(np.array_split(array, count))]

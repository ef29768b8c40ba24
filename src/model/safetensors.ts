/** @file Reads the safetensors container: 8 bytes header length, JSON header, then the tensors' bytes. */
import { msg, t } from "../messages/translate";

/** Number formats this program reads. A byte of U8 holds two 4-bit numbers (weights.ts). */
export const DTYPE_BYTES = { I8: 1, U8: 1, F16: 2, F32: 4 } as const;
export type StoredDtype = keyof typeof DTYPE_BYTES;

/** One tensor as it lies in a file; `bytes` is a view, nothing is copied. */
export interface StoredTensor {
  readonly dtype: StoredDtype;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

const DAMAGED = msg("The file is truncated or damaged; load the model again.");

/**
 * Splits one file into its tensors.
 * @param file name for messages
 * @throws Error when the file is shorter than its header says, the header is no JSON, or a dtype is unknown
 */
export function parseSafetensors(file: string, buffer: ArrayBuffer): Map<string, StoredTensor> {
  const header = parseHeader(file, buffer);
  const dataStart = header.end;
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header.entries)) {
    if (name === "__metadata__") continue;
    tensors.set(name, readEntry(file, name, entry, buffer, dataStart));
  }
  return tensors;
}

function parseHeader(file: string, buffer: ArrayBuffer): { entries: Record<string, unknown>; end: number } {
  if (buffer.byteLength < 8)
    throw new Error(
      t("{file}: expected at least 8 bytes, got {size}. {again}", {
        file,
        size: buffer.byteLength,
        again: t(DAMAGED),
      }),
    );
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const end = 8 + length;
  if (end > buffer.byteLength) {
    throw new Error(
      t("{file}: expected a header of {expected} bytes, got {got}. {again}", {
        file,
        expected: length,
        got: buffer.byteLength - 8,
        again: t(DAMAGED),
      }),
    );
  }
  try {
    const entries: unknown = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, length)));
    if (typeof entries === "object" && entries !== null) return { entries: entries as Record<string, unknown>, end };
  } catch {
    // reported below
  }
  throw new Error(
    t("{file}: expected a JSON object as header, got something else. {again}", { file, again: t(DAMAGED) }),
  );
}

function readEntry(file: string, name: string, entry: unknown, buffer: ArrayBuffer, dataStart: number): StoredTensor {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !(dtype in DTYPE_BYTES)) {
    throw new Error(
      t('{file}: tensor "{name}": expected dtype {expected}, got {got}. Export the model again with a known dtype.', {
        file,
        name,
        expected: Object.keys(DTYPE_BYTES).join(", "),
        got: JSON.stringify(dtype),
      }),
    );
  }
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw new Error(
      t('{file}: tensor "{name}": expected a shape and two offsets, got {got}. {again}', {
        file,
        name,
        got: JSON.stringify(entry),
        again: t(DAMAGED),
      }),
    );
  }
  const [start, end] = offsets as [number, number];
  const expected = shape.reduce((product, size) => product * size, DTYPE_BYTES[dtype as StoredDtype]);
  const available = Math.min(end, buffer.byteLength - dataStart) - start;
  if (end - start !== expected || available < expected) {
    throw new Error(
      t('{file}: tensor "{name}": expected {expected} bytes for {dtype} [{shape}], got {got}. {again}', {
        file,
        name,
        expected,
        dtype,
        shape: shape.join(", "),
        got: Math.max(0, Math.min(end - start, available)),
        again: t(DAMAGED),
      }),
    );
  }
  return { dtype: dtype as StoredDtype, shape, bytes: new Uint8Array(buffer, dataStart + start, expected) };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isInteger(size) && size >= 0);
}

/** Value of an IEEE 754 half-precision number given by its 16 bits. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

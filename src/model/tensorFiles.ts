/**
 * @file Tensors in safetensors files that stay on disk: headers first, then a tensor at a time. Nothing is kept.
 */
import { msg, t } from "../messages/translate";
import type { ExpectedTensor } from "./ownTensors";
import { halfToFloat } from "./safetensors";

/** A file that is read in pieces. */
export interface ByteSource {
  /** For messages. */
  readonly name: string;
  readonly size: number;
  /** Bytes [start, end). */
  read(start: number, end: number): Promise<ArrayBuffer>;
}

const DTYPE_BYTES = { F32: 4, F16: 2, BF16: 2 } as const;
type Dtype = keyof typeof DTYPE_BYTES;

/** Where a tensor lies. */
export interface PlacedTensor {
  readonly file: ByteSource;
  /** Name as the file writes it. */
  readonly storedName: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes [start, end) of the file. */
  readonly start: number;
  readonly end: number;
}

/** Longest header that is believed: that of a model with tens of thousands of tensors is a few MB. */
const MAX_HEADER_BYTES = 64 * 2 ** 20;
const AGAIN = msg("The file is truncated or damaged: copy or save it again.");
/** `name` of errors about one tensor: another backend would meet them too. */
export const TENSOR_ERROR = "TensorError";

function tensorError(message: string): Error {
  const error = new Error(message);
  error.name = TENSOR_ERROR;
  return error;
}

/**
 * Reads the headers of all weight files.
 * @param prefixes of names that are taken off ("roberta.")
 * @returns tensors by name without prefix
 * @throws Error when a file is no safetensors file, is shorter than its header says, or a name occurs twice
 */
export async function readTensorHeaders(
  files: readonly ByteSource[],
  prefixes: readonly string[],
): Promise<Map<string, PlacedTensor>> {
  const tensors = new Map<string, PlacedTensor>();
  for (const file of files) {
    const { entries, dataStart } = await readHeader(file);
    for (const [storedName, entry] of Object.entries(entries)) {
      if (storedName === "__metadata__") continue;
      const placed = placeTensor(file, storedName, entry, dataStart);
      const prefix = prefixes.find((one) => storedName.startsWith(one)) ?? "";
      const name = storedName
        .slice(prefix.length)
        .replace(/LayerNorm\.gamma$/, "LayerNorm.weight")
        .replace(/LayerNorm\.beta$/, "LayerNorm.bias");
      const other = tensors.get(name);
      if (other !== undefined) {
        throw new Error(
          t(
            '{file}: tensor "{name}": expected every tensor once, got it here and as "{other}" in {otherFile}. Keep one of the two.',
            { file: file.name, name: storedName, other: other.storedName, otherFile: other.file.name },
          ),
        );
      }
      tensors.set(name, placed);
    }
  }
  return tensors;
}

async function readHeader(file: ByteSource): Promise<{ entries: Record<string, unknown>; dataStart: number }> {
  if (file.size < 8)
    throw new Error(
      t("{file}: expected at least 8 bytes, got {size}. {again}", {
        file: file.name,
        size: file.size,
        again: t(AGAIN),
      }),
    );
  const length = Number(new DataView(await file.read(0, 8)).getBigUint64(0, true));
  if (length > MAX_HEADER_BYTES || 8 + length > file.size) {
    throw new Error(
      t("{file}: expected a safetensors file, got a header of {length} bytes in a file of {size}. {again}", {
        file: file.name,
        length,
        size: file.size,
        again: length > MAX_HEADER_BYTES ? t("Save the weights as safetensors.") : t(AGAIN),
      }),
    );
  }
  try {
    const entries: unknown = JSON.parse(new TextDecoder().decode(await file.read(8, 8 + length)));
    if (typeof entries === "object" && entries !== null) {
      return { entries: entries as Record<string, unknown>, dataStart: 8 + length };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Error(
    t("{file}: expected a JSON object as header, got something else. {again}", { file: file.name, again: t(AGAIN) }),
  );
}

function placeTensor(file: ByteSource, storedName: string, entry: unknown, dataStart: number): PlacedTensor {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw new Error(
      t('{file}: tensor "{name}": expected a dtype, a shape and two offsets, got {got}. {again}', {
        file: file.name,
        name: storedName,
        got: JSON.stringify(entry),
        again: t(AGAIN),
      }),
    );
  }
  const [start, end] = [dataStart + offsets[0]!, dataStart + offsets[1]!];
  if (end > file.size || start > end) {
    throw new Error(
      t('{file}: tensor "{name}": expected bytes {start} to {end}, got a file of {size}. {again}', {
        file: file.name,
        name: storedName,
        start,
        end,
        size: file.size,
        again: t(AGAIN),
      }),
    );
  }
  return { file, storedName, dtype, shape, start, end };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isInteger(size) && size >= 0);
}

/**
 * Checks a tensor that the config asks for against what the files hold.
 * @throws Error that names the tensor, what was expected and what is there
 */
export function checkTensor(tensors: ReadonlyMap<string, PlacedTensor>, { name, shape }: ExpectedTensor): PlacedTensor {
  const placed = tensors.get(name);
  const wanted = `F32, F16 or BF16 [${shape.join(", ")}]`;
  if (placed === undefined) {
    throw tensorError(
      t('weights: tensor "{name}": expected {wanted}, got no such tensor. {advice}', {
        name,
        wanted,
        advice: adviseMissing(name, tensors),
      }),
    );
  }
  const { file, storedName, dtype } = placed;
  const values = { file: file.name, name: storedName, wanted, dtype };
  if (!(dtype in DTYPE_BYTES)) {
    throw tensorError(
      t(
        '{file}: tensor "{name}": expected {wanted}, got {dtype}. Save the model as float32, float16 or bfloat16 (not quantised).',
        values,
      ),
    );
  }
  if (String(placed.shape) !== String(shape)) {
    throw tensorError(
      t(
        '{file}: tensor "{name}": expected {wanted}, got {dtype} [{shape}]. The weights do not belong to this config.json: take both from the same save.',
        { ...values, shape: placed.shape.join(", ") },
      ),
    );
  }
  const numBytes = shape.reduce((product, size) => product * size, DTYPE_BYTES[dtype as Dtype]);
  if (placed.end - placed.start !== numBytes) {
    throw tensorError(
      t('{file}: tensor "{name}": expected {wanted}, got {got} bytes for it instead of {numBytes}. {again}', {
        ...values,
        got: placed.end - placed.start,
        numBytes,
        again: t(AGAIN),
      }),
    );
  }
  return placed;
}

function adviseMissing(name: string, tensors: ReadonlyMap<string, PlacedTensor>): string {
  if (/^(head|classifier)\./.test(name)) {
    const other = [...tensors.keys()].find((known) => /^(classifier|head|score|cls)\./.test(known));
    const values = { dense: '"head.dense"', out: '"head.out"', luke: '"classifier.weight"' };
    return other === undefined
      ? t("The classifier has to be {dense} and {out}, or LUKE's {luke}. See docs/own-models.md.", values)
      : t(
          "The classifier has to be {dense} and {out}, or LUKE's {luke}; this one has {other}. See docs/own-models.md.",
          {
            ...values,
            other: `"${other}"`,
          },
        );
  }
  if (name.startsWith("bottleneck.")) {
    return t("config.json has entity_bias.vib, so the bottleneck's weights must be here.");
  }
  return t("The weights do not belong to this config.json, or one of their files is missing.");
}

/**
 * Float32 values of a tensor, in row-major order.
 * @param rows only these rows of a matrix, in this order
 * @throws Error when a value is not a finite number
 */
export async function readTensor(placed: PlacedTensor, rows?: readonly number[]): Promise<Float32Array> {
  const { file, start, end, shape } = placed;
  if (rows === undefined) return decode(placed, await file.read(start, end));
  const rowBytes = (end - start) / shape[0]!;
  const width = shape[1]!;
  const values = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) {
    const from = start + row * rowBytes;
    values.set(decode(placed, await file.read(from, from + rowBytes)), i * width);
  }
  return values;
}

function decode({ file, storedName, dtype }: PlacedTensor, buffer: ArrayBuffer): Float32Array {
  const values = dtype === "F32" ? new Float32Array(buffer) : widen(dtype, new Uint16Array(buffer));
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw tensorError(
      t(
        '{file}: tensor "{name}": expected finite numbers, got {got} at place {place}. The training that wrote it has diverged, or the file is damaged: take an earlier checkpoint.',
        { file: file.name, name: storedName, got: String(values[i]), place: i },
      ),
    );
  }
  return values;
}

/** float16 or bfloat16 (the upper half of a float32) to float32. */
function widen(dtype: string, bits: Uint16Array): Float32Array {
  if (dtype === "F16") {
    halves ??= Float32Array.from({ length: 2 ** 16 }, (_, half) => halfToFloat(half));
    const values = new Float32Array(bits.length);
    for (let i = 0; i < bits.length; i++) values[i] = halves[bits[i]!]!;
    return values;
  }
  const words = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = bits[i]! << 16;
  return new Float32Array(words.buffer);
}

/** The value of every float16, made with the first of them. */
let halves: Float32Array | null = null;

/**
 * @file Named tensors of a model's weight files as float32 numbers: row parts joined, int8 rows and int4 groups scaled
 * back, shapes checked. No I/O, no tfjs.
 *
 * A matrix may be stored whole (`name`) or split by rows (`name.part0`, `name.part1`, ..). An I8 matrix comes with one
 * scale per row (`name.scale`, or `name.partN.scale`): value = int8 * scale of its row. A U8 matrix [rows, columns / 2]
 * holds two 4-bit integers from -8 to 7 (two's complement) in a byte, the even column in the low half, and has a scale for
 * every 32 columns of a row: [rows, columns / 32].
 */
import { t } from "../messages/translate";
import { halfToFloat, parseSafetensors, type StoredTensor } from "./safetensors";

/** A weight file in memory. */
export interface Shard {
  readonly file: string;
  readonly bytes: ArrayBuffer;
}

/** Reads weights by name and remembers which were read. */
export interface Weights {
  /** Whether there is a tensor of this name, whole or in parts. */
  has(name: string): boolean;
  /** Float32 values of a tensor in row-major order. Throws when it is missing or of another shape. */
  read(name: string, shape: readonly number[]): Float32Array;
  /** Like `read` for a matrix of this shape, but gives its transpose, [columns, rows]. */
  readTransposed(name: string, shape: readonly [number, number]): Float32Array;
  /** The whole numbers of a matrix and their factors, as they are stored in int8 or int4; null when it is stored otherwise. */
  readIntegers(name: string, shape: readonly [number, number]): IntegerMatrix | null;
  /** Names in the files that nobody has read, sorted. */
  unread(): string[];
}

/** Whole numbers from -128 to 127 with a factor for every stretch of equal length. */
export interface IntegerMatrix {
  readonly values: Int8Array; // [rows * columns]
  /** Row by row; of int8 there is one a row, of int4 one for every 32 columns. */
  readonly scale: Float32Array; // [rows * groups]
}

interface NamedTensor extends StoredTensor {
  readonly name: string;
  readonly file: string;
}

/** Opens the weight files of one model. Throws when a name occurs twice or a file is unreadable. */
export function openWeights(shards: readonly Shard[]): Weights {
  const tensors = new Map<string, NamedTensor>();
  for (const { file, bytes } of shards) {
    for (const [name, tensor] of parseSafetensors(file, bytes)) {
      const other = tensors.get(name);
      if (other !== undefined) {
        throw new Error(
          t('{file}: expected every tensor once, got "{name}" here and in {otherFile}. Export again.', {
            file,
            name,
            otherFile: other.file,
          }),
        );
      }
      tensors.set(name, { ...tensor, name, file });
    }
  }
  const readNames = new Set<string>();

  const take = (name: string): NamedTensor | undefined => {
    const tensor = tensors.get(name);
    if (tensor !== undefined) readNames.add(name);
    return tensor?.dtype === "U8" ? { ...tensor, shape: unpackedShape(tensor.shape) } : tensor;
  };

  /** The pieces of a tensor in row order, their shape counted in numbers, checked against the shape that the config asks for. */
  const takePieces = (name: string, shape: readonly number[]): NamedTensor[] => {
    const pieces: NamedTensor[] = [];
    const whole = take(name);
    if (whole !== undefined) pieces.push(whole);
    for (let i = 0; whole === undefined; i++) {
      const part = take(`${name}.part${i}`);
      if (part === undefined) break;
      pieces.push(part);
    }
    const wanted = `[${shape.join(", ")}]`;
    if (pieces.length === 0) {
      throw new Error(
        t('weights: tensor "{name}": expected shape {wanted}, got no such tensor. Export the model again.', {
          name,
          wanted,
        }),
      );
    }
    const numRows = pieces.reduce((sum, piece) => sum + (piece.shape[0] ?? 1), 0);
    const got = [numRows, ...pieces[0]!.shape.slice(1)];
    const fits = pieces.every((piece) => String(piece.shape.slice(1)) === String(shape.slice(1)));
    if (!fits || numRows !== shape[0] || got.length !== shape.length) {
      const held = `[${got.join(", ")}]`;
      throw new Error(
        t(
          '{file}: tensor "{name}": expected shape {wanted}, got {got}. The weights do not belong to this config.json.',
          {
            file: pieces[0]!.file,
            name,
            wanted,
            got: pieces.length > 1 ? t("parts of together {shape}", { shape: held }) : held,
          },
        ),
      );
    }
    return pieces;
  };

  const read = (name: string, shape: readonly number[]): Float32Array => {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    let offset = 0;
    for (const piece of takePieces(name, shape)) {
      const size = piece.shape.reduce((product, length) => product * length, 1);
      const target = values.subarray(offset, offset + size);
      decode(piece, target);
      if (piece.dtype === "I8" || piece.dtype === "U8") scaleGroups(target, readScale(piece));
      offset += size;
    }
    return values;
  };

  /** One factor per row of an I8 matrix, one per group of a U8 matrix, row by row. */
  const readScale = (piece: NamedTensor): Float32Array => {
    const numRows = piece.shape[0] ?? 1;
    const wanted = piece.dtype === "U8" ? [numRows, (piece.shape[1] ?? 0) / GROUP] : [numRows];
    const scale = take(`${piece.name}.scale`);
    const isFloat = scale?.dtype === "F32" || scale?.dtype === "F16";
    if (scale === undefined || !isFloat || String(scale.shape) !== String(wanted)) {
      const got = scale === undefined ? t("none") : `${scale.dtype} [${scale.shape.join(", ")}]`;
      throw new Error(
        t('{file}: tensor "{name}.scale": expected F32 or F16 [{shape}], got {got}. Export again.', {
          file: piece.file,
          name: piece.name,
          shape: wanted.join(", "),
          got,
        }),
      );
    }
    const factors = new Float32Array(scale.shape.reduce((product, size) => product * size, 1));
    decode(scale, factors);
    return factors;
  };

  const readIntegers = (name: string, shape: readonly [number, number]): IntegerMatrix | null => {
    const pieces = takePieces(name, shape);
    const [{ dtype }] = pieces as [NamedTensor];
    if ((dtype !== "I8" && dtype !== "U8") || pieces.some((piece) => piece.dtype !== dtype)) return null;
    const values = new Int8Array(shape[0] * shape[1]);
    const factors: Float32Array[] = [];
    let offset = 0;
    for (const piece of pieces) {
      const size = piece.shape[0]! * shape[1];
      decode(piece, values.subarray(offset, offset + size));
      factors.push(readScale(piece));
      offset += size;
    }
    const scale = new Float32Array(factors.reduce((sum, { length }) => sum + length, 0));
    factors.reduce((at, part) => (scale.set(part, at), at + part.length), 0);
    return { values, scale };
  };

  return {
    has: (name) => tensors.has(name) || tensors.has(`${name}.part0`),
    read,
    readTransposed: (name, shape) => transpose(read(name, shape), ...shape),
    readIntegers,
    unread: () => [...tensors.keys()].filter((name) => !readNames.has(name)).sort(),
  };
}

/** Columns that share a scale in a U8 matrix. */
const GROUP = 32;

/** [rows, bytes] -> [rows, columns] of 4-bit numbers. */
const unpackedShape = (shape: readonly number[]) => [...shape.slice(0, -1), 2 * (shape.at(-1) ?? 0)];

/** Writes a tensor's stored numbers, unscaled. Files are little-endian and their tensors need not be aligned. */
function decode({ dtype, bytes }: StoredTensor, target: Float32Array | Int8Array): void {
  if (dtype === "U8") {
    for (let i = 0; i < bytes.length; i++) {
      const pair = bytes[i]!;
      target[2 * i] = (pair << 28) >> 28;
      target[2 * i + 1] = (pair << 24) >> 28;
    }
    return;
  }
  if (dtype === "I8") return target.set(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dtype === "F32") for (let i = 0; i < target.length; i++) target[i] = view.getFloat32(i * 4, true);
  else for (let i = 0; i < target.length; i++) target[i] = halfToFloat(view.getUint16(i * 2, true));
}

/** Multiplies every stretch of equal length by its factor. values: [stretches * length], factors: [stretches]. */
function scaleGroups(values: Float32Array, factors: Float32Array): void {
  const length = values.length / factors.length;
  for (let group = 0, i = 0; group < factors.length; group++) {
    const factor = factors[group]!;
    for (const end = i + length; i < end; i++) values[i]! *= factor;
  }
}

/** Rows and columns of a block that is transposed at once: both sides of it stay in the cache. */
const BLOCK = 32;

/** [rows * columns] -> [columns * rows]. */
export function transpose(values: Float32Array, numRows: number, numColumns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let firstRow = 0; firstRow < numRows; firstRow += BLOCK) {
    const endRow = Math.min(firstRow + BLOCK, numRows);
    for (let firstColumn = 0; firstColumn < numColumns; firstColumn += BLOCK) {
      const endColumn = Math.min(firstColumn + BLOCK, numColumns);
      for (let row = firstRow; row < endRow; row++) {
        for (let column = firstColumn; column < endColumn; column++) {
          result[column * numRows + row] = values[row * numColumns + column]!;
        }
      }
    }
  }
  return result;
}

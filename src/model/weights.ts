/**
 * @file Named tensors of a model's weight files as float32 numbers: row parts joined, int8 rows scaled back, shapes
 * checked. No I/O, no tfjs.
 *
 * A matrix may be stored whole (`name`) or split by rows (`name.part0`, `name.part1`, ..). An I8 matrix comes with one
 * float32 scale per row (`name.scale`, or `name.partN.scale`): value = int8 * scale of its row.
 */
import { halfToFloat, parseSafetensors, type StoredTensor } from "./safetensors";

/** A weight file in memory. */
export interface Shard {
  readonly file: string;
  readonly bytes: ArrayBuffer;
}

/** Reads weights by name and remembers which were read. */
export interface Weights {
  /** Float32 values of a tensor in row-major order. Throws when it is missing or of another shape. */
  read(name: string, shape: readonly number[]): Float32Array;
  /** Like `read` for a matrix of this shape, but gives its transpose, [columns, rows]. */
  readTransposed(name: string, shape: readonly [number, number]): Float32Array;
  /** Names in the files that nobody has read, sorted. */
  unread(): string[];
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
        throw new Error(`${file}: expected every tensor once, got "${name}" here and in ${other.file}. Export again.`);
      }
      tensors.set(name, { ...tensor, name, file });
    }
  }
  const readNames = new Set<string>();

  const take = (name: string): NamedTensor | undefined => {
    const tensor = tensors.get(name);
    if (tensor !== undefined) readNames.add(name);
    return tensor;
  };

  /** The pieces of a tensor in row order, checked against the shape that the config asks for. */
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
        `weights: tensor "${name}": expected shape ${wanted}, got no such tensor. Export the model again.`,
      );
    }
    const numRows = pieces.reduce((sum, piece) => sum + (piece.shape[0] ?? 1), 0);
    const got = [numRows, ...pieces[0]!.shape.slice(1)];
    const fits = pieces.every((piece) => String(piece.shape.slice(1)) === String(shape.slice(1)));
    if (!fits || numRows !== shape[0] || got.length !== shape.length) {
      throw new Error(
        `${pieces[0]!.file}: tensor "${name}": expected shape ${wanted}, got ${pieces.length > 1 ? "parts of together " : ""}` +
          `[${got.join(", ")}]. The weights do not belong to this config.json.`,
      );
    }
    return pieces;
  };

  /** Calls `put(row, column, value)` for each value; a vector is one column. */
  const visit = (name: string, shape: readonly number[], put: (row: number, column: number, value: number) => void) => {
    let firstRow = 0;
    for (const piece of takePieces(name, shape)) {
      const numRows = piece.shape[0] ?? 1;
      const numColumns = piece.shape.slice(1).reduce((product, size) => product * size, 1);
      const valueAt = valueReader(piece);
      const scale = piece.dtype === "I8" ? readScale(piece, numRows) : null;
      for (let row = 0, i = 0; row < numRows; row++) {
        const factor = scale === null ? 1 : scale(row);
        for (let column = 0; column < numColumns; column++, i++) put(firstRow + row, column, valueAt(i) * factor);
      }
      firstRow += numRows;
    }
  };

  const readScale = (piece: NamedTensor, numRows: number) => {
    const scale = take(`${piece.name}.scale`);
    if (scale?.dtype !== "F32" || String(scale.shape) !== String([numRows])) {
      const got = scale === undefined ? "none" : `${scale.dtype} [${scale.shape.join(", ")}]`;
      throw new Error(
        `${piece.file}: tensor "${piece.name}.scale": expected F32 [${numRows}], got ${got}. Export again.`,
      );
    }
    return valueReader(scale);
  };

  return {
    read(name, shape) {
      const numColumns = shape.slice(1).reduce((product, size) => product * size, 1);
      const values = new Float32Array((shape[0] ?? 1) * numColumns);
      visit(name, shape, (row, column, value) => {
        values[row * numColumns + column] = value;
      });
      return values;
    },
    readTransposed(name, shape) {
      const [numRows, numColumns] = shape;
      const values = new Float32Array(numRows * numColumns);
      visit(name, shape, (row, column, value) => {
        values[column * numRows + row] = value;
      });
      return values;
    },
    unread: () => [...tensors.keys()].filter((name) => !readNames.has(name)).sort(),
  };
}

/** Reads the i-th stored number of a tensor, unscaled. Files are little-endian and need not be aligned. */
function valueReader({ dtype, bytes }: StoredTensor): (index: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (dtype) {
    case "I8":
      return (index) => view.getInt8(index);
    case "F16":
      return (index) => halfToFloat(view.getUint16(index * 2, true));
    case "F32":
      return (index) => view.getFloat32(index * 4, true);
  }
}

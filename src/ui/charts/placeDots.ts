/** @file Dots of a scatter that cannot be told apart are drawn once, so that any number of rows costs the same to draw. */

/** Side of a cell in pixels; a dot is five wide, so its neighbours in a cell are under it. */
const CELL = 2;

export interface Dots {
  /** One piece of a path a dot. */
  readonly pieces: readonly string[];
  /** The dot that stands for each row, -1 for a row without a place. [N] */
  readonly dotOf: Int32Array;
}

/** One dot for the rows of each cell, at the place of the first of them. `xOf`, `yOf`: pixels; NaN where there is none. */
export function placeDots(numRows: number, xOf: (row: number) => number, yOf: (row: number) => number): Dots {
  const pieces: string[] = [];
  const dotOf = new Int32Array(numRows).fill(-1);
  const dotAt = new Map<number, number>();
  for (let row = 0; row < numRows; row++) {
    const [x, y] = [xOf(row), yOf(row)];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const cell = Math.floor(x / CELL) * 65536 + Math.floor(y / CELL);
    let dot = dotAt.get(cell);
    if (dot === undefined) {
      dot = pieces.push(`M${x.toFixed(1)} ${y.toFixed(1)}h0.01`) - 1;
      dotAt.set(cell, dot);
    }
    dotOf[row] = dot;
  }
  return { pieces, dotOf };
}

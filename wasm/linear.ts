/**
 * @file The linear map, y = x W + b, with products and sums in one instruction (relaxed SIMD), which tfjs's own module does
 * not use. A module of its own: a browser without these instructions refuses it, and tfjs's kernel runs.
 *
 * Arguments are byte offsets into tfjs's memory and sizes in numbers, as in kernels.ts. The work is cut so that what is
 * read again and again lies together and stays in the nearest cache: DEPTH rows of eight columns of W, six rows of x.
 */

const DEPTH: usize = 512;
/** Bytes of a row of W that are read at a time: whole lines of memory, four times eight columns. */
const WIDE: usize = 128;

/**
 * out [rows, outs] = x [rows, ins] W [ins, outs] + bias [outs], then the larger of it and `lowest`. `outs` is a multiple of
 * 8; `scratch` has room for rows * ins + 32 * DEPTH numbers.
 */
export function linear(
  x: usize,
  weight: usize,
  bias: usize,
  out: usize,
  scratch: usize,
  rows: usize,
  ins: usize,
  outs: usize,
  lowest: f32,
): void {
  const stride = ins * 4; // bytes of a row of x
  const line = outs * 4; // bytes of a row of W and of out
  const blocks = rows / 6;
  const panels = scratch + rows * stride;
  for (let block: usize = 0; block < blocks; block++)
    turnRows(x + block * 6 * stride, scratch + block * 6 * stride, ins);
  for (let start: usize = 0; start < ins; start += DEPTH) {
    const depth = min(DEPTH, ins - start);
    const bound = f32x4.splat(start + depth === ins ? lowest : -Infinity);
    for (let first: usize = 0; first < line; first += WIDE) {
      const last = min(first + WIDE, line);
      gather(weight + start * line + first, panels, depth, line, last - first);
      for (let column = first; column < last; column += 32) {
        const panel = panels + (column - first) * depth;
        let to = out + column;
        for (let row: usize = 0; row < rows; row++, to += line) {
          v128.store(to, v128.load(start === 0 ? bias + column : to));
          v128.store(to, v128.load(start === 0 ? bias + column : to, 16), 16);
        }
        to = out + column;
        for (let block: usize = 0; block < blocks; block++) {
          six(scratch + block * 6 * stride + start * 24, panel, to, depth, line, bound);
          to += 6 * line;
        }
        for (let row = blocks * 6; row < rows; row++) {
          one(x + row * stride + start * 4, panel, to, depth, bound);
          to += line;
        }
      }
    }
  }
}

/** Six rows of x, one after another -> their numbers of one column side by side. */
function turnRows(x: usize, turned: usize, ins: usize): void {
  const stride = ins * 4;
  for (let i: usize = 0; i < ins; i++) {
    f32.store(turned, f32.load(x));
    f32.store(turned, f32.load(x + stride), 4);
    f32.store(turned, f32.load(x + 2 * stride), 8);
    f32.store(turned, f32.load(x + 3 * stride), 12);
    f32.store(turned, f32.load(x + 4 * stride), 16);
    f32.store(turned, f32.load(x + 5 * stride), 20);
    x += 4;
    turned += 24;
  }
}

/** `bytes` of each of `depth` rows of W, `line` bytes apart -> panels of eight columns, one after another. */
function gather(weight: usize, panels: usize, depth: usize, line: usize, bytes: usize): void {
  for (let i: usize = 0; i < depth; i++) {
    let to = panels + i * 32;
    for (let at: usize = 0; at < bytes; at += 32) {
      v128.store(to, v128.load(weight + at));
      v128.store(to, v128.load(weight + at, 16), 16);
      to += depth * 32;
    }
    weight += line;
  }
}

/** Adds the products of one row with eight columns to `out`. */
function one(x: usize, panel: usize, out: usize, depth: usize, bound: v128): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  const end = x + depth * 4;
  for (; x < end; x += 4) {
    const value = v128.load32_splat(x);
    a = f32x4.relaxed_madd(value, v128.load(panel), a);
    b = f32x4.relaxed_madd(value, v128.load(panel, 16), b);
    panel += 32;
  }
  v128.store(out, f32x4.max(a, bound));
  v128.store(out, f32x4.max(b, bound), 16);
}

/** Adds the products of six turned rows with eight columns to `out`: twelve sums, which is what the registers hold. */
function six(x: usize, panel: usize, out: usize, depth: usize, line: usize, bound: v128): void {
  let a0 = v128.load(out);
  let b0 = v128.load(out, 16);
  let a1 = v128.load(out + line);
  let b1 = v128.load(out + line, 16);
  let a2 = v128.load(out + 2 * line);
  let b2 = v128.load(out + 2 * line, 16);
  let a3 = v128.load(out + 3 * line);
  let b3 = v128.load(out + 3 * line, 16);
  let a4 = v128.load(out + 4 * line);
  let b4 = v128.load(out + 4 * line, 16);
  let a5 = v128.load(out + 5 * line);
  let b5 = v128.load(out + 5 * line, 16);
  const end = panel + depth * 32;
  while (panel < end) {
    const left = v128.load(panel);
    const right = v128.load(panel, 16);
    const x0 = v128.load32_splat(x);
    a0 = f32x4.relaxed_madd(x0, left, a0);
    b0 = f32x4.relaxed_madd(x0, right, b0);
    const x1 = v128.load32_splat(x, 4);
    a1 = f32x4.relaxed_madd(x1, left, a1);
    b1 = f32x4.relaxed_madd(x1, right, b1);
    const x2 = v128.load32_splat(x, 8);
    a2 = f32x4.relaxed_madd(x2, left, a2);
    b2 = f32x4.relaxed_madd(x2, right, b2);
    const x3 = v128.load32_splat(x, 12);
    a3 = f32x4.relaxed_madd(x3, left, a3);
    b3 = f32x4.relaxed_madd(x3, right, b3);
    const x4 = v128.load32_splat(x, 16);
    a4 = f32x4.relaxed_madd(x4, left, a4);
    b4 = f32x4.relaxed_madd(x4, right, b4);
    const x5 = v128.load32_splat(x, 20);
    a5 = f32x4.relaxed_madd(x5, left, a5);
    b5 = f32x4.relaxed_madd(x5, right, b5);
    panel += 32;
    x += 24;
  }
  v128.store(out, f32x4.max(a0, bound));
  v128.store(out, f32x4.max(b0, bound), 16);
  v128.store(out + line, f32x4.max(a1, bound));
  v128.store(out + line, f32x4.max(b1, bound), 16);
  v128.store(out + 2 * line, f32x4.max(a2, bound));
  v128.store(out + 2 * line, f32x4.max(b2, bound), 16);
  v128.store(out + 3 * line, f32x4.max(a3, bound));
  v128.store(out + 3 * line, f32x4.max(b3, bound), 16);
  v128.store(out + 4 * line, f32x4.max(a4, bound));
  v128.store(out + 4 * line, f32x4.max(b4, bound), 16);
  v128.store(out + 5 * line, f32x4.max(a5, bound));
  v128.store(out + 5 * line, f32x4.max(b5, bound), 16);
}

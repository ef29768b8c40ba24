/**
 * @file The steps of the network that tfjs has no WebAssembly kernel for, or a slow one: attention, layer normalisation
 * and GELU, four numbers at a time, and rows of a table. AssemblyScript; `node scripts/buildWasm.mjs` compiles it into
 * src/model/kernels/wasm/binary.ts.
 *
 * All arguments are byte offsets into the memory of tfjs's own module, which this one imports, and sizes in numbers.
 * Nothing is allocated here and nothing is kept: no static data, no stack in memory.
 */

const FOUR: usize = 16; // bytes of four float32
const LOG2E: f32 = 1.4426950408889634;
const LN2_HIGH: f32 = 0.693359375; // has so few bits that its product with a small whole number is exact
const LN2_LOW: f32 = -0.00021219444;
const LOWEST: f32 = -87; // exp of it is the smallest that is still a normal number

/** exp(x) of four numbers that are at most 0; relative error 1e-7. Polynomial on [-ln 2 / 2, ln 2 / 2], degree 6. */
function exp4(x: v128): v128 {
  const bounded = f32x4.max(x, f32x4.splat(LOWEST));
  const power = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2E)));
  let r = f32x4.sub(bounded, f32x4.mul(power, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(power, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(0.0013941108481958508);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.00837512593716383));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.04166635125875473));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.16666415333747864));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23);
  return f32x4.mul(p, scale);
}

/**
 * erf(z) of four numbers; error 4e-7. z P(z^2) / Q(z^2) on [-4, 4], both of degree 5, fitted by least squares; beyond it is
 * the sign alone, exactly.
 */
function erf4(z: v128): v128 {
  const x = f32x4.max(f32x4.min(z, f32x4.splat(4)), f32x4.splat(-4));
  const u = f32x4.mul(x, x);
  let p = f32x4.splat(1.9748326849367004e-6);
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.00028803260647691786));
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.004003400448709726));
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.05346674472093582));
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.19624368846416473));
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(1.128378987312317));
  let q = f32x4.splat(3.748041490325704e-5);
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(0.0012162934290245175));
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(0.015443945303559303));
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(0.1164742037653923));
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(0.5072476267814636));
  q = f32x4.add(f32x4.mul(q, u), f32x4.splat(1));
  const sign = v128.or(f32x4.splat(1), v128.and(z, f32x4.splat(-0.0)));
  return v128.bitselect(sign, f32x4.mul(x, f32x4.div(p, q)), f32x4.ge(f32x4.abs(z), f32x4.splat(4)));
}

/** The sum of four numbers. */
function sum4(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** out [count, rowBytes] = the rows of x that `index` (int32 [count]) names. */
export function takeRows(x: usize, index: usize, out: usize, count: usize, rowBytes: usize): void {
  for (let i: usize = 0; i < count; i++) {
    memory.copy(out + i * rowBytes, x + <usize>i32.load(index + i * 4) * rowBytes, rowBytes);
  }
}

/** out = x / 2 * (1 + erf(x / sqrt 2)); `size` is a multiple of 4. */
export function gelu(x: usize, out: usize, size: usize): void {
  const end = x + size * 4;
  while (x < end) {
    const value = v128.load(x);
    const half = f32x4.mul(value, f32x4.splat(0.5));
    const e = erf4(f32x4.mul(value, f32x4.splat(0.7071067811865476)));
    v128.store(out, f32x4.add(half, f32x4.mul(half, e)));
    x += FOUR;
    out += FOUR;
  }
}

/**
 * out = LayerNorm(x + added) of every row, with the biased variance; `added` 0: nothing is added. x, added and out are
 * [rows, width], weight and bias [width]; `width` is a multiple of 4.
 */
export function layerNorm(
  x: usize,
  added: usize,
  weight: usize,
  bias: usize,
  out: usize,
  rows: usize,
  width: usize,
  eps: f32,
): void {
  const bytes = width * 4;
  for (let row: usize = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += FOUR) {
      let value = v128.load(x + i);
      if (added !== 0) value = f32x4.add(value, v128.load(added + i));
      v128.store(out + i, value);
      sum = f32x4.add(sum, value);
    }
    const mean = f32x4.splat(sum4(sum) / <f32>width);
    let squares = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += FOUR) {
      const centred = f32x4.sub(v128.load(out + i), mean);
      squares = f32x4.add(squares, f32x4.mul(centred, centred));
    }
    const factor = f32x4.splat(<f32>1 / Mathf.sqrt(sum4(squares) / <f32>width + eps));
    for (let i: usize = 0; i < bytes; i += FOUR) {
      const centred = f32x4.sub(v128.load(out + i), mean);
      const scaled = f32x4.mul(f32x4.mul(centred, factor), v128.load(weight + i));
      v128.store(out + i, f32x4.add(scaled, v128.load(bias + i)));
    }
    x += bytes;
    out += bytes;
    if (added !== 0) added += bytes;
  }
}

/**
 * softmax(Q K^T + mask) V of every head. q and out are [rows * queries, heads * width], k and v [rows * tokens, heads *
 * width], mask [rows, tokens] or 0 for none. `width` is a multiple of 16. `scratch` has room for (width + 1) * tokens
 * numbers, tokens rounded up to a multiple of 16: the keys of one head, turned over, and the weights of one query.
 */
export function attention(
  q: usize,
  k: usize,
  v: usize,
  mask: usize,
  out: usize,
  scratch: usize,
  rows: usize,
  heads: usize,
  queries: usize,
  tokens: usize,
  width: usize,
): void {
  const padded: usize = (tokens + 15) & ~15;
  const line = padded * 4; // bytes of one dimension of all keys
  const stride = heads * width * 4; // bytes of a state
  const headBytes = width * 4;
  const scores = scratch + width * line;
  for (let row: usize = 0; row < rows; row++) {
    for (let head: usize = 0; head < heads; head++) {
      turnKeys(k + row * tokens * stride + head * headBytes, scratch, tokens, padded, width, stride);
      for (let query: usize = 0; query < queries; query++) {
        const at = (row * queries + query) * stride + head * headBytes;
        const highest = scoreKeys(
          q + at,
          scratch,
          scores,
          mask === 0 ? 0 : mask + row * tokens * 4,
          tokens,
          padded,
          width,
        );
        const total = weigh(scores, line, highest);
        mix(v + row * tokens * stride + head * headBytes, scores, out + at, tokens, headBytes, stride, total);
      }
    }
  }
}

/** keys [tokens, width], `stride` bytes apart -> turned [width, padded], zeros after the last. */
function turnKeys(keys: usize, turned: usize, tokens: usize, padded: usize, width: usize, stride: usize): void {
  const line = padded * 4;
  for (let token: usize = 0; token < padded; token++) {
    for (let i: usize = 0; i < width; i++) {
      const value: f32 = token < tokens ? f32.load(keys + token * stride + i * 4) : 0;
      f32.store(turned + i * line + token * 4, value);
    }
  }
}

/** Scores of one query, [padded], minus infinity after the last; returns the highest. */
function scoreKeys(
  query: usize,
  turned: usize,
  scores: usize,
  mask: usize,
  tokens: usize,
  padded: usize,
  width: usize,
): f32 {
  const line = padded * 4;
  for (let at: usize = 0; at < line; at += 64) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    let from = turned + at;
    for (let i: usize = 0; i < width; i++) {
      const value = v128.load32_splat(query + i * 4);
      a = f32x4.add(a, f32x4.mul(value, v128.load(from)));
      b = f32x4.add(b, f32x4.mul(value, v128.load(from, 16)));
      c = f32x4.add(c, f32x4.mul(value, v128.load(from, 32)));
      d = f32x4.add(d, f32x4.mul(value, v128.load(from, 48)));
      from += line;
    }
    v128.store(scores + at, a);
    v128.store(scores + at, b, 16);
    v128.store(scores + at, c, 32);
    v128.store(scores + at, d, 48);
  }
  let highest: f32 = -Infinity;
  for (let token: usize = 0; token < tokens; token++) {
    let score = f32.load(scores + token * 4);
    if (mask !== 0) score += f32.load(mask + token * 4);
    f32.store(scores + token * 4, score);
    highest = max(highest, score);
  }
  for (let token = tokens; token < padded; token++) f32.store(scores + token * 4, -Infinity);
  return highest;
}

/** exp(score - highest) in place; returns the sum. */
function weigh(scores: usize, bytes: usize, highest: f32): f32 {
  const top = f32x4.splat(highest);
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += FOUR) {
    const weight = exp4(f32x4.sub(v128.load(scores + at), top));
    v128.store(scores + at, weight);
    sum = f32x4.add(sum, weight);
  }
  return sum4(sum);
}

/** out [width] = the mean of the values [tokens, width] by these weights, which add up to `total`. */
function mix(
  values: usize,
  weights: usize,
  out: usize,
  tokens: usize,
  headBytes: usize,
  stride: usize,
  total: f32,
): void {
  const factor = f32x4.splat(<f32>1 / total);
  for (let at: usize = 0; at < headBytes; at += 64) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    let from = values + at;
    for (let token: usize = 0; token < tokens; token++) {
      const weight = v128.load32_splat(weights + token * 4);
      a = f32x4.add(a, f32x4.mul(weight, v128.load(from)));
      b = f32x4.add(b, f32x4.mul(weight, v128.load(from, 16)));
      c = f32x4.add(c, f32x4.mul(weight, v128.load(from, 32)));
      d = f32x4.add(d, f32x4.mul(weight, v128.load(from, 48)));
      from += stride;
    }
    v128.store(out + at, f32x4.mul(a, factor));
    v128.store(out + at, f32x4.mul(b, factor), 16);
    v128.store(out + at, f32x4.mul(c, factor), 32);
    v128.store(out + at, f32x4.mul(d, factor), 48);
  }
}

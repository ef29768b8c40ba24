/** @file Seeded randomness. Every random number of the engine comes from here. */

/** A generator of uniform 32-bit integers. */
export interface Random {
  /** Next integer in [0, 2^32). */
  nextUint32(): number;
  /** Next number in [0, 1), with 53 random bits. */
  next(): number;
}

/**
 * sfc32 ("small fast counting", C. Doty-Humphrey, PractRand), its 96 bits of state filled by splitmix32 from `seed`.
 * Equal seeds give equal sequences. Throws unless `seed` is a whole number in [0, 2^32).
 */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new Error(`createRandom: expected a whole seed in [0, 4294967295], got ${seed}.`);
  }
  let mixed = seed | 0;
  const splitmix32 = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let x = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return x ^ (x >>> 15);
  };
  let [a, b, c, counter] = [splitmix32(), splitmix32(), splitmix32(), 1];
  const nextUint32 = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) nextUint32();
  const next = () => ((nextUint32() >>> 5) * 2 ** 26 + (nextUint32() >>> 6)) / 2 ** 53;
  return { nextUint32, next };
}

/**
 * `count` independent standard normal numbers by Box-Muller: for u1 in (0, 1], u2 in [0, 1),
 * sqrt(-2 ln u1) cos(2 pi u2) and sqrt(-2 ln u1) sin(2 pi u2). `count` 0 gives an empty array.
 */
export function createStandardNormals(random: Random, count: number): Float32Array {
  const normals = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    normals[i] = radius * Math.cos(angle);
    if (i + 1 < count) normals[i + 1] = radius * Math.sin(angle);
  }
  return normals;
}

/** The items in an order drawn with `random` (Fisher-Yates); empty for none. */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
  }
  return shuffled;
}

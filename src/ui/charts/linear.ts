/** @file The straight line from numbers to pixels, for the charts of the first paint; d3-scale weighs 10 kB more. */

/** Maps `from[0]` to `to[0]` and `from[1]` to `to[1]`, and goes on beyond both; the same arithmetic as d3-scale. */
export function linear(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const [a, b] = from;
  const [c, d] = to;
  return (value) => {
    const share = (value - a) / (b - a);
    return c * (1 - share) + d * share;
  };
}

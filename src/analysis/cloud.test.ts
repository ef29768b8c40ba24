import { describe, expect, it } from "vitest";
import type { MentionMeans, MentionPosterior } from "../inference/types";
import { createRandom, createStandardNormals } from "../math/random";
import { fitPlane, placeMention } from "./cloud";

/** Five mentions in three dimensions: spread 10 along x, 4 along y, next to nothing along z. */
const means: MentionMeans = {
  dimension: 3,
  mu: Float32Array.from([10, 0, 0.1, -10, 0, 0.1, 0, 4, 0.1, 0, -4, 0.1, 0, 0, 0.1]),
};
const names = ["ada", "bo", "cy", "di", "ada"];
const plane = fitPlane(means, 1)!;
const posterior = (draws: number[] = []): MentionPosterior => ({
  numTokens: 2,
  mu: Float32Array.from([5, 0, 0.1]),
  deviation: Float32Array.from([2, 0.5, 3]),
  draws: Float32Array.from(draws),
});
const ask = { plane, means, names, ownName: "eve", numNeighbours: 3 };

describe("fitPlane", () => {
  it("finds the two widest directions and puts the mentions there", () => {
    // Sums of squares 200 and 32 about the mean, over N - 1 = 4.
    expect(plane.projection.explainedVariance).toBeAllclose([50, 8], 1e-6);
    expect(plane.projection.explainedShare).toBeAllclose([50 / 58, 8 / 58], 1e-6);
    expect(plane.points).toBeAllclose([10, 0, -10, 0, 0, 4, 0, -4, 0, 0], 1e-5);
  });

  it("is null without a plane: no mention, two, or all on a line", () => {
    expect(fitPlane({ dimension: 3, mu: new Float32Array(0) }, 1)).toBeNull();
    expect(fitPlane({ dimension: 0, mu: new Float32Array(0) }, 1)).toBeNull();
    expect(fitPlane({ dimension: 3, mu: Float32Array.from([1, 2, 3, 4, 5, 6]) }, 1)).toBeNull();
    expect(fitPlane({ dimension: 2, mu: Float32Array.from([0, 0, 1, 1, 2, 2, 5, 5]) }, 1)).toBeNull();
  });

  it("leaves out what could not be read", () => {
    const mu = Float32Array.from([...means.mu, NaN, NaN, NaN]);
    const fitted = fitPlane({ dimension: 3, mu }, 1)!;
    expect(fitted.projection).toMatchObject({ numRows: 5, numNotFinite: 1 });
    expect(fitted.points.slice(0, 10)).toBeAllclose(plane.points, 1e-9);
    expect([...fitted.points.slice(10)]).toEqual([NaN, NaN]);
  });
});

describe("placeMention", () => {
  it("projects mu, and the deviation as an ellipse", () => {
    const placed = placeMention({ ...ask, posterior: posterior() });
    expect(placed.center).toBeAllclose([5, 0], 1e-5);
    expect(placed.ellipse.majorRadius).toBeCloseTo(2, 5);
    expect(placed.ellipse.minorRadius).toBeCloseTo(0.5, 5);
    expect(placed.width).toBeCloseTo(1, 5); // sqrt(2 * 0.5)
    expect(placed.deviation).toBeCloseTo(Math.sqrt((4 + 0.25 + 9) / 3), 5);
    expect(placed.numNearest).toBeNull();
    expect(placed.draws).toHaveLength(0);
  });

  it("counts the draws inside the ellipse", () => {
    // 1.9 of 2 along: inside. 1.9 along and 0.4 of 0.5 across: 0.9025 + 0.64 > 1, outside. 2.1: outside.
    const placed = placeMention({ ...ask, posterior: posterior([6.9, 0, 9, 6.9, 0.4, 0, 7.1, 0, 0]) });
    expect(placed.numInside).toBe(1);
    expect(placed.draws).toBeAllclose([6.9, 0, 6.9, 0.4, 7.1, 0], 1e-5);
  });

  it("holds 39% of the draws inside, whatever the ellipse: 1 - exp(-1/2)", () => {
    const n = 20_000;
    const eps = createStandardNormals(createRandom(4), 3 * n);
    const { mu, deviation } = posterior();
    const draws = Array.from(eps, (value, i) => mu[i % 3]! + value * deviation[i % 3]!);
    const { numInside } = placeMention({ ...ask, posterior: posterior(draws) });
    // Standard deviation of the share: sqrt(0.393 * 0.607 / 20000) = 0.0035.
    expect(Math.abs(numInside / n - (1 - Math.exp(-0.5)))).toBeLessThan(5 * 0.0035);
  });

  it("lists other names once each, by cosine, and never the mention's own", () => {
    const all = placeMention({ ...ask, posterior: posterior() }).neighbours;
    // "ada" has two mentions; the first points where mu points.
    expect(all.map(({ mention }) => names[mention])).toEqual(["ada", "cy", "di"]);
    expect(all[0]!.mention).toBe(0);
    expect(all[0]!.similarity).toBeCloseTo((10 * 5 + 0.01) / (Math.hypot(10, 0.1) * Math.hypot(5, 0.1)), 6);
    const own = placeMention({ ...ask, ownName: "ada", posterior: posterior() }).neighbours;
    expect(own.map(({ mention }) => names[mention])).toEqual(["cy", "di", "bo"]);
  });

  it("counts the draws that stay nearest to the mention's own mu", () => {
    // Own mu and "ada" point the same way but for z; along -x "bo" is nearer, along y "cy".
    const some = placeMention({ ...ask, ownName: "ada", posterior: posterior([5, 0.1, 0, -5, 0, 0, 0, 3, 0]) });
    expect(some.numNearest).toBe(1);
    const alone = placeMention({ ...ask, names: names.map(() => "eve"), posterior: posterior([5, 0, 0]) });
    expect(alone.numNearest).toBeNull();
    expect(alone.neighbours).toEqual([]);
  });

  it("refuses a mention of another model", () => {
    const other = { ...posterior(), mu: new Float32Array(2), deviation: new Float32Array(2) };
    expect(() => placeMention({ ...ask, posterior: other })).toThrow("expected 3 dimensions, got 2");
  });
});

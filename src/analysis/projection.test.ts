import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { createRandom, createStandardNormals } from "../math/random";
import { applyProjection, findNeighbours, fitProjection, projectGaussian } from "./projection";

const { projection: want } = oracle;
const rows = Float32Array.from(want.rows.flat());

describe("against numpy's singular values", () => {
  const fitted = fitProjection(rows, 12, { numComponents: 3 })!;

  it("finds components, variances and shares", () => {
    expect(fitted.mean).toBeAllclose(want.mean, 1e-9);
    expect(fitted.components).toBeAllclose(want.components, 1e-9);
    expect(fitted.explainedVariance).toBeAllclose(want.explainedVariance, 1e-9);
    expect(fitted.explainedShare).toBeAllclose(want.explainedShare, 1e-9);
  });

  it("projects rows", () => {
    expect(applyProjection(fitted, rows)).toBeAllclose(want.points, 1e-9);
    expect(applyProjection(fitted, [])).toHaveLength(0);
  });

  it("projects a diagonal Gaussian", () => {
    const { majorRadius, minorRadius, angle } = projectGaussian(fitted, want.sigma)!;
    expect([majorRadius, minorRadius]).toBeAllclose([want.ellipse.majorRadius, want.ellipse.minorRadius], 1e-9);
    // The axis is a line: its direction may be turned round.
    const [x, y] = want.ellipse.axis;
    expect(Math.abs(Math.cos(angle) * x! + Math.sin(angle) * y!)).toBeCloseTo(1, 9);
    expect(angle > -Math.PI / 2 && angle <= Math.PI / 2).toBe(true);
  });
});

describe("fitProjection", () => {
  it("gives the same plane for any seed and order of rows", () => {
    const reversed = Float32Array.from(want.rows.toReversed().flat());
    const [a, b] = [fitProjection(rows, 12, { seed: 1 })!, fitProjection(reversed, 12, { seed: 2 })!];
    expect(a.components).toBeAllclose(b.components, 1e-9);
    expect([a.numComponents, a.numRows, a.seed]).toEqual([2, 40, 1]);
  });

  it("tells a wide direction from noise in 384 dimensions", () => {
    const noise = createStandardNormals(createRandom(2), 100 * 384);
    // Rows move along dimension 7 with standard deviation about 30.
    for (let i = 0; i < 100; i++) noise[i * 384 + 7]! += (i % 2 === 0 ? 1 : -1) * 30;
    const { components, explainedShare } = fitProjection(noise, 384)!;
    expect(components[7]).toBeGreaterThan(0.99);
    expect(explainedShare[0]).toBeGreaterThan(0.65);
    expect(components.subarray(0, 384).reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 9);
  });

  it("leaves broken rows out, and is null when there is no direction", () => {
    const broken = Float32Array.from([...rows, ...new Array<number>(12).fill(NaN)]);
    expect(fitProjection(broken, 12)).toMatchObject({ numRows: 40, numNotFinite: 1 });
    expect(fitProjection(new Float32Array(), 3)).toBeNull();
    expect(fitProjection(rows.subarray(0, 12), 12)).toBeNull();
    expect(fitProjection(Float32Array.from([0.1, 0.3, 0.1, 0.3, 0.1, 0.3]), 2)).toBeNull();
    expect(() => fitProjection(rows, 7)).toThrow(/whole rows of 7/);
  });

  it("gives two rows their one direction", () => {
    // Rows (0, 0) and (3, 4): direction (0.6, 0.8), variance 5^2 / 2.
    const { components, explainedVariance, explainedShare } = fitProjection(Float32Array.from([0, 0, 3, 4]), 2)!;
    expect([...components, ...explainedVariance, ...explainedShare]).toBeAllclose([0.6, 0.8, 12.5, 1], 1e-9);
  });
});

describe("projectGaussian", () => {
  it("is null without a plane or with an unfit sigma", () => {
    const plane = fitProjection(rows, 12)!;
    expect(projectGaussian(fitProjection(rows, 12, { numComponents: 1 })!, want.sigma)).toBeNull();
    expect(projectGaussian(plane, [1, 2])).toBeNull();
    expect(
      projectGaussian(
        plane,
        want.sigma.map(() => NaN),
      ),
    ).toBeNull();
  });

  it("is a circle for equal sigmas, and a point for none", () => {
    const plane = fitProjection(rows, 12)!;
    const circle = projectGaussian(plane, new Float32Array(12).fill(0.5))!;
    expect([circle.majorRadius, circle.minorRadius]).toBeAllclose([0.5, 0.5], 1e-9);
    expect(projectGaussian(plane, new Float32Array(12))).toMatchObject({ majorRadius: 0, minorRadius: 0 });
  });
});

describe("findNeighbours", () => {
  it("sorts by cosine and leaves out rows without a direction", () => {
    const found = findNeighbours([1, 0], [0, 2, 3, 0, 0, 0, 1, 1, NaN, 1], 2);
    expect(found.map(({ row }) => row)).toEqual([1, 3]);
    expect(found.map(({ similarity }) => similarity)).toBeAllclose([1, Math.SQRT1_2], 1e-12);
    expect(findNeighbours([0, 0], [1, 1], 3)).toEqual([]);
    expect(findNeighbours([], [], 3)).toEqual([]);
    expect(findNeighbours([1, 0], [1, 0], 9)).toHaveLength(1);
  });
});

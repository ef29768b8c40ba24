import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { createRandom, createStandardNormals } from "../math/random";
import { computeShift, computeShiftBySlice } from "./distributionShift";

describe("computeShift", () => {
  it.each(["shared", "separate"] as const)("agrees with numpy and scipy, documents %s", (design) => {
    const { id, ood, indices, expected } = oracle.shifts[design];
    const found = computeShift(id, ood, { indices });
    for (const part of ["id", "ood", "difference"] as const) {
      const { value, interval } = found[part];
      const want = expected[part];
      expect([value!, interval!.low, interval!.high]).toBeAllclose([want.value, ...want.interval], 1e-9);
    }
    const { statistic, pValue } = found.kolmogorovSmirnov!;
    expect([found.pValue!, found.wasserstein!, statistic, pValue]).toBeAllclose(
      [expected.pValue, expected.wasserstein, ...expected.ks],
      1e-9,
    );
  });

  it("turns its sign with the sides and finds none between equal samples", () => {
    const { id, ood } = oracle.shifts.separate;
    expect(computeShift(ood, id).difference.value).toBeCloseTo(-computeShift(id, ood).difference.value!, 12);
    const same = computeShift(id, id);
    expect(same.difference).toMatchObject({ value: 0, interval: { low: 0, high: 0 } });
    expect([same.wasserstein, same.kolmogorovSmirnov!.pValue, same.pValue]).toEqual([0, 1, 1]);
  });

  it("uses pairing: a constant shift of the same documents is certain", () => {
    const { values, documents } = oracle.shifts.shared.id;
    const found = computeShift({ values, documents }, { values: values.map((value) => value + 0.01), documents });
    const { low, high } = found.difference.interval!;
    expect([low, high]).toBeAllclose([0.01, 0.01], 1e-9);
  });

  it("without OOD rows gives the ID mean and says that there are no rows", () => {
    const found = computeShift(oracle.shifts.shared.id, { values: [NaN, null], documents: [1, 2] });
    expect(found.id.interval).not.toBeNull();
    expect(found.ood).toMatchObject({ value: null, gap: "noRows", numRows: 0 });
    expect(found.difference).toMatchObject({ value: null, interval: null, gap: "noRows" });
    expect([found.pValue, found.wasserstein, found.kolmogorovSmirnov]).toEqual([null, null, null]);
  });

  it("gives no interval when one side is a single document, however many the other has", () => {
    const { id } = oracle.shifts.shared;
    const found = computeShift(id, { values: [1, 2, 3], documents: ["d", "d", "d"] });
    expect(found.difference).toMatchObject({ interval: null, gap: "tooFewDocuments", numClusters: 1 });
    expect(found.difference.value).not.toBeNull();
    expect([found.ood.gap, found.id.gap, found.pValue]).toEqual(["tooFewDocuments", null, null]);
  });
});

describe("computeShiftBySlice", () => {
  /** 12 slices of 40 rows; only the first one moves, by two standard deviations; slice "tiny" has 5 rows. */
  function makeSides() {
    const noise = createStandardNormals(createRandom(9), 2000);
    let at = 0;
    const side = (moved: number) => {
      const slices = Array.from({ length: 485 }, (_, i) => (i < 480 ? `slice ${i % 12}` : "tiny"));
      const values = slices.map((slice) => noise[at++]! + (slice === "slice 0" ? moved : 0));
      return { values, slices, documents: slices.map((_, i) => `doc ${moved} ${i}`) };
    };
    return [side(0), side(2)] as const;
  }

  it("finds the slice that moved, guards the small one and corrects for the rest", () => {
    const [id, ood] = makeSides();
    const found = computeShiftBySlice(id, ood);
    expect(found).toMatchObject({ numTested: 12, numGuarded: 1, correction: "holm", numResamples: 1200 });
    expect(found.slices.filter(({ isClear }) => isClear).map(({ slice }) => slice)).toEqual(["slice 0"]);
    const tiny = found.slices.find(({ slice }) => slice === "tiny")!;
    expect(tiny.difference).toMatchObject({ value: null, interval: null, gap: "tooFewRows", numRows: 5 });
    expect([tiny.pValue, tiny.adjustedPValue, tiny.wasserstein, tiny.simultaneousInterval]).toEqual(
      new Array(4).fill(null),
    );
    for (const { difference, simultaneousInterval, pValue, adjustedPValue } of found.slices.slice(0, 12)) {
      expect(simultaneousInterval!.low).toBeLessThanOrEqual(difference.interval!.low);
      expect(simultaneousInterval!.high).toBeGreaterThanOrEqual(difference.interval!.high);
      expect(simultaneousInterval!.level).toBeCloseTo(1 - 0.05 / 12, 12);
      expect(adjustedPValue!).toBeGreaterThanOrEqual(pValue!);
    }
  });

  it("keeps a slice that only one side has, without a value", () => {
    const [id] = makeSides();
    const found = computeShiftBySlice(id, { values: [], slices: [] });
    expect(found).toMatchObject({ numTested: 0, numGuarded: 13 });
    expect(found.slices[0]!.difference.gap).toBe("noRows");
    expect(computeShiftBySlice({ values: [], slices: [] }, { values: [], slices: [] }).slices).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { bootstrapMean } from "./bootstrap";
import { contrastSlices } from "./sliceContrasts";

describe("contrastSlices", () => {
  it("agrees with numpy: means, differences from the other rows, corrected p-values", () => {
    const { values, slices, documents, indices, expected, holm, all } = oracle.contrasts;
    const found = contrastSlices(values, slices, documents, { indices, minimumRows: 5 });
    expect([found.all.value!, found.all.interval!.low, found.all.interval!.high]).toBeAllclose(
      [all.value, ...all.interval],
      1e-9,
    );
    expect(found).toMatchObject({ numTested: 3, numGuarded: 0 });
    found.slices.forEach(({ slice, mean, difference, adjustedPValue }, s) => {
      const want = expected[slice as keyof typeof expected];
      expect([mean.value!, mean.interval!.low, mean.interval!.high]).toBeAllclose(
        [want.mean.value, ...want.mean.interval],
        1e-9,
      );
      expect([difference.value!, difference.interval!.low, difference.interval!.high]).toBeAllclose(
        [want.difference.value, ...want.difference.interval],
        1e-9,
      );
      expect(adjustedPValue).toBeCloseTo(holm[s]!, 12);
    });
  });

  const values = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const documents = values.map((_, i) => i >> 1);

  it("guards small slices by usable rows, and has the plain mean of all rows", () => {
    const slices = values.map((_, i) => (i < 40 ? "many" : "few"));
    const broken = values.map((value, i) => (i === 59 ? NaN : value));
    const found = contrastSlices(broken, slices, documents);
    const [many, few] = found.slices;
    expect(few).toMatchObject({ mean: { value: null, gap: "tooFewRows", numRows: 19 }, adjustedPValue: null });
    expect(many!.mean).toMatchObject({ value: 14 / 40, numRows: 40, numClusters: 20 });
    expect(many!.difference.numRows).toBe(19); // the smaller side
    expect(found.all.value).toBeCloseTo(bootstrapMean(broken, documents).value!, 12);
    expect(found).toMatchObject({ numTested: 1, numGuarded: 1, numResamples: 1000 });
  });

  it("cannot set a slice of all rows against others, and finds a slice that differs", () => {
    const whole = contrastSlices(
      values,
      values.map(() => "all"),
      documents,
    );
    expect(whole.slices[0]!.difference).toMatchObject({ value: null, gap: "notDefined" });
    expect(whole.slices[0]!.isClear).toBe(false);
    const half = values.map((_, i) => (i < 30 ? "a" : "b"));
    const steps = values.map((_, i) => (i < 30 ? 0.8 : 0.2) + (i % 2) / 100);
    const [a, b] = contrastSlices(steps, half).slices;
    expect(a).toMatchObject({ isClear: true });
    expect(a!.difference.value).toBeCloseTo(0.6, 9);
    expect(b!.difference.value).toBeCloseTo(-0.6, 9);
  });

  it("has only counts for no rows, and lists a slice without a finite value", () => {
    expect(contrastSlices([], []).all).toMatchObject({ value: null, gap: "noRows" });
    expect(contrastSlices([], []).slices).toEqual([]);
    const { slices } = contrastSlices([NaN, 1], ["a", "b"]);
    expect(slices[0]).toMatchObject({ slice: "a", mean: { value: null, gap: "noRows", numRows: 0 } });
  });
});

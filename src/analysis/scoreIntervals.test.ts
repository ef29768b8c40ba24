import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { compareScores, compareScoresBySlice, type ScoredRows } from "./scoreIntervals";

const { rows, indices, expected, ...relations } = oracle.scores;

describe("compareScores", () => {
  it("agrees with numpy on the rows of the drawn documents, for ID, OOD and the difference", () => {
    const found = compareScores(rows.id, rows.ood, relations, { indices });
    for (const score of ["microF1", "macroF1", "accuracy"] as const) {
      for (const part of ["id", "ood", "difference"] as const) {
        const { value, interval } = found[part][score];
        const want = expected[score][part];
        expect([value!, interval!.low, interval!.high]).toBeAllclose([want.value, ...want.interval], 1e-9);
      }
    }
  });

  it("finds no difference between a set and itself, with an interval of width 0", () => {
    const { difference } = compareScores(rows.id, rows.id, relations);
    expect(difference.microF1).toMatchObject({ value: 0, interval: { low: 0, high: 0 } });
  });

  it("has no difference without OOD rows, but keeps the ID scores", () => {
    const { id, ood, difference } = compareScores(rows.id, { gold: [], predicted: [] }, relations);
    expect(id.microF1.interval).not.toBeNull();
    expect(ood.microF1).toMatchObject({ value: null, interval: null, gap: "noRows", numRows: 0 });
    expect(difference.microF1).toMatchObject({ value: null, interval: null, gap: "noRows" });
  });
});

describe("compareScores in edge cases", () => {
  const scoresOf = (set: ScoredRows) => compareScores(set, { gold: [], predicted: [] }, relations).id;

  it("gives a value but no interval for one row", () => {
    const { accuracy, microF1 } = scoresOf({ gold: [1], predicted: [1] });
    expect(accuracy).toMatchObject({ value: 1, interval: null, gap: "tooFewDocuments", numRows: 1 });
    expect(microF1.value).toBe(1);
  });

  it("says that F1 is not defined when all is negative, and that resamples are unstable when positives are rare", () => {
    const zeros = new Array<number>(40).fill(0);
    const { microF1, accuracy } = scoresOf({ gold: zeros, predicted: zeros });
    expect(microF1).toMatchObject({ value: null, interval: null, gap: "notDefined", numRows: 40 });
    expect(accuracy).toMatchObject({ value: 1, interval: { low: 1, high: 1 } });
    // One positive row in 40: (39/40)^40 = 36% of the resamples miss it.
    const rare = scoresOf({ gold: [1, ...zeros], predicted: [1, ...zeros] }).microF1;
    expect(rare).toMatchObject({ value: 1, interval: null, gap: "unstable" });
    expect(rare.numUndefined / rare.numResamples).toBeGreaterThan(0.3);
  });

  it("counts only labelled rows", () => {
    const { accuracy } = scoresOf({ gold: [-1, 1, NaN], predicted: [1, 1, 1] });
    expect(accuracy).toMatchObject({ value: 1, numRows: 1 });
  });
});

describe("compareScoresBySlice", () => {
  it("guards small slices and equals compareScores on a slice of its own", () => {
    const slices = (side: "id" | "ood") => rows[side].gold.map((_, i) => (i < 60 ? "many" : "few"));
    const found = compareScoresBySlice(
      { ...rows.id, slices: slices("id") },
      { ...rows.ood, slices: slices("ood") },
      relations,
      { minimumRows: 25 },
    );
    expect(found.map(({ slice }) => slice)).toEqual(["many", "few"]);
    const first = (side: "id" | "ood") => ({
      gold: rows[side].gold.slice(0, 60),
      predicted: rows[side].predicted.slice(0, 60),
      documents: rows[side].documents.slice(0, 60),
    });
    expect(found[0]!.comparison).toEqual(compareScores(first("id"), first("ood"), relations));
    const few = found[1]!.comparison;
    expect(few.id.microF1.value).not.toBeNull();
    expect(few.ood.microF1).toMatchObject({ value: null, gap: "tooFewRows", numRows: 20 });
    expect(few.difference.microF1).toMatchObject({ value: null, gap: "tooFewRows" });
  });
});

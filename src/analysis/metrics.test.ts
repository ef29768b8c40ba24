import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { computeScores, countRelations } from "./metrics";

describe("computeScores", () => {
  it("agrees with precision and recall counted in numpy", () => {
    const { rows, expected, numRelations, negative } = oracle.scores;
    for (const side of ["id", "ood"] as const) {
      const { microF1, macroF1, accuracy } = computeScores(countRelations(rows[side], numRelations), negative);
      const want = [expected.microF1[side].value, expected.macroF1[side].value, expected.accuracy[side].value];
      expect([microF1!, macroF1!, accuracy!]).toBeAllclose(want, 1e-12);
    }
  });

  it("leaves the negative class out of F1 but not out of accuracy", () => {
    // Class 0 is negative. Hits of 1: 1 of 2 predicted, 1 of 1 gold: F1 = 2 / 3. Right: rows 0, 1 of 3.
    const counts = countRelations({ gold: [0, 1, 0], predicted: [0, 1, 1] }, 3);
    expect(computeScores(counts, 0)).toEqual({ microF1: 2 / 3, macroF1: 2 / 3, accuracy: 2 / 3 });
    // Without a negative class, class 0 counts: micro 2 * 2 / 6, macro (2/3 + 2/3) / 2.
    expect(computeScores(counts, -1).microF1).toBeCloseTo(2 / 3, 12);
  });

  it("is null where there is nothing to count, 0 where nothing is right", () => {
    const nothing = { microF1: null, macroF1: null, accuracy: null };
    expect(computeScores(countRelations({ gold: [], predicted: [] }, 3), 0)).toEqual(nothing);
    const onlyNegative = countRelations({ gold: [0, 0], predicted: [0, 0] }, 3);
    expect(computeScores(onlyNegative, 0)).toEqual({ microF1: null, macroF1: null, accuracy: 1 });
    const allWrong = countRelations({ gold: [1, 2], predicted: [2, 0] }, 3);
    expect(computeScores(allWrong, 0)).toEqual({ microF1: 0, macroF1: 0, accuracy: 0 });
  });
});

describe("countRelations", () => {
  it("counts rows whose class is missing, NaN or out of range, and leaves them out", () => {
    const counts = countRelations({ gold: [-1, NaN, 1, 9, 1.5], predicted: [1, 1, 1, 1, 1] }, 3);
    expect([counts.numRows, counts.numMissing, [...counts.gold]]).toEqual([1, 4, [0, 1, 0]]);
  });

  it("refuses columns of unlike lengths", () => {
    expect(() => countRelations({ gold: [1], predicted: [] }, 2)).toThrow(/one length/);
  });
});

import { describe, expect, it } from "vitest";
import oracle from "../../test/fixtures/statistics.json";
import { compareModels, compareModelsBySlice, type ModelRows } from "./modelComparison";
import { compareScores } from "./scoreIntervals";

const { gold, answers, documents, indices, expected, ...relations } = oracle.models;
const ROWS: ModelRows = {
  gold,
  first: { id: answers.firstId, ood: answers.firstOod },
  second: { id: answers.secondId, ood: answers.secondOod },
  documents,
};

describe("compareModels", () => {
  it("agrees with numpy on the differences between the models, ID, OOD and of the losses", () => {
    const { difference } = compareModels(ROWS, relations, { indices });
    for (const score of ["microF1", "macroF1", "accuracy"] as const) {
      for (const part of ["id", "ood", "loss"] as const) {
        const { value, interval } = difference[part][score];
        const want = expected[score][part];
        expect([value!, interval!.low, interval!.high]).toBeAllclose([want.value, ...want.interval], 1e-9);
      }
    }
  });

  it("gives each model what compareScores gives it", () => {
    const { first, second } = compareModels(ROWS, relations, { seed: 3 });
    for (const [found, own] of [
      [first, ROWS.first],
      [second, ROWS.second],
    ] as const) {
      const set = (predicted: ArrayLike<number>) => ({ gold, predicted, documents });
      expect(found).toEqual(compareScores(set(own.id), set(own.ood), relations, { seed: 3 }));
    }
  });

  it("finds no difference between a model and itself, with an interval of width 0", () => {
    const { difference } = compareModels({ ...ROWS, second: ROWS.first }, relations);
    for (const part of ["id", "ood", "loss"] as const) {
      expect(difference[part].microF1).toMatchObject({ value: 0, interval: { low: 0, high: 0 } });
    }
  });

  it("counts only rows that both have answered; none leaves nothing", () => {
    const half = { id: answers.secondId.map((label, i) => (i < 45 ? label : -1)), ood: answers.secondOod };
    expect(compareModels({ ...ROWS, second: half }, relations).first.id.accuracy.numRows).toBe(45);
    const none = { id: gold.map(() => -1), ood: gold.map(() => -1) };
    const found = compareModels({ ...ROWS, second: none }, relations);
    expect(found.first.id.microF1).toMatchObject({ value: null, gap: "noRows" });
    expect(found.difference.loss.microF1).toMatchObject({ value: null, gap: "noRows" });
  });
});

describe("compareModelsBySlice", () => {
  it("guards small slices and equals compareModels on a slice of its own", () => {
    const slices = gold.map((_, i) => (i < 70 ? "many" : "few"));
    const found = compareModelsBySlice({ ...ROWS, slices }, relations, { minimumRows: 30 });
    expect(found.map(({ slice, numRows }) => [slice, numRows])).toEqual([
      ["many", 70],
      ["few", 20],
    ]);
    const cut = <T>(column: readonly T[]) => column.slice(0, 70);
    const part = {
      gold: cut(gold),
      first: { id: cut(answers.firstId), ood: cut(answers.firstOod) },
      second: { id: cut(answers.secondId), ood: cut(answers.secondOod) },
      documents: cut(documents),
    };
    expect(found[0]!.comparison).toEqual(compareModels(part, relations));
    expect(found[1]!.comparison.difference.loss.microF1).toMatchObject({ value: null, gap: "tooFewRows", numRows: 20 });
  });
});

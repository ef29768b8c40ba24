import { describe, expect, it } from "vitest";
import { differenceOf, findClear, listSets, lossOf, scoreOf, sortRuns, statusOf } from "./studyRows";
import { makeRun } from "./testRun";

const RUNS = [
  makeRun("base", { id: 80, typeSwap: 70 }),
  makeRun("better", { id: 79, typeSwap: 73 }, { typeSwap: [3, 2, 4], id: [-1, -2, 0] }),
  makeRun("waiting", {}),
  makeRun("same", { id: 80, typeSwap: 70.5 }, { typeSwap: [0.5, -1, 2] }),
  makeRun("worse", { id: 70, typeSwap: 60 }, { typeSwap: [-10, -12, -8] }),
];

describe("runs of a study", () => {
  it("have scores in percent, differences in points, and losses from ID", () => {
    // 73 percent with bounds two points beside it; 79 - 73 = 6 points lost.
    expect(scoreOf(RUNS[1]!, "typeSwap")).toMatchObject({ value: 73, gap: null, numRows: 100 });
    expect(scoreOf(RUNS[1]!, "typeSwap").interval!.low).toBeCloseTo(71);
    expect(differenceOf(RUNS[1]!, "typeSwap").interval).toMatchObject({ low: 2, high: 4 });
    expect(lossOf(RUNS[1]!, "typeSwap")).toBeCloseTo(6);
    expect(lossOf(RUNS[2]!, "typeSwap")).toBeNull();
    expect(scoreOf(RUNS[2]!, "id")).toMatchObject({ value: null, interval: null, gap: "noRows" });
  });

  it("are clearly better only where the interval leaves 0 out, and chance is counted", () => {
    const { higher, lower, numTested, byChance } = findClear(RUNS, "typeSwap");
    expect(higher.map(({ name }) => name)).toEqual(["better"]);
    expect(lower.map(({ name }) => name)).toEqual(["worse"]);
    expect(numTested).toBe(3);
    expect(byChance).toBeCloseTo(0.15); // 5% of 3
    // An end at 0 is no clear difference.
    expect(findClear(RUNS, "id")).toMatchObject({ higher: [], lower: [], numTested: 1 });
    expect(findClear([], "id")).toMatchObject({ numTested: 0, byChance: 0 });
  });

  it("stand best first, those without a result last and in their order", () => {
    const sorted = sortRuns([makeRun("waiting too", {}), ...RUNS], "typeSwap").map(({ name }) => name);
    expect(sorted).toEqual(["better", "same", "base", "worse", "waiting too", "waiting"]);
  });

  it("list the sets of what was run, known ones first; of nothing, the usual ones", () => {
    expect(listSets([makeRun("a", { other: 1, masked: 2, id: 3 })])).toEqual(["id", "masked", "other"]);
    expect(listSets([makeRun("a", {})])).toEqual(["id", "slotSwap", "typeSwap", "masked", "entitiesOnly"]);
  });

  it("are run, in part, or not run", () => {
    expect(statusOf({ planned: [1, 2], seeds: [] })).toBe("notRun");
    expect(statusOf({ planned: [1, 2], seeds: [2] })).toBe("part");
    expect(statusOf({ planned: [1], seeds: [1, 2] })).toBe("run");
    expect(statusOf({ planned: [], seeds: [1] })).toBe("run");
  });
});

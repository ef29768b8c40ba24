import { describe, expect, it } from "vitest";
import { findSweeps, type Swept } from "./sweeps";
import { makeRun } from "./testRun";

const vib = (name: string, beta: number, alpha: number | string, trainShare = 1, isRun = false) => {
  const run = makeRun(name, isRun ? { id: 80 } : {});
  return { ...run, differs: { ...run.differs, treatment: "VIB", beta, alpha, trainShare } };
};
const RUNS = [
  vib("c", 1, 2e-4),
  vib("a", 0, 2e-4),
  vib("b", 0.5, 2e-4),
  vib("d", 0.5, "adaptive"),
  vib("e", 0.5, 6e-5),
];
const namesOf = (of: Swept, runs = RUNS) =>
  findSweeps(runs, of).map(({ points }) => points.map(({ at, run }) => `${at} ${run.name}`).join(", "));

describe("sweeps", () => {
  it("are the runs that differ in one number alone, in order, words last", () => {
    expect(namesOf("beta")).toEqual(["0 a, 0.5 b, 1 c"]);
    expect(namesOf("alpha")).toEqual(["0.00006 e, 0.0002 b, adaptive d"]);
  });

  it("stand apart where something else differs; those with results come first", () => {
    const third = [vib("g", 0.5, 2e-4, 0.33, true), vib("h", 0.5, 6e-4, 0.33, true)];
    expect(namesOf("alpha", [...RUNS, ...third])).toEqual(["0.0002 g, 0.0006 h", "0.00006 e, 0.0002 b, adaptive d"]);
    // One run of a number is enough, and a result beats none.
    expect(namesOf("alpha", [...RUNS, vib("i", 0.5, 2e-4, 1, true)])).toEqual(["0.00006 e, 0.0002 i, adaptive d"]);
  });

  it("need two runs with a bottleneck", () => {
    expect(findSweeps([RUNS[0]!, vib("f", 0.7, 2e-4, 0.5)], "beta")).toEqual([]);
    expect(findSweeps([makeRun("base", {}), makeRun("same", {})], "beta")).toEqual([]);
    expect(findSweeps([], "alpha")).toEqual([]);
  });
});

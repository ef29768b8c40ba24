import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseStudyResults } from "../../../data/studyResults";
import { judgeClaim, sayRunShift } from "./StudyFindings";

describe("what the studies say", () => {
  it("follows the sign, and says no clear link when the interval holds 0", () => {
    expect(judgeClaim({ value: -0.2, ci: [-0.3, -0.1] })).toMatch(/goes the way the paper says/);
    expect(judgeClaim({ value: 0.2, ci: [0.1, 0.3] })).toMatch(/goes against/);
    expect(judgeClaim({ value: 0.2, ci: [-0.1, 0.3] })).toMatch(/no clear link/);
    expect(judgeClaim({ value: 0.2, ci: null })).toMatch(/no interval/);
  });

  it("can be said of the committed results", () => {
    const { runs, diagnostics } = parseStudyResults(JSON.parse(readFileSync("public/studies/results.json", "utf8")));
    const shipped = runs.find(({ modelId, variance }) => modelId !== null && variance?.typeSwap);
    const { id, typeSwap } = shipped!.variance!;
    const said = sayRunShift(shipped!)!;
    const isHigher = typeSwap!.perSeed.every((value, i) => value > id.perSeed[i]!);
    const isLower = typeSwap!.perSeed.every((value, i) => value < id.perSeed[i]!);
    expect(said).toContain(isHigher ? "higher in every" : isLower ? "lower in every" : "not on one side");
    expect(diagnostics[0]!.perExample.correlations.flipRate).toBeDefined();
  });
});

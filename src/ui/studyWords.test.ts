import { describe, expect, it } from "vitest";
import { findClear, toEstimate } from "../analysis/studyRows";
import { makeRun } from "../analysis/testRun";
import { findStudy, formatAlpha, sayByChance, sayDiffers, sayDifference, saySeeds, sayScore } from "./studyWords";

const BASE = makeRun("base", { id: 80, typeSwap: 70 });
const BETTER = makeRun("better", { id: 79, typeSwap: 73 }, { typeSwap: [3, 2, 4], id: [-1, -2, 0.1] });
const SAME = makeRun("same", { id: 80, typeSwap: 70.5 }, { typeSwap: [0.5, -1, 2] });

describe("the words of a study", () => {
  it("name the best run and what it costs on ID", () => {
    expect(findStudy([BASE, BETTER, SAME], "typeSwap")).toBe(
      "1 of 2 runs compared with base is clearly better on type swap, most better: +3.0 [+2.0, +4.0]; on ID −1.0 [−2.0, +0.1]",
    );
  });

  it("claim nothing where no interval leaves 0 out, nothing was compared, or nothing was run", () => {
    expect(findStudy([BASE, SAME], "typeSwap")).toBe("None of 1 run compared with base is clearly better on type swap");
    expect(findStudy([BASE, makeRun("b", { id: 75, typeSwap: 70 })], "typeSwap")).toBe(
      "b loses least from ID to type swap: 5.0 points",
    );
    expect(findStudy([BASE, makeRun("a", {})], "typeSwap")).toBe("base loses 10.0 points from ID to type swap");
    expect(findStudy([makeRun("a", {})], "typeSwap")).toBe("No run of this study has a result yet");
  });

  it("print scores and differences with their intervals", () => {
    expect(sayScore(toEstimate({ value: 0.7346, ci: [0.7, 0.76] }))).toBe("73.5 [70.0, 76.0]");
    expect(sayDifference(toEstimate({ value: -0.0052, ci: [-0.016, 0.004] }))).toBe("−0.5 [−1.6, +0.4]");
    expect(sayDifference(toEstimate(undefined))).toBe("–");
    expect(sayDifference(toEstimate({ value: 0.01, ci: null }))).toBe("+1.0 (no interval)");
    expect(sayByChance(findClear([BETTER, SAME], "typeSwap"))).toBe(
      "2 intervals, not corrected for their number: about 0.1 would be clear by chance.",
    );
  });

  it("say what a run differs in, and its seeds", () => {
    expect(sayDiffers(BASE)).toBe("plain");
    const vib = makeRun("vib", {}, null, { differs: { ...BASE.differs, treatment: "VIB", beta: 0.5, alpha: 1.2e-4 } });
    expect(sayDiffers(vib)).toBe("VIB; blend β 0.5; weight α 1.2·10⁻⁴");
    expect(saySeeds(vib)).toBe("not run");
    expect(saySeeds({ ...BASE, planned: [1, 2, 3], seeds: [1, 2] })).toBe("seeds 1, 2 (of 3 planned)");
    expect(saySeeds({ ...BASE, isTrained: false })).toBe("no training");
    expect([formatAlpha(2e-4), formatAlpha("adaptive"), formatAlpha(0), formatAlpha(0.5)]).toEqual([
      "2·10⁻⁴",
      "adaptive",
      "0",
      "5·10⁻¹",
    ]);
  });
});

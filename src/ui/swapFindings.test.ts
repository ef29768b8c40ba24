import { describe, expect, it } from "vitest";
import { computeFingerprint } from "../analysis/fingerprint";
import { computeFlips } from "../analysis/flips";
import type { Comparison } from "../state/pinSlice";
import { makeAnswer } from "../state/testAnswer";
import type { ModelMarks } from "../state/swapSlice";
import { findComparison, findFingerprint, findFlips, findMarkedLabel, findMarks, sayFingerprint } from "./swapFindings";

const LABELS = ["no_relation", "spouse", "child"];
const NOTHING = { subject: null, object: null };
const read = (...probabilities: number[]) => ({ probabilities: Float32Array.from(probabilities), variance: NOTHING });
const marksOf = (hasBottleneck: boolean, original: number[], ...names: number[][]): ModelMarks => ({
  model: { ...makeAnswer({ probabilities: [1], hasBottleneck }).model } as ModelMarks["model"],
  original: read(...original),
  byName: Object.fromEntries(names.map((one, index) => [`n${index}`, read(...one)])),
});

describe("findMarks", () => {
  it("counts the names that change each model's answer", () => {
    const base = marksOf(false, [0.1, 0.8, 0.1], [0.1, 0.2, 0.7], [0.2, 0.7, 0.1]);
    const vib = marksOf(true, [0.1, 0.9, 0], [0.1, 0.9, 0], [0.2, 0.8, 0]);
    expect(findMarks([base])).toBe("Base changes its answer with 1 of 2 names");
    expect(findMarks([base, vib])).toBe(
      "Base changes its answer with 1 of 2 names; VIB gives the same answer with all 2 names",
    );
    expect(findMarks([base, base])).toBe("Base changes its answer with 1 of 2 names, Base with 1 of 2");
    expect(findMarks([vib, vib])).toBe("Neither model changes its answer with any of the 2 names");
    expect(findMarks([{ ...vib, byName: {} }])).toBe("");
    expect(findMarkedLabel([base, vib])).toBe(1);
    expect(findMarkedLabel([])).toBe(-1);
  });
});

describe("findFlips", () => {
  it("states rate, n and interval", () => {
    const swaps = [0.9, 0.2, 0.8, 0.7].map((p, i) => ({ replacement: String(i), probabilities: [1 - p, p] }));
    const flips = computeFlips([0.1, 0.9], swaps);
    expect(findFlips([{ name: "VIB", flips }])).toBe(
      "VIB changes its answer with 1 of 4 names (25%, 95% interval 5% to 70%)",
    );
    expect(findFlips([{ name: "VIB", flips: computeFlips([0.1, 0.9], swaps.slice(2)) }])).toBe(
      "VIB keeps its answer with all 2 (0%, up to 66%)",
    );
    expect(findFlips([])).toBe("");
  });
});

describe("the fingerprint in words", () => {
  const text = computeFingerprint(
    { full: [0.1, 0.9, 0], masked: [0.2, 0.8, 0], entitiesOnly: [0.9, 0.1, 0], swapped: [[0.1, 0.9, 0]] },
    { negative: 0 },
  );
  const names = computeFingerprint(
    { full: [0.1, 0.9, 0], masked: [0.8, 0.2, 0], entitiesOnly: [0.1, 0.9, 0], swapped: [[0.9, 0.1, 0]] },
    { negative: 0 },
  );
  const none = computeFingerprint(
    { full: [0.9, 0.1, 0], masked: [0.9, 0.1, 0], entitiesOnly: [0.9, 0.1, 0] },
    { negative: 0 },
  );

  it("quotes the probe that decides", () => {
    expect(sayFingerprint("VIB", text, LABELS).join("")).toBe(
      "VIB reads the text: without the names it still says “spouse”, 0.80.",
    );
    expect(sayFingerprint("Base", names, LABELS).join("")).toBe(
      "Base reads the names: with the context removed it still says “spouse”, 0.90.",
    );
    expect(sayFingerprint("VIB", none, LABELS).join("")).toContain("“no relation”");
  });

  it("puts the verdicts side by side", () => {
    expect(
      findFingerprint([
        { name: "Base", print: names },
        { name: "VIB", print: text },
      ]),
    ).toBe("Base reads the names; VIB reads the text");
    expect(
      findFingerprint([
        { name: "Base", print: text },
        { name: "VIB", print: text },
      ]),
    ).toBe("Both models read the text");
    expect(findFingerprint([{ name: "VIB", print: none }])).toBe("What VIB reads here cannot be told");
  });
});

describe("findComparison", () => {
  const pair = (isFlip: boolean, hasBottleneck: boolean): Comparison => {
    const answer = makeAnswer({ probabilities: [1, 0, 0], hasBottleneck });
    return { a: answer, b: answer, isFlip, divergence: 0 };
  };
  it("says which answers flip", () => {
    expect(findComparison([pair(true, false), pair(false, true)])).toBe("From A to B Base’s answer flips, VIB’s holds");
    expect(findComparison([pair(true, false), pair(true, true)])).toBe("Both answers flip from A to B");
    expect(findComparison([pair(false, true)])).toBe("VIB’s answer holds from A to B");
  });
});

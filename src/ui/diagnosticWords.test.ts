import { describe, expect, it } from "vitest";
import type { Diagnostics } from "../data/studyResults";
import { findDiagnostics, sayCoefficient, type Coefficient } from "./diagnosticWords";

const of = (value: number, low: number, high: number): { pearson: Coefficient; spearman: Coefficient } => ({
  pearson: { value: 0, ci: [-1, 1] },
  spearman: { value, ci: [low, high] },
});
const make = (flips: ReturnType<typeof of>, names: ReturnType<typeof of>): Diagnostics => {
  const level = { n: 50, documents: null, bootstrap: "relations" };
  return {
    ...{ run: "vib", file: "f", swapFiles: 5, commit: "c", command: "make it", relations: [] },
    perRelation: { ...level, correlations: { flipRate: of(-0.2, -0.4, 0.1), oodDrop: of(0.1, -0.1, 0.3) } },
    perExample: { ...level, correlations: { flipRate: flips, namesOnlyAccuracy: names } },
  };
};

describe("variance diagnostics", () => {
  it("name only what is clear, with its sign", () => {
    expect(findDiagnostics(make(of(-0.094, -0.137, -0.05), of(-0.13, -0.17, -0.085)))).toBe(
      "Variance goes with nothing clearly over relations, with swap flip rate (−0.09) and accuracy of names alone (−0.13) over rows",
    );
    // An end at 0 is not clear.
    expect(findDiagnostics(make(of(0.1, 0, 0.2), of(-0.1, -0.2, 0)))).toBe(
      "Variance goes with nothing clearly over relations, with nothing clearly over rows",
    );
  });

  it("print a coefficient with its interval, or alone", () => {
    expect(sayCoefficient({ value: 0.3229, ci: [0.0624, 0.561] })).toBe("+0.32 [+0.06, +0.56]");
    expect(sayCoefficient({ value: -0.0357, ci: null })).toBe("−0.04");
  });
});

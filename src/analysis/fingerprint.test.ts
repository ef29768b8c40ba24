import { describe, expect, it } from "vitest";
import { computeFingerprint, computeMeanVector } from "./fingerprint";

// Class 0 is "no relation"; the answer of the full sentence is class 1.
const full = [0.05, 0.9, 0.05];
const keeps = [0.2, 0.7, 0.1];
const loses = [0.7, 0.2, 0.1];
const options = { negative: 0 };

describe("computeFingerprint", () => {
  it.each([
    [keeps, [keeps], loses, "text", "survivesNewNames", "masked"],
    [loses, [loses], keeps, "names", "survivesWithoutText", "entitiesOnly"],
    [keeps, [keeps], keeps, "mixed", "eitherSuffices", "entitiesOnly"],
    [loses, [loses], loses, "mixed", "needsBoth", "masked"],
    [keeps, [loses], keeps, "mixed", "probesDisagree", "swapped"],
    [loses, [keeps], loses, "mixed", "probesDisagree", "swapped"],
    [keeps, [], loses, "text", "survivesNewNames", "masked"],
    [null, [loses], keeps, "names", "survivesWithoutText", "entitiesOnly"],
  ] as const)("decides by the table, case %#", (masked, swapped, entitiesOnly, verdict, reason, probe) => {
    const found = computeFingerprint({ full, masked, entitiesOnly, swapped }, options);
    expect(found).toMatchObject({ verdict, reason, label: 1, decisive: { probe } });
  });

  it("gives the numbers of the plain sentence", () => {
    const found = computeFingerprint({ full, masked: loses, entitiesOnly: keeps, swapped: [keeps, loses] }, options);
    expect(found.probes.map(({ probe }) => probe)).toEqual(["full", "masked", "entitiesOnly", "swapped"]);
    expect(found.probes[1]).toEqual({
      probe: "masked",
      probability: 0.2,
      topLabel: 0,
      topProbability: 0.7,
      isKept: false,
    });
    // Mean of keeps and loses: 0.45, 0.45, 0.1; class 0 is the first of equals, so the answer is lost.
    expect(found.probes[3]!.probability).toBeCloseTo(0.45, 12);
    expect(found).toMatchObject({ numSwaps: 2, swapKeepRate: 0.5 });
  });

  it("does not count a label that wins with little as kept", () => {
    // 0.4 is the top, but below half of 0.9.
    const weak = [0.3, 0.4, 0.3];
    const found = computeFingerprint({ full, masked: keeps, entitiesOnly: weak }, options);
    expect([found.verdict, found.probes[2]!.isKept]).toEqual(["text", false]);
    expect(computeFingerprint({ full, masked: keeps, entitiesOnly: weak }, { ...options, keepShare: 0.4 }).reason).toBe(
      "eitherSuffices",
    );
  });

  it("cannot tell from no relation, from an unsure answer, or without probes", () => {
    const probe = { masked: loses, entitiesOnly: loses };
    expect(computeFingerprint({ full: loses, ...probe }, options).reason).toBe("noRelation");
    expect(computeFingerprint({ full: loses, ...probe }, { negative: -1 }).verdict).not.toBe("cannotTell");
    expect(computeFingerprint({ full: [0.3, 0.4, 0.3], ...probe }, options).reason).toBe("unsure");
    for (const missing of [
      { full: [], ...probe },
      { full: [NaN, 1, 0], ...probe },
      { full, masked: keeps },
      { full, entitiesOnly: keeps },
      { full, masked: [NaN, 1, 0], entitiesOnly: keeps },
      { full, masked: [0.5, 0.5], entitiesOnly: keeps },
    ]) {
      expect(computeFingerprint(missing, options)).toMatchObject({ verdict: "cannotTell", reason: "missingProbe" });
    }
    expect(computeFingerprint({ full: [], ...probe }, options)).toMatchObject({
      label: -1,
      probes: [],
      decisive: null,
    });
  });
});

describe("computeMeanVector", () => {
  it("averages entry by entry, and gives nothing for nothing", () => {
    expect([
      ...computeMeanVector([
        [1, 2],
        [3, 6],
      ]),
    ]).toEqual([2, 4]);
    expect(computeMeanVector([])).toHaveLength(0);
  });
});

import { describe, expect, it } from "vitest";
import type { PlacedMention } from "../analysis/cloud";
import type { Cloud } from "../state/cloud";
import { findCloud, noteCloud, sayCloud } from "./cloudFindings";

const place = (width: number, numNearest: number | null = 3, numInside = 2): PlacedMention => ({
  numTokens: 1,
  center: [0, 0],
  ellipse: { majorRadius: width, minorRadius: width, angle: 0 },
  width,
  deviation: width,
  draws: new Float64Array(8),
  numInside,
  numNearest,
  neighbours: [],
});

function makeCloud(subject: PlacedMention, object: PlacedMention, numAll = 6): Cloud {
  const projection = {
    ...{ mean: new Float64Array(3), components: new Float64Array(6), dimension: 3, numComponents: 2, seed: 1 },
    ...{ explainedVariance: Float64Array.from([2, 1]), explainedShare: Float64Array.from([0.214, 0.09]) },
    ...{ numRows: 5, numNotFinite: 1 },
  };
  const mention = { name: "x", role: "subject", type: null, relation: null } as const;
  return {
    ...{ key: "", model: { id: "m", hash: "h" }, numDraws: 4, seed: 7, pinned: null },
    ...{ names: { subject: "Ilse Varn", object: "Port Élan" }, subject, object },
    ground: {
      ...{ key: "", corpusName: "Demo corpus", corpusHash: "d", isStandIn: true, numAll, seed: 1 },
      mentions: Array.from({ length: 6 }, () => mention),
      means: { dimension: 3, mu: new Float32Array(18) },
      plane: { projection, points: new Float64Array(12) },
    },
  };
}

describe("findCloud", () => {
  it("names the wider ellipse and by how much, whichever argument it is", () => {
    expect(findCloud(makeCloud(place(0.9), place(0.5)))).toBe(
      "The bottleneck blurs “Ilse Varn” 1.8 times as wide as “Port Élan”: σ 0.90 against 0.50 in this plane",
    );
    expect(findCloud(makeCloud(place(0.1), place(2)))).toContain("“Port Élan” 20 times as wide as “Ilse Varn”");
  });

  it("calls less than 5% no difference", () => {
    expect(findCloud(makeCloud(place(0.5), place(0.52)))).toContain("about equally: σ 0.50 and 0.52");
    expect(findCloud(makeCloud(place(0.5), place(0.53)))).toContain("1.1 times");
  });
});

it("says how many draws keep their name, and nothing where there is no other name", () => {
  expect(sayCloud(makeCloud(place(1, 1), place(1, 4))).join("")).toBe(
    "Of 4 draws of “Ilse Varn”, 1 is nearer to its own mean than to any other name here; of “Port Élan”, 4.",
  );
  expect(sayCloud(makeCloud(place(1, null), place(1)))).toEqual([]);
});

it("notes on what the plane was fitted, what it keeps and what the ellipses hold", () => {
  const note = noteCloud(makeCloud(place(1), place(1, 3, 0), 1200));
  expect(note).toContain("n = 1 sentence, K = 4, seed 7.");
  expect(note).toContain(
    "μ of 5 of 1,200 mentions (sample, seed 1), 1 could not be read: Demo corpus; no corpus is open.",
  );
  expect(note).toContain("PC1 keeps 21% and PC2 9%");
  expect(note).toContain("subject 2, object 0 of 4 (39% expected)");
  expect(noteCloud(makeCloud(place(1), place(1)))).toContain("μ of 5 mentions, 1 could not be read");
});

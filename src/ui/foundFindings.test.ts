import { describe, expect, it } from "vitest";
import { computeFlips } from "../analysis/flips";
import { listCandidates, toWorked } from "../analysis/foundCandidates";
import type { ModelInfo } from "../inference/types";
import type { ModelBias } from "../state/findBias";
import { findCounts, findSpanEffect, findSpanEffects, sayBias } from "./foundFindings";

const model = { id: "vib", labels: ["no_relation", "place_of_birth"] } as unknown as ModelInfo;

/** A reading that answers `label`, of whose swaps `numFlips` answer otherwise. */
function makeBias(label: 0 | 1, numFlips: number, numSwaps: number, variance: number | null): ModelBias {
  const answer = (one: number) => (one === 0 ? [0.8, 0.2] : [0.2, 0.8]);
  const swaps = Array.from({ length: numSwaps }, (_, i) => ({
    replacement: String(i),
    probabilities: answer(i < numFlips ? 1 - label : label),
  }));
  const flips = computeFlips(answer(label), swaps);
  return { model, flips, probability: 0.8, variance: { subject: variance, object: variance } };
}

describe("what was found, in words", () => {
  const sentence = { start: 0, end: 4, text: "Ada.", entities: [], relations: [], numEntitiesCut: 0 };
  it("counts what stands above the thresholds, and says when nothing does", () => {
    const shown = toWorked([{ ...sentence, entities: [{ start: 0, end: 3, type: "PERSON", score: 0.9 }] }, sentence]);
    const said = findCounts({ status: "done" }, shown, listCandidates(shown));
    expect(said).toBe("1 entity and 0 related pairs in 2 sentences");
    expect(findCounts({ status: "done" }, toWorked([sentence]), [])).toBe(
      "No entity stands above the threshold in 1 sentence",
    );
    expect(findCounts({ status: "idle" }, [], [])).toMatch(/\?$/);
  });

  it("gives answer, variances and flips with their interval, and no flips without names", () => {
    // Wilson's interval of 2 in 8 at 95% is 0.0715 to 0.5907 (scipy 1.17.1, binomtest(2, 8).proportion_ci("wilson")).
    expect(sayBias(makeBias(1, 2, 8, 0.25))).toBe(
      "answer place of birth, 0.80; σ² 0.25 (subject), 0.25 (object); 2 of 8 other names change the answer (25%, 95% interval 7% to 59%)",
    );
    expect(sayBias(makeBias(0, 0, 0, null))).toBe("answer no relation, 0.80; no other names of these types");
  });

  it("says what a corrected span changed, and when the names are too few to tell", () => {
    expect(findSpanEffect(makeBias(0, 3, 8, 0.5), makeBias(1, 2, 8, 0.25))).toBe(
      "the answer goes from no relation to place of birth; mean σ² of both goes from 0.50 to 0.25; the flip rate goes from 3/8 to 2/8; with so few names no clear difference",
    );
    expect(findSpanEffect(makeBias(1, 0, 8, null), makeBias(1, 8, 8, null))).toBe(
      "the answer stays place of birth; the flip rate goes from 0/8 to 8/8",
    );
    expect(findSpanEffect(makeBias(1, 1, 8, null), makeBias(1, 1, 8, null))).toContain("the flip rate stays 1/8");
  });

  it("sums up corrected pairs: answers that change, variances, flips", () => {
    const pairs = [
      { asFound: makeBias(0, 3, 8, 0.5), corrected: makeBias(1, 2, 8, 0.25) },
      { asFound: makeBias(1, 1, 8, 0.25), corrected: makeBias(1, 1, 8, 0.375) },
    ];
    // Mean of -0.25 and +0.125; Wilson's interval of 1 in 2 is 0.0945 to 0.9055.
    expect(findSpanEffects("VIB", pairs)).toBe(
      "VIB: with corrected spans 1 of 2 answers change (50%, 95% interval 9% to 91%); σ² moves by −0.06 on average (−0.25 to +0.13 over the pairs); other names change 4/16 answers with the spans as found, 3/16 with the corrected ones.",
    );
    expect(findSpanEffects("VIB", [])).toBe("");
  });
});

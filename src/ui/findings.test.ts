import { describe, expect, it } from "vitest";
import { computeDrawVotes } from "../state/drawVotes";
import { makeAnswer } from "../state/testAnswer";
import { findDraws, findPrediction, findVariance, sayDraws } from "./findings";

const LABELS = ["no_relation", "spouse", "child"];

describe("findPrediction", () => {
  it("names the answer, its probability and the gold label", () => {
    const answer = makeAnswer({ labels: LABELS, probabilities: [0.1, 0.7, 0.2], gold: "spouse" });
    expect(findPrediction([answer])).toBe("VIB says spouse (0.70), the gold label");
    expect(findPrediction([{ ...answer, gold: "child" }])).toBe("VIB says spouse (0.70); the gold label is child");
    expect(findPrediction([{ ...answer, gold: null }])).toBe("VIB says spouse (0.70)");
  });

  it("says so when the model has no such label", () => {
    const answer = makeAnswer({ labels: LABELS, probabilities: [0.1, 0.7, 0.2], gold: "headquarters location" });
    expect(findPrediction([answer])).toBe(
      "VIB says spouse (0.70); the gold label, headquarters location, is none of this model’s 3",
    );
  });

  it("calls a variant by its title", () => {
    const answer = makeAnswer({ labels: LABELS, probabilities: [0.1, 0.7, 0.2], hasBottleneck: false });
    const variant = { ...answer, model: { ...answer.model, id: "re-minilm-scm", title: "MiniLM, causal" } };
    expect(findPrediction([answer])).toBe("Base says spouse (0.70)");
    expect(findPrediction([variant])).toBe("MiniLM, causal says spouse (0.70)");
  });

  it("tells whether two models agree", () => {
    const base = makeAnswer({ labels: LABELS, probabilities: [0.9, 0.1, 0], hasBottleneck: false });
    const vib = makeAnswer({ labels: LABELS, probabilities: [0.6, 0.4, 0] });
    const other = makeAnswer({ labels: LABELS, probabilities: [0.4, 0.6, 0] });
    expect(findPrediction([base, vib])).toBe("Both models say no relation (0.90 and 0.60)");
    expect(findPrediction([base, other])).toBe("Base says no relation (0.90), VIB says spouse (0.60)");
  });

  it("is empty without answers", () => {
    expect(findPrediction([])).toBe("");
  });
});

describe("findVariance", () => {
  const at = (subject: number | null, object: number | null) =>
    findVariance(makeAnswer({ probabilities: [1], variance: { subject, object } }));

  it("names the argument that is blurred more, and says alike when the numbers print alike", () => {
    expect(at(0.31, 0.12)).toBe("VIB blurs the subject more than the object: mean variance 0.31 against 0.12");
    expect(at(0.12, 0.31)).toBe("VIB blurs the object more than the subject: mean variance 0.31 against 0.12");
    expect(at(0.312, 0.313)).toMatch(/alike: mean variance 0.31 each/);
    expect(at(null, null)).toMatch(/no bottleneck/);
  });
});

describe("findDraws", () => {
  const of = (draws: number[][]) =>
    findDraws(computeDrawVotes(makeAnswer({ labels: LABELS, probabilities: [0.8, 0.2, 0], draws })), draws.length);

  it("counts the draws that keep the answer", () => {
    expect(
      of([
        [1, 0, 0],
        [0.6, 0.4, 0],
      ]),
    ).toBe("All 2 draws keep the answer, no relation");
    expect(
      of([
        [1, 0, 0],
        [0.4, 0.6, 0],
      ]),
    ).toBe("1 of 2 draws keep the answer, no relation; 1 change it");
    expect(
      of([
        [0, 1, 0],
        [0.4, 0.6, 0],
      ]),
    ).toBe("None of the 2 draws keeps the answer, no relation");
    expect(of([[0, 1, 0]])).toBe("The one draw changes the answer, no relation");
    expect(of([])).toMatch(/no draws/);
  });
});

describe("sayDraws", () => {
  it("gives the span of the answer's probability over the draws", () => {
    const draws = [
      [0.5, 0.5, 0],
      [0.75, 0.25, 0],
    ];
    const said = sayDraws(makeAnswer({ labels: LABELS, probabilities: [0.8, 0.2, 0], draws })).join("");
    expect(said).toContain("no relation (0.80)");
    expect(said).toContain("moves between 0.50 and 0.75");
    expect(sayDraws(makeAnswer({ probabilities: [1, 0, 0] }))).toEqual([]);
  });
});

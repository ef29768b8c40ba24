import { describe, expect, it } from "vitest";
import { computeDrawVotes } from "./drawVotes";
import { makeAnswer } from "./testAnswer";

describe("computeDrawVotes", () => {
  it("lists the draws of each label, most first", () => {
    const draws = [
      [0.1, 0.8, 0.1],
      [0.7, 0.2, 0.1],
      [0.2, 0.7, 0.1],
    ];
    expect(computeDrawVotes(makeAnswer({ probabilities: [0.6, 0.3, 0.1], draws }))).toEqual([
      { label: "b", isMeanAnswer: false, draws: [1, 3] },
      { label: "a", isMeanAnswer: true, draws: [2] },
    ]);
  });

  it("keeps the answer of mean mode even when no draw gives it", () => {
    const votes = computeDrawVotes(makeAnswer({ probabilities: [0.6, 0.3, 0.1], draws: [[0, 1, 0]] }));
    expect(votes.find(({ isMeanAnswer }) => isMeanAnswer)).toEqual({ label: "a", isMeanAnswer: true, draws: [] });
  });

  it("is empty without draws", () => {
    expect(computeDrawVotes(makeAnswer({ probabilities: [1, 0, 0], hasBottleneck: false }))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { comparePair } from "./comparePair";
import { makeAnswer } from "./testAnswer";

const A = makeAnswer({
  probabilities: [0.1, 0.7, 0.2],
  draws: [
    [0.1, 0.8, 0.1],
    [0.6, 0.3, 0.1],
  ],
  variance: { subject: 0.5, object: 0.25 },
});

describe("two models on one sentence", () => {
  it("are compared label by label, whatever the order of their labels", () => {
    const same = makeAnswer({ labels: ["c", "a", "b"], probabilities: [0.2, 0.1, 0.7], hasBottleneck: false });
    const found = comparePair(A, same);
    expect(found).toMatchObject({ hasSameLabels: true, isSameAnswer: true, kept: [1, null] });
    expect(found.divergence).toBeCloseTo(0);
    // One list of rows with a cell a model, the same value in both.
    expect(found.bars).toHaveLength(1);
    expect(found.bars[0]![0]!.label).toBe("b");
    expect(found.bars[0]![0]!.cells.map(({ probability }) => probability)).toEqual([0.7, 0.7].map(Math.fround));
    expect(found.variance).toEqual({ subject: null, object: null });
  });

  it("differ by their divergence and by the variance of each mention, B minus A", () => {
    const other = makeAnswer({ probabilities: [0, 0, 1], variance: { subject: 0.75, object: 0.25 } });
    const { divergence, isSameAnswer, variance } = comparePair(A, other);
    expect(isSameAnswer).toBe(false);
    // scipy 1.17.1: jensenshannon([.1,.7,.2], [0,0,1], base=2) ** 2
    expect(divergence).toBeCloseTo(0.6099865470109875, 6);
    expect(variance).toEqual({ subject: 0.25, object: 0 });
    expect(comparePair(other, A).divergence).toBeCloseTo(divergence!, 12);
  });

  it("with unlike label sets have no distance, and bars of their own", () => {
    const other = makeAnswer({ labels: ["Binds", "no_relation"], probabilities: [0.9, 0.1] });
    const { hasSameLabels, isSameAnswer, divergence, bars } = comparePair(A, other);
    expect([hasSameLabels, isSameAnswer, divergence]).toEqual([false, null, null]);
    expect(bars.map((rows) => rows.map(({ label }) => label))).toEqual([
      ["b", "c", "a"],
      ["Binds", "no_relation"],
    ]);
  });
});

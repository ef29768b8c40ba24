import { describe, expect, it } from "vitest";
import { planRows, planTokens, type ModelInput } from "./batch";

const short: ModelInput = { inputIds: [7, 8, 9], entityPositions: [1], subjectPosition: 0, objectPosition: 2 };
const long: ModelInput = {
  inputIds: [1, 2, 3, 4, 5],
  entityPositions: [1, 3],
  subjectPosition: 2,
  objectPosition: 0,
};

describe("planTokens", () => {
  it("pads to the longest example and finds the argument tokens in the flat batch", () => {
    const plan = planTokens([short, long]);
    expect(plan.numTokens).toBe(5);
    expect([...plan.inputIds]).toEqual([7, 8, 9, 0, 0, 1, 2, 3, 4, 5]);
    expect([...plan.entityIndex]).toEqual([1, 5 + 1, 5 + 3]);
    expect(plan.entityOffsets).toEqual([0, 1, 3]);
  });

  it("rounds the length up, but not past the position embedding", () => {
    expect(planTokens([long], 8).numTokens).toBe(8);
    expect(planTokens([long], 8, 6).numTokens).toBe(6);
    expect(planTokens([long], 5).numTokens).toBe(5);
  });

  it("refuses an empty batch", () => {
    expect(() => planTokens([])).toThrow("at least one example");
  });
});

describe("what else a token carries", () => {
  it("lays tags out with the ids, and none for a model without", () => {
    const tagged = planTokens([
      { ...short, tagIds: [0, 3, 0] },
      { ...long, tagIds: [0, 1, 0, 2, 0] },
    ]);
    expect([...tagged.tagIds!]).toEqual([0, 3, 0, 0, 0, 0, 1, 0, 2, 0]);
    expect(planTokens([short, long]).tagIds).toBeNull();
  });

  it("reads markers, mask or both, subject before object before mask", () => {
    const plan = planTokens([
      { ...short, maskPosition: 1 },
      { ...long, maskPosition: 4 },
    ]);
    const rows = [1, 0].map((example) => ({ example, noise: null }));
    const read = (kind: "entity_markers" | "mask" | "entity_markers_and_mask") => [
      ...planRows(plan, rows, 2, false, kind).readIndex,
    ];
    expect(read("entity_markers")).toEqual([2, 0, 5 + 0, 5 + 2]);
    expect(read("mask")).toEqual([4, 5 + 1]);
    expect(read("entity_markers_and_mask")).toEqual([2, 0, 4, 5 + 0, 5 + 2, 5 + 1]);
    expect(() => planRows(planTokens([short]), [{ example: 0, noise: null }], 2, false, "mask")).toThrow(
      "expected a mask position",
    );
  });
});

describe("planRows", () => {
  const tokens = planTokens([short, long]); // embeddings are rows 0-9, blended rows start at 10

  it("points argument tokens at their blended rows and everything else at the embeddings", () => {
    const plan = planRows(
      tokens,
      [
        { example: 1, noise: null },
        { example: 0, noise: null },
      ],
      2,
      true,
    );
    expect([...plan.assembleIndex]).toEqual([5, 10, 7, 11, 9, 0, 12, 2, 3, 4]);
    expect([...plan.entityIndex]).toEqual([1, 2, 0]);
    expect([...plan.readIndex]).toEqual([2, 0, 5 + 0, 5 + 2]);
    expect(plan.noise).toBeNull();
    expect(plan.isIdentity).toBe(false);
  });

  it("marks padding, and says when there is none", () => {
    const plan = planRows(tokens, [{ example: 0, noise: null }], 2, true);
    expect([...plan.paddingScores!]).toEqual([0, 0, 0, -1e9, -1e9]);
    expect(planRows(tokens, [{ example: 1, noise: null }], 2, true).paddingScores).toBeNull();
  });

  it("joins noise row by row, zero for a mean row", () => {
    const noise = Float32Array.of(1, 2, 3, 4);
    const rows = [
      { example: 1, noise: null },
      { example: 1, noise },
    ];
    expect([...planRows(tokens, rows, 2, true).noise!]).toEqual([0, 0, 0, 0, 1, 2, 3, 4]);
    expect(() => planRows(tokens, [{ example: 0, noise }], 2, true)).toThrow("expected 2 noise numbers");
  });

  it("copies embeddings when there is no bottleneck, even if noise was given", () => {
    const rows = [
      { example: 0, noise: null },
      { example: 1, noise: null },
    ];
    const plan = planRows(tokens, rows, 2, false);
    expect([...plan.assembleIndex]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(plan.isIdentity).toBe(true);
    expect(plan.entityIndex).toHaveLength(0);
    expect(planRows(tokens, [{ example: 0, noise: Float32Array.of(1, 2) }], 2, false).noise).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { TokenReading } from "../inference/types";
import { makeAnswer } from "./testAnswer";
import { computeVarianceItems } from "./varianceItems";

describe("computeVarianceItems", () => {
  it("prints the text's own characters, joins pieces of one word and leaves markers out", () => {
    const text = "Straße ok";
    const tokens: TokenReading[] = [
      { piece: "[CLS]", role: "special", span: null, variance: null },
      { piece: "@", role: "marker", span: null, variance: null },
      { piece: "stra", role: "subject", span: { start: 0, end: 4 }, variance: 0.2 },
      { piece: "##ße", role: "subject", span: { start: 4, end: 6 }, variance: 0.3 },
      { piece: "ok", role: "context", span: { start: 7, end: 9 }, variance: null },
    ];
    expect(computeVarianceItems(makeAnswer({ probabilities: [1], tokens, text }))).toEqual([
      { text: "Stra", role: "subject", variance: 0.2, isContinuation: false },
      { text: "ße", role: "subject", variance: 0.3, isContinuation: true },
      { text: "ok", role: "context", variance: null, isContinuation: false },
    ]);
  });
});

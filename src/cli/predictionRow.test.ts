import { describe, expect, it } from "vitest";
import { createPredictionRow } from "./predictionRow";

const labels = ["no_relation", "place of birth", "spouse"];
const reading = {
  probabilities: Float32Array.of(0.2, 0.7, 0.1),
  drawProbabilities: new Float32Array(0),
  numDraws: 0,
  variance: { subject: 0.25, object: 1 / 3, row: 0.3 },
};

describe("createPredictionRow", () => {
  it("predicts the most probable label, its probability being the score", () => {
    expect(createPredictionRow("a", "spouse", labels, reading)).toEqual({
      id: "a",
      gold: "spouse",
      pred: "place of birth",
      score: 0.7,
      probs: { no_relation: 0.2, "place of birth": 0.7, spouse: 0.1 },
      variance: { subject: 0.25, object: 0.3333333 },
    });
  });

  it("counts the draws whose most probable label is another", () => {
    const drawProbabilities = Float32Array.of(0.1, 0.8, 0.1, 0.5, 0.4, 0.1, 0.1, 0.3, 0.6, 0.4, 0.4, 0.2);
    // Draws predict: place of birth, no_relation, spouse, no_relation (first of equals) -> 3 of 4 differ.
    expect(createPredictionRow(1, null, labels, { ...reading, drawProbabilities, numDraws: 4 })).toMatchObject({
      flips: 3,
    });
  });

  it("leaves variance null and flips out for a model without a bottleneck", () => {
    const row = createPredictionRow(1, null, labels, {
      ...reading,
      variance: { subject: null, object: null, row: null },
    });
    expect(row.variance).toEqual({ subject: null, object: null });
    expect(row).not.toHaveProperty("flips");
  });
});

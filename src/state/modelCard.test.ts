import { describe, expect, it } from "vitest";
import { parseModelCard } from "./modelCard";

describe("parseModelCard", () => {
  it("reads scores with their intervals", () => {
    const card = parseModelCard({
      id: "m",
      title: "M",
      scores: { id: { microF1: 0.8, macroF1: 0.7, accuracy: 0.9, n: 100, ci95: [0.7, 0.9], perSeed: [0.79, 0.81] } },
      corpora: [{ name: "C", licence: "MIT", rows: 1200 }],
      experiment: { lr: 0.1, schedule: { warmup: 0.06 } },
      seeds: [1, 2],
    });
    expect(card.scores[0]).toEqual({
      set: "id",
      score: { microF1: 0.8, macroF1: 0.7, accuracy: 0.9, n: 100, ci95: [0.7, 0.9], perSeed: [0.79, 0.81] },
    });
    expect(card.corpora[0]).toEqual({ name: "C", licence: "MIT", detail: "1,200 rows" });
    expect(card.experiment).toEqual([
      ["lr", "0.1"],
      ["schedule.warmup", "0.06"],
    ]);
    expect(card.seeds).toEqual(["1", "2"]);
  });

  it("takes what is missing as not stated, never as zero", () => {
    const card = parseModelCard({ id: "m", scores: { id: {} } });
    expect(card.scores[0]?.score).toMatchObject({ microF1: null, ci95: null, n: null, perSeed: [] });
    expect([card.baseModel, card.commit, card.shippedSeed]).toEqual([null, null, null]);
    expect([card.knownFailures, card.corpora, card.counts]).toEqual([[], [], []]);
  });

  it("refuses what is no object", () => {
    expect(() => parseModelCard([])).toThrow(/expected an object/);
  });
});

import { describe, expect, it } from "vitest";
import type { QueuedRow } from "../analysis/reviewQueue";
import type { Corpus } from "../data/readCorpus";
import { DECISION_COLUMNS, listDecisionRows } from "./reviewExport";

const CORPUS: Corpus = {
  name: "pairs.json",
  source: "file",
  hash: "c1",
  problems: [],
  examples: ["Ilse met Ravi.", "Mira met Ravi.", "Oslo met Ravi."].map((text, i) => ({
    id: `r${i}`,
    text,
    subject: { start: 0, end: 4 },
    object: { start: 9, end: 13 },
    relation: i === 1 ? null : "knows",
    ...(i === 2 && { annotator: "Chi", docId: "d" }),
  })),
};
const RANKED: QueuedRow[] = [
  {
    row: 2,
    score: 0.87654,
    reasons: [{ kind: "annotatorsDisagree", strength: 1, sentence: "Two say two things." }],
    missing: [],
    why: "Two say two things.",
  },
];

describe("listDecisionRows", () => {
  it("gives a row for each decision that stands, in file order, with what is known of it", () => {
    const decisions = {
      2: { action: "relabel", label: "met", at: 0 },
      0: { action: null, label: null, at: 3 },
      1: { action: "flag", label: null, at: 1000 },
      9: { action: "keep", label: null, at: 1 }, // no such row
    } as const;
    const score = {
      kind: "score" as const,
      label: 1,
      probability: 0.5,
      variance: { subject: null, object: null, row: null },
      numDraws: 0,
      numDrawFlips: 0,
      swapLabels: [],
      swapVariance: null,
      divergence: null,
    };
    const rows = listDecisionRows(CORPUS, decisions, RANKED, [null, null, score], ["none", "knows"]);
    const named = rows.map((row) => Object.fromEntries(row.map((cell, i) => [DECISION_COLUMNS[i], cell])));
    expect(named).toMatchObject([
      { row: 2, id: "r1", label: null, decision: "flag", new_label: null, answer: null, score: null, why: null },
      {
        row: 3,
        document: "d",
        annotator: "Chi",
        subject: "Oslo",
        object: "Ravi",
        label: "knows",
        decision: "relabel",
        new_label: "met",
        decided_at: "1970-01-01T00:00:00.000Z",
        answer: "knows",
        probability: 0.5,
        score: 0.8765,
        reasons: "annotatorsDisagree",
        why: "Two say two things.",
      },
    ]);
  });
});

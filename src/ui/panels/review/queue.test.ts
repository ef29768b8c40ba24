import { describe, expect, it } from "vitest";
import type { QueuedRow } from "../../../analysis/reviewQueue";
import type { ReviewReason } from "../../../analysis/reviewReasons";
import type { RowScore } from "../../../analysis/rowScore";
import type { Example } from "../../../data/example";
import type { Decisions } from "../../../data/reviewDecisions";
import { listRelations } from "./listRelations";
import { countReasons, filterQueue } from "./useReviewQueue";

const reason = (kind: ReviewReason["kind"], strength: number): ReviewReason => ({
  kind,
  strength,
  sentence: `${kind} ${strength}`,
});
const queued = (row: number, score: number, ...reasons: ReviewReason[]): QueuedRow => ({
  row,
  score,
  reasons,
  missing: [],
  why: reasons[0]?.sentence ?? null,
});
const RANKED = [
  queued(2, 0.9, reason("againstLabel", 0.9), reason("leakyPair", 0.8)),
  queued(0, 0.4, reason("leakyPair", 0.95)),
  queued(1, 0),
];
const EXAMPLES = ["Ada began Lumo.", "Bo ran Tide.", "Cy made Weft."].map((text, i): Example => ({
  id: String(i),
  text,
  subject: { start: 0, end: 2 },
  object: { start: 7, end: 11 },
  relation: i === 0 ? "runs" : "makes",
}));
const DECISIONS: Decisions = {
  0: { action: "keep", label: null, at: 1 },
  2: { action: null, label: null, at: 2 },
};
const rowsOf = (filter: Parameters<typeof filterQueue>[3]) =>
  filterQueue(RANKED, EXAMPLES, DECISIONS, filter).map((item) => [item.queued.row, item.why]);

describe("filterQueue", () => {
  it("shows undecided rows with a reason, one that was taken back among them", () => {
    expect(rowsOf({ kind: null, status: "open", text: "" })).toEqual([[2, "againstLabel 0.9"]]);
    expect(rowsOf({ kind: null, status: "decided", text: "" })).toEqual([[0, "leakyPair 0.95"]]);
    expect(rowsOf({ kind: "every", status: "all", text: "" }).map(([row]) => row)).toEqual([2, 0, 1]);
  });

  it("ranks by the reason that is chosen, and says that one", () => {
    expect(rowsOf({ kind: "leakyPair", status: "all", text: "" })).toEqual([
      [0, "leakyPair 0.95"],
      [2, "leakyPair 0.8"],
    ]);
  });

  it("finds words without regard to case", () => {
    expect(rowsOf({ kind: "every", status: "all", text: " TIDE" })).toEqual([[1, null]]);
    expect(rowsOf({ kind: null, status: "all", text: "tide" })).toEqual([]);
  });
});

describe("countReasons", () => {
  it("counts rows by reason, and rows with any", () => {
    expect(countReasons(RANKED)).toMatchObject({ any: 2, againstLabel: 1, leakyPair: 2, followsNames: 0 });
  });
});

describe("listRelations", () => {
  const LABELS = ["none", "maker", "owner"];
  const goldOf = (label: string) => ({ makes: 1 })[label] ?? -1;
  const result: RowScore = {
    kind: "score",
    label: 1,
    probability: 0.7,
    variance: { subject: null, object: null, row: null },
    numDraws: 0,
    numDrawFlips: 0,
    swapLabels: [],
    swapVariance: null,
    divergence: null,
    probes: {
      full: [
        [1, 0.7],
        [2, 0.2],
      ],
      masked: null,
      namesOnly: null,
      swapProbabilities: [],
    },
  };

  it("puts the model's answers first, under the file's own names, and every relation once", () => {
    expect(listRelations(EXAMPLES, LABELS, goldOf, result)).toEqual([
      { id: "makes", detail: "the model: 0.70" },
      { id: "owner", detail: "the model: 0.20" },
      { id: "runs", detail: "" },
      { id: "none", detail: "not in this corpus" },
    ]);
    expect(listRelations(EXAMPLES, [], () => -1, null).map(({ id }) => id)).toEqual(["makes", "runs"]);
  });
});

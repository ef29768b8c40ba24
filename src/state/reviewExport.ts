/** @file Decisions as a table. Loaded when it is asked for. In the corpus itself: packAdditions. */
import type { QueuedRow } from "../analysis/reviewQueue";
import type { RowResult } from "../analysis/rowScore";
import type { Corpus } from "../data/readCorpus";
import { listDecided, type Decisions } from "../data/reviewDecisions";

/** Columns of the table of decisions. */
export const DECISION_COLUMNS = [
  "row",
  "id",
  "document",
  "annotator",
  "text",
  "subject",
  "object",
  "label",
  "decision",
  "new_label",
  "decided_at",
  "answer",
  "probability",
  "score",
  "reasons",
  "why",
] as const;

/** One row for each decided row of the corpus, in file order. `ranked`, `results`, `labels`: what the page knows of the rows. */
export function listDecisionRows(
  { examples }: Corpus,
  decisions: Decisions,
  ranked: readonly QueuedRow[],
  results: readonly (RowResult | null)[],
  labels: readonly string[],
): (string | number | null)[][] {
  const queued = new Map(ranked.map((one) => [one.row, one]));
  return listDecided(decisions).flatMap(({ row, decision: { action, label, at } }) => {
    const example = examples[row];
    if (example === undefined) return [];
    const { id, docId, annotator, text, subject, object, relation } = example;
    const result = results[row];
    const score = result?.kind === "score" ? result : null;
    const found = queued.get(row);
    return [
      [
        row + 1,
        id,
        docId ?? null,
        annotator ?? null,
        text,
        text.slice(subject.start, subject.end),
        text.slice(object.start, object.end),
        relation ?? null,
        action,
        label,
        new Date(at).toISOString(),
        score && (labels[score.label] ?? null),
        score && score.probability,
        found ? Math.round(found.score * 1e4) / 1e4 : null,
        found ? found.reasons.map(({ kind }) => kind).join(" ") : null,
        found?.why ?? null,
      ],
    ];
  });
}

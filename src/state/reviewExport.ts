/** @file Decisions out of the page: as a table, and in the corpus itself. Loaded when one of them is asked for. */
import type { QueuedRow } from "../analysis/reviewQueue";
import type { RowResult } from "../analysis/rowScore";
import type { Exported, RowAddition } from "../data/export/exporter";
import { jsonlExporter } from "../data/export/jsonlRows";
import type { Corpus } from "../data/readCorpus";
import { listDecided, type Decision, type Decisions } from "../data/reviewDecisions";
import type { CorpusTools } from "./corpusTools";

/** What a decision adds to its row. */
export function toAddition({ action, label }: Decision): RowAddition {
  return { ...(action === "relabel" && { label }), flag: action! };
}

/**
 * The corpus with the decisions put in: its own files where they are at hand, else its rows as JSON lines, and a notice
 * says so. Rejects with a plain message when the files read otherwise than before.
 */
export async function writeReviewed(corpus: Corpus, decisions: Decisions, tools: CorpusTools): Promise<Exported> {
  const additions = listDecided(decisions).map(({ row, decision }) => ({ row, addition: toAddition(decision) }));
  const { report, hash, examples, name, source } = corpus;
  const written = source === "file" && report ? await tools.writeBack(hash, report, additions) : null;
  if (written !== null) return written;
  const byRow = new Map(additions.map(({ row, addition }) => [row, addition]));
  const rows = examples.map((example, i) => {
    const addition = byRow.get(i);
    const row = { id: example.id, position: i + 1, content: { example }, file: 0, path: [] };
    return { row, ...(addition && { addition }) };
  });
  const exported = jsonlExporter.write(rows, name.replace(/\.[^.]*$/, ""));
  const notice = "The file that these rows came from is not at hand, so they are written as JSON lines.";
  return { files: exported.files, notices: [...(source === "file" ? [notice] : []), ...exported.notices] };
}

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

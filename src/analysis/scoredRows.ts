/** @file From scored rows to a results file. */
import type { Example } from "../data/example";
import { createGoldOf } from "../data/labelMapping";
import type { ResultsColumns } from "../data/resultsColumns";
import { RESULTS_SCHEMA, RESULTS_VERSION, type ResultsFile } from "../data/resultsFile";
import { computeScores, countRelations } from "./metrics";
import type { RowResult, RowScore } from "./rowScore";

/** One row of a corpus file with its score. */
export interface ScoredRow {
  /** 1-based place in the file. */
  readonly position: number;
  readonly example: Example;
  readonly result: RowResult;
  /** Training counts of the two names; null where nothing is known. */
  readonly trainCounts: readonly [subject: number | null, object: number | null];
}

/** What a results file says of itself besides its rows. */
export type ResultsHead = Pick<ResultsFile, "corpus" | "model" | "settings" | "madeBy">;

/** Four decimals: the last one is smaller than what two backends differ by on a few rows. */
const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 1e4) / 1e4);

/** Numbers things in the order in which they first come. */
function createNumbering<T>() {
  const places = new Map<T, number>();
  const find = (thing: T) => {
    const place = places.get(thing) ?? places.size;
    places.set(thing, place);
    return place;
  };
  return { find, list: () => [...places.keys()] };
}

/** The results file of these rows, in order; unreadable ones are counted and left out. Neither text nor names go in. */
export function buildResultsFile(head: ResultsHead, rows: readonly ScoredRow[]): ResultsFile {
  const read = rows.flatMap((row) => (row.result.kind === "score" ? [{ ...row, score: row.result }] : []));
  const [documents, relations, types] = [
    createNumbering<string>(),
    createNumbering<string>(),
    createNumbering<string>(),
  ];
  const numberOf = (numbering: typeof types, text: string | null | undefined) => (text ? numbering.find(text) : null);
  const pick = <T>(get: (row: (typeof read)[number]) => T): T[] => read.map(get);
  const { labels, negative } = head.model;
  const goldOf = createGoldOf(labels, negative);
  const score = (get: (score: RowScore) => number) => {
    const gold = read.map(({ example }) => (example.relation == null ? -1 : goldOf(example.relation)));
    const counts = countRelations({ gold, predicted: read.map((row) => get(row.score)) }, labels.length);
    return computeScores(counts, labels.indexOf(negative)).microF1;
  };
  const columns: ResultsColumns = {
    row: pick(({ position }) => position),
    document: pick(({ example, position }) => documents.find(example.docId ?? `row ${position}`)),
    gold: pick(({ example }) => numberOf(relations, example.relation)),
    subjectType: pick(({ example }) => numberOf(types, example.subject.type)),
    objectType: pick(({ example }) => numberOf(types, example.object.type)),
    subjectTrainCount: pick(({ trainCounts }) => trainCounts[0]),
    objectTrainCount: pick(({ trainCounts }) => trainCounts[1]),
    answer: pick((row) => row.score.label),
    probability: pick((row) => round(row.score.probability)!),
    drawFlips: pick((row) => row.score.numDrawFlips),
    swapAnswers: pick((row) => row.score.swapLabels),
    divergence: pick((row) => round(row.score.divergence)),
    varianceSubject: pick((row) => round(row.score.variance.subject)),
    varianceObject: pick((row) => round(row.score.variance.object)),
    varianceRow: pick((row) => round(row.score.variance.row)),
    oodVarianceSubject: pick((row) => round(row.score.swapVariance?.subject ?? null)),
    oodVarianceObject: pick((row) => round(row.score.swapVariance?.object ?? null)),
    oodVarianceRow: pick((row) => round(row.score.swapVariance?.row ?? null)),
  };
  return {
    schema: RESULTS_SCHEMA,
    version: RESULTS_VERSION,
    ...head,
    numRows: read.length,
    numUnreadable: rows.length - read.length,
    microF1: { id: score(({ label }) => label), ood: score(({ swapLabels }) => swapLabels[0] ?? -1) },
    relations: relations.list(),
    types: types.list(),
    columns,
  };
}

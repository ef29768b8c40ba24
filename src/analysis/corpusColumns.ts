/** @file Scored rows as columns: what every chart of a corpus counts, filters and compares. */
import type { Example } from "../data/example";
import { pairOf } from "../data/corpusFacts";
import type { GoldOf } from "../data/labelMapping";
import type { VarianceOf } from "./entityVariance";
import { findBand, type SeenCounts } from "./frequencyBands";
import { computeFlipRate, type RowResult } from "./rowScore";

/** One number per row and argument; NaN where it was not measured. [N] each */
export interface VarianceTriple {
  readonly subject: Float64Array;
  readonly object: Float64Array;
  /** Mean over the sub-tokens of both mentions. */
  readonly row: Float64Array;
}

/** What a second model answers to the same rows; -1 and NaN where it was not asked. [N] each */
export interface PartnerColumns {
  /** Whether it stands before the model of the other columns: a model without a bottleneck comes first. */
  readonly isFirst: boolean;
  readonly predicted: Int32Array;
  readonly swapped: Int32Array;
  readonly flipRate: Float64Array;
  readonly divergence: Float64Array;
}

/** N scored rows, in corpus order. */
export interface CorpusColumns {
  /** Place of each row in the corpus. [N] */
  readonly rows: Int32Array;
  /** Document of each row; rows without one are documents of their own. [N] */
  readonly documents: readonly string[];
  /** Gold relation; the predicted one where the corpus has no label at all. [N] */
  readonly relations: readonly string[];
  /** "PERSON → LOCATION"; null where a type is missing. [N] */
  readonly pairs: readonly (string | null)[];
  /** Band of training frequency of the row's rarer name; null where it is not known. [N] */
  readonly bands: readonly (string | null)[];
  /** Gold class id; -1 for a missing or unknown label. [N] */
  readonly gold: Int32Array;
  /** Class id of the answer. [N] */
  readonly predicted: Int32Array;
  /** Class id of the answer to the first swapped version, -1 without one. [N] */
  readonly swapped: Int32Array;
  /** Variances of the rows as written (ID) and of their first swapped versions (OOD). */
  readonly id: VarianceTriple;
  readonly ood: VarianceTriple;
  /** Share of the swaps that change the answer; NaN without swaps. [N] */
  readonly flipRate: Float64Array;
  /** Mean Jensen-Shannon divergence over the swaps, in bits; NaN without swaps. [N] */
  readonly divergence: Float64Array;
  /** The model set beside this one; null when there is none. */
  readonly partner: PartnerColumns | null;
}

/** `pairOf` that gives the same text for the same types: thousands of rows share a few. */
function createPairNames(): typeof pairOf {
  const known = new Map<string | undefined, Map<string | undefined, string | null>>();
  return (example) => {
    const { subject, object } = example;
    let ofSubject = known.get(subject.type);
    if (ofSubject === undefined) known.set(subject.type, (ofSubject = new Map()));
    let pair = ofSubject.get(object.type);
    if (pair === undefined) ofSubject.set(object.type, (pair = pairOf(example)));
    return pair;
  };
}

/** What a row is drawn with: its document; a row without one is a document of its own. `row`: its place in the corpus. */
export function documentOf({ docId }: Pick<Example, "docId">, row: number): string {
  return docId ?? `row ${row}`;
}

/** Places of the scored rows. */
function listScored(numRows: number, results: readonly (RowResult | null | undefined)[]): Int32Array {
  const rows = new Int32Array(numRows);
  let count = 0;
  for (let row = 0; row < numRows; row++) if (results[row]?.kind === "score") rows[count++] = row;
  return rows.slice(0, count);
}

/** Class id of the label of the same name; -1 without one. */
export function findByName(labels: readonly string[]): GoldOf {
  const classIds = new Map(labels.map((label, id) => [label, id]));
  return (relation) => classIds.get(relation) ?? -1;
}

/** Whether any row carries a gold relation. */
export function hasGold(examples: readonly Example[]): boolean {
  return examples.some(({ relation }) => relation != null);
}

/**
 * Columns of the rows that have a score; unread and unreadable rows are left out. Without `seen` no row has a band.
 * `goldOf`: class id of a gold relation; by default that of the label of the same name.
 */
export function buildColumns(
  examples: readonly Example[],
  results: readonly (RowResult | null | undefined)[],
  labels: readonly string[],
  seen: SeenCounts | null = null,
  goldOf: GoldOf = findByName(labels),
): CorpusColumns {
  const rows = listScored(examples.length, results);
  const isLabelled = hasGold(examples);
  const zeros = () => new Float64Array(rows.length);
  const [id, ood] = [0, 1].map(() => ({ subject: zeros(), object: zeros(), row: zeros() }));
  const columns = {
    rows,
    documents: new Array<string>(rows.length),
    relations: new Array<string>(rows.length),
    pairs: new Array<string | null>(rows.length),
    bands: new Array<string | null>(rows.length),
    gold: new Int32Array(rows.length),
    predicted: new Int32Array(rows.length),
    swapped: new Int32Array(rows.length),
    id: id!,
    ood: ood!,
    flipRate: zeros(),
    divergence: zeros(),
    partner: null,
  };
  const namePair = createPairNames();
  rows.forEach((row, i) => {
    const example = examples[row]!;
    const result = results[row]!;
    if (result.kind !== "score") return;
    const answer = labels[result.label] ?? "";
    columns.documents[i] = documentOf(example, row);
    columns.relations[i] = isLabelled ? (example.relation ?? "unlabelled") : answer;
    columns.pairs[i] = namePair(example);
    columns.bands[i] = findBand(seen?.subject[row], seen?.object[row]);
    columns.gold[i] = example.relation == null ? -1 : goldOf(example.relation);
    columns.predicted[i] = result.label;
    columns.swapped[i] = result.swapLabels[0] ?? -1;
    for (const part of ["subject", "object", "row"] as const) {
      columns.id[part][i] = result.variance[part] ?? NaN;
      columns.ood[part][i] = result.swapVariance?.[part] ?? NaN;
    }
    columns.flipRate[i] = computeFlipRate(result) ?? NaN;
    columns.divergence[i] = result.divergence ?? NaN;
  });
  return columns;
}

/** The columns with a second model's results beside them; `results`: one per row of the corpus. */
export function addPartner(
  columns: CorpusColumns,
  results: readonly (RowResult | null | undefined)[],
  isFirst: boolean,
): CorpusColumns {
  const scores = Array.from(columns.rows, (row) => {
    const result = results[row];
    return result?.kind === "score" ? result : null;
  });
  const partner: PartnerColumns = {
    isFirst,
    predicted: Int32Array.from(scores, (score) => score?.label ?? -1),
    swapped: Int32Array.from(scores, (score) => score?.swapLabels[0] ?? -1),
    flipRate: Float64Array.from(scores, (score) => (score && computeFlipRate(score)) ?? NaN),
    divergence: Float64Array.from(scores, (score) => score?.divergence ?? NaN),
  };
  return { ...columns, partner };
}

/** The columns at these positions. */
export function takeColumns(columns: CorpusColumns, positions: ArrayLike<number>): CorpusColumns {
  const at = Array.from(positions);
  const floats = (values: Float64Array) => {
    const taken = new Float64Array(at.length);
    for (let i = 0; i < at.length; i++) taken[i] = values[at[i]!]!;
    return taken;
  };
  const whole = (values: Int32Array) => {
    const taken = new Int32Array(at.length);
    for (let i = 0; i < at.length; i++) taken[i] = values[at[i]!]!;
    return taken;
  };
  const triple = ({ subject, object, row }: VarianceTriple): VarianceTriple => ({
    subject: floats(subject),
    object: floats(object),
    row: floats(row),
  });
  return {
    rows: whole(columns.rows),
    documents: at.map((i) => columns.documents[i]!),
    relations: at.map((i) => columns.relations[i]!),
    pairs: at.map((i) => columns.pairs[i]!),
    bands: at.map((i) => columns.bands[i]!),
    gold: whole(columns.gold),
    predicted: whole(columns.predicted),
    swapped: whole(columns.swapped),
    id: triple(columns.id),
    ood: triple(columns.ood),
    flipRate: floats(columns.flipRate),
    divergence: floats(columns.divergence),
    partner: columns.partner && {
      isFirst: columns.partner.isFirst,
      predicted: whole(columns.partner.predicted),
      swapped: whole(columns.partner.swapped),
      flipRate: floats(columns.partner.flipRate),
      divergence: floats(columns.partner.divergence),
    },
  };
}

/** What is selected on a corpus; null and "" select everything. */
export interface CorpusFilter {
  /** Rows whose own (ID) variance lies in [low, high); `pooled`: that of either argument. */
  readonly range: { readonly of: VarianceOf; readonly low: number; readonly high: number } | null;
  /** Gold relation, or the predicted one of a corpus without labels. */
  readonly relation: string | null;
  readonly pair: string | null;
  /** Rows in which this name is an argument. */
  readonly name: string | null;
  /** Rows whose text holds these letters, in any case. */
  readonly text: string;
}

export const NO_FILTER: CorpusFilter = { range: null, relation: null, pair: null, name: null, text: "" };

/** Whether a filter leaves out nothing. */
export function isEmptyFilter({ range, relation, pair, name, text }: CorpusFilter): boolean {
  return range === null && relation === null && pair === null && name === null && text.trim() === "";
}

/** Whether a row passes the parts of a filter that need no score; `relation`: see CorpusColumns.relations. */
export function isKeptByWords(example: Example, relation: string | null, filter: CorpusFilter): boolean {
  if (filter.relation !== null && relation !== filter.relation) return false;
  if (filter.pair !== null && pairOf(example) !== filter.pair) return false;
  if (filter.name !== null && !namesOf(example).includes(filter.name)) return false;
  const wanted = filter.text.trim().toLowerCase();
  return wanted === "" || example.text.toLowerCase().includes(wanted);
}

/** The two arguments as written. */
export function namesOf({ text, subject, object }: Example): [subject: string, object: string] {
  return [text.slice(subject.start, subject.end).trim(), text.slice(object.start, object.end).trim()];
}

/** Positions that pass: `around` without the range, `selected` with it. */
export interface FilteredRows {
  readonly around: Int32Array;
  readonly selected: Int32Array;
}

/** The rows that pass the words of the last filter, for each set of columns: a brush moves while the words stay. */
const lastAround = new WeakMap<CorpusColumns, { readonly words: string; readonly around: Int32Array }>();

/**
 * Applies a filter to scored rows; made for brushing: one pass over numbers, and `around` is the same array for as long
 * as columns and words are the same.
 */
export function filterRows(columns: CorpusColumns, examples: readonly Example[], filter: CorpusFilter): FilteredRows {
  const { range } = filter;
  const words = JSON.stringify({ ...filter, range: null });
  let known = lastAround.get(columns);
  if (known?.words !== words) {
    known = { words, around: filterByWords(columns, examples, { ...filter, range: null }) };
    lastAround.set(columns, known);
  }
  const { around } = known;
  if (range === null) return { around, selected: around };
  const { low, high } = range;
  const [first, second] = {
    subject: [columns.id.subject],
    object: [columns.id.object],
    pooled: [columns.id.subject, columns.id.object],
  }[range.of];
  const kept = new Int32Array(around.length);
  let count = 0;
  for (let at = 0; at < around.length; at++) {
    const i = around[at]!;
    const value = first![i]!;
    const other = second ? second[i]! : NaN;
    if ((value >= low && value < high) || (other >= low && other < high)) kept[count++] = i;
  }
  return { around, selected: kept.slice(0, count) };
}

function filterByWords(columns: CorpusColumns, examples: readonly Example[], filter: CorpusFilter): Int32Array {
  const all = isEmptyFilter(filter);
  const kept = new Int32Array(columns.rows.length);
  let count = 0;
  for (let i = 0; i < kept.length; i++) {
    if (all || isKeptByWords(examples[columns.rows[i]!]!, columns.relations[i]!, filter)) kept[count++] = i;
  }
  return kept.slice(0, count);
}

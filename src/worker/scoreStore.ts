/** @file Where scores are kept: by corpus, then by model and settings, many rows in one record. */
import type { RowResult } from "../analysis/rowScore";
import type { Example } from "../data/example";
import { hashText } from "../data/sha256";
import type { Keeper } from "./keeper";
import type { ScoreOptions } from "./protocol";

/** Rows of one record. Few records make reading fast; small ones make it cheap to add the rows of one batch. */
const RECORD_ROWS = 256;
/** Part of every key; raise it when what is stored changes its meaning. */
const FORMAT = 2;

/** Results of rows of one corpus; both lists have one entry for each of these rows, null for a row without a result. */
export interface ScoreRecord {
  /** `markExample` of the row that was scored: a result counts only for a row that reads the same. */
  readonly marks: readonly (number | null)[];
  readonly results: readonly (RowResult | null)[];
}

/** The rows of a corpus that are asked about, and how they are scored. */
export interface ScoreAddress {
  /** SHA-256 of the corpus file. */
  readonly corpusHash: string;
  /** Of the model and the options; `computeJobKey` gives it. */
  readonly jobKey: string;
  /** Place of each example in the corpus, from 0. */
  readonly places: readonly number[];
  readonly examples: readonly Example[];
}

/** What is kept of these rows, in their order; undefined where nothing is. */
export async function readScores(
  keeper: Keeper<ScoreRecord>,
  { corpusHash, jobKey, places, examples }: ScoreAddress,
): Promise<(RowResult | undefined)[]> {
  const chunks = [...new Set(places.map(chunkOf))];
  const records = await keeper.readMany(chunks.map((chunk) => [corpusHash, jobKey, chunk]));
  const byChunk = new Map(chunks.map((chunk, i) => [chunk, records[i]]));
  return places.map((place, i) => {
    const record = byChunk.get(chunkOf(place));
    const result = record?.results[place % RECORD_ROWS] ?? undefined;
    return result && record?.marks[place % RECORD_ROWS] === markExample(examples[i]!) ? result : undefined;
  });
}

/** Keeps one result for each row; what is kept of other rows stays. */
export async function writeScores(
  keeper: Keeper<ScoreRecord>,
  { corpusHash, jobKey, places, examples }: ScoreAddress,
  results: readonly RowResult[],
): Promise<void> {
  const chunks = [...new Set(places.map(chunkOf))];
  await keeper.changeMany(
    chunks.map((chunk) => [corpusHash, jobKey, chunk]),
    (at, kept) => {
      const record = {
        marks: [...(kept?.marks ?? new Array<null>(RECORD_ROWS).fill(null))],
        results: [...(kept?.results ?? new Array<null>(RECORD_ROWS).fill(null))],
      };
      places.forEach((place, i) => {
        if (chunkOf(place) !== chunks[at]) return;
        record.marks[place % RECORD_ROWS] = markExample(examples[i]!);
        record.results[place % RECORD_ROWS] = results[i]!;
      });
      return record;
    },
  );
}

/** SHA-256 over a model's config.json, which names its files by their hashes, and over how rows are scored. */
export async function computeJobKey(config: string, { draws, swaps, seed, beta }: ScoreOptions): Promise<string> {
  const text = JSON.stringify([FORMAT, config, draws, swaps, seed, beta]);
  return hashText(text);
}

/**
 * A 52-bit fingerprint of what a row's score depends on: text, spans, types and relation. It notices a row that is read
 * otherwise than when it was scored; the corpus itself is told apart by its SHA-256. (Two FNV-1a hashes of 26 bits.)
 */
export function markExample(example: Example): number {
  const words = `${example.text}\n${describeMarks(example)}`;
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < words.length; i++) {
    const unit = words.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 6) * 2 ** 26 + (low >>> 6);
}

/** Spans, types and relation: with the text, all that a row's score depends on. */
export function describeMarks({ subject, object, relation }: Example): string {
  const parts = [subject.start, subject.end, subject.type, object.start, object.end, object.type, relation];
  return parts.map((part) => part ?? "").join("\n");
}

const chunkOf = (place: number) => Math.floor(place / RECORD_ROWS);

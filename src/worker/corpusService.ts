/** @file The second worker's work: reads corpus files, keeps the last one, and does the statistics. */
import { analyseCorpus, type CorpusAnalysis, type CorpusQuestion } from "../analysis/corpusAnalysis";
import { fitPlane, placeMention, type CloudPlane, type PlacedMention, type PlaceQuestion } from "../analysis/cloud";
import { readCorpus, type Corpus, type CorpusSource } from "../data/readCorpus";
import { countInTraining, loadSeenNames, type SeenNames } from "../data/seenNames";
import { computeSha256 } from "../inference/modelSource";
import type { MentionMeans } from "../inference/types";
import { CORPUS_KEY, createFileReader, FILES_KEY, type FileReader, type Kept } from "./fileReader";
import { createKeeper, type Keeper } from "./keeper";

/** The methods the corpus worker offers through comlink. */
export interface CorpusService extends FileReader {
  /** Fetches and reads a corpus of this site; what is kept here stays as it is. */
  readUrl(url: string, name: string): Promise<Corpus>;
  /** Fetches, reads and keeps a corpus of this site. */
  openUrl(url: string, name: string): Promise<Corpus>;
  /** The corpus opened last; null when there is none or it was closed. */
  readKept(): Promise<Corpus | null>;
  /** Keeps a corpus as the one opened last. */
  keep(corpus: Corpus): Promise<void>;
  /** Deletes the kept corpus. */
  forget(): Promise<void>;
  analyse(question: CorpusQuestion): CorpusAnalysis;
  /**
   * How often each name fills an argument in training, by the counts at `url`; see countInTraining. [names] Rejects with a
   * plain message when the counts do not come; the next call tries again.
   */
  countNames(url: string, names: readonly string[]): Promise<Int32Array>;
  /** See fitPlane. */
  fitPlane(means: MentionMeans, seed: number): CloudPlane | null;
  /** See placeMention. */
  placeMentions(questions: readonly PlaceQuestion[]): PlacedMention[];
}

export function createCorpusService(keeper: Keeper<Kept> = createKeeper<Kept>("corpora")): CorpusService {
  const read = async (name: string, bytes: ArrayBuffer, source: CorpusSource): Promise<Corpus> => {
    const hash = await computeSha256(bytes);
    const rows = await readCorpus([{ name, bytes: new Uint8Array(bytes) }], source);
    return { ...rows!.corpus, hash };
  };
  const readUrl: CorpusService["readUrl"] = async (url, name) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${name}: the server answered ${response.status}. Try again later.`);
    return read(name, await response.arrayBuffer(), "demo");
  };
  const keep = async (corpus: Corpus) => {
    await keeper.writeMany([[CORPUS_KEY, corpus]]);
    return corpus;
  };
  let counts: Promise<SeenNames> | null = null;
  return {
    ...createFileReader(keeper),
    readUrl,
    openUrl: async (url, name) => keep(await readUrl(url, name)),
    readKept: async () => ((await keeper.readMany([CORPUS_KEY]))[0] ?? null) as Corpus | null,
    keep: (corpus) => keeper.writeMany([[CORPUS_KEY, corpus]]),
    forget: () => keeper.deleteMany([CORPUS_KEY, FILES_KEY]),
    analyse: analyseCorpus,
    async countNames(url, names) {
      counts ??= loadSeenNames(url);
      counts.catch(() => (counts = null));
      const known = await counts;
      return Int32Array.from(names, (name) => countInTraining(known, name));
    },
    fitPlane,
    placeMentions: (questions) => questions.map(placeMention),
  };
}

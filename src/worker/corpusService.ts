/** @file The second worker's work: reads corpus files, keeps the last one, and does the statistics. */
import { analyseCorpus, type CorpusAnalysis, type CorpusQuestion } from "../analysis/corpusAnalysis";
import { readCorpus, type Corpus, type CorpusSource } from "../data/readCorpus";
import { countInTraining, loadSeenNames, type SeenNames } from "../data/seenNames";
import { computeSha256 } from "../inference/modelSource";
import { createKeeper, type Keeper } from "./keeper";

/** The methods the corpus worker offers through comlink. */
export interface CorpusService {
  /** Reads a file of this computer and keeps it here. Rejects with what is wrong with the file; the kept one stays. */
  openFile(file: File): Promise<Corpus>;
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
}

const KEY = "last";

export function createCorpusService(keeper: Keeper<Corpus> = createKeeper<Corpus>("corpora")): CorpusService {
  const read = async (name: string, bytes: ArrayBuffer, source: CorpusSource) => {
    const hash = await computeSha256(bytes);
    const read = await readCorpus([{ name, bytes: new Uint8Array(bytes) }], source);
    const corpus: Corpus = { ...read!.corpus, hash };
    await keeper.writeMany([[KEY, corpus]]);
    return corpus;
  };
  let counts: Promise<SeenNames> | null = null;
  return {
    openFile: async (file) => read(file.name, await file.arrayBuffer(), "file"),
    async openUrl(url, name) {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${name}: the server answered ${response.status}. Try again later.`);
      return read(name, await response.arrayBuffer(), "demo");
    },
    readKept: async () => (await keeper.readMany([KEY]))[0] ?? null,
    keep: (corpus) => keeper.writeMany([[KEY, corpus]]),
    forget: () => keeper.deleteMany([KEY]),
    analyse: analyseCorpus,
    async countNames(url, names) {
      counts ??= loadSeenNames(url);
      counts.catch(() => (counts = null));
      const known = await counts;
      return Int32Array.from(names, (name) => countInTraining(known, name));
    },
  };
}

/** @file The second worker's work: reads corpus files, keeps the last one, and does the statistics. */
import { analyseCorpus, type CorpusAnalysis, type CorpusQuestion } from "../analysis/corpusAnalysis";
import { readCorpus, type Corpus } from "../data/readCorpus";
import { createKeeper, type Keeper } from "./keeper";

/** The methods the corpus worker offers through comlink. */
export interface CorpusService {
  /** Reads a file of this computer and keeps it here. Rejects with what is wrong with the file; the kept one stays. */
  openFile(file: File): Promise<Corpus>;
  /** Fetches, reads and keeps a corpus of this site. */
  openUrl(url: string, name: string): Promise<Corpus>;
  /** The corpus opened last; null when there is none or it was closed. */
  readKept(): Promise<Corpus | null>;
  /** Deletes the kept corpus. */
  forget(): Promise<void>;
  analyse(question: CorpusQuestion): CorpusAnalysis;
}

const KEY = "last";

export function createCorpusService(keeper: Keeper<Corpus> = createKeeper<Corpus>("corpora")): CorpusService {
  const keep = async (corpus: Corpus) => {
    await keeper.writeMany([[KEY, corpus]]);
    return corpus;
  };
  return {
    openFile: async (file) => keep(readCorpus(file.name, await file.text(), "file")),
    async openUrl(url, name) {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${name}: the server answered ${response.status}. Try again later.`);
      return keep(readCorpus(name, await response.text(), "demo"));
    },
    readKept: async () => (await keeper.readMany([KEY]))[0] ?? null,
    forget: () => keeper.deleteMany([KEY]),
    analyse: analyseCorpus,
  };
}

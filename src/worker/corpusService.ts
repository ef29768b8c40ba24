/** @file The second worker's work: reads corpus files, keeps the last one, and does the statistics. */
import { t } from "../messages/translate";
import { analyseCorpus, type CorpusAnalysis, type CorpusQuestion } from "../analysis/corpusAnalysis";
import { computeAgreement, type Agreement } from "../analysis/agreement";
import type { Ratings } from "../analysis/agreementRatings";
import { fitPlane, placeMention, type CloudPlane, type PlacedMention, type PlaceQuestion } from "../analysis/cloud";
import type { CorpusColumns } from "../analysis/corpusColumns";
import { correlateNames, type NameColumns, type NameFlips } from "../analysis/nameFlips";
import { readCorpus, type Corpus, type CorpusSource } from "../data/readCorpus";
import { countInTraining, loadSeenNames, type SeenNames } from "../data/seenNames";
import { readResults } from "../data/readResults";
import { computeSha256 } from "../data/sha256";
import type { MentionMeans } from "../inference/types";
import type { Decisions } from "../data/reviewDecisions";
import { CORPUS_KEY, createFileReader, FILES_KEY, type FileReader, type Kept } from "./fileReader";
import { createKeeper, type Keeper } from "./keeper";
import { unpackColumns, type Packed } from "./packColumns";
import type { CorpusHead, RowListener } from "./protocol";
import { createReviewStore, type ReviewStore } from "./reviewStore";
import { sendCorpus } from "./sendCorpus";

/** The methods the corpus worker offers through comlink. */
export interface CorpusService extends FileReader, ReviewStore {
  /** Fetches and reads a corpus of this site; what is kept here stays as it is. Its rows are handed over first. */
  readUrl(url: string, name: string, onRows: RowListener): Promise<CorpusHead>;
  /** Fetches, reads and keeps a corpus of this site. */
  openUrl(url: string, name: string, onRows: RowListener): Promise<CorpusHead>;
  /**
   * Fetches and reads this site's figures of its own test set for a model; they are not kept. Null when there are none
   * for it. `resultsUrl`: the folder, with a trailing slash.
   */
  openPublished(resultsUrl: string, modelId: string, onRows: RowListener): Promise<CorpusHead | null>;
  /** The corpus opened last; null when there is none or it was closed. */
  readKept(onRows: RowListener): Promise<CorpusHead | null>;
  /** Keeps a corpus as the one opened last. */
  keep(corpus: Corpus): Promise<void>;
  /** Deletes the kept corpus. */
  forget(): Promise<void>;
  analyse(question: PackedQuestion): CorpusAnalysis;
  /** See correlateNames of analysis; `seed`: of the resamples. */
  correlateNames(names: NameColumns, seed: number): NameFlips;
  /**
   * How often each name fills an argument in training, by the counts at `url`; see countInTraining. [names] Rejects with a
   * plain message when the counts do not come; the next call tries again.
   */
  countNames(url: string, names: readonly string[]): Promise<Int32Array>;
  /** See computeAgreement; `seed`: of the resamples. */
  computeAgreement(ratings: Ratings, seed: number): Agreement;
  /** See fitPlane. */
  fitPlane(means: MentionMeans, seed: number): CloudPlane | null;
  /** See placeMention. */
  placeMentions(questions: readonly PlaceQuestion[]): PlacedMention[];
}

/** A question whose columns travel once: later ones about the same columns name them alone. */
export interface PackedQuestion extends Omit<CorpusQuestion, "columns"> {
  readonly columnsId: number;
  /** Null when the last question had the same id. */
  readonly columns: Packed<CorpusColumns> | null;
}

export function createCorpusService(
  keeper: Keeper<Kept> = createKeeper<Kept>("corpora"),
  reviews: Keeper<Decisions> = createKeeper<Decisions>("reviews"),
): CorpusService {
  const read = async (name: string, bytes: ArrayBuffer, source: CorpusSource): Promise<Corpus> => {
    const hash = await computeSha256(bytes);
    const rows = await readCorpus([{ name, bytes: new Uint8Array(bytes) }], source);
    return { ...rows!.corpus, hash };
  };
  const readUrl = async (url: string, name: string) => {
    const response = await fetch(url);
    if (!response.ok)
      throw new Error(t("{name}: the server answered {status}. Try again later.", { name, status: response.status }));
    return read(name, await response.arrayBuffer(), "demo");
  };
  const keep = async (corpus: Corpus) => {
    await keeper.writeMany([[CORPUS_KEY, corpus]]);
    return corpus;
  };
  const published = new Map<string, Promise<Corpus | null>>();
  let counts: Promise<SeenNames> | null = null;
  /** The columns of the last question. */
  let sent: { readonly columnsId: number; readonly columns: CorpusColumns } | null = null;
  return {
    ...createFileReader(keeper),
    ...createReviewStore(reviews),
    computeAgreement: (ratings, seed) => computeAgreement(ratings, { seed }),
    readUrl: async (url, name, onRows) => sendCorpus(await readUrl(url, name), onRows),
    openUrl: async (url, name, onRows) => sendCorpus(await keep(await readUrl(url, name)), onRows),
    async readKept(onRows) {
      const [kept] = (await keeper.readMany([CORPUS_KEY])) as [Corpus | undefined];
      return kept === undefined ? null : sendCorpus(kept, onRows);
    },
    keep: (corpus) => keeper.writeMany([[CORPUS_KEY, corpus]]),
    forget: () => keeper.deleteMany([CORPUS_KEY, FILES_KEY]),
    async openPublished(resultsUrl, modelId, onRows) {
      const fetching = published.get(modelId) ?? fetchPublished(resultsUrl, modelId);
      published.set(modelId, fetching);
      fetching.catch(() => published.delete(modelId)); // the next call tries again
      const corpus = await fetching;
      return corpus === null ? null : sendCorpus(corpus, onRows);
    },
    async countNames(url, names) {
      counts ??= loadSeenNames(url);
      counts.catch(() => (counts = null));
      const known = await counts;
      return Int32Array.from(names, (name) => countInTraining(known, name));
    },
    correlateNames: (names, seed) => correlateNames(names, { seed }),
    fitPlane,
    placeMentions: (questions) => questions.map(placeMention),
    analyse({ columnsId, columns, ...question }) {
      if (columns !== null) sent = { columnsId, columns: unpackColumns(columns) };
      if (sent?.columnsId !== columnsId) throw new Error("analyse: expected the columns with their first question.");
      return analyseCorpus({ ...question, columns: sent.columns });
    },
  };
}

async function fetchPublished(resultsUrl: string, modelId: string): Promise<Corpus | null> {
  const get = async (file: string) => {
    const response = await fetch(new URL(file, resultsUrl)).catch(() => null);
    if (response?.ok) return response.arrayBuffer();
    const got = response === null ? t("no answer") : t("status {status}", { status: response.status });
    throw new Error(
      t("The figures of the test set: expected results/{file} from this site, got {got}.", { file, got }),
    );
  };
  const index = JSON.parse(new TextDecoder().decode(await get("index.json"))) as ResultsIndex;
  const found = index.files.find((file) => file.modelId === modelId);
  if (found === undefined) return null;
  const bytes = await get(found.file);
  const hash = await computeSha256(bytes);
  if (hash !== found.sha256) {
    throw new Error(
      t("The figures of the test set: expected SHA-256 {expected} for results/{file}, got {got}. Reload the page.", {
        expected: found.sha256.slice(0, 12),
        file: found.file,
        got: hash.slice(0, 12),
      }),
    );
  }
  return { ...readResults(found.file, new TextDecoder().decode(bytes), "published"), hash };
}

/** results/index.json, written by scripts/buildResults.mjs. */
interface ResultsIndex {
  readonly files: readonly { readonly modelId: string; readonly file: string; readonly sha256: string }[];
}

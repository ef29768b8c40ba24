/** @file Opening files of this computer in the corpus worker: reading them, reading them again otherwise, stopping. */
import { t } from "../messages/translate";
import { DEFAULT_READ_OPTIONS, type ReadOptions } from "../data/formats/format";
import type { ImportReport } from "../data/formats/importFiles";
import { openFiles, type RawFile } from "../data/formats/openFiles";
import { isTacredPatch } from "../data/formats/tacredPatch";
import { NoRowsError } from "../data/noRowsError";
import { readCorpus, type Corpus } from "../data/readCorpus";
import { computeSha256, hashText } from "../data/sha256";
import type { Keeper } from "./keeper";
import { exportCorpus } from "./corpusExport";
import type {
  CorpusHead,
  ExportOutcome,
  ExportRequest,
  ExportStage,
  OpenOutcome,
  ProgressListener,
  RowListener,
} from "./protocol";
import { sendRows } from "./sendCorpus";

/** The part of the corpus service that opens files. */
export interface FileReader {
  /**
   * Reads files of this computer and keeps them here. Rejects with what is wrong with them; the kept corpus stays. Patch
   * files of TACRED are put to the files that were opened last. The rows are handed over before the outcome.
   */
  openFiles(
    files: readonly File[],
    onProgress: ProgressListener,
    onRows: RowListener,
  ): Promise<OpenOutcome<CorpusHead>>;
  /** Reads the files of the corpus with this hash, or those just refused for want of rows, in another way. */
  reread(
    hash: string | null,
    options: ReadOptions,
    onProgress: ProgressListener,
    onRows: RowListener,
  ): Promise<OpenOutcome<CorpusHead>>;
  /** Stops the reading that is going on; its outcome is "cancelled". */
  cancelOpening(): void;
  /** See exportCorpus. A newer export stops an older one. */
  exportCorpus(request: ExportRequest, onStage: (stage: ExportStage) => void): Promise<ExportOutcome>;
  /** Stops the export that is going on; its outcome is "cancelled". */
  cancelExport(): void;
}

/** Files as they were dropped, and the corpus that was made of them. */
interface KeptFiles {
  readonly hash: string | null;
  readonly files: readonly File[];
}

/** The last: places of the columns chosen for one header, which is kept as its hash only. */
export type Kept = Corpus | KeptFiles | ReadOptions["decisions"];

/** Where the corpus opened last is kept, and its files. */
export const CORPUS_KEY = "last";
export const FILES_KEY = "last files";

/** Lets messages in. */
const rest = () => new Promise<void>((resolve) => setTimeout(resolve));

export function createFileReader(keeper: Keeper<Kept>): FileReader {
  /** Names the newest export; older ones stop. */
  let exporting = 0;
  /** Names the newest reading; older ones stop. */
  let reading = 0;
  let refused: readonly File[] | null = null;

  /** Begins a reading, before anything is waited for: a stop that comes while the bytes are fetched must count. */
  const begin = (): (() => boolean) => {
    const mine = ++reading;
    return () => mine !== reading;
  };
  const read = async (
    raw: readonly RawFile[],
    options: ReadOptions,
    onProgress: ProgressListener,
    isCancelled: () => boolean,
  ): Promise<OpenOutcome> => {
    const listener = { onProgress, rest, isCancelled };
    try {
      const done = await readCorpus(raw, "file", options, listener);
      if (done === null) return { kind: "cancelled" };
      return { kind: "corpus", corpus: { ...done.corpus, hash: await hashReading(raw, options) } };
    } catch (error) {
      if (error instanceof NoRowsError) return { kind: "no rows", message: error.message, report: error.report };
      throw error;
    }
  };
  const readFiles = async (
    files: readonly File[],
    options: ReadOptions,
    onProgress: ProgressListener,
    onRows: RowListener,
    isCancelled: () => boolean,
  ): Promise<OpenOutcome<CorpusHead>> => {
    const raw = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    let outcome = await read(raw, options, onProgress, isCancelled);
    const header = outcome.kind === "cancelled" ? null : headerOf(reportOf(outcome));
    if (header !== null) {
      const key = ["columns", await hashText(header.join("\t"))];
      const chosen = pickColumns(options.decisions);
      if (Object.keys(chosen).length > 0) {
        const places = Object.entries(chosen).map(([id, name]) => [id, String(header.indexOf(name))]);
        await keeper.writeMany([[key, Object.fromEntries(places) as ReadOptions["decisions"]]]);
      } else {
        const [places] = (await keeper.readMany([key])) as [ReadOptions["decisions"] | undefined];
        if (places !== undefined) {
          const known = Object.entries(places).map(([id, place]) => [id, header[Number(place)] ?? ""]);
          const decisions = { ...options.decisions, ...Object.fromEntries(known) };
          outcome = await read(raw, { ...options, decisions }, onProgress, isCancelled);
        }
      }
    }
    refused = outcome.kind === "no rows" ? files : null;
    if (outcome.kind !== "corpus") return outcome;
    const { corpus } = outcome;
    const { examples, ...head } = corpus;
    if (!(await sendRows(examples, onRows, isCancelled))) return { kind: "cancelled" };
    await keeper.writeMany([
      [CORPUS_KEY, corpus],
      [FILES_KEY, { hash: corpus.hash, files }],
    ]);
    return { kind: "corpus", corpus: head };
  };
  const readKeptFiles = async () => ((await keeper.readMany([FILES_KEY]))[0] ?? null) as KeptFiles | null;

  return {
    async openFiles(files, onProgress, onRows) {
      const isCancelled = begin();
      const kept = await readKeptFiles();
      if (kept !== null && (await arePatches(files))) {
        return readFiles([...kept.files, ...files], DEFAULT_READ_OPTIONS, onProgress, onRows, isCancelled);
      }
      return readFiles(files, DEFAULT_READ_OPTIONS, onProgress, onRows, isCancelled);
    },
    async reread(hash, options, onProgress, onRows) {
      const isCancelled = begin();
      const kept = await readKeptFiles();
      const files = hash === null ? refused : kept?.hash === hash ? kept.files : null;
      if (files === null) throw new Error(t("The file is no longer at hand: open it again to read it another way."));
      return readFiles(files, options, onProgress, onRows, isCancelled);
    },
    cancelOpening() {
      reading++;
    },
    exportCorpus(request, onStage) {
      const mine = ++exporting;
      return exportCorpus(request, {
        async findCorpus(hash) {
          const [kept] = (await keeper.readMany([CORPUS_KEY])) as [Corpus | undefined];
          return kept?.hash === hash ? kept : null;
        },
        async findFiles(hash) {
          const kept = await readKeptFiles();
          return kept?.hash === hash ? kept.files : null;
        },
        onStage,
        isCancelled: () => mine !== exporting,
        rest,
      });
    },
    cancelExport() {
      exporting++;
    },
  };
}

/** Tells a reading again: the hash of its one file, or of all of them and of how they were read where that is not the usual way. */
async function hashReading(raw: readonly RawFile[], options: ReadOptions): Promise<string> {
  const hashes: string[] = [];
  for (const { bytes } of raw) hashes.push(await computeSha256(bytes.buffer as ArrayBuffer));
  const isUsual = Object.keys(options.decisions).length === 0 && options.pairs.kind === "gold";
  if (hashes.length === 1 && isUsual) return hashes[0]!;
  return hashText(JSON.stringify([hashes, options]));
}

/** Labels by id: no patch is as large as the rows it changes. */
const MOST_PATCH_BYTES = 50 * 2 ** 20;

/** Whether all files are patches of TACRED and none a corpus. */
async function arePatches(files: readonly File[]): Promise<boolean> {
  if (files.some(({ size }) => size > MOST_PATCH_BYTES)) return false;
  for (const file of files) {
    try {
      const opened = openFiles([{ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }]);
      if (!opened.files.every(({ name, text }) => isTacredPatch({ name, head: text.slice(0, 65_536) }))) return false;
    } catch {
      return false; // the reading itself will say why
    }
  }
  return files.length > 0;
}

function reportOf(outcome: Exclude<OpenOutcome, { kind: "cancelled" }>): ImportReport | undefined {
  return outcome.kind === "corpus" ? outcome.corpus.report : outcome.report;
}

/** The names of a table's columns, "" for none first; null when the files are no table. */
function headerOf(report: ImportReport | undefined): readonly string[] | null {
  return report?.decisions.find(({ id }) => id === "column.text")?.choices.map(({ value }) => value) ?? null;
}

function pickColumns(decisions: ReadOptions["decisions"]): ReadOptions["decisions"] {
  return Object.fromEntries(Object.entries(decisions).filter(([id]) => id.startsWith("column.")));
}

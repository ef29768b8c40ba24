/** @file Writing the open corpus as files, in the corpus worker: back in the format that it came in, or in another. */
import { msg, t } from "../messages/translate";
import { zipSync } from "fflate";
import { EXPORTERS } from "../data/export/exporters";
import type { Exported, ExportRow, RowAddition } from "../data/export/exporter";
import { nameEntries, nameExport, splitEnding, toSafeName } from "../data/export/fileName";
import { writeBack } from "../data/export/writeBack";
import type { ImportedRow, SourceFile } from "../data/formats/format";
import { importFiles } from "../data/formats/importFiles";
import { openFiles } from "../data/formats/openFiles";
import type { Corpus } from "../data/readCorpus";
import type { ExportOutcome, ExportRequest, ExportStage, PackedAdditions } from "./protocol";

/** What an export needs of the worker around it. */
export interface ExportParts {
  /** The corpus with this hash, and the files it was read from; null for what is not at hand. */
  findCorpus(hash: string): Promise<Corpus | null>;
  findFiles(hash: string): Promise<readonly File[] | null>;
  readonly onStage: (stage: ExportStage) => void;
  isCancelled(): boolean;
  /** Lets others work. */
  rest(): Promise<void>;
}

const AGAIN = msg("Open it again, and export it then.");

/** Writes the corpus as the request says. Rejects with a plain message when it, or its files, are not at hand. */
export async function exportCorpus(request: ExportRequest, parts: ExportParts): Promise<ExportOutcome> {
  const corpus = await parts.findCorpus(request.corpusHash);
  if (corpus === null) throw new Error(t("The rows are no longer kept in this browser. {again}", { again: t(AGAIN) }));
  const isBack = request.target === "source";
  const written = isBack ? await writeSources(corpus, request, parts) : await writeRows(corpus, request, parts);
  if (written === null) return { kind: "cancelled" };
  const { files, notices, numRows } = written;
  parts.onStage({ kind: "writing" });
  await parts.rest();
  if (parts.isCancelled()) return { kind: "cancelled" };
  const [first] = files;
  if (files.length === 1) {
    const name = isBack ? nameExport(first!.name) : first!.name;
    return { kind: "file", name, blob: new Blob([first!.text], { type: "text/plain" }), numRows, notices };
  }
  const encoder = new TextEncoder();
  const names = nameEntries(files.map((file) => file.name));
  const entries = Object.fromEntries(names.map((name, i) => [name, encoder.encode(files[i]!.text)]));
  const zip = zipSync(entries, { level: 6 });
  const blob = new Blob([zip as Uint8Array<ArrayBuffer>], { type: "application/zip" });
  return { kind: "file", name: nameExport(corpus.name, ".zip"), blob, numRows, notices };
}

type Written = Exported & { readonly numRows: number };

/** The files as they came in, read again for the places of their labels. */
async function writeSources(corpus: Corpus, request: ExportRequest, parts: ExportParts): Promise<Written | null> {
  const { report } = corpus;
  const files = await parts.findFiles(corpus.hash);
  if (files === null || report === undefined) {
    throw new Error(
      t("The files that {corpus} was read from are no longer at hand. {again}", {
        corpus: corpus.name,
        again: t(AGAIN),
      }),
    );
  }
  const raw = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const opened = openFiles(raw);
  const find = createFinder(request.additions);
  const rows: ExportRow[] = [];
  let place = 0;
  const onRows = (read: readonly ImportedRow[]) => {
    for (const row of read) {
      const addition = "example" in row.content ? find(place++) : undefined;
      if (addition !== undefined) rows.push({ row, addition });
    }
  };
  const onProgress = ({ share }: { share: number | null }) => parts.onStage({ kind: "reading", share });
  const { rest, isCancelled } = parts;
  const again = await importFiles(opened.files, { onRows, onProgress, rest, isCancelled }, report.options);
  if (again === null) return null;
  if (place !== corpus.examples.length) {
    throw new Error(
      t("{corpus} gave {n, plural, one {# row} other {# rows}} when it was read again, not {expected}. {again}", {
        corpus: corpus.name,
        n: place,
        expected: corpus.examples.length,
        again: t(AGAIN),
      }),
    );
  }
  parts.onStage({ kind: "writing" });
  await rest();
  if (isCancelled()) return null;
  return { ...writeBack(report.formatId, opened.files, rows), numRows: place };
}

async function writeRows(corpus: Corpus, request: ExportRequest, parts: ExportParts): Promise<Written | null> {
  const exporter = EXPORTERS.find(({ id }) => id === request.target);
  if (exporter === undefined) {
    throw new Error(
      `exportCorpus: expected source, ${EXPORTERS.map(({ id }) => id).join(", ")}, got ${request.target}.`,
    );
  }
  parts.onStage({ kind: "writing" });
  await parts.rest();
  if (parts.isCancelled()) return null;
  const find = createFinder(request.additions);
  const rows = corpus.examples.map((example, i): ExportRow => {
    const addition = find(i);
    const row = { id: example.id, position: i + 1, file: 0, path: [], content: { example } };
    return addition === undefined ? { row } : { row, addition };
  });
  const [stem] = splitEnding(toSafeName(corpus.name.replace(/\.(?:gz|zip)$/i, "")));
  const { files, notices } = exporter.write(rows, `${stem}-scored`);
  return { files: files.map(toSafeFile), notices, numRows: rows.length };
}

const toSafeFile = ({ name, text }: SourceFile): SourceFile => ({ name: toSafeName(name), text });

/** What is added to each row; undefined for nothing. */
function createFinder({ labels, predicted, scores, variances, decisions }: PackedAdditions) {
  const decided = new Map(decisions);
  return (place: number): RowAddition | undefined => {
    const own = decided.get(place);
    const prediction = labels[predicted[place] ?? -1];
    if (own === undefined && prediction === undefined) return undefined;
    const variance = variances[place] ?? NaN;
    return {
      ...own,
      ...(prediction !== undefined && { prediction, score: round(scores[place]!) }),
      ...(prediction !== undefined && Number.isFinite(variance) && { variance: round(variance) }),
    };
  };
}

/** Six digits: more than a backend keeps. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}

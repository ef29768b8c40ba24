/** @file What was found in a text as files. Loaded when one is asked for. */
import { zipSync } from "fflate";
import { listCandidates, toExample, type WorkedSentence } from "../analysis/foundCandidates";
import { toFoundRow } from "../analysis/foundRows";
import { writeBrat } from "../data/export/bratFiles";
import type { ExportRow } from "../data/export/exporter";
import { tacredExporter } from "../data/export/tacredRows";

export type FoundFormat = "jsonl" | "brat" | "tacred";

/** Name of the files, without ending. It says nothing of the text. */
const NAME = "found";

/** Pairs as rows, in text order, each labelled with the relation that was found, and its score beside it. */
function listRows(shown: readonly WorkedSentence[]): ExportRow[] {
  return listCandidates(shown)
    .sort((a, b) => a.place - b.place)
    .map((candidate, i) => {
      const example = { ...toExample(candidate, { isLabelled: true }), id: String(i + 1) };
      return {
        row: { id: example.id, position: i + 1, file: 0, path: [], content: { example } },
        addition: { score: Number(candidate.score.toFixed(4)) },
      };
    });
}

/** The file of what is shown, and its name. brat is an archive of its three files. */
export function makeFoundFile(shown: readonly WorkedSentence[], format: FoundFormat): { name: string; blob: Blob } {
  if (format === "jsonl") {
    const text = shown.map((sentence) => `${JSON.stringify(toFoundRow(sentence))}\n`).join("");
    return { name: `${NAME}.jsonl`, blob: new Blob([text], { type: "application/jsonl;charset=utf-8" }) };
  }
  const rows = listRows(shown);
  if (format === "tacred") {
    const [file] = tacredExporter.write(rows, NAME).files;
    return { name: file!.name, blob: new Blob([file!.text], { type: "application/json" }) };
  }
  const texts = shown.map(({ text, start: from, entities }) => ({
    text,
    mentions: entities.map(({ start, end, type }) => ({ start: start - from, end: end - from, type })),
  }));
  const encoder = new TextEncoder();
  const { files } = writeBrat(rows, NAME, texts);
  const zip = zipSync(Object.fromEntries(files.map(({ name, text }) => [name, encoder.encode(text)])));
  return { name: `${NAME}-brat.zip`, blob: new Blob([zip as Uint8Array<ArrayBuffer>], { type: "application/zip" }) };
}

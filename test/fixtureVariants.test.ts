/** @file Every fixture read however it is packed and encoded, and cut off: the same rows, or a message that says where. */
import { gzipSync, zipSync } from "fflate";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { RawFile } from "../src/data/formats/openFiles";
import { FORMATS } from "../src/data/formats/recogniseFormat";
import { readCorpus } from "../src/data/readCorpus";

interface Group {
  readonly format: string;
  /** Read together; the first, or the annotations of brat, is cut off below. */
  readonly files: readonly string[];
  /** Whether its line ends may be changed without changing offsets. */
  readonly isCrlf?: boolean;
  /** What is said when it ends after 72% of its text; null when what is left is whole. */
  readonly said: string | null;
}

const GROUPS: readonly Group[] = [
  {
    format: "tacred",
    files: ["tacred.json"],
    isCrlf: true,
    said: "row 2: line 26, column 2: not JSON here, found the end of the file.",
  },
  {
    format: "refind",
    files: ["refind.json"],
    isCrlf: true,
    said: "row 4: line 57, column 3: not JSON here, found the end of the file.",
  },
  { format: "semeval", files: ["semeval.txt"], isCrlf: true, said: "line 9: expected two marked arguments" },
  { format: "semeval", files: ["kbp37.txt"], isCrlf: true, said: "line 4: expected two marked arguments" },
  {
    format: "fewrel",
    files: ["fewrel.json", "fewrel_names.json"],
    isCrlf: true,
    said: "fewrel.json: line 1, column 265: not JSON here, found the end of the file. Is the file complete?",
  },
  { format: "opennre", files: ["opennre.txt"], isCrlf: true, said: "line 3: neither JSON nor a Python literal" },
  {
    format: "opennre",
    files: ["opennre_text.txt"],
    isCrlf: true,
    said: "line 2, column 44: not JSON here, found the end of the file.",
  },
  {
    format: "spert",
    files: ["spert.json", "spert_types.json"],
    isCrlf: true,
    said: "row 3: line 1, column 597: not JSON here, found the end of the file.",
  },
  { format: "conll04", files: ["conll04.corp"], isCrlf: true, said: null },
  { format: "table", files: ["deepke.csv"], said: "row 3: expected 6 cells, got 1. Is a quote missing?" },
  {
    format: "table",
    files: ["spark.csv"],
    isCrlf: true,
    said: "spark.csv: its content is in none of the formats that can be read",
  },
  { format: "table", files: ["marked.tsv"], isCrlf: true, said: "row 2: expected 3 cells, got 2. Is a quote missing?" },
  {
    format: "knowledgenet",
    files: ["knowledgenet/traps.jsonl"],
    isCrlf: true,
    said: "line 4, column 55: not JSON here, found the end of the file.",
  },
  {
    format: "docred",
    files: ["docred/traps.json"],
    isCrlf: true,
    said: "The first problem: row 1: line 133, column 13: not JSON here, found the end of the file.",
  },
  {
    format: "scierc",
    files: ["scierc/traps.jsonl"],
    isCrlf: true,
    said: "line 2, column 32: not JSON here, found the end of the file.",
  },
  {
    format: "crossre",
    files: ["crossre/traps.json"],
    isCrlf: true,
    said: "line 2, column 45: not JSON here, found the end of the file.",
  },
  { format: "brat", files: ["brat/mills.txt", "brat/mills.ann", "brat/annotation.conf"], said: null },
  {
    format: "bioc",
    files: ["bioc/traps.json"],
    isCrlf: true,
    said: "traps.json: line 225, column 16: not JSON here, found the end of the file. Is the file complete?",
  },
  { format: "bioc", files: ["bioc/traps.v1.xml"], said: "traps.v1.xml: line 7: not well-formed XML" },
  { format: "bioc", files: ["bioc/traps.v2.xml"], said: "traps.v2.xml: line 7: not well-formed XML" },
  {
    format: "pubtator",
    files: ["pubtator/traps.txt"],
    isCrlf: true,
    said: "The first problem: line 11: expected a line of article P1, got “P”.",
  },
  {
    format: "label-studio",
    files: ["label-studio/traps.json"],
    isCrlf: true,
    said: "row 2: line 323, column 5: not JSON here, found the end of the file.",
  },
  {
    format: "doccano",
    files: ["doccano/ida.jsonl", "doccano/bo.jsonl"],
    isCrlf: true,
    said: "line 1, column 468: not JSON here, found the end of the file.",
  },
  {
    format: "prodigy",
    files: ["prodigy/traps.jsonl"],
    isCrlf: true,
    said: "The first problem: line 1, column 1430: not JSON here, found the end of the file.",
  },
  {
    format: "extracted",
    files: ["extracted/found.jsonl"],
    isCrlf: true,
    said: "line 3, column ",
  },
  { format: "webanno-tsv", files: ["webanno/traps.tsv"], said: null },
  {
    format: "cas-json",
    files: ["cas-json/traps.json"],
    isCrlf: true,
    said: "traps.json: line 85, column 8: not JSON here, found the end of the file. Is the file complete?",
  },
];

const pathOf = (name: string) => fileURLToPath(new URL(`fixtures/formats/${name}`, import.meta.url));
const load = (files: readonly string[]): RawFile[] =>
  files.map((name) => ({ name: name.replace(/^.*\//, ""), bytes: readFileSync(pathOf(name)) }));
const textOf = ({ bytes }: RawFile) => new TextDecoder().decode(bytes);

/** Everything but the words about how the file was opened. */
async function show(raw: readonly RawFile[]) {
  const read = await readCorpus(raw, "file");
  const { examples, report } = read!.corpus;
  const { formatId, numRead, numBad, problems, skipped, decisions } = report!;
  return { formatId, numRead, numBad, problems, skipped, decisions, examples };
}

const VARIANTS: readonly (readonly [string, (raw: readonly RawFile[]) => RawFile[]])[] = [
  ["with a byte order mark", (raw) => raw.map((file) => ({ ...file, bytes: Buffer.from(`\ufeff${textOf(file)}`) }))],
  ["as UTF-16", (raw) => raw.map((file) => ({ ...file, bytes: Buffer.from(`\ufeff${textOf(file)}`, "utf16le") }))],
  ["with gzip", (raw) => raw.map(({ name, bytes }) => ({ name: `${name}.gz`, bytes: gzipSync(bytes) }))],
  [
    "in one zip",
    (raw) => [{ name: "all.zip", bytes: zipSync(Object.fromEntries(raw.map(({ name, bytes }) => [name, bytes]))) }],
  ],
];
const withLineEnds = (lineEnd: string, raw: readonly RawFile[]) =>
  raw.map((file) => ({ ...file, bytes: Buffer.from(textOf(file).replace(/\r?\n/g, lineEnd)) }));

describe("the fixture of every format", () => {
  it("is here", () => {
    const tested = new Set(GROUPS.map(({ format }) => format));
    expect(FORMATS.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual(["jsonl"]);
  });

  it.each(GROUPS)("$files gives the same rows however it is packed and encoded", async ({ format, files, isCrlf }) => {
    const raw = load(files);
    const plain = await show(raw);
    expect(plain.formatId).toBe(format);
    expect(plain.numRead).toBeGreaterThan(0);
    for (const [name, make] of VARIANTS) expect([name, await show(make(raw))]).toEqual([name, plain]);
    if (!isCrlf) return;
    const [unix, windows] = [await show(withLineEnds("\n", raw)), await show(withLineEnds("\r\n", raw))];
    expect(windows).toEqual(unix);
  });
});

describe("the malformed twin of every format", () => {
  /** What is said of a fixture whose last file ends after a part of its text. */
  async function complain(files: readonly string[], share: number): Promise<readonly string[]> {
    const raw = load(files);
    const place = raw.findIndex(({ name }) => !/conf$|names|types/.test(name));
    const [first] = raw.splice(files.length === 3 ? 1 : place, 1);
    const text = textOf(first!);
    const cut = { ...first!, bytes: Buffer.from(text.slice(0, Math.floor(text.length * share))) };
    try {
      return (await show([cut, ...raw])).problems.map(({ message }) => message);
    } catch (error) {
      return [(error as Error).message];
    }
  }

  it.each(GROUPS)("$files, cut off, says where it ends, or reads what is whole", async ({ files, said }) => {
    const messages = await complain(files, 0.72);
    if (said === null) expect(messages).toEqual([]);
    else expect(messages.join("\n")).toContain(said);
  });
});

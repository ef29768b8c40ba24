/**
 * @file A results file: what a model said of each row of a corpus, as figures only. No text and no name is in it, so it
 * may be passed on where the corpus may not. Schema: public/results/README.md.
 */
import { t } from "../messages/translate";
import { describe } from "./formats/parsedFile";
import { parseJson } from "./formats/parseJson";
import { checkColumns, COLUMN_NAMES, type ResultsColumns } from "./resultsColumns";

export const RESULTS_SCHEMA = "entity-bias-results";
export const RESULTS_VERSION = 1;

export interface ResultsFile {
  readonly schema: typeof RESULTS_SCHEMA;
  readonly version: typeof RESULTS_VERSION;
  readonly corpus: {
    readonly name: string;
    /** One plain sentence; may be empty. */
    readonly note: string;
    /** SHA-256 of the file whose rows were scored. */
    readonly sha256: string;
    /** The corpora that its rows come from; may be empty. */
    readonly sources: readonly { readonly name: string; readonly rows: number; readonly licence: string }[];
  };
  readonly model: {
    readonly id: string;
    readonly title: string;
    /** SHA-256 of its config.json, which names every weight file by its own. */
    readonly sha256: string;
    readonly hasBottleneck: boolean;
    readonly labels: readonly string[];
    readonly negative: string;
  };
  /** K, S, seed of draws and swaps, and the blend factor; null without a bottleneck. */
  readonly settings: {
    readonly draws: number;
    readonly swaps: number;
    readonly seed: number;
    readonly beta: number | null;
  };
  readonly madeBy: {
    readonly command: string;
    readonly commit: string;
    readonly date: string;
    readonly backend: string;
  };
  /** Rows in the columns: those that were read. */
  readonly numRows: number;
  readonly numUnreadable: number;
  /** Micro-F1, the negative relation left out, of the rows and of their first swapped versions; null without labels. */
  readonly microF1: { readonly id: number | null; readonly ood: number | null };
  readonly relations: readonly string[];
  readonly types: readonly string[];
  readonly columns: ResultsColumns;
}

/** Whether a file says of itself, in its first characters, that it is a results file. */
export function looksLikeResults(text: string): boolean {
  return new RegExp(`"schema"\\s*:\\s*"${RESULTS_SCHEMA}"`).test(text.slice(0, 2000));
}

/**
 * Reads and checks a results file. Throws an Error that names the file, the place, what was expected there, what was
 * found and what to do: for broken JSON, another version, a missing or short column, a number that is none or lies
 * outside, a place outside its list.
 */
export function parseResults(name: string, text: string): ResultsFile {
  const fail = (where: string, expected: string, got: unknown, inWords?: string): never => {
    const found = typeof got === "string" && /^(-?Infinity|NaN)$/.test(got) ? got : (inWords ?? describe(got));
    throw new Error(
      t("{file}: expected {expected} at {where}, got {got}. Make the file again ({command}), or choose another.", {
        file: name,
        expected,
        where,
        got: found,
        command: "npm run cli -- score",
      }),
    );
  };
  const raw = parse(name, text);
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const readObject = (owner: Record<string, unknown>, key: string, path = key): Record<string, unknown> => {
    const value = owner[key];
    return isObject(value) ? value : fail(path, t("an object"), value);
  };
  const readText = (owner: Record<string, unknown>, path: string): string => {
    const value = owner[path.split(".").at(-1)!];
    return typeof value === "string" ? value : fail(path, t("a text"), value);
  };
  const readWhole = (owner: Record<string, unknown>, path: string, most = Number.MAX_SAFE_INTEGER): number => {
    const value = owner[path.split(".").at(-1)!];
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
    return fail(path, t("a whole number from {low} to {high}", { low: 0, high: most }), value);
  };
  const readFraction = (owner: Record<string, unknown>, path: string): number | null => {
    const value = owner[path.split(".").at(-1)!];
    if (value === null || (typeof value === "number" && value >= 0 && value <= 1)) return value;
    return fail(
      path,
      t("{expected}, or null", { expected: t("a number from {low} to {high}", { low: 0, high: 1 }) }),
      value,
    );
  };
  const readTexts = (owner: Record<string, unknown>, path: string, least: number): string[] => {
    const value = owner[path.split(".").at(-1)!];
    const isList = Array.isArray(value) && value.length >= least && value.every((one) => typeof one === "string");
    if (!isList)
      return fail(path, least > 0 ? t("a list of {n} or more texts", { n: least }) : t("a list of texts"), value);
    return new Set(value).size === value.length ? value : fail(path, t("different texts"), value);
  };

  if (!isObject(raw)) return fail(t("the top"), t("an object"), raw);
  if (raw.schema !== RESULTS_SCHEMA) fail("schema", `"${RESULTS_SCHEMA}"`, raw.schema);
  if (raw.version !== RESULTS_VERSION) fail("version", `${RESULTS_VERSION}`, raw.version);
  const [corpus, model] = [readObject(raw, "corpus"), readObject(raw, "model")];
  const [settings, madeBy, microF1] = [
    readObject(raw, "settings"),
    readObject(raw, "madeBy"),
    readObject(raw, "microF1"),
  ];
  const sources = Array.isArray(corpus.sources) ? corpus.sources : fail("corpus.sources", t("a list"), corpus.sources);
  const labels = readTexts(model, "model.labels", 2);
  const negative = readText(model, "model.negative");
  if (!labels.includes(negative)) fail("model.negative", t("one of {list}", { list: "model.labels" }), negative);
  if (typeof model.hasBottleneck !== "boolean")
    fail("model.hasBottleneck", t("{left} or {right}", { left: "true", right: "false" }), model.hasBottleneck);
  const numRows = readWhole(raw, "numRows");
  if (numRows === 0) fail("numRows", t("{n} or more", { n: 1 }), 0);
  const [relations, types] = [readTexts(raw, "relations", 0), readTexts(raw, "types", 0)];
  const [draws, swaps] = [readWhole(settings, "settings.draws", 64), readWhole(settings, "settings.swaps", 32)];
  return {
    schema: RESULTS_SCHEMA,
    version: RESULTS_VERSION,
    corpus: {
      name: readText(corpus, "corpus.name"),
      note: readText(corpus, "corpus.note"),
      sha256: readText(corpus, "corpus.sha256"),
      sources: sources.map((source: unknown, i) => {
        const where = `corpus.sources.${i}`;
        if (!isObject(source)) return fail(where, t("an object"), source);
        return {
          name: readText(source, `${where}.name`),
          rows: readWhole(source, `${where}.rows`),
          licence: readText(source, `${where}.licence`),
        };
      }),
    },
    model: {
      id: readText(model, "model.id"),
      title: readText(model, "model.title"),
      sha256: readText(model, "model.sha256"),
      hasBottleneck: model.hasBottleneck === true,
      labels,
      negative,
    },
    settings: {
      draws,
      swaps,
      seed: readWhole(settings, "settings.seed", 2 ** 32 - 1),
      beta: readFraction(settings, "settings.beta"),
    },
    madeBy: {
      command: readText(madeBy, "madeBy.command"),
      commit: readText(madeBy, "madeBy.commit"),
      date: readText(madeBy, "madeBy.date"),
      backend: readText(madeBy, "madeBy.backend"),
    },
    numRows,
    numUnreadable: readWhole(raw, "numUnreadable"),
    microF1: { id: readFraction(microF1, "microF1.id"), ood: readFraction(microF1, "microF1.ood") },
    relations,
    types,
    columns: checkColumns(
      readObject(raw, "columns"),
      { numRows, numLabels: labels.length, numRelations: relations.length, numTypes: types.length, draws, swaps },
      fail,
    ),
  };
}

/** JSON, or what is not JSON about it. NaN and Infinity, which some programs write, are left for the check of their column. */
function parse(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    try {
      return parseJson(text.replace(/(?<=[[,:\s])(-?Infinity|NaN)(?=[\],}\s])/g, '"$1"'));
    } catch {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(t("{file}: {problem} Choose another file.", { file: name, problem: message }), { cause: error });
    }
  }
}

/** The text of a results file: one line for each part and for each column. */
export function formatResults(file: ResultsFile): string {
  const { columns, ...head } = file;
  const lines = Object.entries(head).map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  const listed = COLUMN_NAMES.map((name) => {
    const column: readonly unknown[] = columns[name];
    return `  ${JSON.stringify(name)}: ${column.every((value) => value === null) ? "null" : JSON.stringify(column)}`;
  });
  return `{\n${lines.join("\n")}\n "columns": {\n${listed.join(",\n")}\n }\n}\n`;
}

/** @file A corpus file as the app takes it: TACRED JSON or JSON lines, told apart by their first character. */
import type { Example } from "./example";
import { parseJsonl } from "./formats/jsonl";
import type { ParsedRow } from "./formats/parsedFile";
import { parseTacred } from "./formats/tacred";

/** Where a corpus comes from. */
export type CorpusSource = "demo" | "file";

/** A row that could not be read. */
export interface RowProblem {
  /** 1-based place in the file. */
  readonly position: number;
  readonly message: string;
}

/** What is read of a corpus file. */
export interface CorpusRows {
  readonly name: string;
  readonly source: CorpusSource;
  /** Rows that can be read, at least one. */
  readonly examples: readonly Example[];
  readonly problems: readonly RowProblem[];
}

/** A corpus that was opened; its rows stay on this computer. */
export interface Corpus extends CorpusRows {
  /** SHA-256 of the file's bytes in lower-case hexadecimal: tells the file again without saying anything of it. */
  readonly hash: string;
}

/**
 * Reads the text of a corpus file. Throws an Error that says what is wrong with the file as a whole: empty, another
 * format, or no row that can be read (with the first row's reason).
 */
export function readCorpus(name: string, text: string, source: CorpusSource): CorpusRows {
  const parsed = parse(name, text);
  const examples = parsed.flatMap(({ content }) => ("example" in content ? [content.example] : []));
  const problems = parsed.flatMap(({ position, content }) =>
    "error" in content ? [{ position, message: content.error }] : [],
  );
  if (examples.length > 0) return { name, source, examples, problems };
  const [first] = problems;
  if (first === undefined) throw new Error(`${name}: expected rows, got an empty file. Choose a file with sentences.`);
  throw new Error(
    `${name}: none of its ${parsed.length} rows could be read. The first problem: ${first.message} ` +
      `Choose TACRED JSON (token, subj_start, …) or JSON lines (text, subj, obj).`,
  );
}

function parse(name: string, text: string): ParsedRow[] {
  const start = text.replace(/^\ufeff/, "").trimStart();
  if (start === "" || start.startsWith("{")) return parseJsonl(text);
  if (!start.startsWith("[")) {
    throw new Error(
      `${name}: expected TACRED JSON, which starts with “[”, or JSON lines, which start with “{”, ` +
        `got “${start.slice(0, 12)}”. Choose another file.`,
    );
  }
  try {
    return parseTacred(text);
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)} Choose another file.`, {
      cause: error,
    });
  }
}

/**
 * @file SemEval-2010 Task 8 (Hendrickx et al. 2010) and KBP37 (Zhang and Wang 2015): blocks of a numbered sentence with
 * `<e1>` and `<e2>`, a label with its direction, and a comment.
 *
 * `R(e2,e1)` is read as the relation R from e2 to e1; a label without a direction goes from e1 to e2. A file of sentences
 * without labels is read too, and a key file (`id TAB label`) beside it gives the labels.
 */
import { t } from "../../messages/translate";
import type { Example } from "../example";
import type { FileHead, Format, ImportedRow, ReadSummary, SourceFile } from "./format";
import { removeMarkers } from "./inlineMarkers";
import { parseRow } from "./parsedFile";
import { readTextLines } from "./records";

const SENTENCE = /^\s*(\d+)\t\s*(.*?)\s*$/;
const KEY = /^\s*(\d+)\t([^\s<"]+)\s*$/;
const DIRECTED = /^(.*)\((e[12]),\s*(e[12])\)$/;

/** A numbered sentence and where its label stands; line 0: nowhere. */
interface Block {
  readonly id: string;
  readonly marked: string;
  readonly line: number;
  label: string | null;
  labelLine: number;
}

export const semevalFormat: Format = {
  id: "semeval",
  get title() {
    return t("SemEval-2010 Task 8 or KBP37");
  },
  recognise(files) {
    const sentences = files.filter((file) => !isKey(file));
    if (sentences.length === 0) return 0;
    const isMarked = ({ head }: FileHead) =>
      /^\s*\d+\t.*<e1>.*<\/e1>.*<e2>.*<\/e2>/m.test(head) && !/^\s*[[{]/.test(head);
    return sentences.every(isMarked) ? 0.95 : 0;
  },
  *read(files) {
    const heads = files.map(({ name, text }) => ({ name, head: text.slice(0, 4096) }));
    const keys = new Map(files.flatMap((source, i) => (isKey(heads[i]!) ? readKeys(source, i) : [])));
    const loose = { numLines: 0, numKeyed: 0 };
    for (const [file, source] of files.entries()) {
      if (isKey(heads[file]!)) continue;
      for (const block of readBlocks(source, loose)) {
        const key = block.label === null ? keys.get(block.id) : undefined;
        if (key !== undefined) loose.numKeyed++;
        const path = key ? ["key", key.file, key.line] : block.labelLine === 0 ? [] : [block.labelLine];
        yield toRow(block, block.label ?? key?.label ?? null, file, path);
      }
    }
    const notices =
      loose.numKeyed > 0
        ? [
            t("{n, plural, one {# label is from the key file.} other {# labels are from the key file.}}", {
              n: loose.numKeyed,
            }),
          ]
        : [];
    const skipped: Record<string, number> =
      loose.numLines > 0 ? { [t("lines that belong to no sentence")]: loose.numLines } : {};
    return { decisions: [], notices, skipped } satisfies ReadSummary;
  },
};

/** A file of ids and labels only. */
function isKey({ head }: FileHead): boolean {
  const lines = head
    .split("\n")
    .slice(0, 20)
    .filter((line) => line.trim() !== "");
  // The last line may be cut off.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  return whole.length > 0 && whole.every((line) => KEY.test(line));
}

/** A label of a key file and where it stands. */
interface Key {
  readonly label: string;
  readonly file: number;
  readonly line: number;
}

function readKeys(source: SourceFile, file: number): [string, Key][] {
  return [...readTextLines(source)].flatMap(({ body, line }): [string, Key][] => {
    const found = KEY.exec(body);
    return found ? [[found[1]!, { label: found[2]!, file, line }]] : [];
  });
}

function* readBlocks(source: SourceFile, loose: { numLines: number }): Generator<Block, void> {
  let block: Block | null = null;
  for (const { line, body } of readTextLines(source)) {
    const sentence = SENTENCE.exec(body);
    if (sentence) {
      if (block !== null) yield block;
      block = { id: sentence[1]!, marked: sentence[2]!, line, label: null, labelLine: 0 };
    } else if (body.trim() !== "" && !/^\s*Comment\s*:/i.test(body)) {
      if (block === null || block.label !== null) {
        loose.numLines++;
      } else {
        block.label = body.trim();
        block.labelLine = line;
      }
    }
  }
  if (block !== null) yield block;
}

/** `path`: the line of its label, ["key", file, line] for one of a key file, nothing for none. */
function toRow(
  { id, marked, line }: Block,
  label: string | null,
  file: number,
  path: ImportedRow["path"],
): ImportedRow {
  return { ...parseRow({ id }, "line", line, () => toExample(id, marked, label)), file, path };
}

function toExample(id: string, marked: string, label: string | null): Example {
  // Only the outer pair of quotes is the file's.
  const body = /^".*"$/s.test(marked) ? marked.slice(1, -1) : marked;
  const { text, first, second } = removeMarkers(body);
  const found = label === null ? null : DIRECTED.exec(label);
  if (found && found[2] === found[3])
    throw new Error(t('expected a label such as R(e1,e2), got "{label}".', { label: label!.slice(0, 80) }));
  const isTurned = found?.[2]?.toLowerCase() === "e2";
  return {
    id,
    text,
    subject: isTurned ? second : first,
    object: isTurned ? first : second,
    relation: found ? found[1]! : label,
  };
}

/** @file What a file is that no format reads, and what its owner can do. */
import { t } from "../../messages/translate";
import type { FileHead } from "./format";
import { getField } from "./parsedFile";
import { peekRecords } from "./records";

/** Known kinds of file that hold no relations, or not in a form that can be read back. */
const LOSSES: readonly { readonly matches: (file: FileHead) => boolean; readonly say: (file: string) => string }[] = [
  {
    matches: ({ head }) => /^#?\s*sent_id|^1\t[^\t]+\t[^\t]+\t[A-Z]+\t[^\t]*\t[^\t]*\t\d+\t/m.test(head),
    say: (file) =>
      t(
        "{file} looks like CoNLL-U: it holds syntactic dependencies, no relations between entities. Open the annotation project's own export.",
        { file },
      ),
  },
  {
    matches: ({ head }) => isTagged(head),
    say: (file) =>
      t(
        "{file} looks like CoNLL named entities, one token and tag a line: it holds no relations. Export JSON with relations from your tool.",
        { file },
      ),
  },
  {
    matches: ({ head }) => /^\s*#FORMAT=WebAnno TSV 2|^\s*# webanno\.custom/.test(head),
    say: (file) =>
      t(
        "{file} looks like WebAnno TSV 2, which cannot be read. Export “WebAnno TSV v3.3” or “UIMA CAS JSON” instead.",
        { file },
      ),
  },
  {
    matches: (file) => {
      const [row] = peekRecords(file).rows;
      const lists = typeof row === "object" && row !== null ? Object.values(row).filter(Array.isArray) : [];
      return (
        getField(row, "annotation_id") !== undefined &&
        getField(row, "annotations") === undefined &&
        lists.some((list) => list.some((item) => getField(item, "labels") !== undefined))
      );
    },
    say: (file) =>
      t(
        "{file} looks like Label Studio's JSON-MIN, which leaves out the relations. Export “JSON” from Label Studio instead.",
        { file },
      ),
  },
  {
    matches: ({ head }) => {
      const header = head.split("\n", 1)[0]!;
      return (
        /(?:^|[,\t])"?annotation_id"?(?:[,\t]|\s*$)/.test(header) &&
        /(?:^|[,\t])"?(?:annotator|lead_time)"?(?:[,\t]|\s*$)/.test(header)
      );
    },
    say: (file) =>
      t(
        "{file} looks like Label Studio's CSV or TSV, which leaves out the relations. Export “JSON” from Label Studio instead.",
        { file },
      ),
  },
  {
    matches: (file) => {
      const [row] = peekRecords(file).rows;
      const label = getField(row, "label");
      return (
        getField(row, "relations") === undefined &&
        (typeof getField(row, "text") === "string" || typeof getField(row, "data") === "string") &&
        Array.isArray(label) &&
        label.every((item) => Array.isArray(item) && item.length === 3)
      );
    },
    say: (file) =>
      t(
        "{file} looks like doccano's JSONL without relations. Export “JSONL(relation)” from a relation project instead.",
        { file },
      ),
  },
  {
    matches: ({ head }) =>
      /^\s*[\w"' .-]{1,40}(?:[,;\t|][\w"' .-]{1,40})+\s*$/.test(head) && !/\S[\r\n]+\s*\S/.test(head),
    say: (file) =>
      t("{file} looks like the header of a table: expected rows under it, got none. Choose a file that has rows.", {
        file,
      }),
  },
];

/** Why these files hold no relations, when they are of a kind known for it; null otherwise. */
export function explainLoss(files: readonly FileHead[]): string | null {
  for (const file of files) {
    const loss = LOSSES.find(({ matches }) => matches(file));
    if (loss !== undefined) return loss.say(file.name);
  }
  return null;
}

/** Says what files look like that no format takes, and what could be opened instead. */
export function explainUnknown(files: readonly FileHead[]): string {
  const loss = explainLoss(files);
  if (loss !== null) return loss;
  const [first] = files;
  if (first === undefined || files.every(({ head }) => head.trim() === "")) {
    return t("{file}: expected rows, got an empty file. Choose a file with sentences.", {
      file: first?.name ?? t("The file"),
    });
  }
  if (/^\s*(?:\[\s*\]|\{\s*\})\s*$/.test(first.head)) {
    return first.head.trim().startsWith("[")
      ? t("{file}: expected rows, got an empty list. Choose a file with sentences.", { file: first.name })
      : t("{file}: expected rows, got an empty object. Choose a file with sentences.", { file: first.name });
  }
  const start = first.head.trimStart().slice(0, 24).replace(/\s+/g, " ");
  return t(
    "{file}: its content is in none of the formats that can be read; it starts with “{start}”. Choose a relation corpus, such as TACRED JSON, brat, Label Studio JSON or a table with a header.",
    { file: first.name, start },
  );
}

/** Whether lines are a token and a BIO tag, with blank lines between sentences. */
function isTagged(head: string): boolean {
  const lines = head.split("\n", 60).map((line) => line.trim());
  const filled = lines.filter((line) => line !== "" && !line.startsWith("-DOCSTART-"));
  const tagged = filled.filter((line) => /^\S+(?:[ \t]+\S+)*[ \t]+(?:O|[BILUSE]-\S+)$/.test(line));
  return (
    filled.length >= 3 && tagged.length >= 0.8 * filled.length && tagged.some((line) => /[BILUSE]-\S+$/.test(line))
  );
}

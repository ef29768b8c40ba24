/**
 * @file brat standoff: one text whose lines are the texts of the rows, its annotations, and annotation.conf with the types.
 *
 * Offsets are code points. A type or label that brat cannot take as a name is written with "_" and noted in full. Rows of
 * one text share their mentions.
 */
import { t } from "../../messages/translate";
import type { Argument } from "../example";
import { describeAddition, readable, type Exported, type Exporter, type ExportRow } from "./exporter";

export const bratExporter: Exporter = {
  id: "brat",
  title: "brat standoff",
  extension: ".ann",
  write: (rows, name) => writeBrat(rows, name),
};

/** A text with mentions that no row need hold. */
export interface MarkedText {
  readonly text: string;
  readonly mentions: readonly Argument[];
}

/** Writes rows, and before them `texts`: every one of these is a line, with its mentions, whether a row is of it or not. */
export function writeBrat(rows: readonly ExportRow[], name: string, texts: readonly MarkedText[] = []): Exported {
  const { examples, notices } = readable(rows);
  const lines: string[] = [];
  const annotations: string[] = [];
  const placeOf = new Map<string, number>();
  const idOf = new Map<string, string>();
  const entityTypes = new Set<string>();
  const relationTypes = new Set<string>();
  let length = 0;
  let numNotes = 0;
  let numUnlabelled = 0;
  const note = (id: string, text: string) => annotations.push(`#${++numNotes}\tAnnotatorNotes ${id}\t${oneLine(text)}`);
  /** Where a text begins; it becomes the next line when it is none yet. */
  const addText = (given: string, docId = ""): { text: string; place: number } => {
    const text = oneLine(given);
    const key = `${docId}\n${text}`;
    const place = placeOf.get(key) ?? length;
    if (!placeOf.has(key)) {
      placeOf.set(key, place);
      lines.push(text);
      length += [...text].length + 1;
    }
    return { text, place };
  };
  const mentionAdder =
    ({ text, place }: { text: string; place: number }) =>
    ({ start, end, type = "Entity" }: Argument): string => {
      const from = place + [...text.slice(0, start)].length;
      const words = text.slice(start, end);
      const to = from + [...words].length;
      const at = `${from} ${to} ${type}`;
      const known = idOf.get(at);
      if (known !== undefined) return known;
      const id = `T${idOf.size + 1}`;
      idOf.set(at, id);
      entityTypes.add(toName(type));
      annotations.push(`${id}\t${toName(type)} ${from} ${to}\t${words}`);
      if (toName(type) !== type) note(id, `type: ${type}`);
      return id;
    };
  for (const { text, mentions } of texts) mentions.forEach(mentionAdder(addText(text)));
  for (const [i, { example, addition }] of examples.entries()) {
    const addMention = mentionAdder(addText(example.text, example.docId));
    const [subject, object] = [addMention(example.subject), addMention(example.object)];
    const label = example.relation ?? null;
    if (label === null) {
      numUnlabelled++;
      continue;
    }
    const id = `R${i + 1}`;
    relationTypes.add(toName(label));
    annotations.push(`${id}\t${toName(label)} Arg1:${subject} Arg2:${object}\t`);
    if (toName(label) !== label) note(id, `label: ${label}`);
    const added = describeAddition(addition);
    if (added) note(id, JSON.stringify(added));
  }
  const configuration = [
    ...["[entities]", ...entityTypes, "", "[relations]"],
    ...[...relationTypes].map((type) => `${type}\tArg1:<ENTITY>, Arg2:<ENTITY>`),
    ...["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]", ""],
  ];
  return {
    files: [
      { name: `${name}.ann`, text: annotations.map((line) => `${line}\n`).join("") },
      { name: `${name}.txt`, text: lines.map((line) => `${line}\n`).join("") },
      { name: "annotation.conf", text: configuration.join("\n") },
    ],
    notices: [
      ...notices,
      ...(numUnlabelled > 0
        ? [
            t(
              "{n, plural, one {# pair without a label has its mentions marked, but no relation.} other {# pairs without a label have their mentions marked, but no relation.}}",
              { n: numUnlabelled },
            ),
          ]
        : []),
    ],
  };
}

/** Line ends as spaces, so that offsets stay and a row is one line. */
function oneLine(text: string): string {
  return text.replace(/[\n\r\u2028\u2029\t]/g, " ");
}

/** A name as brat takes it. */
function toName(type: string): string {
  return type.replace(/[^\p{L}\p{N}_.()-]+/gu, "_") || "_";
}

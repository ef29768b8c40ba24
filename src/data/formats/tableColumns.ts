/** @file What the columns of a table mean: guessed from their names, decided by the reader. */
import { msg, t, type MessageId } from "../../messages/translate";
import type { Decision } from "./format";

/** What a column can hold. */
export const COLUMN_ROLES = [
  ...(["text", "subject", "object", "relation", "subjectType", "objectType"] as const),
  ...(["subjectStart", "subjectEnd", "objectStart", "objectEnd", "id", "docId", "annotator"] as const),
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** The column of each role, by name; absent: no column. */
export type ColumnMap = Readonly<Partial<Record<ColumnRole, string>>>;

/** What a decision about a column is called: "column.text". */
export const COLUMN_PREFIX = "column.";

const QUESTIONS: Readonly<Record<ColumnRole, MessageId>> = {
  text: msg("Which column is the sentence?"),
  subject: msg("Which column is the subject?"),
  object: msg("Which column is the object?"),
  relation: msg("Which column is the relation?"),
  subjectType: msg("Which column is the subject's type?"),
  objectType: msg("Which column is the object's type?"),
  subjectStart: msg("Which column is where the subject starts?"),
  subjectEnd: msg("Which column is where the subject ends?"),
  objectStart: msg("Which column is where the object starts?"),
  objectEnd: msg("Which column is where the object ends?"),
  id: msg("Which column is the row's id?"),
  docId: msg("Which column is the document?"),
  annotator: msg("Which column is the annotator?"),
};

/** Usual names, without spaces and marks, in lower case; DeepKE's and Spark NLP's among them. The first found is taken. */
const NAMES: Readonly<Record<ColumnRole, readonly string[]>> = {
  text: ["text", "sentence", "sent", "content", "context", "input"],
  subject: ["subject", "subj", "head", "h", "e1", "entity1", "chunk1", "arg1", "mention1", "ent1", "subjtext"],
  object: ["object", "obj", "tail", "t", "e2", "entity2", "chunk2", "arg2", "mention2", "ent2", "objtext"],
  relation: ["relation", "rel", "label", "relationtype", "predicate", "class", "relationlabel", "gold"],
  subjectType: ["subjecttype", "subjtype", "headtype", "e1type", "entity1type", "label1", "type1"],
  objectType: ["objecttype", "objtype", "tailtype", "e2type", "entity2type", "label2", "type2"],
  subjectStart: [
    "subjectstart",
    "subjstart",
    "headoffset",
    "headstart",
    "e1start",
    "entity1start",
    "firstcharent1",
    "start1",
  ],
  subjectEnd: ["subjectend", "subjend", "headend", "e1end", "entity1end", "lastcharent1", "end1"],
  objectStart: [
    "objectstart",
    "objstart",
    "tailoffset",
    "tailstart",
    "e2start",
    "entity2start",
    "firstcharent2",
    "start2",
  ],
  objectEnd: ["objectend", "objend", "tailend", "e2end", "entity2end", "lastcharent2", "end2"],
  id: ["id", "rowid", "index", "uid"],
  docId: ["docid", "doc", "document", "documentid"],
  annotator: ["annotator", "user", "coder", "worker"],
};

/** The roles that names tell. */
export function guessColumns(names: readonly string[]): ColumnMap {
  const plain = names.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const map: Partial<Record<ColumnRole, string>> = {};
  for (const role of COLUMN_ROLES) {
    const known = NAMES[role].find((name) => plain.includes(name));
    if (known !== undefined) map[role] = names[plain.indexOf(known)]!;
  }
  return map;
}

/** The columns in force: guessed, then as decided. "" means no column. */
export function chooseColumns(names: readonly string[], decisions: Readonly<Record<string, string>>): ColumnMap {
  const map: Partial<Record<ColumnRole, string>> = { ...guessColumns(names) };
  for (const role of COLUMN_ROLES) {
    const decided = decisions[COLUMN_PREFIX + role];
    if (decided === "") delete map[role];
    else if (decided !== undefined && names.includes(decided)) map[role] = decided;
  }
  return map;
}

/** Whether rows can be read with these columns: a text, and its arguments by name, by offsets or by markers in it. */
export function isEnough(map: ColumnMap, hasMarkers: boolean): boolean {
  const hasArgument = (name: "subject" | "object") =>
    map[name] !== undefined || (map[`${name}Start`] !== undefined && map[`${name}End`] !== undefined);
  return map.text !== undefined && (hasMarkers || (hasArgument("subject") && hasArgument("object")));
}

/** One decision for each role. `samples`: a cell of each column, shown beside its name. */
export function describeColumns(
  names: readonly string[],
  samples: readonly string[],
  map: ColumnMap,
  decisions: Readonly<Record<string, string>>,
): Decision[] {
  const choices = [
    { value: "", label: t("no column") },
    ...names.map((name, i) => {
      const sample = (samples[i] ?? "").replace(/\s+/g, " ").trim();
      return {
        value: name,
        label:
          sample === ""
            ? name
            : t("{name}: {sample}", { name, sample: sample.length > 40 ? `${sample.slice(0, 39)}…` : sample }),
      };
    }),
  ];
  return COLUMN_ROLES.map((role) => ({
    id: COLUMN_PREFIX + role,
    question: t(QUESTIONS[role]),
    value: map[role] ?? "",
    choices,
    because:
      decisions[COLUMN_PREFIX + role] !== undefined ? t("You chose it.") : t("Told from the names of the columns."),
    isForced: decisions[COLUMN_PREFIX + role] !== undefined,
  }));
}

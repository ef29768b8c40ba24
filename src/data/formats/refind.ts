/**
 * @file REFinD (Kaur et al. 2023), relations in financial reports: a list of rows with token spans, ends EXCLUSIVE.
 *
 * `{"id","docid","relation","rel_group","token":[...],"e1_start","e1_end","e2_start","e2_end","e1_type","e2_type"}`
 *
 * Ids repeat and may be null. Also read: the cleaned copy `{"sentence","relation","rel_group","ORG_1","GPE_2"}`, which
 * holds the names without their places: each must stand once in its sentence.
 */
import type { Argument, Example } from "../example";
import type { Format, ImportedRow, ReadSummary } from "./format";
import { locateArguments } from "./locateArguments";
import { getField, notTexts, parseRow, readIndex, readOptionalText } from "./parsedFile";
import { makeBadRow, peekRecords, readRecords } from "./records";
import { joinTokens, readTokens, spanOfTokens } from "./tokens";

export const refindFormat: Format = {
  id: "refind",
  title: "REFinD JSON",
  recognise(files) {
    const sure = files.map((file) => {
      const { rows } = peekRecords(file);
      const isRow = (row: unknown) =>
        (Array.isArray(getField(row, "token")) && getField(row, "e1_start") !== undefined) || namesOf(row) !== null;
      return rows.length === 0 ? 0 : 0.95 * (rows.filter(isRow).length / rows.length);
    });
    return Math.min(...sure);
  },
  *read(files) {
    for (const [file, source] of files.entries()) {
      for (const record of readRecords(source)) {
        const { position, place, content } = record;
        if ("error" in content) {
          yield makeBadRow(file, record, content.error);
          continue;
        }
        const row = parseRow(content.value, place, position, (id) => readExample(content.value, id));
        yield { ...row, file, path: [...record.path, "relation"] } satisfies ImportedRow;
      }
    }
    return { decisions: [], notices: [], skipped: {} } satisfies ReadSummary;
  },
};

/** The two names of a row of the cleaned copy, with their types; null for any other row. */
function namesOf(row: unknown): readonly [Named, Named] | null {
  if (typeof getField(row, "sentence") !== "string" || getField(row, "rel_group") === undefined) return null;
  const named = (end: string): Named | undefined => {
    const key = Object.keys(row as object).find((name) => new RegExp(`^[A-Z_]+_${end}$`).test(name));
    const name = key === undefined ? undefined : getField(row, key);
    return typeof name === "string" ? { name, type: key!.slice(0, -2) } : undefined;
  };
  const [first, second] = [named("1"), named("2")];
  return first && second ? [first, second] : null;
}

interface Named {
  readonly name: string;
  readonly type: string;
}

function readExample(row: unknown, id: string): Example {
  const docId = readOptionalText(row, "id");
  const rest = { id, ...(docId && { docId }), relation: readOptionalText(row, "relation") ?? null };
  const names = namesOf(row);
  if (names !== null) {
    const text = getField(row, "sentence") as string;
    const { subject, object } = locateArguments(text, names[0].name, names[1].name, "only");
    return { ...rest, text, subject: { ...subject, type: names[0].type }, object: { ...object, type: names[1].type } };
  }
  if (!Array.isArray(getField(row, "token"))) {
    throw notTexts("token", getField(row, "token"));
  }
  const tokens = joinTokens(readTokens(getField(row, "token"), "token"));
  const readArgument = (name: "e1" | "e2"): Argument => {
    const type = readOptionalText(row, `${name}_type`);
    const span = spanOfTokens(tokens, readIndex(row, `${name}_start`), readIndex(row, `${name}_end`), name);
    return { ...span, ...(type !== undefined && { type }) };
  };
  return { ...rest, text: tokens.text, subject: readArgument("e1"), object: readArgument("e2") };
}

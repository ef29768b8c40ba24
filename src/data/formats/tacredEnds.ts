/** @file Whether the ends of a TACRED file are inclusive, as the LDC ships them, or exclusive, as on the Hugging Face hub. */
import { t } from "../../messages/translate";
import type { Decision } from "./format";
import { getField } from "./parsedFile";
import { keysOf } from "./tacredKeys";
import { isBracketName } from "./tokens";

export type TokenEnds = "inclusive" | "exclusive";

/** Rows without any one-token argument after which ends are taken as exclusive: most TACRED arguments are one token. */
const ROWS_WITHOUT_SINGLE = 50;
/** Rows looked at. */
const MAX_ROWS = 2000;

/**
 * The rule: an argument whose end equals its start can only be inclusive; an end that equals the number of tokens can only
 * be exclusive; no one-token argument in 50 rows means exclusive. In fewer rows, names like -LRB- and the named-entity
 * tags vote. Without any sign: inclusive, as the format was defined.
 */
export function chooseTacredEnds(
  rows: Iterable<unknown>,
  decisions: Readonly<Record<string, string>>,
): { ends: TokenEnds; decision: Decision } {
  let numRows = 0;
  let numSingle = 0;
  let numBeyond = 0;
  let numBrackets = 0;
  const votes = { inclusive: 0, exclusive: 0 };
  for (const row of rows) {
    if (numRows === MAX_ROWS || (numSingle > 0 && numRows >= ROWS_WITHOUT_SINGLE)) break;
    const keys = keysOf(row);
    const tokens = getField(row, keys.tokens);
    if (!Array.isArray(tokens)) continue;
    numRows++;
    if (tokens.some((token) => typeof token === "string" && isBracketName(token))) numBrackets++;
    for (const role of [keys.subject, keys.object]) {
      const [start, end] = [getField(row, `${role}_start`), getField(row, `${role}_end`)];
      if (!Number.isInteger(start) || !Number.isInteger(end)) continue;
      if (start === end) numSingle++;
      if (end === tokens.length) numBeyond++;
      const vote = voteByTags(getField(row, "stanford_ner"), start as number, end as number);
      if (vote !== null) votes[vote]++;
    }
  }
  const [found, because] = ((): [TokenEnds, string] => {
    const isMore = numSingle >= numBeyond;
    if (numSingle > 0 && isMore) {
      return [
        "inclusive",
        t(
          "{n, plural, one {# argument in {rows} rows ends at the token where it starts.} other {# arguments in {rows} rows end at the token where they start.}}",
          { n: numSingle, rows: numRows },
        ),
      ];
    }
    if (numBeyond > 0)
      return [
        "exclusive",
        t(
          "{n, plural, one {# end in {rows} rows equals the number of tokens.} other {# ends in {rows} rows equal the number of tokens.}}",
          { n: numBeyond, rows: numRows },
        ),
      ];
    if (numRows >= ROWS_WITHOUT_SINGLE) {
      return [
        "exclusive",
        t("No argument in {rows} rows ends at the token where it starts, as one-token names would.", { rows: numRows }),
      ];
    }
    if (votes.inclusive !== votes.exclusive) {
      const ends = votes.inclusive > votes.exclusive ? "inclusive" : "exclusive";
      return [
        ends,
        t(
          "{n, plural, one {The entity tags of # argument in {rows} rows end there.} other {The entity tags of # arguments in {rows} rows end there.}}",
          { n: votes[ends], rows: numRows },
        ),
      ];
    }
    if (numBrackets > 0)
      return [
        "inclusive",
        t(
          "{n, plural, one {# row writes brackets as -LRB-, as the LDC's files do.} other {# rows write brackets as -LRB-, as the LDC's files do.}}",
          { n: numBrackets },
        ),
      ];
    return [
      "inclusive",
      t(
        "{n, plural, one {Nothing in # row tells: this is how the format was defined.} other {Nothing in # rows tells: this is how the format was defined.}}",
        { n: numRows },
      ),
    ];
  })();
  const forced = (["inclusive", "exclusive"] as const).find((ends) => ends === decisions["ends"]);
  const ends = forced ?? found;
  return {
    ends,
    decision: {
      id: "ends",
      question: t("Is the last token of an argument the one its end names?"),
      value: ends,
      choices: [
        { value: "inclusive", label: t("yes: inclusive, as in the LDC's files") },
        { value: "exclusive", label: t("no: exclusive, as on the Hugging Face hub") },
      ],
      because,
      isForced: forced !== undefined,
    },
  };
}

/** What the named-entity tags of a row say about one argument; null when nothing. */
function voteByTags(tags: unknown, start: number, end: number): TokenEnds | null {
  if (!Array.isArray(tags) || end <= start || tags[start] === "O" || end >= tags.length) return null;
  if (tags[end] === "O") return "exclusive";
  return tags[end] === tags[end - 1] ? "inclusive" : null;
}

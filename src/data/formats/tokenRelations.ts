/** @file Mentions and relations that are written as lists of token numbers, as in SciERC and CrossRE. */
import { t } from "../../messages/translate";
import type { MarkedRelation, Mention } from "./documentPairs";
import type { ImportedRow } from "./format";
import { describe, notList, notShape } from "./parsedFile";
import { readName } from "./records";
import type { EndsEvidence, TokenDocument, TokenEnds } from "./tokenDocument";

/** One list of the file, such as `[0, 1, "Person"]`, and where it stands. */
export interface NumberedList {
  readonly list: unknown;
  readonly path: ImportedRow["path"];
}

/** Labels that mean the same in both orders in SciERC and CrossRE. */
const SYMMETRIC = /^(?:compare|conjunction)$/i;

/**
 * Reads `[first, last, type]` mentions and `[first, last, first, last, label, ...]` relations. A relation's span that is no
 * mention becomes one, without a type. `onBad` hears of each list that cannot be read; the others are kept.
 */
export function readTokenRelations(
  document: TokenDocument,
  ends: TokenEnds,
  marked: { readonly mentions: readonly NumberedList[]; readonly relations: readonly NumberedList[] },
  onBad: (path: ImportedRow["path"], error: unknown) => void,
): {
  mentions: Mention[];
  relations: MarkedRelation[];
  mentionAt: (first: unknown, last: unknown) => number | undefined;
} {
  const mentions: Mention[] = [];
  const places = new Map<string, number>();
  const addMention = (first: unknown, last: unknown, name: string, type?: string): number => {
    const key = `${first} ${last}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    if (!Number.isInteger(first) || !Number.isInteger(last)) {
      throw new Error(
        t("expected {name} to begin with token numbers, got {got}.", { name, got: describe([first, last]) }),
      );
    }
    const span = document.spanOf(null, first as number, (last as number) + (ends === "inclusive" ? 1 : 0), name);
    const place = mentions.push({ ...span, ...(type !== undefined && { type }) }) - 1;
    places.set(key, place);
    return place;
  };
  for (const { list, path } of marked.mentions) {
    try {
      if (!Array.isArray(list)) throw notList(nameOf(path), list);
      addMention(list[0], list[1], nameOf(path), readName(list[2]));
    } catch (error) {
      onBad(path, error);
    }
  }
  const relations = marked.relations.flatMap(({ list, path }): MarkedRelation[] => {
    const name = nameOf(path);
    try {
      if (!Array.isArray(list) || list.length < 5) {
        throw notShape(name, "[first, last, first, last, label]", list);
      }
      const label = readName(list[4]) ?? null;
      return [
        {
          subjects: [addMention(list[0], list[1], name)],
          objects: [addMention(list[2], list[3], name)],
          label,
          ...(label !== null && SYMMETRIC.test(label) && { isSymmetric: true }),
          path: [...path, 4],
        },
      ];
    } catch (error) {
      onBad(path, error);
      return [];
    }
  });
  return { mentions, relations, mentionAt: (first, last) => places.get(`${first} ${last}`) };
}

/** Counts the spans of mentions that end where they start. */
export function countSingles(mentions: Iterable<unknown>): EndsEvidence {
  let [numSpans, numSingle] = [0, 0];
  for (const mention of mentions) {
    if (!Array.isArray(mention)) continue;
    numSpans++;
    if (mention[0] === mention[1]) numSingle++;
  }
  return { numSpans, numSingle };
}

/** "relations[0][2]": the steps after the place of the record. */
function nameOf(path: ImportedRow["path"]): string {
  const from = path.findIndex((step) => typeof step === "string");
  return path
    .slice(Math.max(from, 0))
    .map((step) => (typeof step === "number" ? `[${step}]` : step))
    .join("");
}

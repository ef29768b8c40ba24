/** @file What doccano's offsets count: the file does not say, and carries no words to check them against. */
import { joinWords } from "../../messages/joinWords";
import { msg, t, type MessageId } from "../../messages/translate";
import type { CharSpan } from "../example";
import type { Decision, ReadOptions } from "./format";

export type DoccanoUnit = "utf16" | "code-point" | "grapheme";
const UNITS: readonly DoccanoUnit[] = ["utf16", "code-point", "grapheme"];
const LABELS: Readonly<Record<DoccanoUnit, MessageId>> = {
  utf16: msg("UTF-16 units, doccano's own way"),
  "code-point": msg("code points"),
  grapheme: msg("visible characters: the project counts grapheme clusters as one"),
};

/** Turns offsets of one text into a UTF-16 span; null where there is none. */
export function createUnitReader(text: string, unit: DoccanoUnit): (start: number, end: number) => CharSpan | null {
  // Plain ASCII without CR LF counts alike in every unit.
  // eslint-disable-next-line no-control-regex
  const places = unit === "utf16" || /^[\x00-\x0c\x0e-\x7f]*$/.test(text) ? null : listPlaces(text, unit);
  const at = (offset: number) => (places ? places[offset] : offset <= text.length ? offset : undefined);
  return (start, end) => {
    const [from, to] = [at(start), at(end)];
    return from !== undefined && to !== undefined && from < to ? { start: from, end: to } : null;
  };
}

function listPlaces(text: string, unit: "code-point" | "grapheme"): number[] {
  const parts =
    unit === "grapheme"
      ? Array.from(new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text), ({ index }) => index)
      : Array.from(text.matchAll(/[^]/gu), ({ index }) => index);
  return [...parts, text.length];
}

/** Offsets looked at; more say nothing new. */
const MAX_SPANS = 5_000;

/** Chooses the unit under which most spans begin and end at the edge of a word; UTF-16 where they are equal. */
export function chooseUnit(
  spans: Iterable<{ readonly text: string; readonly start: number; readonly end: number }>,
  { decisions }: ReadOptions,
): { readonly unit: DoccanoUnit; readonly decision: Decision } {
  const numFitting = { utf16: 0, "code-point": 0, grapheme: 0 };
  let numSpans = 0;
  const readersOf = (text: string) => UNITS.map((unit) => createUnitReader(text, unit));
  let last = { text: "", readers: readersOf("") };
  for (const { text, start, end } of spans) {
    if (numSpans++ >= MAX_SPANS) break;
    if (last.text !== text) last = { text, readers: readersOf(text) };
    last.readers.forEach((read, i) => {
      const span = read(start, end);
      if (span && isWordEdge(text, span.start) && isWordEdge(text, span.end)) numFitting[UNITS[i]!]++;
    });
  }
  numSpans = Math.min(numSpans, MAX_SPANS);
  const found = UNITS.reduce((best, unit) => (numFitting[unit] > numFitting[best] ? unit : best));
  const forced = UNITS.find((unit) => unit === decisions.unit);
  const unit = forced ?? found;
  const isAlike = UNITS.every((other) => numFitting[other] === numFitting[unit]);
  return {
    unit,
    decision: {
      id: "unit",
      question: t("What do the offsets count?"),
      value: unit,
      choices: UNITS.map((value) => ({ value, label: t(LABELS[value]) })),
      because: isAlike
        ? t("The offsets are the same in every unit, or fit every unit as well.")
        : t("{n} of {all} entities begin and end at the edge of a word; {others}.", {
            n: numFitting[unit],
            all: numSpans,
            others: joinWords(
              UNITS.filter((other) => other !== unit).map((other) =>
                t("{n} in {unit} units", { n: numFitting[other], unit: other }),
              ),
            ),
          }),
      isForced: forced !== undefined,
    },
  };
}

/** Whether no word and no character is cut at `offset`. */
function isWordEdge(text: string, offset: number): boolean {
  const before = text.slice(0, offset).slice(-2);
  const after = text.slice(offset, offset + 2);
  if (/[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]/.test(after)) return false;
  if (/^(?:\p{M}|\u200d)/u.test(after)) return false;
  return !(/[\p{L}\p{N}\p{M}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after));
}

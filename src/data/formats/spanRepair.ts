/**
 * @file How a file counts the offsets of its spans, found out from the words that it carries for them.
 *
 * Files written by Python count code points, those written by JavaScript or Java count UTF-16 units; some count CRLF as
 * one, some ends are inclusive, some were counted on normalised text. A format knows what it should be; here the spans are
 * checked against their words, and another way of counting is taken only when it mends the file.
 */
import { formatCount } from "../../messages/formatNumber";
import { msg, t, type MessageId } from "../../messages/translate";
import type { CharSpan } from "../example";
import type { Decision } from "./format";

/** What one step of an offset is, where the format is right about itself. */
export type OffsetUnit = "utf16" | "code-point";

/** Ways to count, in the order they are tried: the format's own unit, the other one, then what may go wrong with it. */
export type SpanReading = OffsetUnit | "crlf-as-one" | "lf-as-two" | "inclusive-end" | "nfc";

/** A span as a file gives it. `surface`: the words that the file says are there. */
export interface SpanClaim {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly surface: string;
}

/** Share of the file's spans that a way of counting must get right before it is taken instead of the format's own. */
export const MENDING_SHARE = 0.95;
/** Claims looked at; more say nothing new. */
const MAX_CLAIMS = 50_000;

const LABELS: Readonly<Record<SpanReading, MessageId>> = {
  utf16: msg("in UTF-16 units, as JavaScript and Java do"),
  "code-point": msg("in characters (code points), as Python does"),
  "crlf-as-one": msg("with the line end CR LF as one character"),
  "lf-as-two": msg("with each line end as two characters"),
  "inclusive-end": msg("with the end inside the span"),
  nfc: msg("on text in normal form C"),
};

/** The readings of a format whose unit is `base`, in the order they are tried. */
function readingsOf(base: OffsetUnit): SpanReading[] {
  const other = base === "utf16" ? "code-point" : "utf16";
  return [base, other, "crlf-as-one", "lf-as-two", "inclusive-end", "nfc"];
}

/** Turns the spans of one text, as a file counts them, into UTF-16 spans; null where the text has no such span. */
export type SpanReader = (start: number, end: number) => CharSpan | null;

/** A reader of the spans of `text`. Its cost is one pass over the text where counting differs from UTF-16, else nothing. */
export function createSpanReader(text: string, base: OffsetUnit, reading: SpanReading): SpanReader {
  const unit = reading === "utf16" || reading === "code-point" ? reading : base;
  const toUtf16 = createOffsetMap(text, unit, reading);
  const shift = reading === "inclusive-end" ? 1 : 0;
  return (start, end) => {
    const from = toUtf16(start);
    const to = toUtf16(end + shift);
    return from !== null && to !== null && from < to ? { start: from, end: to } : null;
  };
}

type OffsetMap = (offset: number) => number | null;

function createOffsetMap(text: string, unit: OffsetUnit, reading: SpanReading): OffsetMap {
  const isChanged =
    (reading === "nfc" && text !== text.normalize("NFC")) ||
    (reading === "crlf-as-one" && text.includes("\r\n")) ||
    (reading === "lf-as-two" && text.includes("\n"));
  const isPlain = !isChanged && (unit === "utf16" || !/[\ud800-\udbff]/.test(text));
  if (isPlain) return (offset) => (Number.isInteger(offset) && offset >= 0 && offset <= text.length ? offset : null);
  const places = listPlaces(text, unit, reading);
  return (offset) => places[offset] ?? null;
}

/** The UTF-16 offset of each offset of the file, from 0 to the end of the text. */
function listPlaces(text: string, unit: OffsetUnit, reading: SpanReading): number[] {
  const places: number[] = [];
  const stepsOf = (part: string) => (unit === "utf16" ? part.length : [...part].length);
  /** Adds a part of the text that counts `steps`: inside it, offsets fall on its characters as far as they go. */
  const add = (at: number, part: string, steps: number) => {
    for (let step = 0; step < steps; step++) places.push(at + Math.min(step, part.length));
  };
  if (reading === "nfc") {
    // What composes: a character with the marks after it, or the letters of one Hangul syllable.
    for (const { 0: part, index } of text.matchAll(
      /[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|\P{M}\p{M}*|\p{M}+/gsu,
    )) {
      add(index, part, stepsOf(part.normalize("NFC")));
    }
  } else {
    for (const { 0: part, index } of text.matchAll(/\r\n|[^]/gu)) {
      if (part === "\r\n") add(index, part, reading === "crlf-as-one" ? 1 : 2);
      else if (part === "\n") add(index, part, reading === "lf-as-two" ? 2 : 1);
      else add(index, part, stepsOf(part));
    }
  }
  places.push(text.length);
  return places;
}

/** Whether a span's words are those of the file: up to normal form C and kinds of white space; on request up to case. */
export function isSameSurface(words: string, surface: string, isCaseFree = false): boolean {
  return words === surface || simplify(words, isCaseFree) === simplify(surface, isCaseFree);
}

function simplify(words: string, isCaseFree: boolean): string {
  const plain = words.normalize("NFC").replace(/\s+/g, " ").trim();
  return isCaseFree ? plain.toLowerCase() : plain;
}

export interface SpanChoice {
  readonly reading: SpanReading;
  readonly decision: Decision;
}

export interface SpanChoiceOptions {
  /** What the format says its offsets count. */
  readonly base: OffsetUnit;
  /** `ReadOptions.decisions`: "spans" forces a reading. */
  readonly decisions: Readonly<Record<string, string>>;
  /** Whether the words may differ in case from the text (default: no). */
  readonly isCaseFree?: boolean;
}

/**
 * Chooses how the offsets of a file are counted. The format's own way stands when it gets every span right; else the
 * first other way that gets at least 95% of them right, and more than the format's own. Without claims: the format's own.
 */
export function chooseReading(claims: Iterable<SpanClaim>, options: SpanChoiceOptions): SpanChoice {
  const { base, decisions, isCaseFree = false } = options;
  const readings = readingsOf(base);
  const matches = new Map<SpanReading, number>(readings.map((reading) => [reading, 0]));
  let numClaims = 0;
  let lastText: string | null = null;
  let readers: SpanReader[] = [];
  for (const { text, start, end, surface } of claims) {
    if (numClaims++ === MAX_CLAIMS) break;
    if (lastText !== text) {
      lastText = text;
      readers = readings.map((way) => createSpanReader(text, base, way));
    }
    readers.forEach((read, way) => {
      const span = read(start, end);
      if (span === null || !isSameSurface(text.slice(span.start, span.end), surface, isCaseFree)) return;
      matches.set(readings[way]!, matches.get(readings[way]!)! + 1);
    });
  }
  numClaims = Math.min(numClaims, MAX_CLAIMS);
  const own = matches.get(base)!;
  const found =
    own === numClaims
      ? base
      : (readings.find((way) => matches.get(way)! > own && matches.get(way)! >= MENDING_SHARE * numClaims) ?? base);
  const forced = readings.find((way) => way === decisions["spans"]);
  const reading = forced ?? found;
  const count = (way: SpanReading) => formatCount(matches.get(way)!);
  const values = { n: count(reading), all: formatCount(numClaims) };
  const because =
    numClaims === 0
      ? t("The file does not carry the words of its spans: this is how the format counts.")
      : reading === base
        ? t("{n} of {all} spans are the words the file gives for them.", values)
        : t("{n} of {all} spans are the words the file gives for them; counted {way}: {own}.", {
            ...values,
            way: t(LABELS[base]),
            own: count(base),
          });
  return {
    reading,
    decision: {
      id: "spans",
      question: t("How are the offsets of the spans counted?"),
      value: reading,
      choices: readings.map((value) => ({ value, label: t(LABELS[value]) })),
      because,
      isForced: forced !== undefined,
    },
  };
}

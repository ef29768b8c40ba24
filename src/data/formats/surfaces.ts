/** @file Spans of a document checked against the words that the file gives for them. */
import { t } from "../../messages/translate";
import type { Mention } from "./documentPairs";
import {
  chooseReading,
  createSpanReader,
  isSameSurface,
  type OffsetUnit,
  type SpanChoice,
  type SpanClaim,
  type SpanReader,
} from "./spanRepair";
import type { ReadOptions } from "./format";

/** A mention as a file gives it; `surface` absent: the file does not carry its words. */
export interface GivenSpan {
  readonly start: number;
  readonly end: number;
  readonly surface?: string;
}

/** What a span is called in a message; made only for one that has a problem. */
export type SpanName = string | (() => string);

/** Reads the spans of a file in the way of counting that was chosen for it. */
export interface SurfaceReader {
  readonly choice: SpanChoice;
  /** Spans in one text. `offset` is added to the result: where that text begins in the document. */
  inText(text: string, offset?: number): (span: GivenSpan, name: SpanName) => Omit<Mention, "type">;
}

/** Chooses how the spans of a file are counted, from all spans that carry their words. */
export function createSurfaceReader(
  claims: Iterable<SpanClaim>,
  base: OffsetUnit,
  { decisions }: Pick<ReadOptions, "decisions">,
): SurfaceReader {
  const choice = chooseReading(claims, { base, decisions });
  return {
    choice,
    inText(text, offset = 0) {
      const read: SpanReader = createSpanReader(text, base, choice.reading);
      return ({ start, end, surface }, called) => {
        const nameOf = () => (typeof called === "string" ? called : called());
        const span = read(start, end);
        if (span === null) {
          const problem = t(
            "{n, plural, one {{name}: span [{start}, {end}) is not in the text, which has # character.} other {{name}: span [{start}, {end}) is not in the text, which has # characters.}}",
            { name: nameOf(), start, end, n: text.length },
          );
          return { start: 0, end: 0, problem };
        }
        const words = text.slice(span.start, span.end);
        const place = { start: span.start + offset, end: span.end + offset };
        if (surface === undefined || isSameSurface(words, surface)) return place;
        const problem = t("{name}: expected the words “{words}”, got “{got}” at [{start}, {end}).", {
          name: nameOf(),
          words: shorten(surface),
          got: shorten(words),
          start,
          end,
        });
        return { ...place, problem };
      };
    },
  };
}

function shorten(words: string): string {
  return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}

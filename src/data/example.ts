/** @file What one relation-extraction example is. Offsets are UTF-16 units, half-open `[start, end)`. */
import { t } from "../messages/translate";

/** A half-open range `[start, end)` of UTF-16 units in a text. */
export interface CharSpan {
  readonly start: number;
  readonly end: number;
}

/** One argument of a relation: where it is mentioned and, if known, its entity type. */
export interface Argument extends CharSpan {
  readonly type?: string;
}

/** One ordered entity pair in one text. */
export interface Example {
  readonly id: string;
  readonly docId?: string;
  readonly text: string;
  readonly subject: Argument;
  readonly object: Argument;
  /** Gold relation; absent or null when unlabelled. */
  readonly relation?: string | null;
  /** Who marked it, when the file says so: a text may have one row for each annotator. */
  readonly annotator?: string;
}

/** The two roles an argument can play. */
export type Role = "subject" | "object";

/** Problems that make an example unreadable, in the order they are checked; empty when it is fine. */
export function checkExample(example: Pick<Example, "text" | "subject" | "object">): string[] {
  const { text, subject, object } = example;
  if (text.trim() === "") return [t("The text is empty. Write or paste a sentence.")];
  const problems: string[] = [];
  for (const [role, span] of [
    ["subject", subject],
    ["object", object],
  ] as const) {
    const values = { role, start: span.start, end: span.end };
    if (!Number.isInteger(span.start) || !Number.isInteger(span.end)) {
      problems.push(
        t(
          "{role, select, subject {The subject span must be two whole numbers, got [{start}, {end}).} other {The object span must be two whole numbers, got [{start}, {end}).}}",
          values,
        ),
      );
    } else if (span.start < 0 || span.end > text.length) {
      problems.push(
        t(
          "{role, select, subject {The subject span} other {The object span}} [{start}, {end}) lies outside the text, which has {n, plural, one {# character} other {# characters}}.",
          { ...values, n: text.length },
        ),
      );
    } else if (text.slice(span.start, span.end).trim() === "") {
      problems.push(
        t(
          "{role, select, subject {The subject is empty.} other {The object is empty.}} Mark at least one character that is not a space.",
          { role },
        ),
      );
    } else if (isInsideCharacter(text, span.start) || isInsideCharacter(text, span.end)) {
      problems.push(
        t(
          "{role, select, subject {The subject span} other {The object span}} [{start}, {end}) cuts a character (such as an emoji) in two.",
          values,
        ),
      );
    }
  }
  if (problems.length > 0) return problems;
  if (subject.start === object.start && subject.end === object.end) {
    return [t("Subject and object are the same words. Mark two different mentions.")];
  }
  if (subject.start < object.end && object.start < subject.end) {
    return [
      t("Subject {subject} and object {object} overlap. Mark two separate mentions.", {
        subject: `[${subject.start}, ${subject.end})`,
        object: `[${object.start}, ${object.end})`,
      }),
    ];
  }
  return [];
}

/** True when `offset` stands between the two UTF-16 units of one character. */
function isInsideCharacter(text: string, offset: number): boolean {
  return offset > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(offset - 1, offset + 1));
}

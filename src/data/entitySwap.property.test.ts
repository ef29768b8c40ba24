/** @file What holds for every swap: spans, surfaces, the text around, and the way back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { swapArgument, swapArguments } from "./entitySwap";
import { checkExample, type CharSpan, type Example, type Role } from "./example";

const NAMES =
  "Ann James Ørsted Łódź Oslo O'Brien D'Arc 山本 عمر 😀 👩‍🚀 é é İzmir eBay U.S. Inc. NATO FBI hour use one 1950s [MASK] painter engineer".split(
    " ",
  );
const GLUE = [
  " ",
  " a ",
  " an ",
  " A ",
  " the ",
  "'s ",
  "' ",
  "’s ",
  ". ",
  ".",
  "...",
  ", ",
  " – ",
  "-",
  " “",
  "” ",
  " (",
  ") ",
  "\n",
  "",
];
const FILLERS = ["met", "WAS", "painter", "Ann", "a", "يسكن", "東京", "🏙️", "", "engineer's", "Oslo-based", "x"];

const name = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
const glue = fc
  .tuple(fc.constantFrom(...GLUE), fc.constantFrom(...FILLERS), fc.constantFrom(...GLUE))
  .map((g) => g.join(""));
const role = fc.constantFrom<Role>("subject", "object");

/** Glue, name, glue, name, glue; the subject first or second; now and then all in one case. */
const example = fc
  .tuple(glue, name, glue, name, glue, fc.boolean(), fc.constantFrom("as is", "as is", "upper", "lower"))
  .map(([a, first, b, second, c, isSubjectFirst, letterCase]): Example => {
    const follow = (piece: string) =>
      letterCase === "upper" ? piece.toUpperCase() : letterCase === "lower" ? piece.toLowerCase() : piece;
    const pieces = [a, first, b, second, c].map(follow);
    const end = (i: number) => pieces.slice(0, i).join("").length;
    const [one, two] = [
      { start: end(1), end: end(2) },
      { start: end(3), end: end(4) },
    ];
    const [subject, object] = isSubjectFirst ? [one, two] : [two, one];
    return { id: "x", text: pieces.join(""), subject, object };
  })
  .filter((made) => checkExample(made).length === 0);

const read = (text: string, { start, end }: CharSpan) => text.slice(start, end);
const otherRole = (one: Role): Role => (one === "subject" ? "object" : "subject");
/** The text with both arguments blotted out. */
const around = ({ text, subject, object }: Example) => {
  const [first, second] = subject.start < object.start ? [subject, object] : [object, subject];
  return [text.slice(0, first.start), text.slice(first.end, second.start), text.slice(second.end)];
};
const options = { numRuns: 600 };

describe("swapArgument, for any example and name", () => {
  it("gives separate spans in the text, the other argument's surface unchanged", () => {
    fc.assert(
      fc.property(example, role, name, fc.boolean(), (before, which, replacement, allIdentical) => {
        const { example: after, swapped } = swapArgument(before, which, replacement, { allIdentical });
        expect(checkExample(after)).toEqual([]);
        const other = otherRole(which);
        expect(read(after.text, after[other])).toBe(read(before.text, before[other]));
        const spans = [...swapped, after[other]].sort((a, b) => a.start - b.start);
        spans.slice(1).forEach((span, i) => expect(span.start).toBeGreaterThanOrEqual(spans[i]!.end));
        expect(swapped).toContainEqual({ start: after[which].start, end: after[which].end });
      }),
      options,
    );
  });

  it("puts in the replacement as it is, but for case, a dropped 'the' and a possessive ending", () => {
    fc.assert(
      fc.property(example, role, name, (before, which, replacement) => {
        const { example: after, rules } = swapArgument(before, which, replacement);
        const surface = read(after.text, after[which]);
        const old = read(before.text, before[which]);
        const bare = /['’]s?$/i.test(old) ? surface.replace(/['’]s?$/i, "") : surface;
        const accepted = [replacement, replacement.replace(/^the /i, "")];
        if (rules.includes("casing")) expect(bare.toLowerCase()).toBe(replacement.toLowerCase());
        else expect([...accepted, ...accepted.map((one) => one.replace(/['’]s?$/i, ""))]).toContain(bare);
      }),
      options,
    );
  });

  it("leaves the text around untouched unless a rule says otherwise, and the rules change only their own kind", () => {
    fc.assert(
      fc.property(example, role, name, (before, which, replacement) => {
        const { example: after, rules } = swapArgument(before, which, replacement);
        const [was, is] = [around(before), around(after)];
        if (rules.every((rule) => rule === "casing" || rule === "the")) expect(is).toEqual(was);
        const blur = (parts: string[]) =>
          parts.map((part) =>
            part
              .replace(/(?<![\p{L}\p{N}])an?(?=\s+[“"'‘(«*_]*$)/iu, "a")
              .replace(/^(['’])s?(?![\p{L}\p{N}])/iu, "$1")
              .replace(/^['’]/u, "")
              .replace(/^\./, ""),
          );
        expect(blur(is)).toEqual(blur(was));
      }),
      options,
    );
  });

  it("comes back to the original when no rule was needed on the way", () => {
    let numBack = 0;
    fc.assert(
      fc.property(example, role, name, (before, which, replacement) => {
        const there = swapArgument(before, which, replacement);
        if (there.rules.length > 0) return;
        const back = swapArgument(there.example, which, read(before.text, before[which]).trim());
        if (back.rules.length > 0) return;
        numBack++;
        expect(back.example.text).toBe(before.text);
        expect(back.example).toEqual(before);
      }),
      options,
    );
    // Most swaps need no rule: the property is not empty.
    expect(numBack).toBeGreaterThan(options.numRuns / 4);
  });

  it("moves other mentions so that their words stay", () => {
    fc.assert(
      fc.property(example, role, name, fc.nat(), fc.nat(), (before, which, replacement, from, length) => {
        const start = from % before.text.length;
        const mention = { start, end: Math.min(before.text.length, start + 1 + (length % 6)) };
        const { example: after, mentions } = swapArgument(before, which, replacement, { mentions: [mention] });
        const isClear = mention.end <= before[which].start - 6 || mention.start >= before[which].end + 3;
        if (isClear) expect(read(after.text, mentions[0]!)).toBe(read(before.text, mention));
        else if (mentions[0]) expect(mentions[0].end).toBeLessThanOrEqual(after.text.length);
      }),
      options,
    );
  });

  it("swaps both with the same promises", () => {
    fc.assert(
      fc.property(example, name, name, fc.boolean(), (before, subject, object, allIdentical) => {
        const { example: after, swapped } = swapArguments(before, { subject, object }, { allIdentical });
        expect(checkExample(after)).toEqual([]);
        swapped.slice(1).forEach((span, i) => expect(span.start).toBeGreaterThanOrEqual(swapped[i]!.end));
      }),
      options,
    );
  });
});

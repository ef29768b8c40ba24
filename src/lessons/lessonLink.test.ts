import { deflateSync, strToU8 } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatLessonFragment, parseLessonFragment } from "./lessonLink";
import { LESSONS } from "./lessonList";
import { LESSON_PARTS, OUTCOMES, parseLesson, type Lesson } from "./schema";

/** Any text that the schema keeps as it is: it trims, and wants at least one character. */
const words = (most: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: Math.min(most, 60) })
    .map((text) => text.trim())
    .filter((text) => text.length > 0 && text.length <= most);
const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const step = fc
  .record({
    view: fc.constantFrom("bench" as const, "corpus" as const, "review" as const),
    title: words(120),
    text: words(4000),
    reveal: some(words(4000)),
    covered: some(fc.subarray([...LESSON_PARTS.bench])),
    predict: some(
      fc.record({
        question: words(600),
        choices: fc.array(fc.record({ text: words(300), holds: some(fc.constantFrom(...OUTCOMES)) }), {
          minLength: 2,
          maxLength: 6,
        }),
      }),
    ),
    setup: some(
      words(60).map((name) => ({
        sentence: {
          text: `${name} met Bo.`,
          subject: { start: 0, end: name.length },
          object: { start: name.length + 5, end: name.length + 7 },
        },
      })),
    ),
  })
  .chain((one) =>
    fc.oneof(
      fc.constant(one),
      words(600).map((ask) => ({ ...one, ask, task: { kind: "read" as const } })),
    ),
  );

const lesson: fc.Arbitrary<Lesson> = fc.record({
  version: fc.constant(1 as const),
  id: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,59}$/),
  title: words(120),
  summary: words(600),
  minutes: fc.integer({ min: 1, max: 240 }),
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
  check: fc.array(
    fc.record({
      question: words(600),
      choices: fc.array(fc.record({ text: words(300), why: words(600) }), { minLength: 2, maxLength: 6 }),
      right: fc.constantFrom(0, 1),
    }),
    { maxLength: 3 },
  ),
});

/** A value as a link whose check is right: what a stranger can write on purpose. */
function forge(value: unknown, version = 1): string {
  const honest = formatLessonFragment(value as Lesson);
  return version === 1 ? honest : honest.replace("=1.", `=${version}.`);
}

describe("a lesson in a link", () => {
  it("comes out as it went in", () => {
    fc.assert(
      fc.property(lesson, (one) => {
        const fragment = formatLessonFragment(one);
        expect(fragment).toMatch(/^#lesson=1\.[\w-]{6}\.[\w-]+$/);
        expect(parseLessonFragment(fragment)).toEqual(parseLesson(JSON.parse(JSON.stringify(one))));
      }),
      { numRuns: 200 },
    );
  });

  it.each(LESSONS.map((one) => [one.id, one] as const))("holds lesson %s of this page", (_, one) => {
    expect(parseLessonFragment(formatLessonFragment(one))).toEqual(JSON.parse(JSON.stringify(one)));
  });

  it("is never another lesson when it is damaged: one character changed, or cut off", () => {
    const fragment = formatLessonFragment(LESSONS[0]!);
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: fragment.length - 1 }),
        fc.constantFrom(..."Aa0-_z9%. "),
        (at, character) => {
          for (const damaged of [fragment.slice(0, at) + character + fragment.slice(at + 1), fragment.slice(0, at)]) {
            let read: Lesson | null = null;
            try {
              read = parseLessonFragment(damaged);
            } catch (error) {
              expect((error as Error).message).toMatch(
                /^This link to a lesson cannot be opened: .+ Copy the whole link/,
              );
            }
            if (read) expect(read).toEqual(LESSONS[0]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is read although a mail program has put something behind it", () => {
    for (const tail of [".", ")", "%20", "?utm=1", "&x=1"]) {
      expect(parseLessonFragment(formatLessonFragment(LESSONS[0]!) + tail)).toEqual(LESSONS[0]);
    }
  });

  it("never throws anything but a plain message, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const fragment of [text, `#lesson=${text}`, `#lesson=1.abcdef.${text}`]) {
          expect(() => parseLessonFragment(fragment)).toThrow(/^This link to a lesson cannot be opened: .+/);
        }
      }),
    );
  });

  it.each<[string, string, RegExp]>([
    ["a newer version", forge(LESSONS[0], 2), /newer version of this page\. Reload/],
    ["nothing", "#lesson=", /its beginning is damaged/],
    ["no lesson", forge({ hello: 1 }), /not a lesson of this page: lesson\.version/],
    ["a list", forge([]), /not a lesson/],
    ["a key of its own", forge({ ...LESSONS[0], script: "alert(1)" }), /script/],
    ["a lesson of a later schema", forge({ ...LESSONS[0], version: 9 }), /lesson\.version/],
    ["far too many steps", forge({ ...LESSONS[0], steps: Array(400).fill(LESSONS[0]!.steps[0]) }), /lesson\.steps/],
    [
      "a view that is none",
      forge({ ...LESSONS[0], steps: [{ ...LESSONS[0]!.steps[0], view: "javascript:" }] }),
      /view/,
    ],
    ["a bomb of 60 MB", forge("x".repeat(60_000_000)), /far more than a lesson/],
    ["far too long an address", `#lesson=1.abcdef.${"A".repeat(300_000)}`, /300,017 characters.*200,000/],
  ])("refuses %s", (_, fragment, message) => {
    expect(() => parseLessonFragment(fragment)).toThrow(message);
  });

  it("refuses what is no JSON, though its check is right", () => {
    const raw = deflateSync(strToU8("not json"));
    let hash = 0x811c9dc5;
    for (const byte of raw) hash = Math.imul(hash ^ byte, 0x01000193);
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
    const check = base64(Uint8Array.from([24, 16, 8, 0], (shift) => (hash >>> shift) & 255));
    expect(() => parseLessonFragment(`#lesson=1.${check}.${base64(raw)}`)).toThrow(/what it holds is not a lesson/);
  });
});

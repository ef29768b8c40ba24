import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toWorked, type WorkedSentence } from "./foundCandidates";
import { addEntity, changeEntity, correctByMarks, findFreeWord, moveEdge, removeEntity } from "./fixSpan";

const TEXT = "Ada Falk grew up in Port Velde.";
const [SENTENCE] = toWorked([
  {
    start: 10,
    end: 10 + TEXT.length,
    text: TEXT,
    entities: [
      { start: 14, end: 18, type: "PERSON", score: 0.4 },
      { start: 30, end: 40, type: "LOCATION", score: 0.7 },
      { start: 19, end: 23, type: "EVENT", score: 0.3 },
    ],
    relations: [
      { subject: 0, object: 1, relation: "residence", score: 0.8 },
      { subject: 2, object: 1, relation: "location", score: 0.2 },
    ],
    numEntitiesCut: 0,
  },
]) as [WorkedSentence];
const wordsOf = (span: { start: number; end: number } | null, text = TEXT) => span && text.slice(span.start, span.end);

describe("moving an edge", () => {
  const falk = { start: 4, end: 8 };
  it("goes by words, and stops at the ends of the text and of the span", () => {
    expect(wordsOf(moveEdge(TEXT, falk, "start", -1, "word"))).toBe("Ada Falk");
    expect(wordsOf(moveEdge(TEXT, falk, "end", 1, "word"))).toBe("Falk grew");
    expect(moveEdge(TEXT, falk, "start", 1, "word")).toBeNull();
    expect(moveEdge(TEXT, { start: 0, end: 8 }, "start", -1, "word")).toBeNull();
  });

  it("goes by characters over white space, and takes an emoji or an accented letter whole", () => {
    expect(wordsOf(moveEdge(TEXT, falk, "end", 1, "character"))).toBe("Falk g");
    expect(wordsOf(moveEdge(TEXT, falk, "start", 1, "character"))).toBe("alk");
    const text = "Re\u0301mi 👩‍🚀 flew";
    // "e" with a combining acute is one character; so is the astronaut, of three code points.
    expect(wordsOf(moveEdge(text, { start: 0, end: 1 }, "end", 1, "character"), text)).toBe("Re\u0301");
    expect(wordsOf(moveEdge(text, { start: 0, end: 5 }, "end", 1, "character"), text)).toBe("Re\u0301mi 👩‍🚀");
  });

  it("never leaves the text, never empties the span, never begins or ends with white space", () => {
    const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        span,
        fc.constantFrom<"start" | "end">("start", "end"),
        fc.constantFrom<1 | -1>(1, -1),
        fc.constantFrom<"word" | "character">("word", "character"),
        (text, given, edge, step, unit) => {
          const moved = moveEdge(text, given, edge, step, unit);
          if (moved === null) return;
          expect(moved.start).toBeLessThan(moved.end);
          expect(moved[edge]).toBeGreaterThanOrEqual(0);
          expect(moved[edge]).toBeLessThanOrEqual(text.length);
          expect(Math.sign(moved[edge] - given[edge])).toBe(step);
        },
      ),
    );
  });
});

describe("setting entities right", () => {
  it("keeps the pairs, drops the score, and gives it back with the old span", () => {
    const changed = changeEntity(SENTENCE, "0.0", { start: 10 });
    expect(changed.entities[0]).toMatchObject({ start: 10, end: 18, score: 1, isByHand: true });
    expect(changed.entities[0]!.origin).toMatchObject({ start: 14, score: 0.4 });
    expect(changed.relations).toEqual(SENTENCE.relations);
    expect(changeEntity(changed, "0.0", { start: 14 })).toEqual(SENTENCE);
  });

  it("takes one out with its pairs, and renumbers the others", () => {
    const rest = removeEntity(SENTENCE, "0.0");
    expect(rest.entities.map(({ id }) => id)).toEqual(["0.1", "0.2"]);
    expect(rest.relations).toEqual([{ subject: 1, object: 0, relation: "location", score: 0.2 }]);
    expect(removeEntity(SENTENCE, "no such")).toBe(SENTENCE);
  });

  it("adds one behind the others, without white space at its ends", () => {
    const more = addEntity(SENTENCE, { start: 10, end: 14 }, "PERSON", "+1");
    expect(more.entities.at(-1)).toEqual({
      ...{ start: 10, end: 13, type: "PERSON", score: 1 },
      ...{ id: "+1", origin: null, isByHand: true },
    });
    expect(addEntity(SENTENCE, { start: 13, end: 14 }, "PERSON", "+1")).toBe(SENTENCE);
    expect(addEntity(SENTENCE, { start: 0, end: 14 }, "PERSON", "+1")).toBe(SENTENCE);
  });

  it("finds the first free word, and none where all are taken", () => {
    expect(findFreeWord(SENTENCE, [])).toEqual({ start: 10, end: 13 });
    expect(findFreeWord(SENTENCE, [{ start: 10, end: 18 }])).toEqual({ start: 19, end: 23 });
    expect(findFreeWord(SENTENCE, [SENTENCE])).toBeNull();
  });

  it("takes the ends of marks, the best entity for each mark, and only of those that may change", () => {
    const marks = [
      { start: 10, end: 18, type: "PERSON" },
      { start: 30, end: 40 },
      { start: 0, end: 5 },
    ];
    const ids = new Set(["0.0", "0.1", "0.2"]);
    const { entities } = correctByMarks(SENTENCE, marks, ids);
    // Port Velde is as marked already; the third mark lies in another sentence.
    expect(entities.map(({ start, end, isByHand }) => [start, end, isByHand])).toEqual([
      [10, 18, true],
      [30, 40, false],
      [19, 23, false],
    ]);
    expect(correctByMarks(SENTENCE, marks, new Set(["0.1"]))).toBe(SENTENCE);
    expect(correctByMarks(SENTENCE, [], ids)).toBe(SENTENCE);
    // Both "Falk" and "grew" lie in one mark: the surer one takes it.
    const both = correctByMarks(SENTENCE, [{ start: 10, end: 23 }], ids).entities;
    expect(both.map(({ start, end }) => [start, end])).toEqual([
      [10, 23],
      [30, 40],
      [19, 23],
    ]);
  });
});

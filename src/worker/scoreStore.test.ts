import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RowResult } from "../analysis/rowScore";
import type { Example } from "../data/example";
import { createMemoryKeeper } from "./keeper";
import { markExample, readScores, writeScores, type ScoreRecord } from "./scoreStore";

const row = (text: string): Example => ({
  id: text,
  text,
  subject: { start: 0, end: 1 },
  object: { start: 2, end: 3, type: "PERSON" },
  relation: "a",
});
const result = (error: string): RowResult => ({ kind: "unreadable", error });
const EXAMPLES = Array.from({ length: 1000 }, (_, i) => row(`a b ${i}`));
const addressOf = (places: number[], corpusHash = "c", jobKey = "j") => ({
  corpusHash,
  jobKey,
  places,
  examples: places.map((place) => EXAMPLES[place]!),
});

describe("readScores and writeScores", () => {
  it("give each row what was written last for it, in any order and any parts", async () => {
    const places = fc.uniqueArray(fc.nat(999), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(places, { maxLength: 6 }), places, async (writes, asked) => {
        const keeper = createMemoryKeeper<ScoreRecord>();
        const expected = new Map<number, RowResult>();
        for (const [i, some] of writes.entries()) {
          const results = some.map((place) => result(`${i} ${place}`));
          await writeScores(keeper, addressOf(some), results);
          some.forEach((place, at) => expected.set(place, results[at]!));
        }
        expect(await readScores(keeper, addressOf(asked))).toEqual(asked.map((place) => expected.get(place)));
        expect(await readScores(keeper, addressOf(asked, "c", "other job"))).toEqual(asked.map(() => undefined));
      }),
    );
  });

  it("give nothing for a row that reads otherwise than when it was scored", async () => {
    const keeper = createMemoryKeeper<ScoreRecord>();
    await writeScores(keeper, addressOf([5, 6]), [result("five"), result("six")]);
    const moved = { ...EXAMPLES[5]!, subject: { start: 0, end: 2 } };
    const asked = { ...addressOf([5, 6]), examples: [moved, EXAMPLES[6]!] };
    expect(await readScores(keeper, asked)).toEqual([undefined, result("six")]);
  });

  it("are forgotten with their corpus, and only with it", async () => {
    const keeper = createMemoryKeeper<ScoreRecord>();
    await writeScores(keeper, addressOf([1]), [result("x")]);
    await writeScores(keeper, addressOf([900], "c", "k"), [result("x")]);
    await writeScores(keeper, addressOf([1], "d"), [result("y")]);
    await keeper.deleteUnder("c");
    expect(await readScores(keeper, addressOf([1]))).toEqual([undefined]);
    expect(await readScores(keeper, addressOf([900], "c", "k"))).toEqual([undefined]);
    expect(await readScores(keeper, addressOf([1], "d"))).toEqual([result("y")]);
  });
});

describe("markExample", () => {
  it("changes with text, spans, types and relation, not with the id", () => {
    const one = row("a b");
    const others = [
      row("a c"),
      { ...one, subject: { start: 0, end: 1, type: "PERSON" } },
      { ...one, object: { start: 2, end: 3 } },
      { ...one, relation: null },
      { ...one, relation: "b" },
    ];
    expect(markExample({ ...one, id: "other" })).toBe(markExample(one));
    expect(new Set([one, ...others].map(markExample)).size).toBe(6);
    const marks = EXAMPLES.map(markExample);
    expect(new Set(marks).size).toBe(EXAMPLES.length);
    expect(marks.every(Number.isSafeInteger)).toBe(true);
  });
});

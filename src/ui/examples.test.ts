import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkExample } from "../data/example";
import { ENTITY_TYPES } from "./entityTypes";
import { EXAMPLES } from "./examples";

const mention = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

describe("examples", () => {
  it("are at least 24, each with its own id", () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(24);
    expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
  });

  it.each(EXAMPLES.map((example) => [example.id, example] as const))("%s can be read and is typed", (_, example) => {
    expect(checkExample(example)).toEqual([]);
    for (const argument of [example.subject, example.object]) {
      const words = mention(example.text, argument);
      expect(words).toBe(words.trim());
      expect(ENTITY_TYPES.map(({ id }) => id)).toContain(argument.type);
      // No name is cut: what stands beside a mention is not a letter.
      expect(/[\p{L}\p{N}]/u.test(example.text[argument.start - 1] ?? "")).toBe(false);
      expect(/[\p{L}\p{N}]/u.test(example.text[argument.end] ?? "")).toBe(false);
    }
  });

  it("name only relations the shipped models know", () => {
    const labels = new URL("../../public/models/tiny/labels.json", import.meta.url);
    expect(existsSync(labels)).toBe(true);
    const known = JSON.parse(readFileSync(labels, "utf8")) as string[];
    for (const { relation } of EXAMPLES) expect(known).toContain(relation);
  });

  it("cover known pairs that merely co-occur, emoji, right-to-left names and objects before subjects", () => {
    expect(EXAMPLES.filter(({ relation }) => relation === "no_relation").length).toBeGreaterThanOrEqual(4);
    expect(EXAMPLES.some(({ text, subject }) => /\p{Extended_Pictographic}/u.test(text.slice(0, subject.start)))).toBe(
      true,
    );
    expect(EXAMPLES.some(({ text, subject }) => /\p{Script=Arabic}/u.test(mention(text, subject)))).toBe(true);
    expect(EXAMPLES.filter(({ subject, object }) => object.start < subject.start).length).toBeGreaterThanOrEqual(3);
    expect(new Set(EXAMPLES.map(({ relation }) => relation)).size).toBeGreaterThanOrEqual(24);
  });
});

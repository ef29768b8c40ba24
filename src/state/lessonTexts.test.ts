import { describe, expect, it } from "vitest";
import { checkExample } from "../data/example";
import { fillText, VALUE_NAMES } from "./lessonValues";
import { LESSONS } from "../lessons/lessonList";
import { markSentence } from "../lessons/markSentence";
import { parseLesson, type Lesson } from "../lessons/schema";

const LEAST: Lesson = {
  version: 1,
  id: "mine",
  title: "Mine",
  summary: "One can read.",
  minutes: 5,
  steps: [{ view: "bench", title: "Look", text: "Look at the page." }],
  check: [],
};

describe("parseLesson", () => {
  it("takes a lesson as it came through JSON", () => {
    for (const lesson of [LEAST, ...LESSONS]) {
      expect(parseLesson(JSON.parse(JSON.stringify(lesson)))).toEqual(JSON.parse(JSON.stringify(lesson)));
    }
  });

  it.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /not a lesson/],
    ["another version", { ...LEAST, version: 2 }, /lesson\.version/],
    ["an unknown key", { ...LEAST, script: "x" }, /script/],
    ["an unknown view", { ...LEAST, steps: [{ ...LEAST.steps[0], view: "card" }] }, /lesson\.steps\[0\]\.view/],
    [
      "an unknown task",
      { ...LEAST, steps: [{ ...LEAST.steps[0], ask: "Do", task: { kind: "fetch" } }] },
      /steps\[0\]\.task/,
    ],
    ["a task without words", { ...LEAST, steps: [{ ...LEAST.steps[0], task: { kind: "read" } }] }, /steps\[0\].*words/],
    [
      "an argument outside its text",
      {
        ...LEAST,
        steps: [
          {
            ...LEAST.steps[0],
            setup: {
              sentence: { text: "Ilse met Ravi.", subject: { start: 0, end: 4 }, object: { start: 9, end: 99 } },
            },
          },
        ],
      },
      /setup\.sentence: expected both arguments/,
    ],
    [
      "a right answer that is none",
      {
        ...LEAST,
        check: [
          {
            question: "Q",
            choices: [
              { text: "a", why: "b" },
              { text: "c", why: "d" },
            ],
            right: 2,
          },
        ],
      },
      /check\[0\]: expected the right choice/,
    ],
    ["far too much text", { ...LEAST, title: "x".repeat(200) }, /lesson\.title/],
  ])("refuses %s", (_, value, message) => {
    expect(() => parseLesson(value)).toThrow(message);
  });
});

describe("the lessons of this page", () => {
  it("have ids of their own", () => {
    expect(new Set(LESSONS.map(({ id }) => id)).size).toBe(LESSONS.length);
  });

  it.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))("%s can be done, checked and printed", (_, lesson) => {
    expect(lesson.minutes).toBeGreaterThanOrEqual(8);
    expect(lesson.minutes).toBeLessThanOrEqual(12);
    expect(lesson.check).toHaveLength(3);
    expect(lesson.worksheet!.length).toBeGreaterThan(0);
    expect(lesson.steps.some(({ task }) => task)).toBe(true);
    expect(lesson.steps.some(({ predict }) => predict)).toBe(true);
    for (const { setup, text, reveal = "" } of lesson.steps) {
      if (setup?.sentence) expect(checkExample(setup.sentence)).toEqual([]);
      // Every brace is a value that the page knows.
      const filled = fillText(`${text} ${reveal}`, Object.fromEntries(VALUE_NAMES.map((name) => [name, "✓"])));
      expect(filled).not.toMatch(/[{}]/);
    }
    // What is compared is compared for every choice.
    for (const { predict } of lesson.steps) {
      expect(new Set(predict?.choices.map(({ holds }) => holds !== undefined)).size).toBeLessThanOrEqual(1);
    }
  });
});

describe("markSentence", () => {
  it("finds mentions that occur once, and no others", () => {
    const marked = markSentence("Ilse met Ravi.", ["Ilse", "PERSON"], ["Ravi", "PERSON"]);
    expect(marked.object).toEqual({ start: 9, end: 13, type: "PERSON" });
    expect(() => markSentence("Ilse met Ilse.", ["Ilse", "PERSON"], ["met", "X"])).toThrow(/several/);
    expect(() => markSentence("Ilse met Ravi.", ["Oslo", "PERSON"], ["met", "X"])).toThrow(/none/);
  });
});

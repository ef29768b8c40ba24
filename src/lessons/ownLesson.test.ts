import { afterEach, describe, expect, it } from "vitest";
import { loadLanguage, wantMessages } from "../messages/catalogues";
import { LANGUAGE_FACTS, LANGUAGES, SOURCE_LANGUAGE } from "../messages/languages";
import { LESSONS } from "./lessonList";
import { isOwnLesson, speakLesson } from "./ownLesson";
import { parseLesson, type Lesson } from "./schema";

const NAMED_ALIKE: Lesson = {
  version: 1,
  id: "names-or-text",
  title: "Does it read the sentence or the names?",
  summary: "Mine.",
  minutes: 5,
  steps: [{ view: "bench", title: "Another name, the same words", text: "Another one" }],
  check: [],
};

const readBack = (lesson: Lesson) => JSON.parse(JSON.stringify(lesson)) as Lesson;

/** Every text that is shown, by its place in the lesson. */
function listTexts(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => listTexts(one, `${path}.${key}`));
}

const listPlaceholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([whole]) => whole).sort();

afterEach(() => loadLanguage(SOURCE_LANGUAGE));

describe("speakLesson", () => {
  it("leaves the page's lessons in English as they are written", () => {
    for (const lesson of LESSONS) expect(speakLesson(lesson)).toEqual(lesson);
  });

  it("knows the page's lessons from others that look the same", () => {
    expect(LESSONS.map(isOwnLesson)).toEqual(LESSONS.map(() => true));
    for (const value of [readBack(LESSONS[0]!), NAMED_ALIKE, null, "names-or-text"]) {
      expect(isOwnLesson(value)).toBe(false);
    }
  });

  it.each(LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE))("speaks %s", async (language) => {
    await wantMessages("learn");
    await loadLanguage(language);
    for (const lesson of LESSONS) {
      const spoken = speakLesson(lesson);
      expect(parseLesson(readBack(spoken))).toEqual(readBack(spoken));
      expect(spoken.title).not.toBe(lesson.title);
      expect(spoken.steps.map(({ setup }) => setup)).toEqual(lesson.steps.map(({ setup }) => setup));
      expect(spoken.steps.map(({ task }) => task)).toEqual(lesson.steps.map(({ task }) => task));
      const written = new Map(listTexts(lesson));
      for (const [path, text] of listTexts(spoken)) {
        expect(listPlaceholders(text), path).toEqual(listPlaceholders(written.get(path)!));
        // Each paragraph finds its direction by its first letter, which must not be that of a foreign name.
        const isShown = text !== written.get(path) && LANGUAGE_FACTS[language].direction === "rtl";
        if (isShown) for (const part of text.split("\n\n")) expect(part, path).toMatch(/^\P{L}*\p{Script=Arabic}/u);
      }
    }
  });

  it("never looks up what a teacher has written", async () => {
    await wantMessages("learn");
    await loadLanguage("de");
    expect(speakLesson(NAMED_ALIKE)).toBe(NAMED_ALIKE);
    const copied = parseLesson(readBack(LESSONS[0]!));
    expect(speakLesson(copied)).toBe(copied);
    expect(speakLesson(LESSONS[0]!).title).not.toBe(copied.title);
  });
});

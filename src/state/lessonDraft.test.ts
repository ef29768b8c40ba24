import { describe, expect, it } from "vitest";
import { LESSONS } from "../lessons/lessonList";
import { parseLesson } from "../lessons/schema";
import { composeLesson, emptyLesson, emptyStep, newKey, readDraft, readLesson } from "./lessonDraft";

describe("the draft of a lesson", () => {
  it.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))("keeps all of lesson %s but its id", (_, lesson) => {
    const composed = parseLesson(composeLesson(readLesson(lesson)));
    expect(composed.id).toMatch(/^made-[a-z0-9]{7}$/);
    expect({ ...composed, id: lesson.id }).toEqual(JSON.parse(JSON.stringify(lesson)));
  });

  it("has the same id for the same content, and another one for other content", () => {
    const draft = readLesson(LESSONS[0]!);
    const idOf = (one: typeof draft) => parseLesson(composeLesson(one)).id;
    expect(idOf(draft)).toBe(idOf(readLesson(LESSONS[0]!)));
    expect(idOf({ ...draft, title: "Another" })).not.toBe(idOf(draft));
  });

  it("comes back from this computer as it was kept, also unfinished", () => {
    for (const draft of [
      readLesson(LESSONS[0]!),
      emptyLesson(null, null),
      emptyLesson({ text: "Ada met Bo.", subject: null, object: null, relation: null }, "tiny"),
    ]) {
      expect(readDraft(JSON.stringify(draft))).toEqual(JSON.parse(JSON.stringify(draft)));
    }
  });

  it.each([null, "", "{", "null", "[]", '{"title":1}', JSON.stringify({ ...emptyLesson(null, null), steps: [] })])(
    "counts %j as nothing",
    (kept) => expect(readDraft(kept)).toBeNull(),
  );

  it("counts a mark outside its text as nothing", () => {
    const sentence = { text: "Ada", subject: { start: 0, end: 9 }, object: null, relation: null };
    expect(readDraft(JSON.stringify(emptyLesson(sentence, null)))).toBeNull();
  });

  it("gives each step a key of its own", () => {
    const draft = emptyLesson(null, null);
    const more = { ...draft, steps: [...draft.steps, emptyStep(newKey(draft), "bench", null)] };
    expect(new Set([...more.steps.map(({ key }) => key), newKey(more)]).size).toBe(3);
  });
});

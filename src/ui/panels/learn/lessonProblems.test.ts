import { describe, expect, it } from "vitest";
import { LESSONS } from "../../../lessons/lessonList";
import { emptyLesson, readLesson, type LessonDraft } from "../../../state/lessonDraft";
import { checkDraft } from "./lessonProblems";

const WHOLE = readLesson(LESSONS[0]!);
const withStep = (part: Partial<LessonDraft["steps"][number]>): LessonDraft => ({
  ...WHOLE,
  steps: [{ ...WHOLE.steps[0]!, ...part }],
});
const SENTENCE = { text: "Ada met Bo.", subject: { start: 0, end: 3 }, object: { start: 8, end: 10 }, relation: null };

describe("checkDraft", () => {
  it("finds nothing wrong with a lesson of this page", () => {
    const { lesson, problems } = checkDraft(WHOLE);
    expect([...problems]).toEqual([]);
    expect(lesson?.title).toBe(WHOLE.title);
  });

  it("names every field that an empty draft lacks, in the order of the page", () => {
    const { lesson, problems } = checkDraft(emptyLesson(null, null));
    expect(lesson).toBeNull();
    expect([...problems.keys()]).toEqual(["title", "summary", "steps.0.title", "steps.0.text"]);
  });

  it.each<[string, LessonDraft, string, RegExp]>([
    ["a title that is too long", { ...WHOLE, title: "x".repeat(121) }, "title", /121 characters.*120/],
    [
      "a sentence without its subject",
      withStep({ sentence: { ...SENTENCE, subject: null } }),
      "steps.0.sentence",
      /subject/,
    ],
    [
      "an empty sentence",
      withStep({ sentence: { ...SENTENCE, text: " ", subject: null } }),
      "steps.0.sentence",
      /Write a sentence/,
    ],
    [
      "marks that overlap",
      withStep({ sentence: { ...SENTENCE, object: { start: 2, end: 6 } } }),
      "steps.0.sentence",
      /share words/,
    ],
    ["a task without words", withStep({ task: { kind: "read" }, ask: " " }), "steps.0.ask", /what is to be done/],
    [
      "bounds the wrong way round",
      withStep({ task: { kind: "draws", low: 9, high: 3 }, ask: "Do" }),
      "steps.0.task",
      /first number/,
    ],
    [
      "an empty choice",
      withStep({ predict: { question: "Q", choices: [{ text: "a" }, { text: "" }] } }),
      "steps.0.predict.choices.1",
      /choice/,
    ],
    ["a reveal that is too long", withStep({ reveal: "x".repeat(4001) }), "steps.0.reveal", /4,001 characters/],
    [
      "a question without reasons",
      {
        ...WHOLE,
        check: [
          {
            key: 9,
            question: "Q",
            choices: [
              { text: "a", why: "" },
              { text: "b", why: "c" },
            ],
            right: 0,
          },
        ],
      },
      "check.0.choices.0.why",
      /why/,
    ],
  ])("says at its field: %s", (_, draft, field, message) => {
    const { lesson, problems } = checkDraft(draft);
    expect(lesson).toBeNull();
    expect([...problems.keys()]).toEqual([field]);
    expect(problems.get(field)).toMatch(message);
  });
});

/** @file A lesson while a teacher writes it: every text may still be empty, and a sentence may lack its marks. */
import { z } from "zod";
import { lessonSchema, LESSON_VERSION, LESSON_VIEWS, type Lesson, type LessonStep } from "../lessons/schema";
import type { Draft } from "./draft";

const whole = lessonSchema.shape;
const step = whole.steps.element.shape;
const setup = step.setup.unwrap().shape;
/** Fields of a step that the builder shows; every other one it only keeps. */
const SHOWN = {
  view: true,
  title: true,
  text: true,
  setup: true,
  predict: true,
  ask: true,
  task: true,
  reveal: true,
  covered: true,
} as const;
const keptFields = z.object(step).omit(SHOWN).partial();
const parts = z.array(whole.hidden.unwrap().element);
/** Text of any length up to a bound that keeps the page usable; what is too long is said at the field. */
const text = z.string().max(20_000);
const argument = z
  .object({ start: z.int().min(0), end: z.int().min(1), type: z.string().optional() })
  .refine(({ start, end }) => start < end)
  .nullable();

const stepDraft = z.object({
  /** Tells the steps of one draft apart, wherever they are moved. */
  key: z.int(),
  view: z.enum(LESSON_VIEWS),
  title: text,
  text,
  /** Null: the page stays as the step before has left it. */
  sentence: z
    .object({ text, subject: argument, object: argument, relation: z.string().nullable() })
    .refine(({ text, subject, object }) => [subject, object].every((one) => one === null || one.end <= text.length))
    .nullable(),
  task: step.task.unwrap().nullable(),
  ask: text,
  predict: z
    .object({
      question: text,
      choices: z
        .array(z.object({ text, holds: step.predict.unwrap().shape.choices.element.shape.holds }))
        .min(2)
        .max(6),
    })
    .nullable(),
  reveal: text,
  covered: parts,
  /** What the builder shows no field for, of a lesson that was opened from a file. */
  rest: keptFields.extend({ setup: z.object(setup).partial().optional() }),
});

const lessonDraft = z.object({
  title: text,
  summary: text,
  minutes: z.int().min(1).max(240),
  /** Model of the first step; null: the one the page opens with. */
  model: setup.model.unwrap().nullable(),
  hidden: parts,
  steps: z.array(stepDraft).min(1).max(30),
  check: z
    .array(
      z.object({
        key: z.int(),
        question: text,
        choices: z
          .array(z.object({ text, why: text }))
          .min(2)
          .max(6),
        right: z.int().min(0).max(5),
      }),
    )
    .max(10),
  worksheet: whole.worksheet,
});

export type LessonDraft = z.infer<typeof lessonDraft>;
export type StepDraft = z.infer<typeof stepDraft>;
export type QuestionDraft = LessonDraft["check"][number];
export type SentenceDraft = NonNullable<StepDraft["sentence"]>;

/** The sentence on the stage, without what was tried on it. */
export function sentenceOf({ text, subject, object, relation }: Draft): SentenceDraft {
  return { text, subject, object, relation };
}

/** A key that no step or question of the draft has. */
export function newKey({ steps, check }: Pick<LessonDraft, "steps" | "check">): number {
  return 1 + Math.max(0, ...steps.map(({ key }) => key), ...check.map(({ key }) => key));
}

/** An empty step beside a view. */
export function emptyStep(key: number, view: StepDraft["view"], sentence: SentenceDraft | null): StepDraft {
  return {
    key,
    view,
    title: "",
    text: "",
    sentence,
    task: null,
    ask: "",
    predict: null,
    reveal: "",
    covered: [],
    rest: {},
  };
}

/** A lesson of one empty step about a sentence. */
export function emptyLesson(sentence: SentenceDraft | null, model: string | null): LessonDraft {
  const steps = [emptyStep(1, "bench", sentence)];
  return { title: "", summary: "", minutes: 5, model, hidden: [], steps, check: [] };
}

/** Eight letters and digits that change with the text: FNV-1a, 32 bits. */
function nameOf(value: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, "0");
}

const unlessEmpty = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);

function composeStep(draft: StepDraft, model: string | null): unknown {
  const { view, title, text, sentence, task, ask, predict, reveal, covered, rest } = draft;
  const { setup: keptSetup, ...others } = rest;
  const setup = {
    ...keptSetup,
    ...(sentence ? { sentence } : {}),
    ...(model === null ? {} : { model }),
  };
  return {
    view,
    title,
    text,
    ...(Object.keys(setup).length > 0 ? { setup } : {}),
    ...(predict ? { predict } : {}),
    ...(task ? { ask, task } : {}),
    ...(reveal.trim() === "" ? {} : { reveal }),
    ...others,
    covered: predict ? unlessEmpty(covered) : undefined,
  };
}

/** The lesson that a draft stands for, in the shape of the schema but not yet held to it. Its id follows its content. */
export function composeLesson(draft: LessonDraft): unknown {
  const { title, summary, minutes, model, hidden, steps, check, worksheet } = draft;
  const lesson = {
    title,
    summary,
    minutes,
    hidden: unlessEmpty(hidden),
    steps: steps.map((one, i) => composeStep(one, i === 0 ? model : null)),
    check: check.map(({ question, choices, right }) => ({ question, choices, right })),
    worksheet,
  };
  // Through JSON, so that what is undefined is absent.
  return JSON.parse(
    JSON.stringify({ version: LESSON_VERSION, id: `made-${nameOf(JSON.stringify(lesson))}`, ...lesson }),
  );
}

function readStep(one: LessonStep, key: number, isFirst: boolean): StepDraft {
  const { sentence = null, model, ...setup } = one.setup ?? {};
  const own = isFirst || model === undefined ? setup : { ...setup, model };
  return {
    ...emptyStep(key, one.view, sentence && { ...sentence, relation: sentence.relation ?? null }),
    title: one.title,
    text: one.text,
    task: one.task ?? null,
    ask: one.ask ?? "",
    predict: one.predict ?? null,
    reveal: one.reveal ?? "",
    covered: one.covered ?? [],
    rest: { ...keptFields.parse(one), ...(Object.keys(own).length > 0 ? { setup: own } : {}) },
  };
}

/** A lesson as a draft, to be changed. */
export function readLesson({ title, summary, minutes, hidden, steps, check, worksheet }: Lesson): LessonDraft {
  return {
    title,
    summary,
    minutes,
    model: steps[0]?.setup?.model ?? null,
    hidden: hidden ?? [],
    steps: steps.map((one, i) => readStep(one, i + 1, i === 0)),
    check: check.map((one, i) => ({ key: steps.length + i + 1, ...one })),
    ...(worksheet ? { worksheet } : {}),
  };
}

/** Key of the draft that is kept on this computer. */
export const DRAFT_KEY = "entity-bias-explorer:lesson-draft";

/** The draft that was kept; null when there is none or it cannot be read. */
export function readDraft(kept: string | null): LessonDraft | null {
  try {
    const { success, data } = lessonDraft.safeParse(JSON.parse(kept ?? "null"));
    return success ? data : null;
  } catch {
    return null;
  }
}

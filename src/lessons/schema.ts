/**
 * @file What a lesson is: data only. The four lessons of this page and those that teachers make are of one shape; texts
 * are plain, never markup, and every choice is from a closed list, so that a lesson of a stranger can do nothing but be
 * read and shown.
 */
import { sayIssue } from "../messages/sayIssue";
import { z } from "zod";
import { msg, t } from "../messages/translate";

export const LESSON_VERSION = 1;

/** Views that a step can stand beside. */
export const LESSON_VIEWS = ["bench", "corpus", "review", "models"] as const;
export type LessonView = (typeof LESSON_VIEWS)[number];

/** Parts of the page that a lesson can hide, or cover until a prediction is made; by view, in reading order. */
export const LESSON_PARTS = {
  bench: ["settings", "swap", "variance", "prediction", "fingerprint", "batch", "compare", "draws", "cloud"],
  corpus: ["scoring", "selection", "histogram", "flips", "shift", "scores", "flipSlices", "rows", "entities"],
  review: [],
  models: [],
} as const satisfies Record<LessonView, readonly string[]>;
export type LessonPart = (typeof LESSON_PARTS)[LessonView][number];
const PARTS: readonly LessonPart[] = [...LESSON_PARTS.bench, ...LESSON_PARTS.corpus];

/** Formulas of the page that a step can show beside its text; what they say is in panels/learn/formulas. */
export const LESSON_FORMULAS = ["blurring", "sampling", "blending", "training", "variance", "shift"] as const;
export type LessonFormula = (typeof LESSON_FORMULAS)[number];

/** What can come true of a prediction. "Before" is the answer when the step began, without it there is no outcome. */
export const OUTCOMES = [
  "sameLabelAsSure",
  "sameLabelLessSure",
  "sameLabelSurer",
  "sameLabel",
  "otherLabel",
  "noRelation",
  "someRelation",
  "varianceUp",
  "varianceDown",
  "varianceAlike",
  "subjectBlurredMore",
  "objectBlurredMore",
  "allDrawsAgree",
  "someDrawsDiffer",
  "namesAloneKeep",
  "namesAloneLose",
  "modelsAgree",
  "modelsDiffer",
  "swappedHigher",
  "swappedLower",
  "swappedAlike",
  "selectedFlipMore",
  "selectedFlipNotMore",
  "manyFlip",
  "fewFlip",
  "goldKept",
  "goldMissed",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

const words = (most: number) => z.string().trim().min(1).max(most);
const title = words(120);
const paragraph = words(4000);
const line = words(600);
const choice = words(300);
const count = (low: number, high: number) => z.int().min(low).max(high);
const role = z.enum(["subject", "object"]);
const entityType = z.string().trim().min(1).max(40);

const argument = z
  .strictObject({ start: count(0, 20_000), end: count(1, 20_000), type: entityType.optional() })
  .refine(({ start, end }) => start < end, msg("expected a span with start < end"));

const sentence = z
  .strictObject({
    text: words(4000),
    subject: argument,
    object: argument,
    /** Gold relation, as the labels of the model are written; null or absent: not known. */
    relation: z.string().trim().min(1).max(120).nullish(),
  })
  .refine(({ text, subject, object }) => subject.end <= text.length && object.end <= text.length, {
    message: msg("expected both arguments to lie inside the text"),
  });

/** What is put on the page when the step begins; what is absent stays as it is. */
const setup = z.strictObject({
  sentence: sentence.optional(),
  /** Blend factor; null: the model's own. */
  beta: z.number().min(0).max(1).nullish(),
  draws: count(1, 64).optional(),
  seed: count(0, 2_147_483_647).optional(),
  swapRole: role.optional(),
  /** Whether base and VIB stand side by side. */
  compare: z.boolean().optional(),
  /** "vib" or "base": the one of the pair in use that is so; or a model of this site by its id. */
  model: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i)
    .optional(),
  /** K and S of a corpus. */
  scoring: z.strictObject({ draws: count(0, 64), swaps: count(1, 32) }).optional(),
  /** Selection of the open corpus; null: everything. */
  selection: z.strictObject({ relation: words(120).optional(), text: words(200).optional() }).nullish(),
});

/**
 * What the page must show for a step to be done. `fresh` ones also need the answer of the live model. "Since the step
 * began" is meant wherever something changes.
 */
const task = z.discriminatedUnion("kind", [
  /** The live model has answered what stands on the stage. */
  z.strictObject({ kind: z.literal("read") }),
  /** Other words are marked. */
  z.strictObject({ kind: z.literal("mark"), role: role.optional() }),
  /** Another name stands in the sentence. */
  z.strictObject({ kind: z.literal("swap"), role: role.optional() }),
  /** Both arguments have their own names again. */
  z.strictObject({ kind: z.literal("restore") }),
  /** The text was changed by hand, and both arguments are still marked. */
  z.strictObject({ kind: z.literal("edit") }),
  z.strictObject({ kind: z.literal("exchange") }),
  /** The blend factor lies in [low, high]. */
  z.strictObject({ kind: z.literal("beta"), low: z.number().min(0).max(1), high: z.number().min(0).max(1) }),
  /** K lies in [low, high]. */
  z.strictObject({ kind: z.literal("draws"), low: count(1, 64), high: count(1, 64) }),
  /** Another seed. */
  z.strictObject({ kind: z.literal("newDraw") }),
  /** The four probes have been read. */
  z.strictObject({ kind: z.literal("probes") }),
  /** Base and VIB have both answered, side by side. */
  z.strictObject({ kind: z.literal("compare") }),
  z.strictObject({ kind: z.literal("pin") }),
  /** Rows of one's own or of the demo corpus are open. */
  z.strictObject({ kind: z.literal("openCorpus"), source: z.enum(["demo", "any"]) }),
  /** This many rows are scored with the model and settings in force, and scoring rests. */
  z.strictObject({ kind: z.literal("score"), rows: count(1, 10_000) }),
  /** The statistics of the scored rows stand there, with the interval of the shift. */
  z.strictObject({ kind: z.literal("analysed") }),
  /** A range of the histogram is selected. */
  z.strictObject({ kind: z.literal("brush") }),
  /** The selection is narrowed by relation, pair, name or words. */
  z.strictObject({ kind: z.literal("select"), by: z.enum(["relation", "pair", "name", "text"]) }),
  /** Everything is selected. */
  z.strictObject({ kind: z.literal("clear") }),
  /** Another row of the review is open. */
  z.strictObject({ kind: z.literal("openRow") }),
  /** This many rows are decided about; `action`: in this way. */
  z.strictObject({
    kind: z.literal("judge"),
    rows: count(1, 100),
    action: z.enum(["keep", "relabel", "flag"]).optional(),
  }),
]);

const prediction = z.strictObject({
  question: line,
  /** `holds`: when this choice came true; a choice without it is only kept. */
  choices: z
    .array(z.strictObject({ text: choice, holds: z.enum(OUTCOMES).optional() }))
    .min(2)
    .max(6),
});

const step = z
  .strictObject({
    view: z.enum(LESSON_VIEWS),
    title,
    /** What this is about. An empty line parts paragraphs; `{relation}` and the like are filled in (see lessonFacts). */
    text: paragraph,
    setup: setup.optional(),
    predict: prediction.optional(),
    /** What to do, in words; needed with a task. */
    ask: line.optional(),
    task: task.optional(),
    /** What is said when it is done. */
    reveal: paragraph.optional(),
    formulas: z.array(z.enum(LESSON_FORMULAS)).max(4).optional(),
    /** What this page's own studies found about it. */
    findings: z.literal("variance").optional(),
    hidden: z.array(z.enum(PARTS)).max(PARTS.length).optional(),
    /** Hidden until the prediction is made. */
    covered: z.array(z.enum(PARTS)).max(PARTS.length).optional(),
  })
  .refine(({ task, ask }) => (task === undefined) === (ask === undefined), {
    message: msg("expected both a task and the words that ask for it, or neither"),
  });

const question = z
  .strictObject({
    question: line,
    choices: z
      .array(z.strictObject({ text: choice, why: line }))
      .min(2)
      .max(6),
    /** Place of the right choice, from 0. */
    right: count(0, 5),
  })
  .refine(({ choices, right }) => right < choices.length, msg("expected the right choice to be one of them"));

export const lessonSchema = z.strictObject({
  version: z.literal(LESSON_VERSION),
  /** Progress is remembered under it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  title,
  /** What one can say afterwards. */
  summary: line,
  minutes: count(1, 240),
  /** Parts that no step shows. */
  hidden: z.array(z.enum(PARTS)).max(PARTS.length).optional(),
  steps: z.array(step).min(1).max(30),
  check: z.array(question).max(10),
  /** Questions to be answered in writing, on paper. */
  worksheet: z
    .array(z.strictObject({ question: line, lines: count(1, 12), answer: paragraph }))
    .max(12)
    .optional(),
});

/** A lesson as it is written; `parseLesson` gives the same. */
export type Lesson = z.infer<typeof lessonSchema>;
export type LessonStep = z.infer<typeof step>;
export type LessonTask = z.infer<typeof task>;
export type LessonSetup = z.infer<typeof setup>;
export type LessonQuestion = z.infer<typeof question>;
export type LessonSentence = z.infer<typeof sentence>;

/** Reads a lesson of unknown origin. Throws an Error that says where it is not one. */
export function parseLesson(value: unknown): Lesson {
  const read = lessonSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = (issue?.path ?? []).map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  throw new Error(
    t("This is not a lesson of this page: {place}: {issue}.", {
      place: `lesson${place}`,
      issue: sayIssue(issue?.message ?? "Invalid input"),
    }),
  );
}

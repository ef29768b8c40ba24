/** @file How far the learner is, as this computer remembers it: by lesson, nothing but places and choices. */
import { z } from "zod";

const place = z.int().min(0).max(60);
const choices = z.record(z.string().regex(/^\d{1,2}$/), z.int().min(0).max(5));

const progress = z.strictObject({
  /** Step to take up again; the number of steps means the check. */
  place,
  /** Places of the steps that were done or left out. */
  done: z.array(place).max(61),
  /** Choices by place: predictions of the steps, answers of the check. */
  predictions: choices,
  answers: choices,
});
export type LessonProgress = z.infer<typeof progress>;

export const NO_PROGRESS: LessonProgress = { place: 0, done: [], predictions: {}, answers: {} };
export const PROGRESS_KEY = "entity-bias-explorer:lessons";
/** Lessons that are remembered; older ones are forgotten. */
const MOST = 50;

/** What is kept, by lesson id, the newest last. What cannot be read counts as nothing. */
export function readProgress(text: string | null): Readonly<Record<string, LessonProgress>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).flatMap(([id, one]) => {
        const read = progress.safeParse(one);
        return read.success ? [[id, read.data]] : [];
      }),
    );
  } catch {
    return {};
  }
}

/** The text to keep when one lesson has come further. */
export function writeProgress(text: string | null, id: string, one: LessonProgress): string {
  const { [id]: _old, ...others } = readProgress(text);
  return JSON.stringify(Object.fromEntries([...Object.entries(others), [id, one]].slice(-MOST)));
}

/**
 * @file A lesson under way: at which step it is, what was predicted, and what the page showed before and after. Pure:
 * each function gives the next run, the same object when nothing has changed.
 */
import type { Lesson, LessonStep } from "../lessons/schema";
import { isFresh, readFacts, type LessonFacts } from "./lessonFacts";
import type { LessonProgress } from "./lessonProgress";
import { isTaskDone, readStart, type StepStart } from "./lessonTasks";
import type { BenchState } from "./store";

/** "predict": the learner is asked first; "do": the page is waited for; "shown": done, the reveal stands there. */
export type StepPhase = "predict" | "do" | "shown";

export interface LessonRun {
  readonly lesson: Lesson;
  /** Index of the step; the number of steps: the check at the end. */
  readonly place: number;
  readonly phase: StepPhase;
  /** Whether the step was left out rather than done. */
  readonly isSkipped: boolean;
  readonly start: StepStart;
  /** The first live reading of the step, before its task was done; null while there is none. */
  readonly before: LessonFacts | null;
  /** What the page showed when the task was done; null until then. */
  readonly after: LessonFacts | null;
  readonly done: readonly number[];
  /** Choices by place. */
  readonly predictions: Readonly<Record<string, number>>;
  readonly answers: Readonly<Record<string, number>>;
}

/** The step the run is at; null at the check. */
export function stepOf({ lesson, place }: Pick<LessonRun, "lesson" | "place">): LessonStep | null {
  return lesson.steps[place] ?? null;
}

/** The run at the beginning of a step (or of the check), on the page as it is now: its setup has been put there before. */
export function beginStep(
  run: Pick<LessonRun, "lesson" | "done" | "predictions" | "answers">,
  place: number,
  state: BenchState,
): LessonRun {
  const { lesson, done, predictions, answers } = run;
  const within = Math.min(Math.max(0, place), lesson.steps.length);
  const step = lesson.steps[within];
  const phase = step?.predict ? "predict" : step?.task ? "do" : "shown";
  const start = readStart(state);
  return {
    lesson,
    done,
    predictions,
    answers,
    place: within,
    phase,
    isSkipped: false,
    start,
    before: null,
    after: null,
  };
}

/** Keeps a prediction and goes on to the task. */
export function predict(run: LessonRun, choice: number): LessonRun {
  const step = stepOf(run);
  if (run.phase !== "predict" || !step?.predict?.choices[choice]) return run;
  return { ...run, phase: "do", predictions: { ...run.predictions, [run.place]: choice } };
}

const withDone = (run: LessonRun): readonly number[] =>
  run.done.includes(run.place) ? run.done : [...run.done, run.place];

/** What the page's state means for the run: the reading before is kept, and a task that is done is seen to be. */
export function follow(run: LessonRun, state: BenchState): LessonRun {
  const step = stepOf(run);
  if (step === null || run.phase === "shown") return run;
  const isDone =
    step.task === undefined ? step.view !== "bench" || isFresh(state) : isTaskDone(step.task, state, run.start);
  // What was there before is only that while the task is not done.
  const isBefore =
    run.before === null && !(isDone && step.task !== undefined) && (step.view !== "bench" || isFresh(state));
  const seen = isBefore ? { ...run, before: readFacts(state) } : run;
  if (run.phase !== "do" || !isDone) return seen;
  return { ...seen, phase: "shown", after: readFacts(state), done: withDone(run) };
}

/** Leaves the step out: its reveal is shown with what the page shows now. */
export function skip(run: LessonRun, state: BenchState): LessonRun {
  if (stepOf(run) === null || run.phase === "shown") return run;
  return { ...run, phase: "shown", isSkipped: true, after: readFacts(state), done: withDone(run) };
}

/** Keeps an answer of the check; the first one stands. */
export function answer(run: LessonRun, question: number, choice: number): LessonRun {
  if (run.answers[question] !== undefined || !run.lesson.check[question]?.choices[choice]) return run;
  return { ...run, answers: { ...run.answers, [question]: choice } };
}

/** What is remembered of a run. */
export function progressOf({ place, done, predictions, answers }: LessonRun): LessonProgress {
  return { place, done: [...done], predictions: { ...predictions }, answers: { ...answers } };
}

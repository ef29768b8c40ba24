/** @file Runs a lesson on the page: starts it, goes through its steps, waits for its tasks, and remembers how far it is. */
import { isOwnLesson, speakLesson } from "../lessons/ownLesson";
import { t } from "../messages/translate";
import { parseLesson } from "../lessons/schema";
import { NO_PROGRESS, readProgress, writeProgress } from "./lessonProgress";
import { answer, beginStep, follow, predict, progressOf, skip, type LessonRun } from "./lessonRun";
import { applySetup, gatherSetup } from "./lessonSetup";
import type { BenchState } from "./store";

type Get = () => BenchState;

function put(get: Get, run: LessonRun): void {
  const before = get().lesson;
  if (before === run) return;
  get().putLesson(run);
  const { lessonsKept, keepLessons } = get();
  const written = writeProgress(lessonsKept, run.lesson.id, progressOf(run));
  if (written !== lessonsKept) keepLessons(written);
}

/**
 * Begins a step: what it needs is put on the page, then the learner is asked. `isNext`: the page stands as the step before
 * has left it, so that only this step's own setup is applied.
 */
export function goToStep(get: Get, place: number, isNext = false): void {
  const run = get().lesson;
  if (run === null) return;
  const step = run.lesson.steps[place];
  if (step) {
    if (get().view !== step.view) get().setView(step.view);
    const setup = isNext ? (step.setup ?? {}) : gatherSetup(run.lesson, place);
    applySetup(setup, get, () => t("lesson: {title}", { title: speakLesson(run.lesson).steps[place]!.title }));
  }
  put(get, beginStep(run, place, get()));
  followPage(get);
}

/** Starts a lesson of any origin where it was left, or at `place`. Throws when it is none. */
export function startLesson(get: Get, value: unknown, place?: number): void {
  const lesson = isOwnLesson(value) ? value : parseLesson(value);
  const kept = readProgress(get().lessonsKept)[lesson.id] ?? NO_PROGRESS;
  const at = Math.min(place ?? kept.place, lesson.steps.length);
  const { done, predictions, answers } = place === 0 ? NO_PROGRESS : kept;
  get().putLesson(beginStep({ lesson, done, predictions, answers }, at, get()));
  goToStep(get, at);
}

/** Takes in what the page shows now. Call it whenever the state changes. */
export function followPage(get: Get): void {
  const run = get().lesson;
  if (run !== null) put(get, follow(run, get()));
}

export function makePrediction(get: Get, choice: number): void {
  const run = get().lesson;
  if (run === null) return;
  put(get, predict(run, choice));
  followPage(get);
}

export function skipStep(get: Get): void {
  const run = get().lesson;
  if (run !== null) put(get, skip(run, get()));
}

export function answerCheck(get: Get, question: number, choice: number): void {
  const run = get().lesson;
  if (run !== null) put(get, answer(run, question, choice));
}

/** Takes the answers of the check back, to do it again. */
export function repeatCheck(get: Get): void {
  const run = get().lesson;
  if (run !== null) put(get, { ...run, answers: {} });
}

/** @file Opens the lesson of an address. Loaded with the first one. */
import { parseLessonFragment } from "../lessons/lessonLink";
import { wantMessages } from "../messages/catalogues";
import { NO_PROGRESS, readProgress } from "./lessonProgress";
import { startLesson } from "./lessonRunner";
import type { BenchState } from "./store";

/**
 * Starts the lesson where it was left on this computer; one that was finished begins anew, because the next class may sit
 * here. Rejects with a plain message when there is no lesson in the address.
 */
export async function openLessonLink(get: () => BenchState, fragment: string): Promise<void> {
  await wantMessages("learn");
  const lesson = parseLessonFragment(fragment);
  const { place } = readProgress(get().lessonsKept)[lesson.id] ?? NO_PROGRESS;
  startLesson(get, lesson, place >= lesson.steps.length ? 0 : place);
}

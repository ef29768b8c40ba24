/** @file The lesson under way. All that works on it is in lessonRunner, loaded with the first lesson. */
import type { Lesson } from "../lessons/schema";
import type { LessonRun } from "./lessonRun";
import type { Slice } from "./store";

export interface LessonSlice {
  /** Null: no lesson. */
  readonly lesson: LessonRun | null;
  /** What this computer keeps of lessons; see lessonProgress. Null: nothing. */
  readonly lessonsKept: string | null;
  /** The lesson whose worksheet the Learn view shows; null: the list of lessons. */
  readonly worksheet: Lesson | null;
  /**
   * Starts a lesson where it was left, or at `place`. It may come from anywhere: rejects with a plain message when it is
   * none.
   */
  startLesson(lesson: unknown, place?: number): Promise<void>;
  /** Ends the lesson; the page stays as it stands. */
  leaveLesson(): void;
  putLesson(lesson: LessonRun): void;
  /** Opens the Learn view with a lesson's worksheet, or with the list. */
  showWorksheet(lesson: Lesson | null): void;
  /** Writes what is to be kept of lessons; null forgets all. */
  keepLessons(text: string | null): void;
}

const KEY = "entity-bias-explorer:lessons";

export const createLessonSlice: Slice<LessonSlice> = (set, get, { preferences }) => ({
  lesson: null,
  lessonsKept: preferences.read(KEY),
  worksheet: null,
  async startLesson(lesson, place) {
    const { startLesson } = await import("./lessonRunner");
    startLesson(get, lesson, place);
  },
  leaveLesson: () => set({ lesson: null }),
  putLesson: (lesson) => set({ lesson }),
  showWorksheet: (worksheet) => set({ worksheet, view: "learn" }),
  keepLessons(text) {
    preferences.write(KEY, text ?? "{}");
    set({ lessonsKept: text });
  },
});

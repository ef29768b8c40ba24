/** @file The lesson under way. All that works on it is in lessonRunner, loaded with the first lesson. */
import type { Lesson } from "../lessons/schema";
import type { LessonRun } from "./lessonRun";
import { messageOf } from "./engine";
import type { Slice } from "./store";

export interface LessonSlice {
  /** Null: no lesson. */
  readonly lesson: LessonRun | null;
  /** What this computer keeps of lessons; see lessonProgress. Null: nothing. */
  readonly lessonsKept: string | null;
  /** The lesson whose worksheet the Learn view shows; null: the list of lessons. */
  readonly worksheet: Lesson | null;
  /** Whether the Learn view shows the builder. */
  readonly isBuilding: boolean;
  /** The lesson of the address, from "#" on, while it is under way; null without one. */
  readonly lessonLink: string | null;
  /**
   * Starts a lesson where it was left, or at `place`. It may come from anywhere: rejects with a plain message when it is
   * none.
   */
  startLesson(lesson: unknown, place?: number): Promise<void>;
  /** Starts the lesson of an address, where it was left. A link that cannot be read is said to be so in a notice. */
  openLessonLink(fragment: string): Promise<void>;
  setBuilding(isBuilding: boolean): void;
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
  isBuilding: false,
  lessonLink: null,
  async startLesson(lesson, place) {
    const { startLesson } = await import("./lessonRunner");
    startLesson(get, lesson, place);
    set({ lessonLink: null });
  },
  async openLessonLink(fragment) {
    try {
      const { openLessonLink } = await import("./openLessonLink");
      await openLessonLink(get, fragment);
      set({ lessonLink: fragment });
    } catch (error) {
      set({ lessonLink: null });
      get().addNotice(messageOf(error));
    }
  },
  setBuilding: (isBuilding) => set({ isBuilding }),
  leaveLesson: () => set({ lesson: null, lessonLink: null }),
  putLesson: (lesson) => set({ lesson }),
  showWorksheet: (worksheet) => set({ worksheet, view: "learn" }),
  keepLessons(text) {
    preferences.write(KEY, text ?? "{}");
    set({ lessonsKept: text });
  },
});

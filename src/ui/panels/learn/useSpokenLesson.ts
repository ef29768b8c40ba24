/** @file A lesson in the language that is on: at once in another one when that changes. */
import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { speakLesson } from "../../../lessons/ownLesson";
import type { Lesson } from "../../../lessons/schema";

export function useSpokenLesson(lesson: Lesson): Lesson {
  // The texts count, and not only the language: some of them come after it.
  const { messages } = useLingui().i18n;
  return useMemo(() => speakLesson(lesson), [lesson, messages]);
}

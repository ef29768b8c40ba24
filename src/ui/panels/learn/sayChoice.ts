/** @file A choice of a question together with its reason. */
import type { LessonQuestion } from "../../../lessons/schema";
import { t } from "../../../messages/translate";

export function sayChoice(choice: LessonQuestion["choices"][number] | undefined): string {
  return choice ? t("{choice}. {why}", { choice: choice.text, why: choice.why }) : "";
}

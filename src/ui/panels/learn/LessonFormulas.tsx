/** @file The formulas of a step, set by KaTeX, each with the function that computes it. */
import type { LessonFormula } from "../../../lessons/schema";
import { LESSON_DEFINITIONS } from "./lessonDefinitions";
import { Definitions } from "../../widgets/Definitions";

export function LessonFormulas({ formulas }: { formulas: readonly LessonFormula[] }) {
  const shown = formulas.flatMap((name) => LESSON_DEFINITIONS.filter(({ formula }) => formula === name));
  return <Definitions id="lesson-formulas" definitions={shown} />;
}

/** @file A part of the page that a lesson can hide, or cover until the learner has made a prediction. */
import type { ReactNode } from "react";
import type { LessonPart as PartName } from "../../lessons/schema";
import { t } from "../../messages/translate";
import type { BenchState } from "../../state/store";
import { useBench } from "../../state/useBench";

/** "" without a lesson that touches the part. */
function selectCover({ lesson }: BenchState, name: PartName): "" | "hidden" | "covered" {
  const step = lesson?.lesson.steps[lesson.place];
  if (!step) return "";
  if ((lesson?.lesson.hidden ?? []).includes(name) || step.hidden?.includes(name)) return "hidden";
  return lesson?.phase === "predict" && step.covered?.includes(name) ? "covered" : "";
}

/** `className`: the place of the part in its grid. */
export function LessonPart({ name, className, children }: { name: PartName; className?: string; children: ReactNode }) {
  const cover = useBench((state) => selectCover(state, name));
  if (cover === "hidden") return null;
  if (cover === "covered") {
    return (
      <div className={`fig coverup ${className ?? ""}`}>
        <p>{t("Hidden until you have made a prediction.")}</p>
      </div>
    );
  }
  return children;
}

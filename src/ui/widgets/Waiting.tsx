/** @file A figure that has nothing to draw yet: the question it will answer, and when. */
import type { ReactNode } from "react";
import { spellMarks } from "../hiddenMarks";

export function Waiting({
  title,
  className = "",
  children,
}: {
  title: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`fig ${className}`}>
      <div className="fig-head">
        <h2>{spellMarks(title)}</h2>
      </div>
      <div className="waiting">{children}</div>
    </section>
  );
}

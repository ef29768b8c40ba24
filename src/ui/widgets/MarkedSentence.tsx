/** @file A sentence to be read: its two arguments underlined, and named below when there is room. */
import { sayRole } from "../sayRole";
import { Fragment } from "react";
import type { Example, Role } from "../../data/example";
import { spellMarks } from "../hiddenMarks";
import { shortenMiddle } from "../shortenText";
import { VisibleText } from "./VisibleText";

export interface MarkedSentenceProps {
  readonly example: Pick<Example, "text" | "subject" | "object">;
  /** Most characters of each stretch; longer ones are cut in their middle. Absent: nothing is cut. */
  readonly longest?: number;
  /** Whether role and type stand below the names. */
  readonly isNamed?: boolean;
}

export function MarkedSentence({ example, longest, isNamed = false }: MarkedSentenceProps) {
  const { text, subject, object } = example;
  const cut = (part: string) => <VisibleText text={longest === undefined ? part : shortenMiddle(part, longest)} />;
  const spans = [
    { ...subject, role: "subject" as Role },
    { ...object, role: "object" as Role },
  ].sort((a, b) => a.start - b.start);
  // A block may be parted from the full stop behind it, which must not begin a line.
  const tails = spans.map(({ end }, i) => {
    const rest = text.slice(end, isNamed ? (spans[i + 1]?.start ?? text.length) : end);
    return /^[^\s\p{L}\p{N}]{1,3}(?=\s|$)/u.exec(rest)?.[0] ?? "";
  });
  const ends = [0, ...spans.map(({ end }, i) => end + tails[i]!.length)];
  return (
    <>
      {spans.map(({ role, start, end, type }, i) => (
        <Fragment key={role}>
          {cut(text.slice(ends[i], start))}
          {isNamed ? (
            <span className="tight">
              <span className={`arg ${role === "subject" ? "subject" : "obj"}`}>
                {cut(text.slice(start, end))}
                <em>{[sayRole(role), spellMarks(type ?? "")].filter(Boolean).join(", ")}</em>
              </span>
              {tails[i]}
            </span>
          ) : (
            <span className={role === "subject" ? "u-s" : "u-o"}>{cut(text.slice(start, end))}</span>
          )}
        </Fragment>
      ))}
      {cut(text.slice(ends[2]))}
    </>
  );
}

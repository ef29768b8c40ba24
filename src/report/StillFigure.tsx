/** @file The frame of a figure on paper: finding, how to read it, drawing, n; its table below, its definitions at the end. */
import { useId } from "react";
import { completeFoot } from "../ui/provenance";
import { GivenWidth } from "../ui/useWidth";
import { DataTable } from "../ui/widgets/DataTable";
import type { FigureProps } from "../ui/widgets/Figure";
import { anchorOf } from "./reportDefinitions";

/** Widths in CSS pixels: of a screen or a sheet of A4, and of a phone. The style sheet shows one of the two. */
const [WIDE, NARROW] = [680, 350];

export function StillFigure({ title, lead, foot, provenance, table, definitions, children }: FigureProps) {
  const id = useId();
  return (
    <figure className="fig" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p className="lead">{lead}</p>
      <div className="drawing">
        <div className="wide">
          <GivenWidth value={WIDE}>{children}</GivenWidth>
        </div>
        <div className="narrow">
          <GivenWidth value={NARROW}>{children}</GivenWidth>
        </div>
      </div>
      <div className="notes">
        <p>{completeFoot(foot, provenance)}</p>
        <p>
          Definitions:{" "}
          {definitions.map(({ term }, i) => (
            <span key={term}>
              {i > 0 ? ", " : ""}
              <a href={`#${anchorOf(term)}`}>{term}</a>
            </span>
          ))}
          .
        </p>
      </div>
      <details>
        <summary>The numbers as a table</summary>
        <DataTable {...table} />
      </details>
    </figure>
  );
}

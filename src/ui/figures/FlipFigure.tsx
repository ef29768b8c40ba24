/** @file Does variance predict what other names do to the answer? The test of the paper's reading, on rows or names. */
import { useContext, type ReactNode } from "react";
import { FlipScatter } from "../charts/FlipScatter";
import { sayEstimate } from "../corpusFindings";
import { countOf } from "../numbers";
import type { Basis } from "../provenance";
import { FigureFrame } from "../widgets/figureFrame";
import { Waiting } from "../widgets/Waiting";
import type { CorpusView } from "./corpusView";
import type { FlipDrawing } from "./flipDrawing";

export interface FlipFigureProps {
  readonly view: CorpusView;
  /** Of rows or of names. */
  readonly drawing: FlipDrawing;
  readonly basis: Basis;
  /** What stands above the drawing; null on paper. */
  readonly controls: ReactNode;
}

export function FlipFigure({ view: { columns, found, info }, drawing, basis, controls }: FlipFigureProps) {
  const Figure = useContext(FigureFrame);
  if (!info.hasBottleneck) {
    return (
      <Waiting title="Does variance predict behaviour? This model has no variance" className="c5">
        {found
          ? `Its mean flip rate is ${sayEstimate(found.flips.all)} (n = ${countOf(found.flips.all.numRows, "row")}).`
          : ""}
      </Waiting>
    );
  }
  if (!columns.flipRate.some(Number.isFinite)) {
    return (
      <Waiting title="No scored row could be swapped: whether variance predicts flips cannot be told" className="c5">
        A row is swapped when its arguments have entity types (PERSON, LOCATION, …) for which unseen names are known.
      </Waiting>
    );
  }
  const { title, verdict, groups } = drawing;
  return (
    <Figure
      className="c5"
      title={title}
      lead={drawing.lead}
      leadText={drawing.lead}
      foot={drawing.foot}
      provenance={{ ...basis, n: drawing.numPoints }}
      fileName={drawing.fileName}
      isStale={drawing.isStale}
      definitions={drawing.definitions}
      data={drawing.data}
      table={{
        caption: `${title}. Groups of equal size by variance; ${drawing.rest}.`,
        header: ["Mean σ²", "Mean flip rate", "95% CI", "n"],
        rows: groups.map(({ variance, flipRate }) => [
          variance.toFixed(3),
          flipRate.value?.toFixed(3) ?? "–",
          flipRate.interval ? `${flipRate.interval.low.toFixed(3)} to ${flipRate.interval.high.toFixed(3)}` : "–",
          String(flipRate.numRows),
        ]),
      }}
    >
      {controls}
      <FlipScatter
        variance={drawing.variance}
        flipRate={drawing.flipRate}
        isSelected={drawing.isSelected}
        groups={groups}
        axis={drawing.axis}
        label={`${title}. ${verdict}`}
      />
      {verdict === "" ? null : <p className="say verdict">{verdict}</p>}
    </Figure>
  );
}

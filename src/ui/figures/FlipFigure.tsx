/** @file Does variance predict what other names do to the answer? The test of the paper's reading, on rows or names. */
import { useContext, type ReactNode } from "react";
import { t } from "../../messages/translate";
import { formatFixed } from "../../messages/formatNumber";
import { FlipScatter } from "../charts/FlipScatter";
import { formatInterval, sayEstimate } from "../corpusFindings";
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
      <Waiting title={t("Does variance predict behaviour? This model has no variance")} className="c5">
        {found
          ? t("Its mean flip rate is {rate} (n = {n, plural, one {# row} other {# rows}}).", {
              rate: sayEstimate(found.flips.all),
              n: found.flips.all.numRows,
            })
          : ""}
      </Waiting>
    );
  }
  if (!columns.flipRate.some(Number.isFinite)) {
    return (
      <Waiting
        title={t("No scored row could be swapped: whether variance predicts flips cannot be told")}
        className="c5"
      >
        {t(
          "A row is swapped when its arguments have entity types (PERSON, LOCATION, …) for which unseen names are known.",
        )}
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
        caption: t("{title}. Groups of equal size by variance; {rest}.", { title, rest: drawing.rest }),
        header: [t("Mean σ²"), t("Mean flip rate"), t("95% CI"), "n"],
        rows: groups.map(({ variance, flipRate }) => [
          formatFixed(variance, 3),
          flipRate.value === null ? "–" : formatFixed(flipRate.value, 3),
          flipRate.interval ? formatInterval(flipRate.interval) : "–",
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
        label={t("{title}. {verdict}", { title, verdict })}
      />
      {verdict === "" ? null : <p className="say verdict">{verdict}</p>}
    </Figure>
  );
}

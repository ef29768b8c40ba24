/** @file How far the variance moves with unseen names, in every relation or type pair. */
import { useContext } from "react";
import { Dumbbells } from "../charts/Dumbbells";
import { SHIFT_DEFINITIONS } from "../corpusDefinitions";
import { findShifts, formatDifference, formatInterval, GAPS, SLICE_NOUNS, WHAT_IS_SWAPPED } from "../corpusFindings";
import { countOf, formatLabel } from "../numbers";
import { FigureFrame } from "../widgets/figureFrame";
import { Waiting } from "../widgets/Waiting";
import { pickDrawn, sortSlices } from "./drawnSlices";
import { findGhost, GHOST_LEAD } from "./ghosts";
import { sayNoSlices, type SlicedFigureProps } from "./slicedFigure";

export interface ShiftFigureProps extends SlicedFigureProps {
  /** Whether the rows were picked by their variance. */
  readonly isBrushed: boolean;
}

export function ShiftFigure({ view, slicing, isBrushed, basis, controls }: ShiftFigureProps) {
  const Figure = useContext(FigureFrame);
  const { found, whole, isStale, columns } = view;
  const [one, many] = SLICE_NOUNS[slicing];
  if (!found || (found.shift.id.value === null && columns.id.row.every(Number.isNaN))) {
    return (
      <Waiting title={`Does the variance change by ${one}?`} className="c7">
        {found ? "This model has no variance to compare." : "The intervals are being computed."}
      </Waiting>
    );
  }
  const { shifts } = found;
  if (!columns.ood.row.some(Number.isFinite)) {
    return (
      <Waiting title={`Without swapped names there is no shift by ${one}`} className="c7">
        {WHAT_IS_SWAPPED}
      </Waiting>
    );
  }
  if (shifts.numTested === 0) {
    return (
      <section className="fig c7">
        <div className="fig-head">
          <h2>{findShifts(shifts, slicing)}</h2>
        </div>
        <div className="fig-body">
          {controls}
          <p className="waiting">
            {sayNoSlices(
              slicing,
              shifts.slices.map(({ difference }) => difference.numRows),
              "A shift is drawn from 20 rows with both versions",
              controls !== null,
            )}
          </p>
        </div>
      </section>
    );
  }
  const sorted = sortSlices(
    shifts.slices,
    slicing,
    ({ difference }) => difference.value,
    ({ id }) => id.numRows,
  );
  const title = findShifts(shifts, slicing);
  const drawn = pickDrawn(sorted, ({ difference }) => difference.value === null);
  const ghostOf = (slice: string | number) => {
    const ghost = findGhost(whole?.shifts.slices, slice);
    return ghost && { id: ghost.id.value, ood: ghost.ood.value };
  };
  /** Two cells while a selection is in force. */
  const behindOf = (slice: string | number) => {
    const ghost = ghostOf(slice);
    return whole ? [ghost?.id ?? null, ghost?.ood ?? null] : [];
  };
  const hidden = sorted.length - drawn.length;
  const leadText = `Mean entity variance of the rows of each ${one}: original names (filled) and unseen names (outlined). Whiskers: 95% CI. Right: the shift with its interval for all ${many} together.${whole ? GHOST_LEAD : ""}`;
  const foot = [
    `n = ${countOf(found.correlation.numRows + found.correlation.numMissing, "row")}; ${countOf(shifts.numTested, one, many)} tested, Holm-corrected, ${shifts.numResamples.toLocaleString("en")} resamples by document.`,
    shifts.numGuarded > 0 ? `${shifts.numGuarded} with fewer than 20 rows: nothing drawn.` : "",
    hidden > 0 ? `${hidden} more in the table.` : "",
    isBrushed ? "Rows were brushed by their ID variance: part of this shift is regression to the mean." : "",
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <Figure
      className="c7"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={foot}
      provenance={{ ...basis, n: found.correlation.numRows + found.correlation.numMissing }}
      fileName={`shift-by-${slicing}`}
      isStale={isStale}
      definitions={SHIFT_DEFINITIONS}
      data={() => ({
        header: [
          one.replace(" ", "_"),
          "n",
          "mean_id",
          "mean_ood",
          "shift",
          "low",
          "high",
          "p_holm",
          "clear",
          "wasserstein",
          "ks",
          ...(whole ? ["mean_id_all_rows", "mean_ood_all_rows"] : []),
        ],
        rows: sorted.map((slice) => [
          slice.slice,
          slice.difference.numRows,
          slice.id.value,
          slice.ood.value,
          slice.difference.value,
          slice.simultaneousInterval?.low ?? null,
          slice.simultaneousInterval?.high ?? null,
          slice.adjustedPValue,
          slice.isClear,
          slice.wasserstein,
          slice.kolmogorovSmirnov?.statistic ?? null,
          ...behindOf(slice.slice),
        ]),
      })}
      table={{
        caption: title,
        header: [
          one,
          "n",
          "ID",
          "OOD",
          "Shift",
          "Interval",
          "p, Holm",
          ...(whole ? ["ID, all rows", "OOD, all rows"] : []),
        ],
        rows: sorted.map((slice) => [
          formatLabel(String(slice.slice)),
          String(slice.difference.numRows),
          slice.id.value?.toFixed(3) ?? "–",
          slice.ood.value?.toFixed(3) ?? "–",
          slice.difference.value === null
            ? GAPS[slice.difference.gap ?? "noRows"]
            : formatDifference(slice.difference.value),
          slice.simultaneousInterval ? formatInterval(slice.simultaneousInterval) : "–",
          slice.adjustedPValue?.toFixed(3) ?? "–",
          ...behindOf(slice.slice).map((value) => value?.toFixed(3) ?? "–"),
        ]),
      }}
    >
      {controls}
      <Dumbbells
        mark="variance"
        minSpan={0.02}
        axis="mean entity variance σ²"
        formatTick={(value) => String(Number(value.toPrecision(3)))}
        label={title}
        rows={drawn.map((slice) => ({
          label: formatLabel(String(slice.slice)),
          numRows: slice.difference.numRows,
          id: slice.id,
          ood: slice.ood,
          ghost: ghostOf(slice.slice),
          difference: slice.difference.value === null ? "" : formatDifference(slice.difference.value),
          detail: slice.simultaneousInterval ? formatInterval(slice.simultaneousInterval) : "no interval",
          guard: slice.difference.gap === "tooFewRows" || slice.difference.gap === "noRows" ? GAPS.tooFewRows : null,
        }))}
      />
    </Figure>
  );
}

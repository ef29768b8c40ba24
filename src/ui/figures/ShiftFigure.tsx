/** @file How far the variance moves with unseen names, in every relation or type pair. */
import { useContext } from "react";
import { t } from "../../messages/translate";
import { formatCount, formatNumber } from "../../messages/formatNumber";
import { Dumbbells } from "../charts/Dumbbells";
import { SHIFT_DEFINITIONS } from "../corpusDefinitions";
import {
  findShifts,
  formatDifference,
  formatInterval,
  SLICE_NOUNS,
  sayGap,
  sayWhatIsSwapped,
  nameSlice,
  formatNumberOrDash,
} from "../corpusFindings";
import { FigureFrame } from "../widgets/figureFrame";
import { Waiting } from "../widgets/Waiting";
import { pickDrawn, sortSlices } from "./drawnSlices";
import { findGhost, sayGhosts } from "./ghosts";
import { sayHidden, sayNoSlices, type SlicedFigureProps, nameSlicing } from "./slicedFigure";

export interface ShiftFigureProps extends SlicedFigureProps {
  /** Whether the rows were picked by their variance. */
  readonly isBrushed: boolean;
}

export function ShiftFigure({ view, slicing, isBrushed, basis, controls }: ShiftFigureProps) {
  const Figure = useContext(FigureFrame);
  const { found, whole, isStale, columns } = view;
  const [one] = SLICE_NOUNS[slicing];
  if (!found || (found.shift.id.value === null && columns.id.row.every(Number.isNaN))) {
    return (
      <Waiting
        title={t(
          "Does the variance change by {by, select, relation {relation} pair {type pair} other {frequency band}}?",
          { by: slicing },
        )}
        className="c7"
      >
        {found ? t("This model has no variance to compare.") : t("The intervals are being computed.")}
      </Waiting>
    );
  }
  const { shifts } = found;
  if (!columns.ood.row.some(Number.isFinite)) {
    return (
      <Waiting
        title={t(
          "Without swapped names there is no shift by {by, select, relation {relation} pair {type pair} other {frequency band}}",
          { by: slicing },
        )}
        className="c7"
      >
        {sayWhatIsSwapped()}
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
              t("A shift is drawn from 20 rows with both versions"),
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
  const leadText =
    t(
      "Mean entity variance of the rows of each {by, select, relation {relation} pair {type pair} other {frequency band}}: original names (filled) and unseen names (outlined). Whiskers: 95% CI. Right: the shift with its interval for all {by, select, relation {relations} pair {type pairs} other {frequency bands}} together.",
      { by: slicing },
    ) + (whole ? sayGhosts() : "");
  const foot = [
    t(
      "n = {rows, plural, one {# row} other {# rows}}; {by, select, relation {{n, plural, one {# relation} other {# relations}}} pair {{n, plural, one {# type pair} other {# type pairs}}} other {{n, plural, one {# frequency band} other {# frequency bands}}}} tested, Holm-corrected, {resamples} resamples by document.",
      {
        rows: found.correlation.numRows + found.correlation.numMissing,
        by: slicing,
        n: shifts.numTested,
        resamples: formatCount(shifts.numResamples),
      },
    ),
    shifts.numGuarded > 0 ? t("{n} with fewer than 20 rows: nothing drawn.", { n: shifts.numGuarded }) : "",
    sayHidden(hidden),
    isBrushed ? t("Rows were brushed by their ID variance: part of this shift is regression to the mean.") : "",
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
          nameSlicing(slicing),
          "n",
          "ID",
          "OOD",
          t("Shift"),
          t("Interval"),
          t("p, Holm"),
          ...(whole ? [t("ID, all rows"), t("OOD, all rows")] : []),
        ],
        rows: sorted.map((slice) => [
          nameSlice(slice.slice),
          String(slice.difference.numRows),
          formatNumberOrDash(slice.id.value),
          formatNumberOrDash(slice.ood.value),
          slice.difference.value === null ? sayGap(slice.difference.gap) : formatDifference(slice.difference.value),
          slice.simultaneousInterval ? formatInterval(slice.simultaneousInterval) : "–",
          formatNumberOrDash(slice.adjustedPValue),
          ...behindOf(slice.slice).map((value) => formatNumberOrDash(value)),
        ]),
      }}
    >
      {controls}
      <Dumbbells
        mark="variance"
        minSpan={0.02}
        axis={t("mean entity variance σ²")}
        formatTick={(value) => formatNumber(Number(value.toPrecision(3)))}
        label={title}
        rows={drawn.map((slice) => ({
          label: nameSlice(slice.slice),
          numRows: slice.difference.numRows,
          id: slice.id,
          ood: slice.ood,
          ghost: ghostOf(slice.slice),
          difference: slice.difference.value === null ? "" : formatDifference(slice.difference.value),
          detail: slice.simultaneousInterval ? formatInterval(slice.simultaneousInterval) : t("no interval"),
          guard:
            slice.difference.gap === "tooFewRows" || slice.difference.gap === "noRows" ? sayGap("tooFewRows") : null,
        }))}
      />
    </Figure>
  );
}

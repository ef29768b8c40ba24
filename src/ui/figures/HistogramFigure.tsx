/** @file Variance of the rows as written against their swapped versions; brushing it selects rows everywhere. */
import { useContext, useMemo, type ReactNode } from "react";
import { t } from "../../messages/translate";
import { formatCount } from "../../messages/formatNumber";
import {
  computeHistogram,
  computePaperEdges,
  computeZoomEdges,
  selectVariances,
  type VarianceOf,
} from "../../analysis/entityVariance";
import { takeColumns, type CorpusColumns } from "../../analysis/corpusColumns";
import { formatEdge, VarianceHistogram, type VarianceHistogramProps } from "../charts/VarianceHistogram";
import { HISTOGRAM_DEFINITIONS } from "../corpusDefinitions";
import { findShift, formatDifference, formatInterval, sayWhatIsSwapped } from "../corpusFindings";
import { formatVariance } from "../numbers";
import type { Basis } from "../provenance";
import { FigureFrame } from "../widgets/figureFrame";
import { Waiting } from "../widgets/Waiting";
import type { CorpusView } from "./corpusView";

/** Bins of 0.1 as in the paper, or as many over the values that occur. */
export type VarianceScale = "paper" | "zoom";

export interface HistogramFigureProps extends Pick<VarianceHistogramProps, "range" | "rangeNotes" | "onBrush"> {
  readonly view: CorpusView;
  readonly of: VarianceOf;
  readonly scale: VarianceScale;
  /** Seed of the resamples. */
  readonly seed: number;
  readonly basis: Basis;
  /** What stands above the drawing; null on paper. */
  readonly controls: ReactNode;
}

/** Bins of the paper up to the last one that holds a value, at least seven. */
function trimEdges(columns: readonly ArrayLike<number | null | undefined>[]): number[] {
  const edges = computePaperEdges();
  const counts = columns.map((column) => computeHistogram(column, edges).counts);
  const last = edges.findLastIndex((_, bin) => counts.some((count) => (count[bin] ?? 0) > 0));
  return edges.slice(0, Math.max(7, Math.min(edges.length - 1, last + 1)) + 1);
}

export function HistogramFigure(props: HistogramFigureProps) {
  const { view, of, scale, seed, basis, controls, range, rangeNotes, onBrush } = props;
  const { columns, around, found, isStale, info } = view;
  const Figure = useContext(FigureFrame);

  const edges = useMemo(() => {
    const all = [selectVariances(columns.id, of), selectVariances(columns.ood, of)];
    return scale === "paper" ? trimEdges(all) : (computeZoomEdges(all) ?? trimEdges(all));
  }, [columns, of, scale]);
  const counts = useMemo(() => {
    const count = ({ id, ood }: CorpusColumns) =>
      [id, ood].map((columns) => computeHistogram(selectVariances(columns, of), edges));
    const all = count(columns);
    const shown = around.length === columns.rows.length ? all : count(takeColumns(columns, around));
    return { all, shown };
  }, [columns, around, of, edges]);

  const [id, ood] = counts.shown;
  if (!id || !ood || counts.all[0]!.numValues === 0) {
    return (
      <Waiting title={t("This model has no bottleneck: it blurs no name, and has no variance")} className="c7">
        {t("Only a VIB model gives names a variance. Choose one above; flips and F1 below need none.")}
      </Waiting>
    );
  }
  const title = found ? findShift(found.shift) : t("Counting the variances");
  const hasOod = counts.all[1]!.numValues > 0;
  const isPart = around.length < columns.rows.length;
  const counted =
    of === "pooled"
      ? scale === "paper"
        ? t("Names per bin of 0.1, as in the paper")
        : t("Names per bin of the zoomed scale")
      : scale === "paper"
        ? t("Rows per bin of 0.1, as in the paper")
        : t("Rows per bin of the zoomed scale");
  const leadText =
    (hasOod
      ? t("{counted}: original names (ID) against unseen names of the same type (OOD). {title}.", {
          counted,
          title: info.title,
        })
      : t("{counted}: original names (ID). {title}.", { counted, title: info.title })) +
    (onBrush
      ? ` ${t("Drag across bins, or use the arrow keys with Shift, to select rows by their ID variance.")}`
      : "");
  const lead = (
    <>
      {leadText}
      <br />
      <span className="key">
        <svg width="16" height="12" className="chart" aria-hidden="true">
          <rect className="v2 edge" width="16" height="12" />
        </svg>
        ID
      </span>
      {hasOod ? (
        <span className="key">
          <svg width="16" height="12" className="chart" aria-hidden="true">
            <path className="ood" d="M1 12V1H15V12" />
          </svg>
          OOD
        </span>
      ) : null}
      {isPart ? (
        <span className="key">
          <svg width="16" height="12" className="chart" aria-hidden="true">
            <rect className="ghost" width="16" height="12" />
          </svg>
          {t("ID, all rows")}
        </span>
      ) : null}
      {isPart && hasOod ? (
        <span className="key">
          <svg width="16" height="12" className="chart" aria-hidden="true">
            <path className="dotted" d="M0 6H16" />
          </svg>
          {t("OOD, all rows")}
        </span>
      ) : null}
    </>
  );
  const difference = found?.shift.difference;
  const interval = difference?.interval;
  const foot = [
    t("n = {n, plural, one {# row} other {# rows}} with both versions, {scored} scored.", {
      n: difference?.numRows ?? 0,
      scored: formatCount(columns.rows.length),
    }),
    difference?.value != null && interval
      ? t(
          "Paired difference {difference}, 95% CI {interval}, bootstrap by document ({n, plural, one {# document} other {# documents}}, seed {seed}).",
          {
            difference: formatDifference(difference.value),
            interval: formatInterval(interval),
            n: difference.numClusters,
            seed,
          },
        )
      : hasOod
        ? t("No interval: too few documents.")
        : `${t("No row could be swapped.")} ${sayWhatIsSwapped()}`,
    found?.shift.wasserstein != null
      ? t("Wasserstein distance {distance}.", { distance: formatVariance(found.shift.wasserstein) })
      : "",
    id.numNotFinite > 0 && around.length > id.numValues
      ? t("{n, plural, one {# value} other {# values}} not measured.", { n: id.numNotFinite })
      : "",
  ].join(" ");
  const bins = id.counts.map((count, bin) => [
    t("{low} to {high}", { low: formatEdge(edges[bin]!), high: formatEdge(edges[bin + 1]!) }),
    count,
    ood.counts[bin]!,
    ...(isPart ? counts.all.map((all) => all.counts[bin]!) : []),
  ]);
  return (
    <Figure
      className="c7"
      title={title}
      lead={lead}
      leadText={leadText}
      foot={foot}
      provenance={{ ...basis, n: found?.shift.difference.numRows ?? 0 }}
      fileName="variance-histogram"
      isStale={isStale}
      definitions={HISTOGRAM_DEFINITIONS}
      data={() => ({
        header: ["low", "high", "id", "ood", "id_all_rows", "ood_all_rows"],
        rows: id.counts.map((count, bin) => [
          edges[bin]!,
          edges[bin + 1]!,
          count,
          ood.counts[bin]!,
          counts.all[0]!.counts[bin]!,
          counts.all[1]!.counts[bin]!,
        ]),
      })}
      table={{
        caption: title,
        header: ["σ²", "ID", "OOD", ...(isPart ? [t("ID, all rows"), t("OOD, all rows")] : [])],
        rows: bins.map((row) => row.map(String)),
      }}
    >
      {controls}
      <VarianceHistogram
        edges={edges}
        id={id.counts}
        ood={ood.counts}
        allId={counts.all[0]!.counts}
        allOod={counts.all[1]!.counts}
        range={range}
        rangeNotes={rangeNotes}
        label={title}
        onBrush={onBrush}
      />
    </Figure>
  );
}

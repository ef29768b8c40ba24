/** @file What unseen names cost in F1 (by type pair) or in rows found (by relation); only with gold labels. */
import { useContext, type ReactNode } from "react";
import { t } from "../../messages/translate";
import { formatFixed, formatNumber } from "../../messages/formatNumber";
import type { CorpusAnalysis } from "../../analysis/corpusAnalysis";
import { MINIMUM_ROWS, type Estimate } from "../../analysis/estimate";
import { findDifference } from "../../analysis/findings";
import { Dumbbells, type DumbbellRow } from "../charts/Dumbbells";
import { SCORE_DEFINITIONS } from "../corpusDefinitions";
import {
  findScores,
  findScoreSlices,
  formatDifference,
  formatInterval,
  sayGap,
  sayWhatIsSwapped,
  nameSlice,
  formatNumberOrDash,
} from "../corpusFindings";
import { FigureFrame } from "../widgets/figureFrame";
import { Waiting } from "../widgets/Waiting";
import { pickDrawn, sortSlices } from "./drawnSlices";
import { findGhost, sayGhosts } from "./ghosts";
import { isPartOnly } from "./corpusView";
import { ModelScoresFigure } from "./ModelScoresFigure";
import { sayHidden, type SlicedFigureProps } from "./slicedFigure";
import { toPoints } from "./toPoints";

/** The scores of two models on the same rows, when there are enough of them to be drawn side by side. */
function pickBoth(found: CorpusAnalysis | null) {
  const both = found?.models;
  return both?.scores && both.numLabelled >= MINIMUM_ROWS ? { ...both, scores: both.scores } : null;
}

/** Whether the figure shows two models. */
export function showsBothModels(found: CorpusAnalysis | null): boolean {
  return pickBoth(found) !== null;
}

export interface ScoresFigureProps extends Omit<SlicedFigureProps, "controls"> {
  /** Whether the reader can pick other rows. */
  readonly canChoose: boolean;
  /** Whether the title tells of the slices alone, where that of all rows stands elsewhere. */
  readonly isOfSlices?: boolean;
  /** The way to say what relations are that the model does not know; nothing where there is none. */
  readonly matching?: ReactNode;
}

export function ScoresFigure(props: ScoresFigureProps) {
  const { view, slicing, basis, canChoose, isOfSlices = false } = props;
  const Figure = useContext(FigureFrame);
  const { found, whole, isStale, info, columns } = view;
  const isLabelled = columns.gold.some((label) => label >= 0);
  const numUnmapped = columns.gold.filter((label, i) => label < 0 && columns.relations[i] !== "unlabelled").length;
  const matching = view.corpus.figures || numUnmapped === 0 ? null : (props.matching ?? null);
  if (!isLabelled || !found) {
    return (
      <Waiting title={t("What do unseen names cost in F1?")} className="c5">
        {isLabelled
          ? t("The intervals are being computed.")
          : t(
              "No scored row has a gold relation that this model knows, so there is no F1. Label rows with its relations, or choose a model that knows theirs.",
            )}{" "}
        {isLabelled ? null : matching}
      </Waiting>
    );
  }
  if (!columns.swapped.some((label) => label >= 0)) {
    return (
      <Waiting title={t("Without swapped names nothing can be told of what they cost in F1")} className="c5">
        {sayWhatIsSwapped()}
      </Waiting>
    );
  }
  if (!found.scores || found.numLabelled < MINIMUM_ROWS) {
    return (
      <Waiting title={t("Too few rows to tell what unseen names cost in F1")} className="c5">
        {t(
          "{n, plural, one {# selected row has} other {# selected rows have}} both a gold relation that this model knows and a swapped version; an estimate needs {least}.",
          { n: found.numLabelled, least: MINIMUM_ROWS },
        )}
        {canChoose ? ` ${t("Widen the selection or score more rows.")}` : ""} {matching}
      </Waiting>
    );
  }
  const isPart = isPartOnly(view);
  const both = pickBoth(found);
  if (both) {
    const { scores, numLabelled } = both;
    const given = { scores, numLabelled, slicing, isStale, isPart, basis, matching };
    return <ModelScoresFigure {...given} whole={whole?.models?.scores ?? null} />;
  }
  const { all, slices } = found.scores;
  const score = slicing === "relation" ? "accuracy" : "microF1";
  const estimates = slices.map(({ slice, comparison }) => ({
    slice: String(slice),
    id: toPoints(comparison.id[score]),
    ood: toPoints(comparison.ood[score]),
    difference: toPoints(comparison.difference[score]),
  }));
  const loss = ({ difference: { value } }: (typeof estimates)[number]) => (value === null ? null : -value);
  const sorted = sortSlices(estimates, slicing, loss, ({ id }) => id.numRows);
  const drawn = pickDrawn(sorted, ({ difference }) => difference.value === null);
  /** Values of all rows, in points; `slice` null: of all slices together. */
  const ghostOf = (slice: string | null) => {
    const behind = slice === null ? whole?.scores?.all : findGhost(whole?.scores?.slices, slice)?.comparison;
    const kind = slice === null ? "microF1" : score;
    return behind ? { id: toPoints(behind.id[kind]).value, ood: toPoints(behind.ood[kind]).value } : null;
  };
  /** Two cells while a selection is in force. */
  const behindOf = (slice: string | null) => {
    const ghost = ghostOf(slice);
    return whole ? [ghost?.id ?? null, ghost?.ood ?? null] : [];
  };
  const toRow = (slice: string | null, id: Estimate, ood: Estimate, difference: Estimate): DumbbellRow => ({
    label: slice === null ? (isPart ? t("All selected rows") : t("All rows")) : nameSlice(slice),
    numRows: difference.numRows,
    id,
    ood,
    ghost: ghostOf(slice),
    difference: difference.value === null ? "" : formatDifference(difference.value, 1),
    detail: difference.interval ? formatInterval(difference.interval, 1) : "",
    guard: difference.value === null ? sayGap(difference.gap) : null,
  });
  const total = toRow(null, toPoints(all.id.microF1), toPoints(all.ood.microF1), toPoints(all.difference.microF1));
  const numClear = sorted.filter(({ difference }) => findDifference(difference).verdict === "lower").length;
  const numTested = sorted.filter(({ difference }) => difference.interval !== null).length;
  const title = isOfSlices ? findScoreSlices(numClear, numTested, slicing) : findScores(all);
  const lead =
    slicing === "relation"
      ? t(
          "Top row: micro-F1. By relation: the share of its rows that is found, with the original names (filled) and with unseen ones (outlined), 95% CI.",
        )
      : t(
          "Micro-F1 with the original names (filled) and with unseen names (outlined), 95% CI. Right: points lost or gained.",
        );
  const leadText = lead + (whole ? sayGhosts() : "");
  const numLeftOut = columns.gold.filter((label) => label < 0).length;
  const foot = [
    t(
      "n = {rows, plural, one {# labelled row} other {# labelled rows}} with both versions; {title}. Intervals of slices are not corrected: of {n, plural, one {# slice} other {# slices}} {lose} lose clearly, and about {chance} would by chance.",
      {
        rows: found.numLabelled,
        title: info.title,
        n: numTested,
        lose: numClear,
        chance: formatFixed(0.025 * numTested, 1),
      },
    ),
    numLeftOut > 0
      ? t("{n, plural, one {# scored row has} other {# scored rows have}} no gold relation that this model knows.", {
          n: numLeftOut,
        })
      : "",
    sayHidden(sorted.length - drawn.length),
  ]
    .filter(Boolean)
    .join(" ");
  const cells = [
    { slice: "all", id: total.id, ood: total.ood, difference: toPoints(all.difference.microF1) },
    ...sorted,
  ];
  return (
    <Figure
      className="c5"
      title={title}
      lead={
        matching === null ? (
          leadText
        ) : (
          <>
            {leadText}{" "}
            {t(
              "{n, plural, one {# scored row has a relation that is none of the model’s, and is left out} other {# scored rows have a relation that is none of the model’s, and are left out}}.",
              { n: numUnmapped },
            )}{" "}
            {matching}
          </>
        )
      }
      leadText={leadText}
      foot={foot}
      provenance={{ ...basis, n: found.numLabelled }}
      fileName={`scores-by-${slicing}`}
      isStale={isStale}
      definitions={SCORE_DEFINITIONS}
      data={() => ({
        header: [
          "slice",
          "n",
          "score",
          "id",
          "id_low",
          "id_high",
          "ood",
          "ood_low",
          "ood_high",
          "difference",
          "low",
          "high",
          ...(whole ? ["id_all_rows", "ood_all_rows"] : []),
        ],
        rows: cells.map(({ slice, id, ood, difference }, i) => [
          slice,
          difference.numRows,
          i === 0 ? "microF1" : score,
          ...[id, ood, difference].flatMap(({ value, interval }) => [
            value,
            interval?.low ?? null,
            interval?.high ?? null,
          ]),
          ...behindOf(i === 0 ? null : slice),
        ]),
      })}
      table={{
        caption: title,
        header: [
          t("Slice"),
          "n",
          slicing === "relation" ? t("rows found, %, ID") : t("F1, ID"),
          slicing === "relation" ? t("rows found, %, OOD") : t("F1, OOD"),
          t("Difference"),
          t("Interval"),
          ...(whole ? [t("ID, all rows"), t("OOD, all rows")] : []),
        ],
        rows: cells.map(({ slice, id, ood, difference }, i) => [
          i === 0 ? t("all") : nameSlice(slice),
          String(difference.numRows),
          formatNumberOrDash(id.value, 1),
          formatNumberOrDash(ood.value, 1),
          difference.value === null ? sayGap(difference.gap) : formatDifference(difference.value, 1),
          difference.interval ? formatInterval(difference.interval, 1) : "–",
          ...behindOf(i === 0 ? null : slice).map((value) => formatNumberOrDash(value, 1)),
        ]),
      }}
    >
      <Dumbbells
        mark={info.hasBottleneck ? "vib" : "base"}
        minSpan={10}
        axis={slicing === "relation" ? t("F1 of all rows; rows found of each relation, %") : t("F1")}
        formatTick={formatNumber}
        label={title}
        rows={[total, ...drawn.map(({ slice, id, ood, difference }) => toRow(slice, id, ood, difference))]}
      />
    </Figure>
  );
}

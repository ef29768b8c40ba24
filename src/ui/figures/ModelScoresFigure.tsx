/** @file Base and VIB on the same rows: what unseen names cost each of them in F1, and whether one loses less. */
import { useContext, type ReactNode } from "react";
import { t } from "../../messages/translate";
import { formatFixed } from "../../messages/formatNumber";
import type { ModelsAnalysis, Slicing } from "../../analysis/corpusAnalysis";
import { findDifference } from "../../analysis/findings";
import type { ModelComparison } from "../../analysis/modelComparison";
import type { ScoreComparison } from "../../analysis/scoreIntervals";
import { ScoreLanes, type LaneModel, type LaneRow } from "../charts/ScoreLanes";
import { MODEL_DEFINITIONS } from "../corpusDefinitions";
import { formatDifference, formatInterval, sayGap, nameSlice, formatNumberOrDash } from "../corpusFindings";
import { findModelScores, sayPoints } from "../modelFindings";
import type { Basis } from "../provenance";
import { FigureFrame } from "../widgets/figureFrame";
import { pickDrawn, sortSlices } from "./drawnSlices";
import { findGhost, sayGhosts } from "./ghosts";
import { sayHidden } from "./slicedFigure";
import { toPoints } from "./toPoints";

export interface ModelScoresFigureProps {
  readonly scores: NonNullable<ModelsAnalysis["scores"]>;
  /** Those of all rows while a selection leaves some out; null otherwise. */
  readonly whole: ModelsAnalysis["scores"];
  readonly numLabelled: number;
  readonly slicing: Slicing;
  readonly isStale: boolean;
  /** Whether a selection leaves out rows. */
  readonly isPart: boolean;
  readonly basis: Basis;
  /** The way to match labels; null when all are matched. */
  readonly matching: ReactNode;
}

type Score = "microF1" | "accuracy";

const toModel = (
  name: string,
  hasBottleneck: boolean,
  scores: ScoreComparison,
  behind: ScoreComparison | undefined,
  score: Score,
): LaneModel => {
  const { value } = scores.difference[score];
  return {
    name,
    hasBottleneck,
    id: toPoints(scores.id[score]),
    ood: toPoints(scores.ood[score]),
    ghost: behind ? { id: toPoints(behind.id[score]).value, ood: toPoints(behind.ood[score]).value } : null,
    change: value === null ? "–" : formatDifference(100 * value, 1),
  };
};
const toModels = (
  { first, second }: ModelComparison,
  behind: ModelComparison | undefined,
  score: Score,
): [LaneModel, LaneModel] => [
  toModel(t("base"), false, first, behind?.first, score),
  toModel("VIB", true, second, behind?.second, score),
];

export function ModelScoresFigure(props: ModelScoresFigureProps) {
  const { scores, whole, numLabelled, slicing, isStale, isPart, basis, matching } = props;
  const Figure = useContext(FigureFrame);
  const { all, slices } = scores;
  const score = slicing === "relation" ? "accuracy" : "microF1";
  const sorted = sortSlices(
    slices,
    slicing,
    ({ comparison }) => comparison.difference.loss[score].value,
    ({ numRows }) => numRows,
  );
  const drawn = pickDrawn(sorted, ({ comparison }) => comparison.difference.loss[score].gap === "tooFewRows");
  const title = findModelScores(all);
  const tested = sorted.filter(({ comparison }) => comparison.difference.loss[score].interval !== null);
  const countVerdict = (verdict: string) =>
    tested.filter(({ comparison }) => findDifference(comparison.difference.loss[score]).verdict === verdict).length;
  const leadText =
    `${t("Circles: base. Diamonds: VIB. Filled: original names (ID). Outlined: unseen names (OOD). 95% CI. Right: what the swaps change.")} ` +
    (slicing === "relation"
      ? t("Top row: micro-F1; by relation: share of its rows that is found, %.")
      : t("Micro-F1.")) +
    (whole ? sayGhosts() : "");
  const foot = [
    t(
      "n = {n, plural, one {# labelled row} other {# labelled rows}} that both models have read. VIB minus base: ID {id}; OOD {ood}; difference of the changes {loss}. Slices, not corrected: VIB clearly better under swaps in {better} of {tested}, worse in {worse}; about {chance} would be clear by chance.",
      {
        n: numLabelled,
        id: sayPoints(all.difference.id.microF1),
        ood: sayPoints(all.difference.ood.microF1),
        loss: sayPoints(all.difference.loss.microF1),
        better: countVerdict("higher"),
        tested: tested.length,
        worse: countVerdict("lower"),
        chance: formatFixed(0.05 * tested.length, 1),
      },
    ),
    sayHidden(sorted.length - drawn.length),
  ]
    .filter(Boolean)
    .join(" ");
  const cells = [{ slice: "all", numRows: numLabelled, comparison: all }, ...sorted].map((row, i) => {
    const kind: Score = i === 0 ? "microF1" : score;
    const { first, second, difference } = row.comparison;
    const numbers = [first.id, first.ood, second.id, second.ood, difference.id, difference.ood, difference.loss];
    const behind = i === 0 ? whole?.all : findGhost(whole?.slices, row.slice)?.comparison;
    /** Four cells while a selection is in force. */
    const ghosts = whole
      ? [behind?.first.id, behind?.first.ood, behind?.second.id, behind?.second.ood].map((part) =>
          part ? toPoints(part[kind]).value : null,
        )
      : [];
    return { ...row, kind, ghosts, estimates: numbers.map((part) => toPoints(part[kind])) };
  });
  const names = [
    "base_id",
    "base_ood",
    "vib_id",
    "vib_ood",
    "vib_minus_base_id",
    "vib_minus_base_ood",
    "loss_difference",
  ];
  const rows: LaneRow[] = [
    {
      label: isPart ? t("All selected rows") : t("All rows"),
      numRows: numLabelled,
      models: toModels(all, whole?.all, "microF1"),
      guard: null,
    },
    ...drawn.map(({ slice, numRows, comparison }): LaneRow => {
      const { gap, value } = comparison.first.id[score];
      return {
        label: nameSlice(slice),
        numRows,
        models: toModels(comparison, findGhost(whole?.slices, slice)?.comparison, score),
        guard: value === null ? sayGap(gap) : null,
      };
    }),
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
            {leadText} {t("Rows with a relation that is none of the model’s are left out.")} {matching}
          </>
        )
      }
      leadText={leadText}
      foot={foot}
      fileName={`models-by-${slicing}`}
      isStale={isStale}
      definitions={MODEL_DEFINITIONS}
      provenance={{ ...basis, n: numLabelled }}
      data={() => ({
        header: [
          ...["slice", "n", "score", ...names.flatMap((name) => [name, `${name}_low`, `${name}_high`])],
          ...(whole ? names.slice(0, 4).map((name) => `${name}_all_rows`) : []),
        ],
        rows: cells.map(({ slice, numRows, kind, estimates, ghosts }) => [
          ...[slice, numRows, kind],
          ...estimates.flatMap(({ value, interval }) => [value, interval?.low ?? null, interval?.high ?? null]),
          ...ghosts,
        ]),
      })}
      table={{
        caption: title,
        header: [
          t("Slice"),
          "n",
          t("Base, ID"),
          t("Base, OOD"),
          t("VIB, ID"),
          t("VIB, OOD"),
          t("VIB − base, ID"),
          t("VIB − base, OOD"),
          t("95% CI"),
          ...(whole
            ? [t("Base, ID, all rows"), t("Base, OOD, all rows"), t("VIB, ID, all rows"), t("VIB, OOD, all rows")]
            : []),
        ],
        rows: cells.map(({ slice, numRows, estimates, ghosts }, i) => [
          i === 0 ? t("all") : nameSlice(slice),
          String(numRows),
          ...estimates.slice(0, 4).map(({ value, gap }) => (value === null ? sayGap(gap) : formatFixed(value, 1))),
          ...estimates.slice(4, 6).map(({ value }) => (value === null ? "–" : formatDifference(value, 1))),
          estimates[5]!.interval ? formatInterval(estimates[5]!.interval, 1) : "–",
          ...ghosts.map((value) => formatNumberOrDash(value, 1)),
        ]),
      }}
    >
      <ScoreLanes
        rows={rows}
        minSpan={10}
        axis={slicing === "relation" ? t("F1 of all rows; rows found of each relation, %") : t("F1")}
        label={title}
      />
    </Figure>
  );
}

/** @file Variance by relation of the models it was measured for, beside what leaning on names would predict. */
import { t } from "../../../messages/translate";
import { formatCount, formatFixed } from "../../../messages/formatNumber";
import type { Diagnostics } from "../../../data/studyResults";
import { DiagnosticsFigure, describeDiagnostics } from "../../figures/study/DiagnosticsFigure";
import { formatVariance, formatPercent } from "../../numbers";
import { SortTable, type Column } from "../../widgets/SortTable";

type Relation = Diagnostics["relations"][number];

const percent = (value: number) => formatPercent(value, 1);
const number = (
  id: keyof Relation & string,
  label: string,
  say: (value: number) => string = formatCount,
): Column<Relation> => ({
  id,
  label,
  value: (row) => row[id],
  show: (row) => say(row[id] as number),
  isNumber: true,
  width: 9,
});
const listColumns = (): readonly Column<Relation>[] => [
  { id: "relation", label: t("Relation"), value: ({ relation }) => relation },
  number("meanVariance", t("mean σ²"), formatVariance),
  number("oodDrop", t("lost to type swap"), (value) =>
    t("{points} points", { points: formatFixed(100 * value, 1).replace("-", "−") }),
  ),
  number("flipRate", t("swap flip rate"), percent),
  number("namesOnlyAccuracy", t("names alone right"), percent),
  number("rows", t("test rows")),
  number("trainRows", t("training rows")),
];
const keyOf = ({ relation }: Relation) => relation;

export function DiagnosticsPanel({ diagnostics }: { diagnostics: Diagnostics }) {
  const { relations, run, swapFiles } = diagnostics;
  const sorted = [...relations].sort((a, b) => a.meanVariance - b.meanVariance);
  const [low, high] = [sorted[0], sorted.at(-1)];
  return (
    <>
      <DiagnosticsFigure diagnostics={diagnostics} />
      {low && high ? (
        <SortTable
          className="c12"
          title={t("Least variance on {low} ({lowMean}), most on {high} ({highMean})", {
            low: low.relation,
            lowMean: formatVariance(low.meanVariance),
            high: high.relation,
            highMean: formatVariance(high.meanVariance),
          })}
          lead={t(
            "Each relation with ten test rows or more: mean variance of its rows, what accuracy loses under type swap, the share of swaps that change the answer, and how often the names alone give it.",
          )}
          foot={t(
            "n = {relations, plural, one {# relation} other {# relations}}, {run}; swaps: {n, plural, one {# seeded set} other {# seeded sets}} of names. Numbers of few rows are rough: see the column of test rows.",
            { relations: relations.length, run, n: swapFiles },
          )}
          provenance={describeDiagnostics(diagnostics)}
          fileName={`variance-by-relation-${run}`}
          columns={listColumns()}
          rows={relations}
          keyOf={keyOf}
          initialSort={{ id: "meanVariance", isRising: true }}
          rowHeight={38}
          filterKey={run}
          empty={t("No relation has ten rows.")}
        />
      ) : null}
    </>
  );
}

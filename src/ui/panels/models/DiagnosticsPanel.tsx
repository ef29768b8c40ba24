/** @file Variance by relation of the models it was measured for, beside what leaning on names would predict. */
import type { Diagnostics } from "../../../data/studyResults";
import { DiagnosticsFigure, describeDiagnostics } from "../../figures/study/DiagnosticsFigure";
import { countOf, formatVariance } from "../../numbers";
import { SortTable, type Column } from "../../widgets/SortTable";

type Relation = Diagnostics["relations"][number];

const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
const number = (
  id: keyof Relation & string,
  label: string,
  say: (value: number) => string = (value) => value.toLocaleString("en"),
): Column<Relation> => ({
  id,
  label,
  value: (row) => row[id],
  show: (row) => say(row[id] as number),
  isNumber: true,
  width: 9,
});
const COLUMNS: readonly Column<Relation>[] = [
  { id: "relation", label: "Relation", value: ({ relation }) => relation },
  number("meanVariance", "mean σ²", formatVariance),
  number("oodDrop", "lost to type swap", (value) => `${(100 * value).toFixed(1).replace("-", "−")} points`),
  number("flipRate", "swap flip rate", percent),
  number("namesOnlyAccuracy", "names alone right", percent),
  number("rows", "test rows"),
  number("trainRows", "training rows"),
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
          title={`Least variance on ${low.relation} (${formatVariance(low.meanVariance)}), most on ${high.relation} (${formatVariance(high.meanVariance)})`}
          lead="Each relation with ten test rows or more: mean variance of its rows, what accuracy loses under type swap, the share of swaps that change the answer, and how often the names alone give it."
          foot={`n = ${countOf(relations.length, "relation")}, ${run}; swaps: ${countOf(swapFiles, "seeded set")} of names. Numbers of few rows are rough: see the column of test rows.`}
          provenance={describeDiagnostics(diagnostics)}
          fileName={`variance-by-relation-${run}`}
          columns={COLUMNS}
          rows={relations}
          keyOf={keyOf}
          initialSort={{ id: "meanVariance", isRising: true }}
          rowHeight={38}
          filterKey={run}
          empty="No relation has ten rows."
        />
      ) : null}
    </>
  );
}

/** @file What the variance of one model goes with, over relations and over rows. */
import { useContext } from "react";
import { t } from "../../../messages/translate";
import { formatFixed } from "../../../messages/formatNumber";
import type { Diagnostics } from "../../../data/studyResults";
import { CorrelationLanes, type CorrelationMark } from "../../charts/CorrelationLanes";
import { findDiagnostics, nameQuantity, sayCoefficient, type Coefficient, type Level } from "../../diagnosticWords";
import { CORRELATION, ROW_VARIANCE, SETS } from "../../studyDefinitions";
import { FigureFrame } from "../../widgets/figureFrame";
import type { Provenance } from "../../provenance";

export function describeDiagnostics({ run, file, perExample, commit, swapFiles }: Diagnostics): Provenance {
  return { n: perExample.n, models: [], settings: { model: run, file, commit, swap_sets: swapFiles }, data: null };
}

const toMark = ({ value, ci }: Coefficient): CorrelationMark => ({
  value,
  interval: ci && { low: ci[0], high: ci[1] },
});

export function DiagnosticsFigure({ diagnostics }: { diagnostics: Diagnostics }) {
  const Figure = useContext(FigureFrame);
  const { perRelation, perExample, run, swapFiles } = diagnostics;
  const levels: readonly (readonly [title: string, level: Level])[] = [
    [t("Over {n, plural, one {# relation} other {# relations}}", { n: perRelation.n }), perRelation],
    [t("Over {n, plural, one {# row} other {# rows}}", { n: perExample.n }), perExample],
  ];
  const all = levels.flatMap(([title, level]) =>
    Object.entries(level.correlations).map(([id, both]) => ({ title, id, level, both })),
  );
  const sayLevel = (level: Level) =>
    level === perRelation
      ? t("{n, plural, one {# relation} other {# relations}}", { n: level.n })
      : t("{n, plural, one {# row} other {# rows}}", { n: level.n });
  const title = findDiagnostics(diagnostics);
  const leadText = t(
    "Correlation of the mean variance of {run} with what leaning on names would predict. Filled: Spearman’s ρ. Outlined: Pearson’s r. 95% CI. A bottleneck that finds biased names would lie clearly below 0 for flips and for names alone.",
    { run },
  );
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={t(
        "n = {relations, plural, one {# relation} other {# relations}}; {rows, plural, one {# row} other {# rows}} of {documents, plural, one {# document} other {# documents}}. Swaps: {n, plural, one {# seeded set} other {# seeded sets}} of names. {all} intervals a coefficient, not corrected: about {chance} would be clear by chance.",
        {
          relations: perRelation.n,
          rows: perExample.n,
          documents: perExample.documents ?? 0,
          n: swapFiles,
          all: all.length,
          chance: formatFixed(0.05 * all.length, 1),
        },
      )}
      provenance={describeDiagnostics(diagnostics)}
      fileName={`variance-correlations-${run}`}
      isStale={false}
      definitions={[CORRELATION, ROW_VARIANCE, SETS]}
      data={() => ({
        header: ["over", "n", "quantity", "coefficient", "value", "low", "high"],
        rows: all.flatMap(({ level, id, both }) =>
          (["spearman", "pearson"] as const).map((kind) => [
            ...[level === perRelation ? "relations" : "rows", level.n, id, kind, both[kind].value],
            ...[both[kind].ci?.[0] ?? null, both[kind].ci?.[1] ?? null],
          ]),
        ),
      })}
      table={{
        caption: title,
        header: [t("Quantity"), t("Over"), t("Spearman’s ρ"), t("Pearson’s r")],
        rows: all.map(({ level, id, both }) => [
          ...[nameQuantity(id), sayLevel(level), sayCoefficient(both.spearman), sayCoefficient(both.pearson)],
        ]),
      }}
    >
      <CorrelationLanes
        levels={levels.map(([name, level]) => ({
          title: name,
          lanes: Object.entries(level.correlations).map(([id, { spearman, pearson }]) => ({
            label: nameQuantity(id),
            spearman: toMark(spearman),
            pearson: toMark(pearson),
          })),
        }))}
        label={title}
      />
    </Figure>
  );
}

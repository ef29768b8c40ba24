/** @file Runs that find entities and relations together, beside the rows of the papers, as a table. */
import { useMemo } from "react";
import { toEstimate } from "../../../analysis/studyRows";
import type { JointResults, JointRun } from "../../../data/studyResults";
import { formatFixed } from "../../../messages/formatNumber";
import { joinWords } from "../../../messages/joinWords";
import { msg, t, type MessageId } from "../../../messages/translate";
import { formatDifference } from "../../corpusFindings";
import { sayDifference } from "../../studyWords";
import { useLanguage } from "../../useLanguage";
import { SortTable, type Column } from "../../widgets/SortTable";

const CORPORA: Readonly<Record<JointRun["corpus"], string>> = {
  conll04: "CoNLL04",
  scierc: "SciERC",
  ade: "ADE",
  wikipedia: "Wikipedia",
};
const MEASURES: readonly (readonly [id: string, label: MessageId])[] = [
  ["headline", msg("relations, as the papers score")],
  ["entities", msg("entities")],
  ["relationsWithTypes", msg("relations with types")],
  ["relations", msg("relations, types aside")],
];
const BY_PLACE = { id: "place", isRising: true };

function Score({ run, measure }: { run: JointRun; measure: string }) {
  const { value, interval } = toEstimate(run.scores[measure], run.n);
  if (value === null) return <span className="faint">–</span>;
  return (
    <>
      {formatFixed(value, 1)}
      {interval ? (
        <small>
          {t("{low} to {high}", { low: formatFixed(interval.low, 1), high: formatFixed(interval.high, 1) })}
        </small>
      ) : null}
    </>
  );
}

const difference = (run: JointRun) => toEstimate(run.differences?.sets.relationsWithTypes, run.n);

function listColumns(runs: readonly JointRun[]): Column<JointRun>[] {
  const place = new Map(runs.map((run, i) => [run.name, i + 1]));
  const titles = new Map(runs.map(({ name, title }) => [name, title]));
  return [
    {
      id: "run",
      label: t("Run"),
      value: ({ title }) => title,
      width: 17,
      show: (run) => (
        <>
          {run.title}
          <small>
            {run.kind === "paper" ? t("{encoder}, as its paper reports", { encoder: run.encoder }) : run.encoder}
          </small>
        </>
      ),
    },
    { id: "place", label: "#", value: ({ name }) => place.get(name) ?? null, isNumber: true, width: 2.5 },
    { id: "corpus", label: t("Corpus"), value: ({ corpus }) => CORPORA[corpus], width: 6 },
    {
      id: "seeds",
      label: t("Seeds"),
      value: ({ seeds }) => seeds.length,
      show: ({ kind, seeds }) =>
        kind === "paper" ? (
          <span className="faint">{t("paper")}</span>
        ) : seeds.length === 0 ? (
          <span className="faint">{t("not run")}</span>
        ) : (
          joinWords(seeds.map(String))
        ),
      isNumber: true,
      width: 5.5,
    },
    ...MEASURES.map(([measure, label]): Column<JointRun> => ({
      id: measure,
      label: t(label),
      value: (run) => toEstimate(run.scores[measure], run.n).value,
      show: (run) => <Score run={run} measure={measure} />,
      isNumber: true,
      width: 8,
    })),
    {
      id: "difference",
      label: t("with types, against"),
      value: (run) => difference(run).value,
      show: (run) =>
        run.differences === null ? (
          <span className="faint">–</span>
        ) : (
          <>
            {formatDifference(difference(run).value ?? 0, 1)}
            <small>{`${sayDifference(difference(run))} · ${titles.get(run.differences.to) ?? run.differences.to}`}</small>
          </>
        ),
      isNumber: true,
      width: 9,
    },
  ];
}

/** For files alone. */
const EXTRAS: readonly Column<JointRun>[] = [
  ...MEASURES.flatMap(([measure]): Column<JointRun>[] => [
    { id: `${measure}_low`, label: "", value: ({ scores }) => scores[measure]?.ci?.[0] ?? null },
    { id: `${measure}_high`, label: "", value: ({ scores }) => scores[measure]?.ci?.[1] ?? null },
  ]),
  { id: "name", label: "", value: ({ name }) => name },
  { id: "encoder", label: "", value: ({ encoder }) => encoder },
  { id: "n", label: "", value: ({ n }) => n },
  { id: "compared_with", label: "", value: ({ differences }) => differences?.to ?? null },
  { id: "command", label: "", value: ({ command }) => command },
  { id: "files", label: "", value: ({ files }) => files.join(" ") },
];

const keyOf = ({ name }: JointRun) => name;

export function JointPanel({ joint }: { joint: JointResults }) {
  const language = useLanguage();
  const { runs } = joint;
  const columns = useMemo(() => listColumns(runs), [runs, language]);
  const own = runs.filter(({ kind }) => kind === "run");
  const part = own.filter(({ seeds }) => seeds.length > 0).length;
  const commits = [...new Set(runs.flatMap((run) => run.commits))];
  return (
    <SortTable
      className="c12"
      title={t(
        "{title}: {part, plural, one {# of {n, plural, one {# run} other {# runs}} has} other {# of {n, plural, one {# run} other {# runs}} have}} a result",
        { title: joint.title, part, n: own.length },
      )}
      lead={t(
        "F1 in percent with 95% intervals over test documents: an entity counts when its span and type are right, a relation when both spans and the relation are right. As the papers score: CoNLL04 with types; SciERC without; ADE with types, macro, overlapping entities left out. Rows of the papers are quoted, with their encoders; a run without a result stands as not run.",
      )}
      foot={joint.note}
      provenance={{ n: 0, models: [], settings: { file: joint.file, commits: commits.join(" ") || null }, data: null }}
      fileName="study-joint"
      columns={columns}
      extras={EXTRAS}
      rows={runs}
      keyOf={keyOf}
      initialSort={BY_PLACE}
      rowHeight={58}
      filterKey="joint"
      empty={t("This study has no runs.")}
    />
  );
}

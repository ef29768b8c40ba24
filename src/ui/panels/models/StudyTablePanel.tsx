/** @file All runs of a study as a table: scores, or paired differences to base. */
import { useMemo } from "react";
import { t } from "../../../messages/translate";
import { formatFixed } from "../../../messages/formatNumber";
import { useLanguage } from "../../useLanguage";
import { differenceOf, listSets, scoreOf, titleOfSet } from "../../../analysis/studyRows";
import type { Estimate } from "../../../analysis/estimate";
import type { Study, StudyRun } from "../../../data/studyResults";
import type { ModelsView } from "../../../state/modelsSlice";
import { useBench } from "../../../state/useBench";
import { formatDifference } from "../../corpusFindings";
import { describeStudy, sayRows } from "../../figures/study/describeStudy";
import { joinWords } from "../../../messages/joinWords";
import { formatVariance, formatPercent } from "../../numbers";
import { listDiffers, METRIC_NAMES, sayDiffers, sayDifference, saySeeds, sayScore } from "../../studyWords";
import { Choice } from "../../widgets/Choice";
import { ModelMark } from "../../widgets/ModelMark";
import { SortTable, type Column } from "../../widgets/SortTable";

const BY_PLACE = { id: "place", isRising: true };
const keyOf = ({ study, name }: StudyRun) => `${study}/${name}`;

function Cell({ estimate, isDifference }: { estimate: Estimate; isDifference: boolean }) {
  const { value, interval } = estimate;
  if (value === null) return <span className="faint">–</span>;
  const isClear = isDifference && interval !== null && (interval.low > 0 || interval.high < 0);
  return (
    <>
      <span className={isClear ? "clear" : ""}>
        {isDifference ? formatDifference(value, 1) : formatFixed(value, 1)}
      </span>
      {interval ? (
        <small>
          {t("{low} to {high}", {
            low: isDifference ? formatDifference(interval.low, 1) : formatFixed(interval.low, 1),
            high: isDifference ? formatDifference(interval.high, 1) : formatFixed(interval.high, 1),
          })}
        </small>
      ) : null}
    </>
  );
}

/** How the collapse rate is read: exactly, or no more than this, or unknown. */
export function sayCollapse(run: StudyRun): string {
  const known = run.variance?.id;
  if (!known) return "–";
  const percent = (share: number) => formatPercent(share, 1);
  if (known.collapse !== null) return percent(known.collapse);
  return known.collapseAtMost === null
    ? t("not measured")
    : t("at most {share}", { share: percent(known.collapseAtMost) });
}

function listColumns(
  runs: readonly StudyRun[],
  shows: ModelsView["shows"],
  open: string | null,
  onOpen: (run: StudyRun) => void,
): Column<StudyRun>[] {
  const isDifference = shows === "differences";
  const read = isDifference ? differenceOf : scoreOf;
  const place = new Map(runs.map((run, i) => [keyOf(run), i + 1]));
  return [
    {
      id: "run",
      label: t("Run"),
      value: ({ title }) => title,
      width: 17,
      show: (run) => (
        <>
          <button
            className="said"
            type="button"
            aria-pressed={run.name === open}
            aria-label={t("Details of {title}", { title: run.title })}
            onClick={() => onOpen(run)}
          >
            <ModelMark hasBottleneck={run.differs.beta !== null} />
            {run.title}
          </button>
          <small>{sayDiffers(run)}</small>
        </>
      ),
    },
    { id: "place", label: "#", value: (run) => place.get(keyOf(run)) ?? null, isNumber: true, width: 2.5 },
    {
      id: "seeds",
      label: t("Seeds"),
      value: (run) => run.seeds.length,
      show: (run) => (
        <span className={run.seeds.length === 0 ? "faint" : ""}>
          {run.seeds.length === 0 ? t("not run") : run.isTrained ? joinWords(run.seeds.map(String)) : t("no training")}
          {run.seeds.length > 0 && run.planned.length > run.seeds.length ? (
            <small>{t("of {n} planned", { n: run.planned.length })}</small>
          ) : null}
        </span>
      ),
      isNumber: true,
      width: 5.5,
    },
    ...listSets(runs).map((set): Column<StudyRun> => ({
      id: set,
      label: titleOfSet(set),
      value: (run) => read(run, set).value,
      show: (run) => <Cell estimate={read(run, set)} isDifference={isDifference} />,
      isNumber: true,
      width: 8,
    })),
    {
      id: "variance",
      label: t("mean σ²"),
      value: (run) => run.variance?.id.mean ?? null,
      show: (run) => (run.variance ? formatVariance(run.variance.id.mean) : <span className="faint">–</span>),
      isNumber: true,
      width: 5,
    },
    {
      id: "collapse",
      label: t("collapse"),
      value: (run) => run.variance?.id.collapse ?? null,
      show: (run) => <span className={run.variance ? "" : "faint"}>{sayCollapse(run)}</span>,
      isNumber: true,
      width: 6,
    },
    {
      id: "model",
      label: t("on this page"),
      value: (run) => run.modelId,
      show: (run) => (run.modelId === null ? <span className="faint">–</span> : run.modelId),
    },
  ];
}

/** Everything else that is known of a run, for files. */
function listExtras(runs: readonly StudyRun[], shows: ModelsView["shows"]): Column<StudyRun>[] {
  const read = shows === "differences" ? differenceOf : scoreOf;
  const bounds = listSets(runs).flatMap((set): Column<StudyRun>[] => [
    { id: `${set}_low`, label: "", value: (run) => read(run, set).interval?.low ?? null },
    { id: `${set}_high`, label: "", value: (run) => read(run, set).interval?.high ?? null },
  ]);
  const differs = ["entity treatment", "encoding", "tags", "head", "negatives", "blend β", "weight α", "label set"];
  return [
    ...bounds,
    { id: "name", label: "", value: ({ name }) => name },
    { id: "metric", label: "", value: ({ metric }) => METRIC_NAMES[metric] ?? metric },
    { id: "n", label: "", value: ({ scores }) => scores.id?.n ?? null },
    { id: "epochs", label: "", value: ({ differs: { epochs } }) => epochs },
    { id: "train_share", label: "", value: ({ differs: { trainShare } }) => trainShare },
    ...differs.map((part): Column<StudyRun> => ({
      id: part.replaceAll(" ", "_"),
      label: "",
      value: (run) => listDiffers(run).find(([name]) => name === part)?.[1] ?? null,
    })),
    { id: "command", label: "", value: ({ command }) => command },
    { id: "files", label: "", value: ({ files }) => files.join(" ") },
  ];
}

export function StudyTablePanel({ study, runs }: { study: Study; runs: readonly StudyRun[] }) {
  const language = useLanguage();
  const shows = useBench((state) => state.modelsView.shows);
  const sort = useBench((state) => state.modelsView.sort);
  const open = useBench((state) => state.modelsView.run);
  const lookAt = useBench((state) => state.lookAt);
  const columns = useMemo(
    () =>
      listColumns(runs, shows, open, (run) =>
        lookAt(() => t("open {title}", { title: run.title }), { run: run.name === open ? null : run.name }),
      ),
    [runs, shows, open, lookAt, language],
  );
  const numRun = runs.filter(({ seeds }) => seeds.length > 0).length;
  const isPart = runs.some(({ differs }) => differs.trainShare !== 1);
  return (
    <SortTable
      className="c12"
      title={t(
        "{title}: {part, plural, one {# of {n, plural, one {# run} other {# runs}} has} other {# of {n, plural, one {# run} other {# runs}} have}} a result",
        { title: study.title, part: numRun, n: runs.length },
      )}
      lead={`${
        shows === "scores"
          ? t("Scores in percent with their 95% intervals.")
          : t(
              "Paired differences to base in points with their 95% intervals; bold where the interval leaves 0 out, not corrected for their number.",
            )
      } ${t("The first four sets should be high; names only is what can be had without reading. A run without a result stands as not run. Press a run for its command, files and card.")}`}
      foot={[
        sayRows(runs),
        ...(isPart ? [t("Some runs saw a part of the training rows alone: see their details.")] : []),
        ...(study.note === null ? [] : [study.note]),
      ].join(" ")}
      provenance={describeStudy(study, runs)}
      fileName={`study-${study.id}-${shows}`}
      columns={columns}
      extras={listExtras(runs, shows)}
      rows={runs}
      keyOf={keyOf}
      initialSort={sort ?? BY_PLACE}
      onSort={(next) =>
        lookAt(() => t("sort by {column}", { column: columns.find(({ id }) => id === next.id)?.label ?? next.id }), {
          sort: next,
        })
      }
      rowHeight={58}
      filterKey={`${study.id} ${shows}`}
      empty={t("This study has no runs.")}
      tools={
        <div className="tools">
          <Choice<ModelsView["shows"]>
            label={t("What the table shows")}
            options={[
              { id: "scores", label: t("Scores") },
              { id: "differences", label: t("Differences to base") },
            ]}
            value={shows}
            onChoose={(next) =>
              lookAt(() => (next === "scores" ? t("show scores") : t("show differences")), { shows: next })
            }
          />
        </div>
      }
    />
  );
}

/** For the live region: what has been opened. */
export function sayRun(run: StudyRun): string {
  const score = run.scores.id ? t("ID {score}", { score: sayScore(scoreOf(run, "id")) }) : t("not run");
  const values = { title: run.title, seeds: saySeeds(run), score };
  if (!run.differences) return t("{title}: {seeds}; {score}.", values);
  const difference = sayDifference(differenceOf(run, "id"));
  return t("{title}: {seeds}; {score}, against base {difference}.", { ...values, difference });
}

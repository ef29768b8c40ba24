/** @file All runs of a study as a table: scores, or paired differences to base. */
import { useMemo } from "react";
import { differenceOf, listSets, scoreOf, titleOfSet } from "../../../analysis/studyRows";
import type { Estimate } from "../../../analysis/estimate";
import type { Study, StudyRun } from "../../../data/studyResults";
import type { ModelsView } from "../../../state/modelsSlice";
import { useBench } from "../../../state/useBench";
import { formatDifference } from "../../corpusFindings";
import { describeStudy, sayRows } from "../../figures/study/describeStudy";
import { countOf, formatVariance } from "../../numbers";
import { listDiffers, nameMetric, sayDiffers, sayDifference, saySeeds, sayScore } from "../../studyWords";
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
      <span className={isClear ? "clear" : ""}>{isDifference ? formatDifference(value, 1) : value.toFixed(1)}</span>
      {interval ? (
        <small>
          {isDifference
            ? `${formatDifference(interval.low, 1)} to ${formatDifference(interval.high, 1)}`
            : `${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}`}
        </small>
      ) : null}
    </>
  );
}

/** How the collapse rate is read: exactly, or no more than this, or unknown. */
export function sayCollapse(run: StudyRun): string {
  const known = run.variance?.id;
  if (!known) return "–";
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  if (known.collapse !== null) return percent(known.collapse);
  return known.collapseAtMost === null ? "not measured" : `at most ${percent(known.collapseAtMost)}`;
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
      label: "Run",
      value: ({ title }) => title,
      width: 17,
      show: (run) => (
        <>
          <button
            className="said"
            type="button"
            aria-pressed={run.name === open}
            aria-label={`Details of ${run.title}`}
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
      label: "Seeds",
      value: (run) => run.seeds.length,
      show: (run) => (
        <span className={run.seeds.length === 0 ? "faint" : ""}>
          {run.seeds.length === 0 ? "not run" : run.isTrained ? run.seeds.join(", ") : "no training"}
          {run.seeds.length > 0 && run.planned.length > run.seeds.length ? (
            <small>of {run.planned.length} planned</small>
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
      label: "mean σ²",
      value: (run) => run.variance?.id.mean ?? null,
      show: (run) => (run.variance ? formatVariance(run.variance.id.mean) : <span className="faint">–</span>),
      isNumber: true,
      width: 5,
    },
    {
      id: "collapse",
      label: "collapse",
      value: (run) => run.variance?.id.collapse ?? null,
      show: (run) => <span className={run.variance ? "" : "faint"}>{sayCollapse(run)}</span>,
      isNumber: true,
      width: 6,
    },
    {
      id: "model",
      label: "on this page",
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
    { id: "metric", label: "", value: ({ metric }) => nameMetric(metric) },
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
  const shows = useBench((state) => state.modelsView.shows);
  const sort = useBench((state) => state.modelsView.sort);
  const open = useBench((state) => state.modelsView.run);
  const lookAt = useBench((state) => state.lookAt);
  const columns = useMemo(
    () =>
      listColumns(runs, shows, open, (run) =>
        lookAt(`open ${run.title}`, { run: run.name === open ? null : run.name }),
      ),
    [runs, shows, open, lookAt],
  );
  const numRun = runs.filter(({ seeds }) => seeds.length > 0).length;
  const isPart = runs.some(({ differs }) => differs.trainShare !== 1);
  return (
    <SortTable
      className="c12"
      title={`${study.title}: ${numRun} of ${countOf(runs.length, "run")} ${numRun === 1 ? "has" : "have"} a result`}
      lead={
        (shows === "scores"
          ? "Scores in percent with their 95% intervals. "
          : "Paired differences to base in points with their 95% intervals; bold where the interval leaves 0 out, not corrected for their number. ") +
        "The first four sets should be high; names only is what can be had without reading. A run without a result stands as not run. Press a run for its command, files and card."
      }
      foot={`${sayRows(runs)}${isPart ? " Some runs saw a part of the training rows alone: see their details." : ""}${study.note === null ? "" : ` ${study.note}`}`}
      provenance={describeStudy(study, runs)}
      fileName={`study-${study.id}-${shows}`}
      columns={columns}
      extras={listExtras(runs, shows)}
      rows={runs}
      keyOf={keyOf}
      initialSort={sort ?? BY_PLACE}
      onSort={(next) => lookAt(`sort by ${columns.find(({ id }) => id === next.id)?.label ?? next.id}`, { sort: next })}
      rowHeight={58}
      filterKey={`${study.id} ${shows}`}
      empty="This study has no runs."
      tools={
        <div className="tools">
          <Choice<ModelsView["shows"]>
            label="What the table shows"
            options={[
              { id: "scores", label: "Scores" },
              { id: "differences", label: "Differences to base" },
            ]}
            value={shows}
            onChoose={(next) => lookAt(next === "scores" ? "show scores" : "show differences", { shows: next })}
          />
        </div>
      }
    />
  );
}

/** For the live region: what has been opened. */
export function sayRun(run: StudyRun): string {
  const score = run.scores.id ? `ID ${sayScore(scoreOf(run, "id"))}` : "not run";
  const difference = run.differences ? `, against base ${sayDifference(differenceOf(run, "id"))}` : "";
  return `${run.title}: ${saySeeds(run)}; ${score}${difference}.`;
}

/** @file ID against another set for every run of a study, with the paired difference to base. */
import { useContext, type ReactNode } from "react";
import { t } from "../../../messages/translate";
import { joinWords } from "../../../messages/joinWords";
import { formatNumberOrDash } from "../../corpusFindings";
import { differenceOf, findClear, lossOf, scoreOf, sortRuns, titleOfSet } from "../../../analysis/studyRows";
import type { Study, StudyRun } from "../../../data/studyResults";
import { StudyLanes } from "../../charts/StudyLanes";
import { DIFFERENCE, SCORE, SETS } from "../../studyDefinitions";
import {
  findStudy,
  METRIC_NAMES,
  nameMetric,
  sayByChance,
  sayDiffersInFile,
  sayDifference,
  sayScore,
  saySeeds,
} from "../../studyWords";
import { FigureFrame } from "../../widgets/figureFrame";
import { describeStudy, sayRows } from "./describeStudy";

export interface StudyScoresFigureProps {
  readonly study: Study;
  readonly runs: readonly StudyRun[];
  /** The set that ID is compared with. */
  readonly ood: string;
  /** The way to choose another set. */
  readonly controls: ReactNode;
}

export function StudyScoresFigure({ study, runs, ood, controls }: StudyScoresFigureProps) {
  const Figure = useContext(FigureFrame);
  const title = findStudy(runs, ood);
  const sorted = sortRuns(runs, ood);
  const name = titleOfSet(ood);
  const metrics = [...new Set(runs.filter(({ seeds }) => seeds.length > 0).map(({ metric }) => nameMetric(metric)))];
  const leadText = t(
    "Filled: ID, the rows as they are. Outlined: {name}. Circles: no bottleneck; diamonds: bottleneck. Right: paired difference to base on the outlined set, in points. 95% CI.",
    { name },
  );
  const clear = findClear(runs, ood);
  const foot = `${sayRows(runs)} ${sayByChance(clear)}`;
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={foot}
      provenance={describeStudy(study, runs)}
      fileName={`study-${study.id}-${ood}`}
      isStale={false}
      definitions={[SCORE, SETS, DIFFERENCE]}
      data={() => ({
        header: [
          ...["run", "title", "differs", "metric", "seeds", "n"],
          ...["id", "id_low", "id_high", ood, `${ood}_low`, `${ood}_high`],
          ...["difference", "difference_low", "difference_high", "compared_with"],
        ],
        rows: sorted.map((run) => {
          const all = [scoreOf(run, "id"), scoreOf(run, ood), differenceOf(run, ood)];
          return [
            ...[
              run.name,
              run.title,
              sayDiffersInFile(run),
              METRIC_NAMES[run.metric] ?? run.metric,
              run.seeds.join(" ") || "not run",
            ],
            run.scores.id?.n ?? null,
            ...all.flatMap(({ value, interval }) => [value, interval?.low ?? null, interval?.high ?? null]),
            run.differences?.to.join(" ") ?? null,
          ];
        }),
      })}
      table={{
        caption: title,
        header: [
          ...[t("Run"), t("Seeds"), t("ID"), `${name[0]!.toUpperCase()}${name.slice(1)}`],
          ...[t("Lost from ID"), t("Against base")],
        ],
        rows: sorted.map((run) => [
          run.title,
          saySeeds(run),
          sayScore(scoreOf(run, "id")),
          sayScore(scoreOf(run, ood)),
          formatNumberOrDash(lossOf(run, ood), 1),
          sayDifference(differenceOf(run, ood)),
        ]),
      }}
    >
      {controls}
      <StudyLanes
        lanes={sorted.map((run) => ({
          key: `${run.study}/${run.name}`,
          label: run.title,
          detail: run.seeds.length === 0 ? "" : saySeeds(run),
          hasBottleneck: run.differs.beta !== null,
          id: scoreOf(run, "id"),
          ood: scoreOf(run, ood),
          difference: differenceOf(run, ood),
          said: run.differences === null ? "" : sayDifference(differenceOf(run, ood)),
          guard:
            run.seeds.length === 0
              ? t("not run")
              : run.scores[ood] === undefined
                ? t("not scored on {name}", { name })
                : null,
        }))}
        axis={t("{metrics}, %", { metrics: joinWords(metrics) || t("micro-F1") })}
        differenceAxis={t("difference to base on {name}, points", { name })}
        label={title}
      />
    </Figure>
  );
}

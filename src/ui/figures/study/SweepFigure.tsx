/** @file What the blend beta, or the weight alpha, does: F1 on ID and another set, mean variance, collapse rate. */
import { useContext, type ReactNode } from "react";
import { scoreOf, titleOfSet } from "../../../analysis/studyRows";
import type { Sweep, Swept } from "../../../analysis/sweeps";
import type { Study, StudyRun } from "../../../data/studyResults";
import { PanelLines, type Panel, type PanelPoint } from "../../charts/PanelLines";
import { formatVariance } from "../../numbers";
import { COLLAPSE, ROW_VARIANCE, SCORE } from "../../studyDefinitions";
import { formatAlpha, saySeeds, sayScore } from "../../studyWords";
import { FigureFrame } from "../../widgets/figureFrame";
import { describeStudy, sayRows } from "./describeStudy";

const NAMES: Record<Swept, string> = { beta: "blend β", alpha: "weight α" };

/** A value of the swept number as it is read. */
export function sayAt(of: Swept, at: number | string): string {
  return of === "alpha" ? formatAlpha(at) : String(at);
}

/** "α, all training rows". */
export function nameSweep({ of, points }: Sweep): string {
  const share = points[0]!.run.differs.trainShare;
  const treatment = points[0]!.run.differs.treatment;
  const rows = share === 1 ? "all training rows" : `${Math.round(100 * share)}% of the training rows`;
  return `${of === "beta" ? "β" : "α"}, ${treatment === "VIB" ? "" : `${treatment}, `}${rows}`;
}

/** Where the score is best on both sets. */
export function findBest({ of, points }: Sweep, ood: string): string {
  const run = points.filter(({ run: { seeds } }) => seeds.length > 0);
  if (run.length === 0) return `None of ${points.length} values of ${NAMES[of]} has been run yet`;
  const best = (set: string) =>
    run
      .filter((point) => scoreOf(point.run, set).value !== null)
      .sort((a, b) => scoreOf(b.run, set).value! - scoreOf(a.run, set).value!)[0];
  const [id, other] = [best("id"), best(ood)];
  if (!id || !other) return `${run.length} of ${points.length} values of ${NAMES[of]} have been run`;
  const say = (point: typeof id, set: string) =>
    `${sayAt(of, point.at)} on ${titleOfSet(set)} (${scoreOf(point.run, set).value!.toFixed(1)})`;
  return `Of ${run.length} values of ${NAMES[of]} the highest score has ${say(id, "id")} and ${say(other, ood)}`;
}

export interface SweepFigureProps {
  readonly study: Study;
  readonly sweep: Sweep;
  readonly ood: string;
  readonly controls: ReactNode;
}

export function SweepFigure({ study, sweep, ood, controls }: SweepFigureProps) {
  const Figure = useContext(FigureFrame);
  const { of, points } = sweep;
  const runs = points.map(({ run }) => run);
  const title = findBest(sweep, ood);
  const series = (read: (run: StudyRun) => Omit<PanelPoint, "x">): PanelPoint[] =>
    points.map(({ run }, x) => ({ x, ...read(run) }));
  const scoreLine = (set: string) =>
    series((run) => {
      const { value, interval } = scoreOf(run, set);
      return { y: value, interval };
    });
  const panels: Panel[] = [
    {
      title: `F1: ID filled, ${titleOfSet(ood)} outlined`,
      lines: [
        { name: "id", mark: "filled", points: scoreLine("id") },
        { name: ood, mark: "hollow", points: scoreLine(ood) },
      ],
      formatTick: String,
      isFromZero: false,
    },
    {
      title: "Mean variance σ², ID",
      lines: [{ name: "variance", mark: "filled", points: series((run) => ({ y: run.variance?.id.mean ?? null })) }],
      formatTick: formatVariance,
      isFromZero: true,
    },
    {
      title: "Collapse rate, ID",
      lines: [
        { name: "collapse", mark: "filled", points: series((run) => ({ y: run.variance?.id.collapse ?? null })) },
      ],
      formatTick: (value) => `${Math.round(100 * value)}%`,
      isFromZero: true,
    },
  ];
  const isMixed = new Set(runs.map(({ differs: { epochs } }) => epochs)).size > 1;
  const leadText =
    `One run a value of ${NAMES[of]}, all else alike${isMixed ? " but the epochs (table)" : ""}. Bars: 95% CI. ` +
    "Highest is not clearly highest where intervals overlap: the runs are not compared in pairs here.";
  const percent = (value: number | null) => (value === null ? "–" : `${(100 * value).toFixed(1)}%`);
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={sayRows(runs)}
      provenance={describeStudy(study, runs)}
      fileName={`study-sweep-${of}`}
      isStale={false}
      definitions={[SCORE, ROW_VARIANCE, COLLAPSE]}
      data={() => ({
        header: [
          of,
          "run",
          "seeds",
          "epochs",
          "id",
          "id_low",
          "id_high",
          ood,
          `${ood}_low`,
          `${ood}_high`,
          "variance",
          "collapse",
        ],
        rows: points.map(({ at, run }) => [
          ...[at, run.name, run.seeds.join(" ") || "not run", run.differs.epochs],
          ...[scoreOf(run, "id"), scoreOf(run, ood)].flatMap(({ value, interval }) => [
            ...[value, interval?.low ?? null, interval?.high ?? null],
          ]),
          ...[run.variance?.id.mean ?? null, run.variance?.id.collapse ?? null],
        ]),
      })}
      table={{
        caption: title,
        header: [NAMES[of], "Seeds", "Epochs", "ID", titleOfSet(ood), "Mean σ²", "Collapse rate"],
        rows: points.map(({ at, run }) => [
          ...[sayAt(of, at), saySeeds(run), String(run.differs.epochs ?? "–")],
          ...[sayScore(scoreOf(run, "id")), sayScore(scoreOf(run, ood))],
          run.variance ? formatVariance(run.variance.id.mean) : "–",
          percent(run.variance?.id.collapse ?? null),
        ]),
      }}
    >
      {controls}
      <PanelLines
        panels={panels}
        ticks={points.map(({ at, run }, x) => ({
          at: x,
          label: sayAt(of, at),
          ...(run.seeds.length === 0 ? { note: "not run" } : {}),
        }))}
        axis={NAMES[of]}
        label={title}
      />
    </Figure>
  );
}

/** @file What the blend beta, or the weight alpha, does: F1 on ID and another set, mean variance, collapse rate. */
import { useContext, type ReactNode } from "react";
import { t, msg, type MessageId } from "../../../messages/translate";
import { formatFixed, formatNumber } from "../../../messages/formatNumber";
import { scoreOf, titleOfSet } from "../../../analysis/studyRows";
import type { Sweep, Swept } from "../../../analysis/sweeps";
import type { Study, StudyRun } from "../../../data/studyResults";
import { PanelLines, type Panel, type PanelPoint } from "../../charts/PanelLines";
import { joinWords } from "../../../messages/joinWords";
import { formatVariance, formatPercent } from "../../numbers";
import { COLLAPSE, ROW_VARIANCE, SCORE } from "../../studyDefinitions";
import { formatAlpha, saySeeds, sayScore, sayDifferValue } from "../../studyWords";
import { FigureFrame } from "../../widgets/figureFrame";
import { describeStudy, sayRows } from "./describeStudy";

const NAMES: Record<Swept, MessageId> = { beta: msg("blend β"), alpha: msg("weight α") };

/** A value of the swept number as it is read. */
export function sayAt(of: Swept, at: number | string): string {
  return of === "alpha" ? sayDifferValue(formatAlpha(at)) : typeof at === "number" ? formatNumber(at) : at;
}

/** "α, all training rows". */
export function nameSweep({ of, points }: Sweep): string {
  const share = points[0]!.run.differs.trainShare;
  const treatment = points[0]!.run.differs.treatment;
  const rows =
    share === 1 ? t("all training rows") : t("{share} of the training rows", { share: formatPercent(share) });
  return joinWords([of === "beta" ? "β" : "α", ...(treatment === "VIB" ? [] : [treatment]), rows]);
}

/** Where the score is best on both sets. */
export function findBest({ of, points }: Sweep, ood: string): string {
  const run = points.filter(({ run: { seeds } }) => seeds.length > 0);
  if (run.length === 0) {
    return t("None of {n} values of {name} has been run yet", { n: points.length, name: t(NAMES[of]) });
  }
  const best = (set: string) =>
    run
      .filter((point) => scoreOf(point.run, set).value !== null)
      .sort((a, b) => scoreOf(b.run, set).value! - scoreOf(a.run, set).value!)[0];
  const [id, other] = [best("id"), best(ood)];
  if (!id || !other) {
    return t("{part} of {n} values of {name} have been run", {
      part: run.length,
      n: points.length,
      name: t(NAMES[of]),
    });
  }
  const say = (point: typeof id, set: string) =>
    t("{at} on {set} ({score})", {
      at: sayAt(of, point.at),
      set: titleOfSet(set),
      score: formatFixed(scoreOf(point.run, set).value!, 1),
    });
  return t("Of {n} values of {name} the highest score has {first} and {second}", {
    n: run.length,
    name: t(NAMES[of]),
    first: say(id, "id"),
    second: say(other, ood),
  });
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
      title: t("F1: ID filled, {set} outlined", { set: titleOfSet(ood) }),
      lines: [
        { name: "id", mark: "filled", points: scoreLine("id") },
        { name: ood, mark: "hollow", points: scoreLine(ood) },
      ],
      formatTick: formatNumber,
      isFromZero: false,
    },
    {
      title: t("Mean variance σ², ID"),
      lines: [{ name: "variance", mark: "filled", points: series((run) => ({ y: run.variance?.id.mean ?? null })) }],
      formatTick: formatVariance,
      isFromZero: true,
    },
    {
      title: t("Collapse rate, ID"),
      lines: [
        { name: "collapse", mark: "filled", points: series((run) => ({ y: run.variance?.id.collapse ?? null })) },
      ],
      formatTick: (value) => formatPercent(value),
      isFromZero: true,
    },
  ];
  const isMixed = new Set(runs.map(({ differs: { epochs } }) => epochs)).size > 1;
  const leadText =
    (isMixed
      ? t("One run a value of {name}, all else alike but the epochs (table).", { name: t(NAMES[of]) })
      : t("One run a value of {name}, all else alike.", { name: t(NAMES[of]) })) +
    ` ${t("Bars: 95% CI. Highest is not clearly highest where intervals overlap: the runs are not compared in pairs here.")}`;
  const percent = (value: number | null) => (value === null ? "–" : formatPercent(value, 1));
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
        header: [t(NAMES[of]), t("Seeds"), t("Epochs"), t("ID"), titleOfSet(ood), t("Mean σ²"), t("Collapse rate")],
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
          ...(run.seeds.length === 0 ? { note: t("not run") } : {}),
        }))}
        axis={t(NAMES[of])}
        label={title}
      />
    </Figure>
  );
}

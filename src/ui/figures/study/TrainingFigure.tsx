/** @file What varied while a run was trained: cross-entropy and, with a bottleneck, KL, alpha and the median variance. */
import { useContext, type ReactNode } from "react";
import type { Study, StudyRun } from "../../../data/studyResults";
import { PanelLines, type Panel } from "../../charts/PanelLines";
import { formatVariance } from "../../numbers";
import { ROW_VARIANCE, TRAINING } from "../../studyDefinitions";
import { formatAlpha } from "../../studyWords";
import { FigureFrame } from "../../widgets/figureFrame";
import { describeStudy } from "./describeStudy";

type Curve = NonNullable<StudyRun["curve"]>;
type Quantity = "ce" | "klBits" | "alpha" | "variance";

const QUANTITIES: readonly (readonly [id: Quantity, title: string, format: (value: number) => string])[] = [
  ["ce", "Cross-entropy", (value) => value.toPrecision(2)],
  ["klBits", "KL, bits", (value) => value.toLocaleString("en")],
  ["alpha", "Weight α", (value) => (value === 0 ? "0" : formatAlpha(Number(value.toPrecision(1))))],
  ["variance", "Median variance σ²", formatVariance],
];

const ends = (values: readonly (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return [known[0] ?? null, known.at(-1) ?? null] as const;
};

/** Where the curves begin and end. */
export function findTraining(title: string, { ce, variance, step }: Curve): string {
  const [first, last] = ends(ce ?? []);
  const loss = first === null || last === null ? "" : `: cross-entropy from ${first.toFixed(2)} to ${last.toFixed(2)}`;
  const [from, to] = ends(variance ?? []);
  const blur =
    from === null || to === null ? "" : `, median variance from ${formatVariance(from)} to ${formatVariance(to)}`;
  return `${title}${loss}${blur} in ${(step.at(-1) ?? 0).toLocaleString("en")} steps`;
}

export interface TrainingFigureProps {
  readonly study: Study;
  readonly run: StudyRun;
  readonly curve: Curve;
  readonly controls: ReactNode;
}

export function TrainingFigure({ study, run, curve, controls }: TrainingFigureProps) {
  const Figure = useContext(FigureFrame);
  const title = findTraining(run.title, curve);
  const known = QUANTITIES.filter(([id]) => curve[id] !== null);
  const panels = known.map(([id, name, formatTick]): Panel => ({
    title: name,
    lines: [{ name: id, mark: "none", points: curve.step.map((x, i) => ({ x, y: curve[id]![i] ?? null })) }],
    formatTick,
    isFromZero: id !== "klBits",
  }));
  const last = curve.step.at(-1) ?? 1;
  const leadText =
    "One batch at each recorded step, so the lines are rough. Only what the run’s result file recorded is drawn.";
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={`n = ${curve.step.length} recorded steps, training seed ${curve.seed}.`}
      provenance={{ ...describeStudy(study, [run]), n: curve.step.length }}
      fileName={`training-${run.name}`}
      isStale={false}
      definitions={[TRAINING, ROW_VARIANCE]}
      data={() => ({
        header: ["step", ...known.map(([id]) => id)],
        rows: curve.step.map((step, i) => [step, ...known.map(([id]) => curve[id]![i] ?? null)]),
      })}
      table={{
        caption: title,
        header: ["Step", ...known.map(([, name]) => name)],
        rows: curve.step.map((step, i) => [
          String(step),
          ...known.map(([id]) => {
            const value = curve[id]![i] ?? null;
            return value === null ? "–" : value.toPrecision(3);
          }),
        ]),
      }}
    >
      {controls}
      <PanelLines
        panels={panels}
        ticks={[0, 0.5, 1].map((share) => ({ at: share * last, label: Math.round(share * last).toLocaleString("en") }))}
        axis="training step"
        label={title}
      />
    </Figure>
  );
}

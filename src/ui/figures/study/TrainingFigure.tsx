/** @file What varied while a run was trained: cross-entropy and, with a bottleneck, KL, alpha and the median variance. */
import { useContext, type ReactNode } from "react";
import { t, msg, type MessageId } from "../../../messages/translate";
import { formatCount, formatFixed } from "../../../messages/formatNumber";
import type { Study, StudyRun } from "../../../data/studyResults";
import { PanelLines, type Panel } from "../../charts/PanelLines";
import { joinWords } from "../../../messages/joinWords";
import { formatVariance } from "../../numbers";
import { ROW_VARIANCE, TRAINING } from "../../studyDefinitions";
import { formatAlpha } from "../../studyWords";
import { FigureFrame } from "../../widgets/figureFrame";
import { describeStudy } from "./describeStudy";

type Curve = NonNullable<StudyRun["curve"]>;
type Quantity = "ce" | "klBits" | "alpha" | "variance";

const QUANTITIES: readonly (readonly [id: Quantity, title: MessageId, format: (value: number) => string])[] = [
  ["ce", msg("Cross-entropy"), (value) => value.toPrecision(2)],
  ["klBits", msg("KL, bits"), formatCount],
  ["alpha", msg("Weight α"), (value) => (value === 0 ? "0" : formatAlpha(Number(value.toPrecision(1))))],
  ["variance", msg("Median variance σ²"), formatVariance],
];

const ends = (values: readonly (number | null)[]) => {
  const known = values.filter((value) => value !== null);
  return [known[0] ?? null, known.at(-1) ?? null] as const;
};

/** Where the curves begin and end. */
export function findTraining(title: string, { ce, variance, step }: Curve): string {
  const [first, last] = ends(ce ?? []);
  const [from, to] = ends(variance ?? []);
  const steps = formatCount(step.at(-1) ?? 0);
  const loss =
    first === null || last === null
      ? null
      : t("cross-entropy from {first} to {last}", { first: formatFixed(first, 2), last: formatFixed(last, 2) });
  const blur =
    from === null || to === null
      ? null
      : t("median variance from {from} to {to}", { from: formatVariance(from), to: formatVariance(to) });
  // Without a loss the variance is parted from the title by a comma.
  if (loss === null) return t("{said} in {steps} steps", { said: joinWords(blur ? [title, blur] : [title]), steps });
  return t("{title}: {said} in {steps} steps", { title, said: joinWords(blur ? [loss, blur] : [loss]), steps });
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
    title: t(name),
    lines: [{ name: id, mark: "none", points: curve.step.map((x, i) => ({ x, y: curve[id]![i] ?? null })) }],
    formatTick,
    isFromZero: id !== "klBits",
  }));
  const last = curve.step.at(-1) ?? 1;
  const leadText = t(
    "One batch at each recorded step, so the lines are rough. Only what the run’s result file recorded is drawn.",
  );
  return (
    <Figure
      className="c12"
      title={title}
      lead={leadText}
      leadText={leadText}
      foot={t("n = {n} recorded steps, training seed {seed}.", { n: curve.step.length, seed: curve.seed })}
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
        header: [t("Step"), ...known.map(([, name]) => t(name))],
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
        ticks={[0, 0.5, 1].map((share) => ({ at: share * last, label: formatCount(Math.round(share * last)) }))}
        axis={t("training step")}
        label={title}
      />
    </Figure>
  );
}

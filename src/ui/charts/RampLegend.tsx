/** @file The key of the variance ramp. */
import { formatFixed } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { RAMP_STEP } from "./ramp";

const STEPS = [0, 1, 2, 3, 4, 5, 6];
const STEP = 34;
const nameStep = (step: number) => formatFixed(step * RAMP_STEP, 1);

export function RampLegend() {
  return (
    <svg
      className="legend chart"
      width={STEP * STEPS.length}
      height={34}
      role="img"
      aria-label={t(
        "Colour ramp of variance: seven steps of {RAMP_STEP}, from 0.0 to {value} and above; more variance, more contrast.",
        { RAMP_STEP: formatFixed(RAMP_STEP, 1), value: nameStep(6) },
      )}
    >
      {STEPS.map((step) => (
        <g key={step} transform={`translate(${step * STEP} 0)`}>
          <rect className={`v${step}`} width={STEP} height={12} />
          <text y={28}>{step === 6 ? `${nameStep(step)}+` : nameStep(step)}</text>
        </g>
      ))}
      <rect className="outline" x={0.5} y={0.5} width={STEP * STEPS.length - 1} height={11} />
    </svg>
  );
}

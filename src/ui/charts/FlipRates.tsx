/** @file Share of names that change the answer, one line a model, with its interval. */
import { t } from "../../messages/translate";
import { scaleLinear } from "d3-scale";
import { useWidth } from "../useWidth";
import { spellMarks } from "../hiddenMarks";

export interface FlipRow {
  readonly name: string;
  readonly hasBottleneck: boolean;
  /** In [0, 1]. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly numFlips: number;
  readonly numSwaps: number;
}

const ROW = 42;
const LEFT = 62;

export function FlipRates({ rows, label }: { rows: readonly FlipRow[]; label: string }) {
  const [ref, width] = useWidth<HTMLDivElement>(700);
  const right = Math.max(LEFT + 60, width - 96);
  const x = scaleLinear([0, 1], [LEFT, right]);
  const height = rows.length * ROW + 24;
  const bottom = height - 22;
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={height} role="img" aria-label={spellMarks(label)}>
        {rows.map(({ name, hasBottleneck, rate, low, high, numFlips, numSwaps }, index) => {
          const y = index * ROW + 20;
          return (
            <g key={name}>
              <text className="k2 b" y={y + 5}>
                {name}
              </text>
              <path className="grid" d={`M${LEFT} ${y + 0.5}H${right}`} />
              <path className="whisker" d={`M${x(low)} ${y}H${x(high)}M${x(low)} ${y - 5}v10M${x(high)} ${y - 5}v10`} />
              {hasBottleneck ? (
                <path className="m-vib" d={`M${x(rate)} ${y - 7}l7 7l-7 7l-7 -7z`} />
              ) : (
                <circle className="m-base" cx={x(rate)} cy={y} r={6} />
              )}
              <text className="k" x={right + 12} y={y + 5}>
                {t("{numFlips} of {numSwaps}", { numFlips, numSwaps })}
              </text>
            </g>
          );
        })}
        <path className="axis" d={`M${LEFT} ${bottom - 0.5}H${right}`} />
        {[0, 0.5, 1].map((tick) => (
          <text key={tick} x={x(tick)} y={height - 5} textAnchor="middle">
            {100 * tick}%
          </text>
        ))}
      </svg>
    </div>
  );
}

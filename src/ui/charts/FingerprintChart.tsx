/** @file Probability of one label under four probes, one line a model. */
import { linear } from "./linear";
import { formatProbability } from "../numbers";
import { useWidth } from "../useWidth";
import { spellMarks } from "../hiddenMarks";

export interface ProbeLine {
  readonly name: string;
  readonly hasBottleneck: boolean;
  /** One a probe, in the order of the labels; null where it could not be read. */
  readonly values: readonly (number | null)[];
}

export interface FingerprintChartProps {
  /** Two lines of text for each probe. */
  readonly probes: readonly (readonly [string, string])[];
  readonly lines: readonly ProbeLine[];
  readonly label: string;
}

const TOP = 14;
const PLOT = 190;
const LEFT = 34;

export function FingerprintChart({ probes, lines, label }: FingerprintChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>(480);
  const y = linear([0, 1], [TOP + PLOT, TOP]);
  const step = (width - LEFT) / probes.length;
  const shift = lines.length > 1 ? 8 : 0;
  const x = (probe: number, line: number) => LEFT + (probe + 0.5) * step + (line === 0 ? -shift : shift);
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={TOP + PLOT + 46} role="img" aria-label={spellMarks(label)}>
        {[0, 0.5, 1].map((tick) => (
          <g key={tick}>
            <path className={tick === 0 ? "axis" : "grid"} d={`M${LEFT} ${y(tick) + 0.5}H${width}`} />
            <text x={LEFT - 8} y={y(tick) + 5} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {lines.map(({ name, values }, line) => (
          <path
            key={name}
            className="probe"
            d={values
              .flatMap((value, probe) => (value === null ? [] : [`${x(probe, line)} ${y(value)}`]))
              .map((point, index) => `${index === 0 ? "M" : "L"}${point}`)
              .join("")}
          />
        ))}
        {lines.map(({ name, hasBottleneck, values }, line) =>
          values.map((value, probe) => {
            if (value === null) return null;
            const [cx, cy] = [x(probe, line), y(value)];
            return (
              <g key={`${name}-${probe}`}>
                {hasBottleneck ? (
                  <path className="m-vib" d={`M${cx} ${cy - 7}l7 7l-7 7l-7 -7z`} />
                ) : (
                  <circle className="m-base" cx={cx} cy={cy} r={6} />
                )}
                <text
                  className="halo"
                  x={line === 0 && lines.length > 1 ? cx - 10 : cx + 11}
                  y={cy + (cy > TOP + PLOT - 8 ? -2 : 5)}
                  textAnchor={line === 0 && lines.length > 1 ? "end" : "start"}
                >
                  {formatProbability(value)}
                </text>
              </g>
            );
          }),
        )}
        {probes.map(([first, second], probe) => (
          <g key={first}>
            <text className="k2 b" x={LEFT + (probe + 0.5) * step} y={TOP + PLOT + 22} textAnchor="middle">
              {first}
            </text>
            <text x={LEFT + (probe + 0.5) * step} y={TOP + PLOT + 40} textAnchor="middle">
              {second}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

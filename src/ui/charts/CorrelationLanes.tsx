/** @file Correlations with their intervals around 0: Spearman filled, Pearson outlined, one drawing a level. */
import { formatFixed } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { scaleLinear } from "d3-scale";
import { useWidth } from "../useWidth";
import { ModelShape } from "./ModelShape";
import { spellMarks } from "../hiddenMarks";

export interface CorrelationMark {
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface CorrelationLane {
  readonly label: string;
  readonly spearman: CorrelationMark;
  readonly pearson: CorrelationMark;
}

export interface CorrelationLanesProps {
  readonly levels: readonly { readonly title: string; readonly lanes: readonly CorrelationLane[] }[];
  readonly label: string;
}

const [ROW, HEAD, FEET, GAP] = [46, 30, 46, 40];
const NARROW = 720;

export function CorrelationLanes({ levels, label }: CorrelationLanesProps) {
  const [ref, width] = useWidth<HTMLDivElement>(1200);
  const columns = width < NARROW ? 1 : Math.max(1, levels.length);
  const column = (width - GAP * (columns - 1)) / columns;
  const marks = levels.flatMap(({ lanes }) => lanes.flatMap(({ spearman, pearson }) => [spearman, pearson]));
  const reach = Math.max(
    0.2,
    ...marks.flatMap(({ value, interval }) => [value, interval?.low ?? 0, interval?.high ?? 0].map(Math.abs)),
  );
  const labelWidth = Math.min(210, column * 0.42);
  const x = scaleLinear([-reach, reach], [labelWidth, column - 8]).nice(4);
  const heightOf = (numLanes: number) => HEAD + numLanes * ROW + FEET;
  const height = Math.max(0, ...levels.map(({ lanes }) => heightOf(lanes.length)));
  return (
    <div ref={ref}>
      <svg
        className="chart"
        width={width}
        height={columns === 1 ? height * levels.length : height}
        role="img"
        aria-label={spellMarks(label)}
      >
        {levels.map(({ title, lanes }, place) => {
          const bottom = HEAD + lanes.length * ROW;
          return (
            <g
              key={title}
              transform={columns === 1 ? `translate(0 ${place * height})` : `translate(${place * (column + GAP)} 0)`}
            >
              <text className="k2 b" y={14}>
                {title}
              </text>
              <path className="zero" d={`M${x(0)} ${HEAD - 6}V${bottom}`} />
              {lanes.map(({ label: name, spearman, pearson }, i) => (
                <g key={name} transform={`translate(0 ${HEAD + i * ROW})`}>
                  <text className="k2" y={ROW / 2 + 5}>
                    {name}
                  </text>
                  {[spearman, pearson].map(({ value, interval }, part) => (
                    <g key={part} transform={`translate(0 ${ROW / 2 - 7 + part * 15})`}>
                      {interval ? (
                        <path
                          className="ci"
                          d={`M${x(interval.low)} 0H${x(interval.high)}M${x(interval.low)} -3v6M${x(interval.high)} -3v6`}
                        />
                      ) : null}
                      <ModelShape x={x(value)} hasBottleneck isHollow={part === 1} />
                    </g>
                  ))}
                </g>
              ))}
              <path className="axis" d={`M${labelWidth} ${bottom + 0.5}H${column - 8}`} />
              {x.ticks(5).map((tick) => (
                <text key={tick} x={x(tick)} y={bottom + 18} textAnchor="middle">
                  {tick === 0 ? "0" : `${tick < 0 ? "−" : "+"}${formatFixed(Math.abs(tick), 1)}`}
                </text>
              ))}
              <text x={labelWidth} y={bottom + 38}>
                {t("correlation with mean variance")}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

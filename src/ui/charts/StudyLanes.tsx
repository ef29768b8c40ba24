/** @file Runs of a study: ID filled and another set outlined, each with its interval; beside them the paired difference to base. */
import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { Estimate } from "../../analysis/estimate";
import { useWidth } from "../useWidth";
import { ModelShape } from "./ModelShape";
import { wrapLabel } from "./wrapLabel";
import { spellMarks } from "../hiddenMarks";

export interface StudyLane {
  readonly key: string;
  readonly label: string;
  /** Seeds, score: in small type under the label. */
  readonly detail: string;
  readonly hasBottleneck: boolean;
  readonly id: Estimate;
  readonly ood: Estimate;
  /** Paired difference to base on the outlined set, in points, and the same in words. */
  readonly difference: Estimate;
  readonly said: string;
  /** Why nothing is drawn; null when something is. */
  readonly guard: string | null;
}

export interface StudyLanesProps {
  readonly lanes: readonly StudyLane[];
  readonly axis: string;
  readonly differenceAxis: string;
  readonly label: string;
}

const ROW = 44;
const EMPTY = 28;
const NARROW = 720;
const FEET = 46;

const boundsOf = ({ value, interval }: Estimate) => [value, interval?.low, interval?.high];
const isNumber = (value: number | null | undefined): value is number => value != null;

function Whisker({ x, of, y }: { x: (value: number) => number; of: Estimate; y: number }) {
  if (!of.interval) return null;
  const [low, high] = [x(of.interval.low), x(of.interval.high)];
  return <path className="ci" d={`M${low} ${y}H${high}M${low} ${y - 4}v8M${high} ${y - 4}v8`} />;
}

export function StudyLanes({ lanes, axis, differenceAxis, label }: StudyLanesProps) {
  const [ref, width] = useWidth<HTMLDivElement>(1200);
  const isNarrow = width < NARROW;
  const drawn = lanes.filter(({ guard }) => guard === null);
  const labelWidth = isNarrow ? 0 : Math.min(340, width * 0.26);
  const plot = isNarrow ? width - 20 : (width - labelWidth - 24) * 0.56;
  const left = isNarrow ? 10 : labelWidth;
  const [low = 0, high = 100] = extent(
    drawn.flatMap(({ id, ood }) => [...boundsOf(id), ...boundsOf(ood)]).filter(isNumber),
  );
  const x = scaleLinear([Math.max(0, low - 1), Math.min(100, high + 1)], [left, left + plot]).nice(5);
  const right = left + plot + 56;
  const differences = drawn.flatMap(({ difference }) => boundsOf(difference)).filter(isNumber);
  const hasDifferences = differences.length > 0 && !isNarrow;
  const reach = Math.max(2, ...differences.map(Math.abs)) * 1.05;
  const saidWidth = 128;
  const d = scaleLinear([-reach, reach], [right, width - saidWidth]).nice(4);
  const heights = lanes.map(({ guard, label: name }) =>
    isNarrow
      ? 62 + 18 * (wrapLabel(name, Math.floor(width / 7)).length - 1) - (guard === null ? 0 : 30)
      : guard === null
        ? ROW
        : EMPTY,
  );
  const tops = heights.map((_, i) => heights.slice(0, i).reduce((sum, one) => sum + one, 0));
  const bottom = heights.reduce((sum, one) => sum + one, 6);
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={bottom + FEET} role="img" aria-label={spellMarks(label)}>
        {hasDifferences ? <path className="zero" d={`M${d(0)} 0V${bottom}`} /> : null}
        {lanes.map((lane, i) => {
          const { id, ood, difference, guard } = lane;
          const lines = wrapLabel(lane.label, isNarrow ? Math.floor(width / 7) : Math.floor(labelWidth / 7.2)).slice(
            0,
            2,
          );
          const middle = isNarrow ? 40 + 18 * (lines.length - 1) : heights[i]! / 2;
          const text = isNarrow ? 14 : middle + 5 - (lines.length - 1) * 8;
          return (
            <g key={lane.key} transform={`translate(0 ${tops[i]})`}>
              <text className="k2" y={text}>
                {lines.map((line, at) => (
                  <tspan key={line} className="k2" x={0} dy={at === 0 ? 0 : 16}>
                    {line}
                  </tspan>
                ))}
                {isNarrow || lines.length < 2 ? (
                  <tspan className="n"> {lane.detail || (isNarrow ? guard : "")}</tspan>
                ) : null}
              </text>
              {guard === null ? (
                <>
                  <path className="grid" d={`M${left} ${middle}H${left + plot}`} />
                  {id.value !== null && ood.value !== null ? (
                    <path className="join" d={`M${x(id.value)} ${middle}H${x(ood.value)}`} />
                  ) : null}
                  <Whisker x={x} of={id} y={middle - 5} />
                  <Whisker x={x} of={ood} y={middle + 5} />
                  {[id, ood].map(({ value }, part) =>
                    value === null ? null : (
                      <g key={part} transform={`translate(0 ${middle})`}>
                        <ModelShape x={x(value)} hasBottleneck={lane.hasBottleneck} isHollow={part === 1} />
                      </g>
                    ),
                  )}
                </>
              ) : isNarrow ? null : (
                <text x={left} y={middle + 5}>
                  {guard}
                </text>
              )}
              {hasDifferences && difference.value !== null ? (
                <>
                  <path className="grid" d={`M${right} ${middle}H${width - saidWidth}`} />
                  <Whisker x={d} of={difference} y={middle} />
                  <g transform={`translate(0 ${middle})`}>
                    <ModelShape x={d(difference.value)} hasBottleneck={lane.hasBottleneck} isHollow />
                  </g>
                </>
              ) : null}
              {guard === null && !isNarrow ? (
                <text x={width} y={middle + 5} textAnchor="end">
                  {lane.said}
                </text>
              ) : null}
            </g>
          );
        })}
        <path className="axis" d={`M${left} ${bottom + 0.5}H${left + plot}`} />
        {x.ticks(isNarrow ? 4 : 6).map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 18} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text x={left} y={bottom + 38}>
          {axis}
        </text>
        {hasDifferences ? (
          <>
            <path className="axis" d={`M${right} ${bottom + 0.5}H${width - saidWidth}`} />
            {d.ticks(5).map((tick) => (
              <text key={tick} x={d(tick)} y={bottom + 18} textAnchor="middle">
                {tick === 0 ? "0" : `${tick < 0 ? "−" : "+"}${Math.abs(tick)}`}
              </text>
            ))}
            <text x={right} y={bottom + 38}>
              {differenceAxis}
            </text>
          </>
        ) : null}
      </svg>
    </div>
  );
}

/** @file F1 of two models in every slice: four lanes (base ID, base OOD, VIB ID, VIB OOD), each with its interval. */
import { formatCount } from "../../messages/formatNumber";
import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { Estimate } from "../../analysis/estimate";
import { useWidth } from "../useWidth";
import { Ghost } from "./Ghost";
import { ModelShape } from "./ModelShape";
import { wrapLabel } from "./wrapLabel";
import { spellMarks } from "../hiddenMarks";

export interface LaneModel {
  readonly name: string;
  readonly hasBottleneck: boolean;
  readonly id: Estimate;
  readonly ood: Estimate;
  /** The same two values of all rows, drawn behind; null without a selection. */
  readonly ghost: { readonly id: number | null; readonly ood: number | null } | null;
  /** What the swaps change, in words. */
  readonly change: string;
}

export interface LaneRow {
  readonly label: string;
  readonly numRows: number;
  readonly models: readonly [LaneModel, LaneModel];
  /** Why nothing is drawn; null when something is. */
  readonly guard: string | null;
}

export interface ScoreLanesProps {
  readonly rows: readonly LaneRow[];
  readonly axis: string;
  /** Shortest axis, in the unit of the values. */
  readonly minSpan: number;
  readonly label: string;
}

const LANE = 13;
const NARROW = 440;

export function ScoreLanes({ rows, axis, minSpan, label }: ScoreLanesProps) {
  const [ref, width] = useWidth<HTMLDivElement>(520);
  const isNarrow = width < NARROW;
  const head = isNarrow ? 22 : 0;
  const height = head + 4 * LANE + 20;
  const [left, right] = isNarrow ? [12, width - 14] : [166, width - 84];
  const values = rows.flatMap(({ models }) =>
    models.flatMap(({ id, ood, ghost }) => [
      ...[id, ood].flatMap(({ value, interval }) => [value, interval?.low, interval?.high]),
      ...(id.value === null ? [] : [ghost?.id, ghost?.ood]),
    ]),
  );
  const [low = 0, high = 1] = extent(values.filter((value): value is number => value != null));
  const widen = Math.max(0, minSpan - (high - low)) / 2;
  const from = Math.max(Math.min(0, low), low - widen);
  const x = scaleLinear([from, Math.max(high + widen, from + minSpan)], [left, right]).nice(4);
  const bottom = rows.length * height + 4;
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={bottom + 44} role="img" aria-label={spellMarks(label)}>
        {rows.map(({ label: name, numRows, models, guard }, index) => {
          const lines = isNarrow ? [name] : wrapLabel(name, 20).slice(0, 2);
          const isDrawn = guard === null;
          return (
            <g key={name} transform={`translate(0 ${index * height})`}>
              <text className="k2" y={isNarrow ? 14 : 22}>
                {lines.map((line, i) => (
                  <tspan key={line} className="k2" x={0} dy={i === 0 ? 0 : 16}>
                    {line}
                  </tspan>
                ))}
                {isNarrow ? (
                  <tspan className="n"> n {formatCount(numRows)}</tspan>
                ) : (
                  <tspan className="n" x={0} dy={16}>
                    n {formatCount(numRows)}
                  </tspan>
                )}
              </text>
              <path className="grid" d={`M${left} ${height - 4.5}H${width}`} />
              {isDrawn ? (
                models.map(({ name: model, hasBottleneck, id, ood, ghost, change }, place) => (
                  <g key={model}>
                    {[id, ood].map(({ value, interval }, part) =>
                      value === null ? null : (
                        <g key={part} transform={`translate(0 ${head + 12 + (2 * place + part) * LANE})`}>
                          {[ghost?.id, ghost?.ood][part] == null ? null : (
                            <Ghost
                              x={x([ghost!.id, ghost!.ood][part]!)}
                              hasBottleneck={hasBottleneck}
                              isHollow={part === 1}
                            />
                          )}
                          {interval ? (
                            <path
                              className="ci"
                              d={`M${x(interval.low)} 0H${x(interval.high)}M${x(interval.low)} -3v6M${x(interval.high)} -3v6`}
                            />
                          ) : null}
                          <ModelShape x={x(value)} hasBottleneck={hasBottleneck} isHollow={part === 1} />
                        </g>
                      ),
                    )}
                    {isNarrow ? null : (
                      <text x={width} y={head + 23 + 2 * place * LANE} textAnchor="end">
                        {model} <tspan className="b">{change}</tspan>
                      </text>
                    )}
                  </g>
                ))
              ) : (
                <text className="over" x={left} y={head + 24}>
                  {guard}
                </text>
              )}
              {isNarrow && isDrawn ? (
                <text x={width} y={14} textAnchor="end">
                  {models.map(({ name: model, change }) => (
                    <tspan key={model}>
                      {" "}
                      {model} <tspan className="b">{change}</tspan>
                    </tspan>
                  ))}
                </text>
              ) : null}
            </g>
          );
        })}
        <path className="axis" d={`M${left} ${bottom + 0.5}H${right}`} />
        {x.ticks(isNarrow ? 4 : 5).map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 18} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text x={left} y={bottom + 38}>
          {axis}
        </text>
      </svg>
    </div>
  );
}

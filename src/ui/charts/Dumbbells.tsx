/** @file Two estimates a row, ID filled and OOD outlined, each with its interval; their difference in words beside them. */
import { formatCount } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import type { Estimate } from "../../analysis/estimate";
import { useWidth } from "../useWidth";
import { Ghost } from "./Ghost";
import { ModelShape } from "./ModelShape";
import { rampStep } from "./ramp";
import { wrapLabel } from "./wrapLabel";
import { spellMarks } from "../hiddenMarks";

export interface DumbbellRow {
  readonly label: string;
  readonly numRows: number;
  readonly id: Estimate;
  readonly ood: Estimate;
  /** The same two values of all rows, drawn behind; null without a selection. */
  readonly ghost: { readonly id: number | null; readonly ood: number | null } | null;
  /** The difference, and its interval or why there is none. */
  readonly difference: string;
  readonly detail: string;
  /** Why nothing is drawn; null when something is. */
  readonly guard: string | null;
}

export interface DumbbellsProps {
  readonly rows: readonly DumbbellRow[];
  /** What the marks stand for: variance takes its colour from the ramp, scores the shape of their model. */
  readonly mark: "variance" | "base" | "vib";
  readonly formatTick: (value: number) => string;
  readonly axis: string;
  /** Shortest axis, in the unit of the values: a difference of next to nothing must look like it. */
  readonly minSpan: number;
  readonly label: string;
}

const ROW = 39;
const NARROW = 560;

function Mark({ x, kind, value, isOod }: { x: number; kind: DumbbellsProps["mark"]; value: number; isOod: boolean }) {
  if (kind !== "variance") return <ModelShape x={x} hasBottleneck={kind === "vib"} isHollow={isOod} />;
  return <circle className={isOod ? "hollow" : `v${rampStep(value)} edge`} cx={x} cy={0} r={5} />;
}

export function Dumbbells({ rows, mark, formatTick, axis, minSpan, label }: DumbbellsProps) {
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const isNarrow = width < NARROW;
  const [left, right] = isNarrow ? [12, width - 14] : [212, width - 148];
  const rowHeight = isNarrow ? 56 : ROW;
  const all = rows.flatMap(({ id, ood, ghost, guard }) => [
    ...[id, ood].flatMap(({ value, interval }) => [value, interval?.low, interval?.high]),
    ...(guard === null ? [ghost?.id, ghost?.ood] : []),
  ]);
  const [low = 0, high = 1] = extent(all.filter((value): value is number => value != null));
  const widen = Math.max(0, minSpan - (high - low)) / 2;
  const from = Math.max(Math.min(0, low), low - widen);
  const x = scaleLinear([from, Math.max(high + widen, from + minSpan)], [left, right]).nice(4);
  const bottom = rows.length * rowHeight + 4;
  const whisker = ({ interval }: Estimate) =>
    interval ? `M${x(interval.low)} 0H${x(interval.high)}M${x(interval.low)} -4v8M${x(interval.high)} -4v8` : "";
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={bottom + 44} role="img" aria-label={spellMarks(label)}>
        {rows.map((row, index) => {
          const lines = isNarrow ? [row.label] : wrapLabel(row.label, 24).slice(0, 2);
          const isDrawn = row.guard === null && row.id.value !== null && row.ood.value !== null;
          return (
            <g key={row.label} transform={`translate(0 ${index * rowHeight})`}>
              <text className="k2" y={isNarrow ? 14 : ROW / 2 + 5 - (lines.length - 1) * 8}>
                {lines.map((line, i) => (
                  <tspan key={line} className="k2" x={0} dy={i === 0 ? 0 : 16}>
                    {line}
                  </tspan>
                ))}
                <tspan className="n"> n {formatCount(row.numRows)}</tspan>
              </text>
              <g transform={`translate(0 ${isNarrow ? 34 : ROW / 2})`}>
                <path className="grid" d={`M${left} 0H${right}`} />
                {isDrawn ? (
                  <>
                    {[row.ghost?.ood, row.ghost?.id].map((value, part) =>
                      value == null ? null : (
                        <Ghost key={part} x={x(value)} hasBottleneck={mark === "vib"} isHollow={part === 0} />
                      ),
                    )}
                    <path className="join" d={`M${x(row.id.value!)} 0H${x(row.ood.value!)}`} />
                    <path className="ci" d={whisker(row.id)} />
                    <path className="ci" d={whisker(row.ood)} />
                    <Mark x={x(row.id.value!)} kind={mark} value={row.id.value!} isOod={false} />
                    <Mark x={x(row.ood.value!)} kind={mark} value={row.ood.value!} isOod />
                  </>
                ) : (
                  <text className="over" x={left} y={4}>
                    {row.guard ?? t("not defined on these rows")}
                  </text>
                )}
              </g>
              {isDrawn ? (
                <text x={width} y={isNarrow ? 14 : ROW / 2 + 5} textAnchor="end">
                  <tspan className="k2 b">{row.difference}</tspan> {row.detail}
                </text>
              ) : (
                <text x={width} y={isNarrow ? 14 : ROW / 2 + 5} textAnchor="end">
                  {t("not shown")}
                </text>
              )}
            </g>
          );
        })}
        <path className="axis" d={`M${left} ${bottom + 0.5}H${right}`} />
        {x.ticks(isNarrow ? 4 : 5).map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 18} textAnchor="middle">
            {formatTick(tick)}
          </text>
        ))}
        <text x={left} y={bottom + 38}>
          {axis}
        </text>
      </svg>
    </div>
  );
}

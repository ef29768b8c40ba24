/** @file Flip rate and mean divergence of every slice side by side, a mark and an interval for each model. */
import { formatCount } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { max } from "d3-array";
import { scaleLinear, type ScaleLinear } from "d3-scale";
import type { Estimate } from "../../analysis/estimate";
import { useWidth } from "../useWidth";
import { Ghost } from "./Ghost";
import { ModelShape } from "./ModelShape";
import { wrapLabel } from "./wrapLabel";
import { spellMarks } from "../hiddenMarks";

/** One model's two numbers of a slice. */
export interface SliceRate {
  readonly hasBottleneck: boolean;
  /** Share of swaps that change the answer, in [0, 1]. */
  readonly flipRate: Estimate;
  /** Bits, in [0, 1]. */
  readonly divergence: Estimate;
  /** The same two numbers of all rows, drawn behind; null without a selection. */
  readonly ghost: { readonly flipRate: number | null; readonly divergence: number | null } | null;
}

export interface SliceRateRow {
  readonly label: string;
  readonly numRows: number;
  /** One or two models. */
  readonly models: readonly SliceRate[];
  /** Why nothing is drawn; null when something is. */
  readonly guard: string | null;
}

export interface SliceRatesProps {
  readonly rows: readonly SliceRateRow[];
  /** Means of all selected rows, drawn as dotted lines. */
  readonly all: readonly SliceRate[];
  readonly label: string;
}

const LANE = 18;
const NARROW = 620;
/** Width that the long heading of the right half needs. */
const LONG_HEAD = 250;

function Whisker({ estimate, x }: { estimate: Estimate; x: ScaleLinear<number, number> }) {
  const { interval } = estimate;
  if (!interval) return null;
  return (
    <path
      className="ci"
      d={`M${x(interval.low)} 0H${x(interval.high)}M${x(interval.low)} -4v8M${x(interval.high)} -4v8`}
    />
  );
}

export function SliceRates({ rows, all, label }: SliceRatesProps) {
  const [ref, width] = useWidth<HTMLDivElement>(900);
  const isNarrow = width < NARROW;
  const numLanes = Math.max(1, ...rows.map(({ models }) => models.length));
  const head = isNarrow ? 22 : 0;
  const rowHeight = head + Math.max(39, LANE * numLanes + 14);
  const [left, right] = isNarrow ? [8, width - 8] : [216, width - 8];
  const middle = left + (right - left) * 0.56;
  const gap = isNarrow ? 14 : 34;
  const drawn = [...rows.flatMap(({ models }) => models), ...all];
  const highest = (pick: "flipRate" | "divergence") =>
    max(
      drawn.flatMap((rate) => [rate[pick].value, rate[pick].interval?.high, rate.ghost?.[pick]].map((v) => v ?? 0)),
    ) ?? 0;
  const x = scaleLinear([0, Math.max(0.1, highest("flipRate"))], [left, middle - gap]).nice(4);
  const bits = scaleLinear([0, Math.max(0.05, highest("divergence"))], [middle + gap, right]).nice(3);
  const top = 26;
  const bottom = top + rows.length * rowHeight + 4;
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={bottom + 26} role="img" aria-label={spellMarks(label)}>
        <text className="k2 b" x={left} y={14}>
          {t("flip rate")}
        </text>
        <text className="k2 b" x={middle + gap} y={14}>
          {right - middle - gap < LONG_HEAD ? t("divergence, bits") : t("mean Jensen-Shannon divergence, bits")}
        </text>
        {all.map(({ ghost }, i) => (
          <path
            key={i}
            className="line-behind"
            d={[
              ghost?.flipRate == null ? "" : `M${x(ghost.flipRate)} ${top}V${bottom}`,
              ghost?.divergence == null ? "" : `M${bits(ghost.divergence)} ${top}V${bottom}`,
            ].join("")}
          />
        ))}
        {all.map(({ flipRate, divergence }, i) => (
          <path
            key={i}
            className="dotted"
            d={[
              flipRate.value === null ? "" : `M${x(flipRate.value)} ${top}V${bottom}`,
              divergence.value === null ? "" : `M${bits(divergence.value)} ${top}V${bottom}`,
            ].join("")}
          />
        ))}
        {rows.map(({ label: name, numRows, models, guard }, index) => {
          const lines = isNarrow ? [name] : wrapLabel(name, 24).slice(0, 2);
          const centre = head + (rowHeight - head) / 2;
          return (
            <g key={name} transform={`translate(0 ${top + index * rowHeight})`}>
              <text className="k2 over" y={isNarrow ? 16 : centre + 5 - (lines.length - 1) * 8}>
                {lines.map((line, i) => (
                  <tspan key={line} className="k2" x={0} dy={i === 0 ? 0 : 16}>
                    {line}
                  </tspan>
                ))}
                <tspan className="n"> n {formatCount(numRows)}</tspan>
              </text>
              <path className="grid" d={`M${left} ${centre}H${middle - gap}M${middle + gap} ${centre}H${right}`} />
              {guard === null ? (
                models.map((model, lane) => (
                  <g key={lane} transform={`translate(0 ${centre + (lane - (models.length - 1) / 2) * LANE})`}>
                    {[
                      { estimate: model.flipRate, ghost: model.ghost?.flipRate, scale: x },
                      { estimate: model.divergence, ghost: model.ghost?.divergence, scale: bits },
                    ].map(({ estimate, ghost, scale }, i) =>
                      estimate.value === null ? null : (
                        <g key={i}>
                          {ghost == null ? null : (
                            <Ghost x={scale(ghost)} hasBottleneck={model.hasBottleneck} isHollow={false} />
                          )}
                          <Whisker estimate={estimate} x={scale} />
                          <ModelShape x={scale(estimate.value)} hasBottleneck={model.hasBottleneck} isHollow={false} />
                        </g>
                      ),
                    )}
                  </g>
                ))
              ) : (
                <text className="over" x={left} y={centre + 4}>
                  {guard}
                </text>
              )}
            </g>
          );
        })}
        <path
          className="axis"
          d={`M${left} ${bottom + 0.5}H${middle - gap}M${middle + gap} ${bottom + 0.5}H${right}`}
        />
        {x.ticks(isNarrow ? 3 : 5).map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 18} textAnchor="middle">
            {Math.round(tick * 100)}%
          </text>
        ))}
        {bits.ticks(3).map((tick) => (
          <text key={tick} x={bits(tick)} y={bottom + 18} textAnchor="middle">
            {tick}
          </text>
        ))}
      </svg>
    </div>
  );
}

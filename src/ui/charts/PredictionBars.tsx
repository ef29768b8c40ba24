/** @file Probability of each relation: bar mean mode, ticks the draws, line their 5th to 95th percentile. */
import { t } from "../../messages/translate";
import { linear } from "./linear";
import { formatLabel, formatProbability } from "../numbers";
import { useWidth } from "../useWidth";
import { wrapLabel } from "./wrapLabel";
import { spellMarks } from "../hiddenMarks";

export interface BarCell {
  readonly probability: number;
  readonly draws: readonly number[];
  readonly range: readonly [low: number, high: number] | null;
  /** The same probability in the pinned reading A; absent or null without one. */
  readonly pinned?: number | null;
}

export interface BarRow {
  readonly label: string;
  readonly isGold: boolean;
  readonly numLabels: number;
  /** One cell a model. */
  readonly cells: readonly BarCell[];
}

export interface BarModel {
  readonly name: string;
  readonly hasBottleneck: boolean;
}

export interface PredictionBarsProps {
  readonly rows: readonly BarRow[];
  readonly models: readonly BarModel[];
  readonly label: string;
}

const VALUE = 92;
const NARROW = 520;

/** One bar with its draws; `width` is the length of the 0 to 1 scale. */
function Bar({ cell, model, width, isTop }: { cell: BarCell; model: BarModel; width: number; isTop: boolean }) {
  const x = linear([0, 1], [0, width]);
  return (
    <g>
      <path className="axis" d="M0.5 2V58" />
      <rect
        className={model.hasBottleneck ? "m-vib" : "m-base"}
        x={0.5}
        y={18}
        width={x(cell.probability)}
        height={16}
      />
      {cell.pinned == null ? null : (
        <>
          <path className="pinned" d={`M${x(cell.pinned)} 14V38`} />
          <text className="flag" x={x(cell.pinned)} y={11} textAnchor="middle">
            A
          </text>
        </>
      )}
      {cell.range ? (
        <>
          <path className="range" d={`M${x(cell.range[0])} 43.5H${x(cell.range[1])}`} />
          <path className="tick" d={cell.draws.map((draw) => `M${x(draw).toFixed(1)} 39v9`).join("")} />
        </>
      ) : null}
      <text className={isTop ? "k b" : "k"} x={width + 10} y={cell.range ? 26 : 31}>
        {formatProbability(cell.probability)}
      </text>
      {cell.range ? (
        <text x={width + 10} y={43}>
          {t("{range} to {range2}", {
            range: formatProbability(cell.range[0]),
            range2: formatProbability(cell.range[1]),
          })}
        </text>
      ) : null}
    </g>
  );
}

function Axis({ width }: { width: number }) {
  const x = linear([0, 1], [0, width]);
  return (
    <g>
      <path className="axis" d={`M0 0.5H${width}`} />
      {[0, 0.5, 1].map((tick) => (
        <text key={tick} x={x(tick)} y={16} textAnchor={tick === 0 ? "start" : tick === 1 ? "end" : "middle"}>
          {tick}
        </text>
      ))}
    </g>
  );
}

function Mark({ hasBottleneck, x, y }: { hasBottleneck: boolean; x: number; y: number }) {
  return hasBottleneck ? (
    <path className="m-vib" d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />
  ) : (
    <circle className="m-base" cx={x} cy={y} r={5} />
  );
}

export function PredictionBars({ rows, models, label }: PredictionBarsProps) {
  const [ref, width] = useWidth<HTMLDivElement>(760);
  const isNarrow = width < NARROW;
  const labelWidth = isNarrow ? 0 : 136;
  const column = isNarrow ? width : (width - labelWidth - 24 * (models.length - 1)) / models.length;
  const scale = Math.max(40, column - VALUE);
  const left = (index: number) => (isNarrow ? 0 : labelWidth + index * (column + 24));
  const rowHeight = isNarrow ? 26 + models.length * 56 : 64;
  const head = isNarrow ? 0 : 26;
  const height = head + rows.length * rowHeight + 22;
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={height} role="img" aria-label={spellMarks(label)}>
        {isNarrow
          ? null
          : models.map((model, index) => (
              <g key={model.name} transform={`translate(${left(index)} 0)`}>
                <Mark hasBottleneck={model.hasBottleneck} x={6} y={8} />
                <text className="k2 b" x={18} y={13}>
                  {model.name}
                </text>
              </g>
            ))}
        {rows.map((row, rowIndex) => {
          const lines = isNarrow ? [formatLabel(row.label)] : wrapLabel(formatLabel(row.label), 17);
          const isTop = rowIndex === 0;
          return (
            <g key={row.label} transform={`translate(0 ${head + rowIndex * rowHeight})`}>
              <text className={isTop ? "k b" : "k"} y={isNarrow ? 16 : 31 - (lines.length - 1) * 9}>
                {lines.map((line, index) => (
                  <tspan key={line} x={0} dy={index === 0 ? 0 : 17}>
                    {line}
                  </tspan>
                ))}
              </text>
              {row.isGold ? (
                <text
                  x={isNarrow ? formatLabel(row.label).length * 8 + 12 : 0}
                  y={isNarrow ? 16 : 47 + (lines.length - 1) * 8}
                >
                  {t("gold label")}
                </text>
              ) : null}
              {row.cells.map((cell, index) => {
                const model = models[index];
                return model ? (
                  <g key={model.name} transform={`translate(${left(index)} ${isNarrow ? 19 + index * 52 : 0})`}>
                    <Bar cell={cell} model={model} width={scale} isTop={isTop} />
                  </g>
                ) : null;
              })}
            </g>
          );
        })}
        {(isNarrow ? models.slice(0, 1) : models).map((model, index) => (
          <g key={model.name} transform={`translate(${left(index)} ${height - 20})`}>
            <Axis width={scale} />
          </g>
        ))}
      </svg>
    </div>
  );
}

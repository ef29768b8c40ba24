/** @file One small histogram a model, all on one scale: shares of the rows by variance, ID filled, type swap outlined. */
import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { useWidth } from "../useWidth";
import { rampStep } from "./ramp";
import { formatEdge } from "./VarianceHistogram";
import { wrapLabel } from "./wrapLabel";
import { spellMarks } from "../hiddenMarks";

export interface HistogramTile {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** Shares of the rows in each bin; the outer bins hold what lies beyond. [B] */
  readonly id: readonly number[];
  /** Null where the set was not scored. [B] */
  readonly ood: readonly number[] | null;
  readonly mean: number;
}

export interface HistogramTilesProps {
  /** Bounds of the bins of all tiles. [B + 1] */
  readonly edges: readonly number[];
  readonly tiles: readonly HistogramTile[];
  readonly label: string;
}

const [HEIGHT, HEAD, FEET, LEFT, GAP] = [224, 58, 40, 40, 32];
const LEAST = 270;

export function HistogramTiles({ edges, tiles, label }: HistogramTilesProps) {
  const [ref, width] = useWidth<HTMLDivElement>(1200);
  const columns = Math.max(1, Math.min(4, Math.max(tiles.length, 1), Math.floor(width / LEAST)));
  const column = Math.min(420, (width - GAP * (columns - 1)) / columns);
  const rows = Math.ceil(tiles.length / columns);
  const bottom = HEIGHT - FEET;
  const x = scaleLinear([edges[0]!, edges.at(-1)!], [LEFT, column - 4]);
  const top = max(tiles.flatMap(({ id, ood }) => [...id, ...(ood ?? [])])) ?? 1;
  const y = scaleLinear([0, top], [bottom, HEAD]).nice(3);
  return (
    <div ref={ref}>
      <svg
        className="chart"
        width={width}
        height={rows * HEIGHT + (rows - 1) * 16}
        role="img"
        aria-label={spellMarks(label)}
      >
        {tiles.map(({ key, title, detail, id, ood, mean }, place) => {
          const lines = wrapLabel(title, Math.floor(column / 7.4)).slice(0, 2);
          return (
            <g
              key={key}
              transform={`translate(${(place % columns) * (column + GAP)} ${Math.floor(place / columns) * (HEIGHT + 16)})`}
            >
              <text className="k2 b" y={14}>
                {lines.map((one, i) => (
                  <tspan key={one} className="k2 b" x={0} dy={i === 0 ? 0 : 16}>
                    {one}
                  </tspan>
                ))}
                <tspan className="n" x={0} dy={17}>
                  {detail}
                </tspan>
              </text>
              {y.ticks(3).map((tick) => (
                <g key={tick}>
                  <path className={tick === 0 ? "axis" : "grid"} d={`M${LEFT} ${y(tick)}H${column - 4}`} />
                  <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
                    {Math.round(100 * tick)}%
                  </text>
                </g>
              ))}
              {id.map((share, bin) => {
                const [from, to] = [x(edges[bin]!) + 0.5, x(edges[bin + 1]!) - 0.5];
                const swapped = ood?.[bin] ?? 0;
                return (
                  <g key={bin}>
                    <rect
                      className={`v${rampStep(edges[bin]!)} edge`}
                      x={from}
                      width={to - from}
                      y={y(share)}
                      height={bottom - y(share)}
                    />
                    {swapped > 0.002 ? (
                      <path className="ood slim" d={`M${from} ${bottom}V${y(swapped)}H${to}V${bottom}`} />
                    ) : null}
                  </g>
                );
              })}
              <path className="tick thin" d={`M${x(mean)} ${bottom}v7`} />
              {edges.map((edge, i) =>
                i % 5 === 0 ? (
                  <text key={i} x={x(edge)} y={bottom + 22} textAnchor="middle">
                    {formatEdge(edge)}
                  </text>
                ) : null,
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

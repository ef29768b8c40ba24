/** @file Small drawings side by side over one axis: lines, marks and intervals of quantities with scales of their own. */
import { t } from "../../messages/translate";
import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useWidth } from "../useWidth";
import { ModelShape } from "./ModelShape";
import { spellMarks } from "../hiddenMarks";

export interface PanelPoint {
  readonly x: number;
  /** Null: not measured; the line is broken there. */
  readonly y: number | null;
  readonly interval?: { readonly low: number; readonly high: number } | null;
}

export interface PanelLine {
  readonly name: string;
  /** Filled marks, outlined marks, or a line alone. */
  readonly mark: "filled" | "hollow" | "none";
  readonly points: readonly PanelPoint[];
}

export interface Panel {
  readonly title: string;
  readonly lines: readonly PanelLine[];
  readonly formatTick: (value: number) => string;
  /** Whether the scale begins at 0. */
  readonly isFromZero: boolean;
}

export interface PanelLinesProps {
  readonly panels: readonly Panel[];
  readonly ticks: readonly { readonly at: number; readonly label: string; readonly note?: string }[];
  readonly axis: string;
  readonly label: string;
}

const [HEIGHT, HEAD, FEET, LEFT, GAP] = [230, 34, 60, 48, 28];
/** Least width of one drawing. */
const LEAST = 300;

export function PanelLines({ panels, ticks, axis, label }: PanelLinesProps) {
  const [ref, width] = useWidth<HTMLDivElement>(1200);
  const columns = Math.max(1, Math.min(panels.length, Math.floor(width / LEAST)));
  const column = (width - GAP * (columns - 1)) / columns;
  const rows = Math.ceil(panels.length / columns);
  const [from = 0, to = 1] = extent(ticks, ({ at }) => at);
  const x = scaleLinear([from, to === from ? from + 1 : to], [LEFT + 22, column - 22]);
  const bottom = HEIGHT - FEET;
  return (
    <div ref={ref}>
      <svg
        className="chart"
        width={width}
        height={rows * HEIGHT + (rows - 1) * GAP}
        role="img"
        aria-label={spellMarks(label)}
      >
        {panels.map(({ title, lines, formatTick, isFromZero }, place) => {
          const points = lines.flatMap((one) => one.points);
          const values = points
            .flatMap(({ y, interval }) => [y, interval?.low, interval?.high])
            .filter((v) => v != null);
          const [low = 0, high = 1] = extent(values);
          const y = scaleLinear([isFromZero ? 0 : low, high === low ? low + 1 : high], [bottom, HEAD]).nice(4);
          const path = line<PanelPoint>(
            (point) => x(point.x),
            (point) => y(point.y!),
          ).defined((point) => point.y !== null);
          const [left, top] = [(place % columns) * (column + GAP), Math.floor(place / columns) * (HEIGHT + GAP)];
          return (
            <g key={title} transform={`translate(${left} ${top})`}>
              <text className="k2 b" y={14}>
                {title}
              </text>
              {y.ticks(4).map((tick) => (
                <g key={tick}>
                  <path className="grid" d={`M${LEFT} ${y(tick)}H${column}`} />
                  <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
                    {formatTick(tick)}
                  </text>
                </g>
              ))}
              <path className="axis" d={`M${LEFT} ${bottom + 0.5}H${column}`} />
              {values.length === 0 ? (
                <text x={LEFT + 12} y={(HEAD + bottom) / 2}>
                  {t("not run yet")}
                </text>
              ) : null}
              {lines.map(({ name, mark, points: own }) => (
                <g key={name}>
                  <path className={mark === "none" ? "tick thin" : "curve"} d={path(own) ?? ""} />
                  {mark === "none"
                    ? null
                    : own.map(({ x: at, y: value, interval }) =>
                        value === null ? null : (
                          <g key={at}>
                            {interval ? (
                              <path className="ci" d={`M${x(at)} ${y(interval.low)}V${y(interval.high)}`} />
                            ) : null}
                            <g transform={`translate(0 ${y(value)})`}>
                              <ModelShape x={x(at)} hasBottleneck isHollow={mark === "hollow"} />
                            </g>
                          </g>
                        ),
                      )}
                </g>
              ))}
              {ticks.map(({ at, label: said, note }) => (
                <g key={at}>
                  <text x={x(at)} y={bottom + 18} textAnchor="middle">
                    {said}
                  </text>
                  {note === undefined ? null : (
                    <text className="faint" x={x(at)} y={bottom + 33} textAnchor="middle">
                      {note}
                    </text>
                  )}
                </g>
              ))}
              <text x={LEFT} y={bottom + (ticks.some(({ note }) => note !== undefined) ? 52 : 38)}>
                {axis}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

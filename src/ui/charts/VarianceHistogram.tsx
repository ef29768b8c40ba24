/** @file Rows per bin of variance: ID filled, OOD outlined, all rows as ghosts; brushed by mouse, touch and keyboard. */
import { formatFixed, formatNumber } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useWidth } from "../useWidth";
import { rampStep } from "./ramp";

/** Bounds of a brush: [low, high). */
export interface BrushRange {
  readonly low: number;
  readonly high: number;
}

export interface VarianceHistogramProps {
  /** Bounds of the bins, rising. [B + 1] */
  readonly edges: readonly number[];
  /** Values per bin of the rows as written and of their swapped versions. [B] */
  readonly id: readonly number[];
  readonly ood: readonly number[];
  /** The same without any selection; drawn behind when it differs. [B] */
  readonly allId: readonly number[];
  readonly allOod: readonly number[];
  readonly range: BrushRange | null;
  /** Words that stand on the brush. */
  readonly rangeNotes: readonly string[];
  readonly label: string;
  /** `isMoving`: part of the brush that is under way. Absent: a drawing to look at. */
  readonly onBrush?: (range: BrushRange | null, isMoving: boolean) => void;
}

const [TOP, LEFT, RIGHT, FEET] = [26, 44, 8, 48];
/** Width that the words beside a brush may need. */
const NOTE = 150;

/** A bound of a bin as it is read. */
export function formatEdge(edge: number): string {
  return Math.abs(edge * 10 - Math.round(edge * 10)) < 1e-9
    ? formatFixed(edge, 1)
    : formatNumber(Number(edge.toPrecision(2)));
}

/** The values a run of bins stands for; the outer bins hold what lies beyond them. */
export function rangeOfBins(edges: readonly number[], first: number, last: number): BrushRange {
  const [from, to] = [Math.min(first, last), Math.max(first, last)];
  return {
    low: from === 0 ? -Infinity : edges[from]!,
    high: to >= edges.length - 2 ? Infinity : edges[to + 1]!,
  };
}

export function VarianceHistogram(props: VarianceHistogramProps) {
  const { edges, id, ood, allId, allOod, range, onBrush = () => undefined } = props;
  const isStill = props.onBrush === undefined;
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const svg = useRef<SVGSVGElement>(null);
  const start = useRef<number | null>(null);
  const [active, setActive] = useState(0);
  const numBins = edges.length - 1;
  const height = width < 520 ? 320 : 400;
  const bottom = height - FEET;
  const [first, last] = [edges[0]!, edges[numBins]!];
  const x = scaleLinear([first, last], [LEFT, width - RIGHT]);
  const top = max([...allId, ...allOod, ...id, ...ood]) ?? 0;
  const y = scaleLinear([0, Math.max(1, top)], [bottom, TOP]).nice(4);
  const gap = (x(edges[1]!) - x(first)) * 0.06;
  const isIn = (bin: number) => range !== null && edges[bin]! >= range.low - 1e-12 && edges[bin]! < range.high - 1e-12;
  const isGhost = allId.some((count, bin) => count !== id[bin]) || allOod.some((count, bin) => count !== ood[bin]);
  const [shadeFrom, shadeTo] = range
    ? [x(Math.max(first, range.low)), x(Math.min(last, range.high))]
    : [width - RIGHT, width - RIGHT];
  // Beside the brush, where it hides no bar of what is selected.
  const isNoteLeft = shadeTo > width - NOTE;

  const binAt = (event: PointerEvent): number => {
    const box = svg.current?.getBoundingClientRect();
    const value = x.invert(event.clientX - (box?.left ?? 0));
    return Math.max(0, Math.min(numBins - 1, Math.floor(((value - first) / (last - first)) * numBins)));
  };
  const onPointerDown = (event: PointerEvent<SVGRectElement>) => {
    if (event.button !== 0) return;
    const bin = binAt(event);
    const isOnly = range !== null && isIn(bin) && !isIn(bin - 1) && !isIn(bin + 1);
    if (isOnly) return onBrush(null, false);
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = bin;
    setActive(bin);
    onBrush(rangeOfBins(edges, bin, bin), false);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current === null) return;
    onBrush(rangeOfBins(edges, start.current, binAt(event)), true);
  };
  const focusBin = (bin: number) => {
    setActive(bin);
    svg.current?.querySelector<SVGElement>(`[data-bin="${bin}"]`)?.focus();
  };
  /** Where a brush by keyboard began, and whether it has begun to grow: growing is one step to undo. */
  const anchor = useRef<number | null>(null);
  const isGrowing = useRef(false);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const target =
      event.key === "Home" ? 0 : event.key === "End" ? numBins - 1 : step === undefined ? null : active + step;
    if (target !== null) {
      event.preventDefault();
      const bin = Math.max(0, Math.min(numBins - 1, target));
      if (event.shiftKey) {
        anchor.current ??= active;
        onBrush(rangeOfBins(edges, anchor.current, bin), isGrowing.current);
        isGrowing.current = true;
      } else {
        anchor.current = null;
        isGrowing.current = false;
      }
      focusBin(bin);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      anchor.current = active;
      isGrowing.current = false;
      onBrush(rangeOfBins(edges, active, active), false);
    } else if (event.key === "Escape" && range !== null) {
      anchor.current = null;
      isGrowing.current = false;
      onBrush(null, false);
    }
  };

  return (
    <div ref={ref}>
      <svg
        ref={svg}
        className="chart hist"
        width={width}
        height={height}
        role={isStill ? "img" : "group"}
        aria-label={props.label}
      >
        {range ? (
          <rect className="brush" x={shadeFrom} y={TOP - 12} width={shadeTo - shadeFrom} height={bottom - TOP + 12} />
        ) : null}
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <path className={tick === 0 ? "axis" : "grid"} d={`M${LEFT} ${y(tick)}H${width - RIGHT}`} />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {Number.isInteger(tick) ? tick : ""}
            </text>
          </g>
        ))}
        {id.map((count, bin) => {
          const from = x(edges[bin]!) + gap;
          const wide = x(edges[bin + 1]!) - x(edges[bin]!) - 2 * gap;
          return (
            <g key={bin}>
              {isGhost ? (
                <rect className="ghost" x={from} width={wide} y={y(allId[bin]!)} height={bottom - y(allId[bin]!)} />
              ) : null}
              <rect
                className={`v${rampStep(edges[bin]!)} edge`}
                x={from}
                width={wide}
                y={y(count)}
                height={bottom - y(count)}
              />
              {isGhost && allOod[bin]! > 0 ? (
                <path className="dotted" d={`M${from} ${y(allOod[bin]!)}h${wide}`} />
              ) : null}
              {ood[bin]! > 0 ? (
                <>
                  <path className="halo" d={`M${from} ${bottom}V${y(ood[bin]!)}h${wide}V${bottom}`} />
                  <path className="ood" d={`M${from} ${bottom}V${y(ood[bin]!)}h${wide}V${bottom}`} />
                </>
              ) : null}
            </g>
          );
        })}
        {edges.map((edge, i) =>
          i % Math.ceil(edges.length / Math.max(4, Math.floor(width / 60))) === 0 ? (
            <text key={i} x={x(edge)} y={bottom + 19} textAnchor="middle">
              {formatEdge(edge)}
            </text>
          ) : null,
        )}
        <text x={LEFT} y={bottom + 40}>
          {t("entity variance σ²; the outer bins hold what lies beyond")}
        </text>
        {range ? (
          <g>
            <path className="tick thin" d={`M${shadeFrom} ${TOP - 12}V${bottom}M${shadeTo} ${TOP - 12}V${bottom}`} />
            {props.rangeNotes.map((note, line) => (
              <text
                key={note}
                className={line === 0 ? "k b over" : "over"}
                x={isNoteLeft ? shadeFrom - 8 : shadeTo + 8}
                y={TOP + 4 + line * 18}
                textAnchor={isNoteLeft ? "end" : "start"}
              >
                {note}
              </text>
            ))}
          </g>
        ) : null}
        {isStill ? null : (
          <>
            <rect
              className="catch"
              x={LEFT}
              y={0}
              width={Math.max(0, width - LEFT - RIGHT)}
              height={bottom}
              onPointerDown={onPointerDown}
              onPointerMove={onPointerMove}
              onPointerUp={() => (start.current = null)}
              onPointerCancel={() => (start.current = null)}
            />
            <g role="listbox" aria-label={t("Bins of variance")} aria-multiselectable="true" onKeyDown={onKeyDown}>
              {id.map((count, bin) => (
                <rect
                  key={bin}
                  data-bin={bin}
                  className="bin"
                  role="option"
                  aria-selected={isIn(bin)}
                  aria-label={t("{edges} to {edges2}: {count} ID, {ood} OOD", {
                    edges: formatEdge(edges[bin]!),
                    edges2: formatEdge(edges[bin + 1]!),
                    count,
                    ood: ood[bin] ?? 0,
                  })}
                  tabIndex={bin === Math.min(active, numBins - 1) ? 0 : -1}
                  x={x(edges[bin]!) + 1}
                  y={TOP - 12}
                  width={Math.max(0, x(edges[bin + 1]!) - x(edges[bin]!) - 2)}
                  height={bottom - TOP + 12}
                  onFocus={() => setActive(bin)}
                />
              ))}
            </g>
          </>
        )}
      </svg>
    </div>
  );
}

/** @file Rows, or names, by variance and swap flip rate, with the means of equal groups on top. All dots are one path, chosen ones a second. */
import { quantile } from "d3-array";
import { scaleLinear } from "d3-scale";
import { useMemo } from "react";
import type { FlipGroup } from "../../analysis/flipGroups";
import { useWidth } from "../useWidth";
import { placeDots } from "./placeDots";
import { spellMarks } from "../hiddenMarks";

export interface FlipScatterProps {
  /** Variance and flip rate of every point; points without both are not drawn. [N] each */
  readonly variance: ArrayLike<number>;
  readonly flipRate: ArrayLike<number>;
  /** 1 where a point is selected. [N] */
  readonly isSelected: ArrayLike<number>;
  readonly groups: readonly FlipGroup[];
  readonly axis: string;
  readonly label: string;
}

const [TOP, LEFT, RIGHT, FEET] = [10, 44, 8, 46];
/** Height that points of one rate are spread over, in shares of the axis: rates come in steps. */
const SPREAD = 0.06;

/** A number in [-0.5, 0.5) that depends on the row alone, so that points stay where they are. */
const jitter = (row: number) => ((row * 0.618_033_988_75) % 1) - 0.5;

export function FlipScatter({ variance, flipRate, isSelected, groups, axis, label }: FlipScatterProps) {
  const [ref, width, isMeasured] = useWidth<HTMLDivElement>(460);
  const height = 300;
  const bottom = height - FEET;
  const highest = useMemo(() => quantile(Array.from(variance).filter(Number.isFinite), 0.995) ?? 0.1, [variance]);
  const high = Math.max(1e-6, highest * 1.1, ...groups.map((group) => group.variance));
  const x = scaleLinear([0, high], [LEFT, width - RIGHT])
    .nice(5)
    .clamp(true);
  const y = scaleLinear([-SPREAD / 2, 1 + SPREAD / 2], [bottom, TOP]);
  const [, right] = x.domain();
  // Made anew only when rows or scale change: x and y are made of these.
  const dots = useMemo(
    () =>
      placeDots(
        isMeasured ? variance.length : 0,
        (i) => x(variance[i]!),
        (i) => y(flipRate[i]! + jitter(i) * SPREAD),
      ),
    [variance, flipRate, width, right, isMeasured],
  );
  const everything = useMemo(() => dots.pieces.join(""), [dots]);
  const chosen = useMemo(() => {
    const isDrawn = new Uint8Array(dots.pieces.length);
    for (let i = 0; i < dots.dotOf.length; i++)
      if (isSelected[i] === 1 && dots.dotOf[i]! >= 0) isDrawn[dots.dotOf[i]!] = 1;
    return dots.pieces.filter((_, dot) => isDrawn[dot] === 1).join("");
  }, [dots, isSelected]);
  const drawn = groups.filter(({ flipRate: { value } }) => value !== null);
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={height} role="img" aria-label={spellMarks(label)}>
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g key={tick}>
            <path className={tick === 0 ? "axis" : "grid"} d={`M${LEFT} ${y(tick)}H${width - RIGHT}`} />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {tick * 100}%
            </text>
          </g>
        ))}
        {chosen.length < everything.length ? <path className="dots rest" d={everything} /> : null}
        <path className="dots" d={chosen} />
        {drawn.length > 1 ? (
          <path
            className="tick thin"
            d={drawn.map(({ variance: v, flipRate: f }, i) => `${i ? "L" : "M"}${x(v)} ${y(f.value!)}`).join("")}
          />
        ) : null}
        {drawn.map(({ variance: v, flipRate: f }, i) => (
          <g key={i}>
            {f.interval ? <path className="tick" d={`M${x(v)} ${y(f.interval.low)}V${y(f.interval.high)}`} /> : null}
            <path className="m-vib" d={`M${x(v)} ${y(f.value!) - 6}l6 6l-6 6l-6 -6z`} />
          </g>
        ))}
        {x.ticks(5).map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 18} textAnchor="middle">
            {x.tickFormat(5)(tick)}
          </text>
        ))}
        <text x={LEFT} y={bottom + 38}>
          {axis}
        </text>
      </svg>
    </div>
  );
}

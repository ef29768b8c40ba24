/** @file The sentence as sub-tokens; a column stands on each sub-token the bottleneck acts on. */
import { t } from "../../messages/translate";
import { sayRole } from "../sayRole";
import { linear } from "./linear";
import { formatVariance } from "../numbers";
import { useWidth } from "../useWidth";
import { layoutStrip, niceCeiling, type StripToken } from "./layoutStrip";
import { rampStep } from "./ramp";
import { spellMarks } from "../hiddenMarks";

export interface StripItem extends StripToken {
  /** Mean over dimensions of sigma^2. */
  readonly variance: number | null;
}

export interface VarianceStripProps {
  readonly items: readonly StripItem[];
  /** Mean over the mention's sub-tokens. */
  readonly means: { readonly subject: number | null; readonly object: number | null };
  /** Means of the pinned reading A; absent without one. */
  readonly pinned?: VarianceStripProps["means"] | null;
  /** What the drawing says, for those who cannot see it. */
  readonly label: string;
}

const TOP = 24;
const PLOT = 144;
const FEET = 52;
const ROW = TOP + PLOT + FEET;

/** σ² at the full height of the columns. */
export function stripCeiling(items: readonly StripItem[], pinned?: VarianceStripProps["pinned"]): number {
  return niceCeiling([...items.flatMap(({ variance }) => variance ?? []), pinned?.subject ?? 0, pinned?.object ?? 0]);
}

/** The label under an argument: "subject mean 0.31", short "subject 0.31", without a mean "subject". */
function sayMean(role: "subject" | "object", mean: number | null, isShort: boolean): string {
  if (mean === null) return sayRole(role);
  const value = formatVariance(mean);
  if (isShort) return role === "subject" ? t("subject {value}", { value }) : t("object {value}", { value });
  return role === "subject" ? t("subject mean {value}", { value }) : t("object mean {value}", { value });
}

export function VarianceStrip({ items, means, pinned = null, label }: VarianceStripProps) {
  const [ref, width] = useWidth<HTMLDivElement>(1040);
  const rows = layoutStrip(items, width);
  const height = linear([0, stripCeiling(items, pinned)], [0, PLOT]);
  return (
    <div ref={ref}>
      <svg
        className="chart"
        width={width}
        height={Math.max(1, rows.length) * ROW - 6}
        role="img"
        aria-label={spellMarks(label)}
      >
        {rows.map((row, rowIndex) => (
          <g key={rowIndex} transform={`translate(0 ${rowIndex * ROW})`}>
            {row.groups.map((group) => (
              <g key={`${group.role}-${group.x}`}>
                <path className="grid" d={`M${group.x} ${TOP + PLOT + 0.5}h${group.width}`} />
                <path
                  className={group.role === "subject" ? "line-s" : "line-o"}
                  d={`M${group.x} ${TOP + PLOT + 29.5}h${group.width}`}
                />
                {group.isFirst ? (
                  <text
                    className={group.role === "subject" ? "s" : "o"}
                    x={group.x}
                    y={TOP + PLOT + 46}
                    textAnchor={group.isLabelAtEnd ? "end" : "start"}
                    dx={group.isLabelAtEnd ? group.width : 0}
                  >
                    {sayMean(group.role, means[group.role], group.isLabelShort === true)}
                  </text>
                ) : null}
              </g>
            ))}
            {row.tokens.map((placed) => {
              const item = items[placed.index];
              if (!item) {
                return (
                  <text key={`gap-${placed.x}`} className="tok" x={placed.x} y={TOP + PLOT + 20}>
                    …
                  </text>
                );
              }
              const isEntity = item.role !== "context";
              const middle = placed.x + placed.width / 2;
              const tall = height(item.variance ?? 0);
              return (
                <g key={placed.index}>
                  {isEntity && item.variance !== null ? (
                    <>
                      <rect
                        className={`v${rampStep(item.variance)}`}
                        x={placed.x}
                        y={TOP + PLOT - tall}
                        width={placed.width}
                        height={tall}
                      />
                      <rect
                        className="outline"
                        x={placed.x + 0.5}
                        y={TOP + PLOT - tall + 0.5}
                        width={placed.width - 1}
                        height={Math.max(0, tall - 0.5)}
                      />
                      <text className="k b" textAnchor="middle" x={middle} y={TOP + PLOT - tall - 7}>
                        {formatVariance(item.variance)}
                      </text>
                    </>
                  ) : null}
                  <text
                    className={isEntity ? "tok e" : "tok"}
                    textAnchor={isEntity ? "middle" : "start"}
                    x={isEntity ? middle : placed.x}
                    y={TOP + PLOT + 20}
                  >
                    {spellMarks(item.text)}
                  </text>
                </g>
              );
            })}
            {row.groups.map((group) => {
              const before = pinned?.[group.role] ?? null;
              if (before === null) return null;
              const y = TOP + PLOT - height(before);
              return (
                <g key={`pinned-${group.role}-${group.x}`}>
                  <path className="pinned" d={`M${group.x - 4} ${y}h${group.width + 8}`} />
                  <text className="flag" x={group.x + group.width + 7} y={y + 4}>
                    A
                  </text>
                </g>
              );
            })}
          </g>
        ))}
      </svg>
    </div>
  );
}

/** @file One tick a draw, in the row of the label it gave, from the first draw to the last. */
import { t } from "../../messages/translate";
import { linear } from "./linear";
import { formatLabel } from "../numbers";
import { useWidth } from "../useWidth";
import { wrapLabel } from "./wrapLabel";
import { spellMarks } from "../hiddenMarks";

export interface DrawRow {
  readonly label: string;
  /** Whether mean mode gives this label too. */
  readonly isMeanAnswer: boolean;
  /** Numbers of the draws, from 1. */
  readonly draws: readonly number[];
}

export interface DrawStripProps {
  readonly rows: readonly DrawRow[];
  readonly numDraws: number;
  readonly label: string;
}

const ROW = 48;
const COUNT = 62;

export function DrawStrip({ rows, numDraws, label }: DrawStripProps) {
  const [ref, width] = useWidth<HTMLDivElement>(480);
  const isNarrow = width < 420;
  const left = isNarrow ? 6 : 142;
  const rowHeight = isNarrow ? ROW + 18 : ROW;
  const right = Math.max(left + 60, width - COUNT);
  const x = linear([1, Math.max(2, numDraws)], [left, right]);
  const height = rows.length * rowHeight + 24;
  return (
    <div ref={ref}>
      <svg className="chart" width={width} height={height} role="img" aria-label={spellMarks(label)}>
        {rows.map((row, index) => {
          const lines = isNarrow ? [formatLabel(row.label)] : wrapLabel(formatLabel(row.label), 17);
          const middle = index * rowHeight + (isNarrow ? 40 : 24);
          return (
            <g key={row.label}>
              <text
                className={row.isMeanAnswer ? "k b" : "k"}
                y={isNarrow ? middle - 22 : middle + 5 - (lines.length - 1) * 9}
              >
                {lines.map((line, lineIndex) => (
                  <tspan key={line} x={0} dy={lineIndex === 0 ? 0 : 17}>
                    {line}
                  </tspan>
                ))}
              </text>
              <path className="grid" d={`M${left} ${middle + 0.5}H${right}`} />
              <path
                className="tick thick"
                d={row.draws.map((draw) => `M${x(draw).toFixed(1)} ${middle - 7}v15`).join("")}
              />
              <text className="k" x={width} y={middle + 5} textAnchor="end">
                {t("{n} of {numDraws}", { n: row.draws.length, numDraws })}
              </text>
            </g>
          );
        })}
        <path className="axis" d={`M${left} ${height - 23.5}H${right}`} />
        <text x={left} y={height - 7}>
          {t("draw 1")}
        </text>
        {numDraws > 1 ? (
          <text x={right} y={height - 7} textAnchor="end">
            {numDraws}
          </text>
        ) : null}
      </svg>
    </div>
  );
}

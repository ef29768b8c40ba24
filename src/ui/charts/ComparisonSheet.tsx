/** @file The table of A and B as a drawing, for the files; the page shows it as a table. */
import { t } from "../../messages/translate";
import { spellMarks } from "../hiddenMarks";

export interface SheetRow {
  readonly head: string;
  readonly a: string;
  readonly b: string;
  readonly change: string;
}

const ROW = 30;
const COLUMNS = [0, 150, 330, 510];

export function ComparisonSheet({ rows, label }: { rows: readonly SheetRow[]; label: string }) {
  const all = [{ head: "", a: t("A, pinned"), b: t("B, now"), change: t("A to B") }, ...rows];
  return (
    <svg className="chart" width={620} height={all.length * ROW} role="img" aria-label={spellMarks(label)}>
      {all.map(({ head, a, b, change }, index) => (
        <g key={index} transform={`translate(0 ${index * ROW})`}>
          {[head, a, b, change].map((text, column) => (
            <text key={column} className={index === 0 ? "k2 b" : column === 0 ? "k2" : "k"} x={COLUMNS[column]} y={20}>
              {text}
            </text>
          ))}
          <path className="grid" d={`M0 ${ROW - 0.5}H620`} />
        </g>
      ))}
    </svg>
  );
}

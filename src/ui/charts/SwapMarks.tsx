/** @file One name's 0 to 1 line with a mark for each model, and the whole table of names as one drawing for export. */
import { t } from "../../messages/translate";
import { formatProbability } from "../numbers";
import { spellMarks } from "../hiddenMarks";

export interface SwapMark {
  readonly hasBottleneck: boolean;
  /** Probability of the marked label; null while it has not been read. */
  readonly probability: number | null;
}

const RADIUS = 5;
const HEIGHT = 14;
const MIDDLE = 7;

/** The line itself; `width` px long. */
export function MarkLine({ marks, width }: { marks: readonly SwapMark[]; width: number }) {
  const x = (probability: number) => RADIUS + probability * Math.max(1, width - 2 * RADIUS);
  const read = marks.flatMap(({ probability }) => probability ?? []);
  const [low, high] = [Math.min(...read), Math.max(...read)];
  return (
    <>
      <path className="line" d={`M0 ${MIDDLE + 0.5}H${width}`} />
      {read.length > 1 ? <path className="join" d={`M${x(low)} ${MIDDLE + 0.5}H${x(high)}`} /> : null}
      {marks.map(({ hasBottleneck, probability }) =>
        probability === null ? null : hasBottleneck ? (
          <path key="vib" className="m-vib" d={`M${x(probability)} ${MIDDLE - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`} />
        ) : (
          <circle key="base" className="m-base" cx={x(probability)} cy={MIDDLE} r={RADIUS} />
        ),
      )}
    </>
  );
}

/** The small drawing under one name. */
export function SwapMarks({ marks, width }: { marks: readonly SwapMark[]; width: number }) {
  return (
    <svg className="marks" width={width} height={HEIGHT} aria-hidden="true">
      <MarkLine marks={marks} width={width} />
    </svg>
  );
}

export interface SwapSheetColumn {
  readonly title: string;
  readonly hint: string;
  readonly names: readonly { readonly name: string; readonly count: string; readonly marks: readonly SwapMark[] }[];
}

const COLUMN = 184;
const GAP = 24;
const ROW = 46;
const HEAD = 48;

/** All columns as one drawing, for the files; the page shows the same as buttons. */
export function SwapSheet({ columns, label }: { columns: readonly SwapSheetColumn[]; label: string }) {
  const numRows = Math.max(1, ...columns.map(({ names }) => names.length));
  const width = columns.length * (COLUMN + GAP) - GAP;
  const height = HEAD + numRows * ROW + 22;
  const shorten = (name: string) => {
    const shown = spellMarks(name);
    return shown.length > 20 ? `${shown.slice(0, 19)}…` : shown;
  };
  return (
    <svg className="chart" width={width} height={height} role="img" aria-label={spellMarks(label)}>
      {columns.map(({ title, hint, names }, index) => (
        <g key={title} transform={`translate(${index * (COLUMN + GAP)} 0)`}>
          <text className="k2 b" y={14}>
            {title}
          </text>
          <text y={33}>{hint}</text>
          {names.map(({ name, count, marks }, row) => (
            <g key={name} transform={`translate(0 ${HEAD + row * ROW})`}>
              <text className="k" y={14}>
                {shorten(name)}
              </text>
              <text x={COLUMN} y={14} textAnchor="end">
                {count}
              </text>
              <g transform="translate(0 20)">
                <MarkLine marks={marks} width={COLUMN} />
              </g>
            </g>
          ))}
          <text x={RADIUS} y={height - 6} textAnchor="middle">
            0
          </text>
          <text x={COLUMN - RADIUS} y={height - 6} textAnchor="middle">
            1
          </text>
        </g>
      ))}
    </svg>
  );
}

/** "base 0.86, VIB 0.31": the marks in words; "not read yet" without any. */
export function sayMarks(marks: readonly SwapMark[]): string {
  const read = marks.flatMap(({ hasBottleneck, probability }) =>
    probability === null ? [] : [`${hasBottleneck ? "VIB" : "base"} ${formatProbability(probability)}`],
  );
  return read.length === 0 ? t("not read yet") : read.join(", ");
}

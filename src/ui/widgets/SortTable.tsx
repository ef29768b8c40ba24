/** @file A long table: sorted by its headings, scrolled in a box of its own, saved as CSV and JSON. */
import { t } from "../../messages/translate";
import { useMemo, useState, type ReactNode } from "react";
import type { Cell } from "../exportData";
import { completeFoot, type Provenance } from "../provenance";
import { spellMarks } from "../hiddenMarks";
import { saveBlob } from "../saveBlob";
import { VirtualTable } from "./VirtualTable";

export interface Column<T> {
  readonly id: string;
  readonly label: string;
  /** What is sorted and exported; the same for the same row and column id. */
  readonly value: (row: T) => Cell;
  /** What is shown; the value when absent. */
  readonly show?: (row: T) => ReactNode;
  readonly isNumber?: boolean;
  /** In rem; the columns without one share what is left. */
  readonly width?: number;
}

export interface SortTableProps<T> {
  readonly className?: string;
  readonly title: string;
  readonly lead: string;
  readonly foot: string;
  readonly provenance: Provenance;
  readonly fileName: string;
  readonly columns: readonly Column<T>[];
  /** Columns that stand in saved files alone. */
  readonly extras?: readonly Column<T>[];
  readonly rows: readonly T[];
  /** What `rows` are picked from, when rows come and go often: sorted once for all picks. */
  readonly allRows?: readonly T[];
  /** The same function from one drawing to the next. */
  readonly keyOf: (row: T) => string | number;
  readonly initialSort: { readonly id: string; readonly isRising: boolean };
  /** Where the order is kept outside: it follows `initialSort`, and a heading asks for another one here. */
  readonly onSort?: (sort: { readonly id: string; readonly isRising: boolean }) => void;
  /** Height of a usual row in pixels; rows are measured as they are drawn. */
  readonly rowHeight: number;
  /** Names what `rows` were picked by: another value, like another order, scrolls back to the first row. */
  readonly filterKey: string;
  /** Stands between the title and the table. */
  readonly tools?: ReactNode;
  /** What stands here when there is no row. */
  readonly empty: string;
}

const COLLATOR = new Intl.Collator("en");

/** Nulls last either way; texts by their language, numbers by size. */
function compareCells(a: Cell, b: Cell, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "string" && typeof b === "string") return sign * COLLATOR.compare(a, b);
  return sign * (Number(a) - Number(b));
}

export function SortTable<T>(props: SortTableProps<T>) {
  const { columns, rows, allRows = rows } = props;
  const title = spellMarks(props.title);
  const [own, setOwn] = useState(props.initialSort);
  const sort = props.onSort ? props.initialSort : own;
  const setSort = props.onSort ?? setOwn;
  const column = columns.find(({ id }) => id === sort.id) ?? columns[0]!;
  const allSorted = useMemo(
    () =>
      allRows
        .map((row) => ({ row, cell: column.value(row) }))
        .sort((a, b) => compareCells(a.cell, b.cell, sort.isRising ? 1 : -1))
        .map(({ row }) => row),
    // A column's values depend on its id alone.
    [allRows, column.id, sort.isRising],
  );
  const sorted = useMemo(() => {
    if (rows.length === allSorted.length) return allSorted;
    const picked = new Set(rows);
    return allSorted.filter((row) => picked.has(row));
  }, [rows, allSorted]);

  const foot = spellMarks(completeFoot(props.foot, props.provenance));
  const save = async (kind: "csv" | "json") => {
    const { formatCsv, formatJson, makeAbout } = await import("../exportData");
    const saved = [...columns, ...(props.extras ?? [])];
    const records = {
      header: saved.map(({ id }) => id),
      rows: sorted.map((row) => saved.map(({ value }) => value(row))),
    };
    const about = makeAbout({ title, lead: props.lead, foot }, props.provenance);
    const text = kind === "csv" ? await formatCsv(records) : formatJson(records, about);
    const type = kind === "csv" ? "text/csv;charset=utf-8" : "application/json";
    saveBlob(new Blob([text], { type }), `${props.fileName}.${kind}`);
  };

  return (
    <section className={`fig ${props.className ?? ""}`} aria-label={title}>
      <div className="fig-head">
        <h2>{title}</h2>
        <p>{spellMarks(props.lead)}</p>
      </div>
      {props.tools}
      {rows.length === 0 ? (
        <p className="waiting">{props.empty}</p>
      ) : (
        <VirtualTable
          label={title}
          columns={columns}
          rows={sorted}
          keyOf={props.keyOf}
          rowHeight={props.rowHeight}
          resetKey={`${sort.id} ${sort.isRising} ${props.filterKey}`}
          head={
            <thead>
              <tr aria-rowindex={1}>
                {columns.map(({ id, label, isNumber }) => {
                  const isSorted = id === sort.id;
                  return (
                    <th
                      key={id}
                      scope="col"
                      className={isNumber ? "r" : ""}
                      aria-sort={isSorted ? (sort.isRising ? "ascending" : "descending") : undefined}
                    >
                      <button
                        type="button"
                        className="sort"
                        onClick={() => setSort({ id, isRising: isSorted ? !sort.isRising : !isNumber })}
                      >
                        {spellMarks(label)}
                        <span aria-hidden="true">{isSorted ? (sort.isRising ? " ↑" : " ↓") : ""}</span>
                      </button>
                    </th>
                  );
                })}
              </tr>
            </thead>
          }
        />
      )}
      <div className="fig-foot">
        <span>{foot}</span>
        <span className="act" role="group" aria-label={t("Files: {title}", { title })}>
          <button className="lnk" type="button" onClick={() => void save("csv")}>
            CSV
          </button>
          <button className="lnk" type="button" onClick={() => void save("json")}>
            JSON
          </button>
        </span>
      </div>
    </section>
  );
}

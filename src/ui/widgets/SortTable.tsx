/** @file A long table: sorted by its headings, a page at a time, saved as CSV and JSON. */
import { useMemo, useState, type ReactNode } from "react";
import type { Cell } from "../exportData";
import { completeFoot, type Provenance } from "../provenance";
import { saveBlob } from "../saveBlob";

export interface Column<T> {
  readonly id: string;
  readonly label: string;
  /** What is sorted and exported; the same for the same row and column id. */
  readonly value: (row: T) => Cell;
  /** What is shown; the value when absent. */
  readonly show?: (row: T) => ReactNode;
  readonly isNumber?: boolean;
}

export interface SortTableProps<T> {
  readonly className?: string;
  readonly title: string;
  readonly lead: string;
  readonly foot: string;
  readonly provenance: Provenance;
  readonly fileName: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  /** What `rows` are picked from, when rows come and go often: sorted once for all picks. */
  readonly allRows?: readonly T[];
  readonly keyOf: (row: T) => string | number;
  readonly initialSort: { readonly id: string; readonly isRising: boolean };
  readonly pageSize: number;
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
  const { columns, rows, pageSize, title, allRows = rows } = props;
  const [sort, setSort] = useState(props.initialSort);
  const [page, setPage] = useState(0);
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
  const numPages = Math.max(1, Math.ceil(rows.length / pageSize));
  const shownPage = Math.min(page, numPages - 1);
  const shown = sorted.slice(shownPage * pageSize, (shownPage + 1) * pageSize);

  const foot = completeFoot(props.foot, props.provenance);
  const save = async (kind: "csv" | "json") => {
    const { formatCsv, formatJson, makeAbout } = await import("../exportData");
    const records = {
      header: columns.map(({ id }) => id),
      rows: sorted.map((row) => columns.map(({ value }) => value(row))),
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
        <p>{props.lead}</p>
      </div>
      {rows.length === 0 ? (
        <p className="waiting">{props.empty}</p>
      ) : (
        <div className="fig-body scroller" role="group" aria-label={`Table: ${title}`} tabIndex={0}>
          <table className="tb rows">
            <thead>
              <tr>
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
                        onClick={() => {
                          setSort({ id, isRising: isSorted ? !sort.isRising : !isNumber });
                          setPage(0);
                        }}
                      >
                        {label}
                        <span aria-hidden="true">{isSorted ? (sort.isRising ? " ↑" : " ↓") : ""}</span>
                      </button>
                    </th>
                  );
                })}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={props.keyOf(row)}>
                  {columns.map(({ id, label, isNumber, show, value }, i) => (
                    <td key={id} className={`${isNumber ? "r" : ""} ${i === 0 ? "first" : ""}`} data-label={label}>
                      {show ? show(row) : (value(row) ?? "–")}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="fig-foot">
        <span>{foot}</span>
        <span className="act" role="group" aria-label={`Pages and files: ${title}`}>
          {numPages > 1 ? (
            <>
              <button className="lnk" type="button" disabled={shownPage === 0} onClick={() => setPage(shownPage - 1)}>
                Previous
              </button>
              <span className="page">
                page {shownPage + 1} of {numPages.toLocaleString("en")}
              </span>
              <button
                className="lnk"
                type="button"
                disabled={shownPage === numPages - 1}
                onClick={() => setPage(shownPage + 1)}
              >
                Next
              </button>
            </>
          ) : null}
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

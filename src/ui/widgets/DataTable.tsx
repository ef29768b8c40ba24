/** @file The numbers of a drawing as a table. */
import { spellMarks } from "../hiddenMarks";
import { VisibleText } from "./VisibleText";

export interface TableData {
  readonly caption: string;
  readonly header: readonly string[];
  /** First cell of a row is its heading. */
  readonly rows: readonly (readonly string[])[];
}

/** Cells are right-aligned when they read as a number. */
const isNumeric = (cell: string) => /^[<>]?[\d.,+-]+(e[+-]?\d+)?( to [\d.]+)?$/i.test(cell);

export function DataTable({ caption, header, rows }: TableData) {
  return (
    <div className="scroller data" role="group" aria-label={spellMarks(caption)} tabIndex={0}>
      <table className="tb">
        <caption>
          <span>{spellMarks(caption)}</span>
        </caption>
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={cell} scope="col" className={isNumeric(rows[0]?.[column] ?? "") ? "r" : ""}>
                {spellMarks(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    <VisibleText text={cell} />
                  </th>
                ) : (
                  <td key={column} className={isNumeric(cell) ? "r" : ""}>
                    <VisibleText text={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

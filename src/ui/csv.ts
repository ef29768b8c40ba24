/** @file Rows as comma-separated text (RFC 4180: quotes doubled, lines end in CRLF). */

/** A cell; null prints empty. */
export type CsvCell = string | number | boolean | null;

const quote = (cell: CsvCell): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The whole file, header first. */
export function formatCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(quote).join(",")}\r\n`).join("");
}

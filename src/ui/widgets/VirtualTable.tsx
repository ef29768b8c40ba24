/** @file The box a long table scrolls in: only rows near the view are in the page, so any number of them costs the same. */
import { t } from "../../messages/translate";
import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from "@tanstack/react-virtual";
import {
  memo,
  useCallback,
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import type { Column } from "./SortTable";
import { VisibleText } from "./VisibleText";
import { spellMarks } from "../hiddenMarks";

export interface VirtualTableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  /** In the order of the table. At least one. */
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string | number;
  /** Height of a row before it has been drawn, in pixels. */
  readonly rowHeight: number;
  /** The heading row. */
  readonly head: ReactNode;
  /** Another value scrolls back to the first row. */
  readonly resetKey: string;
}

/** Rows drawn above and below the view. */
const OVERSCAN = 6;
/** Share of the view that a page is. */
const PAGE = 0.85;
/** Least width of the columns without a width of their own, in rem. */
const LEAST = 7;

/** The height of a drawn row, once the browser tells it: asking for it would make the browser lay out the page at once. */
function measureLine(
  element: HTMLTableRowElement,
  entry: ResizeObserverEntry | undefined,
  { indexFromElement, measurementsCache }: Virtualizer<HTMLDivElement, HTMLTableRowElement>,
): number {
  const told = entry?.borderBoxSize[0]?.blockSize;
  if (told !== undefined) return Math.round(told);
  return measurementsCache[indexFromElement(element)]?.size ?? element.offsetHeight;
}

interface LineProps<T> {
  readonly row: T;
  readonly index: number;
  readonly columns: readonly Column<T>[];
  readonly measure: (element: HTMLTableRowElement | null) => void;
}

const Line = memo(function Line<T>({ row, index, columns, measure }: LineProps<T>) {
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      {columns.map(({ id, label, isNumber, show, value }, i) => (
        <td key={id} className={`${isNumber ? "r" : ""} ${i === 0 ? "first" : ""}`} data-label={spellMarks(label)}>
          {show ? show(row) : <VisibleText text={String(value(row) ?? "–")} />}
        </td>
      ))}
    </tr>
  );
}) as <T>(props: LineProps<T>) => ReactNode;

/** Stands for rows that are not drawn. */
function Space({ height, numColumns }: { height: number; numColumns: number }) {
  if (height <= 0) return null;
  return (
    <tr className="space" aria-hidden="true">
      <td colSpan={numColumns} style={{ height }} />
    </tr>
  );
}

export function VirtualTable<T>({ label, columns, rows, keyOf, rowHeight, head, resetKey }: VirtualTableProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  /** The row that has the focus is drawn wherever the view is: else scrolling would lose the reader's place. */
  const [focused, setFocused] = useState<number | null>(null);
  const numRows = rows.length;
  const getItemKey = useCallback((index: number) => keyOf(rows[index]!), [rows, keyOf]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const near = defaultRangeExtractor(range);
      if (focused === null || focused >= range.count || near.includes(focused)) return near;
      return [...near, focused].sort((a, b) => a - b);
    },
    [focused],
  );
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: numRows,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey,
    rangeExtractor,
    overscan: OVERSCAN,
    measureElement: measureLine,
    initialRect: { width: 0, height: 10 * rowHeight },
  });
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [resetKey]);

  const onFocus = ({ target }: FocusEvent) => {
    const index = target.closest<HTMLElement>("[data-index]")?.dataset.index;
    setFocused(index === undefined ? null : Number(index));
  };
  // The browser glides to the place it aims at, and stops half-way when a row drawn meanwhile has another height than expected.
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { key, currentTarget: element } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = element.clientHeight * PAGE;
    if (key === "Home") virtualizer.scrollToOffset(0);
    else if (key === "End") virtualizer.scrollToIndex(numRows - 1, { align: "end" });
    else if (key === "PageDown") element.scrollBy({ top: page, behavior: "instant" });
    else if (key === "PageUp") element.scrollBy({ top: -page, behavior: "instant" });
    else return;
    event.preventDefault();
  };
  const items = virtualizer.getVirtualItems();
  const end = items.at(-1)?.end ?? 0;
  const fixed = columns.reduce((sum, { width = 0 }) => sum + width, 0);
  return (
    <div
      ref={box}
      className="fig-body scroller long"
      role="group"
      aria-label={t("Table: {label}", { label })}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <table
        className="tb rows"
        aria-rowcount={numRows + 1}
        style={{ "--least": `${fixed + LEAST}rem` } as CSSProperties}
      >
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={width === undefined ? undefined : { width: `${width}rem` }} />
          ))}
        </colgroup>
        {head}
        <tbody onFocus={onFocus} onBlur={() => setFocused(null)}>
          {items.flatMap(({ key, index, start }, i) => [
            <Space
              key={`before ${String(key)}`}
              height={start - (items[i - 1]?.end ?? 0)}
              numColumns={columns.length}
            />,
            <Line key={key} row={rows[index]!} index={index} columns={columns} measure={virtualizer.measureElement} />,
          ])}
          <Space key="after" height={virtualizer.getTotalSize() - end} numColumns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** @file A long list of which one entry is open: only entries near the view are in the page. */
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { spellMarks } from "../hiddenMarks";

export interface QueueListProps {
  readonly label: string;
  readonly numItems: number;
  /** Place of the open entry; -1 for none. */
  readonly open: number;
  readonly keyOf: (index: number) => string | number;
  readonly show: (index: number) => ReactNode;
  /** Height of an entry before it has been drawn, in pixels. */
  readonly itemHeight: number;
  onOpen(index: number): void;
}

const OVERSCAN = 6;
/** Entries that a page up or down moves by. */
const PAGE = 8;

export function QueueList({ label, numItems, open, keyOf, show, itemHeight, onOpen }: QueueListProps) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const rangeExtractor = useCallback(
    (range: Range) => {
      const near = defaultRangeExtractor(range);
      // The open entry is always in the page: the list names it as its active one.
      if (open < 0 || open >= range.count || near.includes(open)) return near;
      return [...near, open].sort((a, b) => a - b);
    },
    [open],
  );
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: numItems,
    getScrollElement: () => box.current,
    estimateSize: () => itemHeight,
    getItemKey: keyOf,
    rangeExtractor,
    overscan: OVERSCAN,
    initialRect: { width: 0, height: 8 * itemHeight },
  });
  useEffect(() => {
    if (open >= 0) virtualizer.scrollToIndex(open, { align: "auto" });
  }, [open, virtualizer]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const goals: Record<string, number> = {
      ArrowDown: open + 1,
      ArrowUp: open - 1,
      PageDown: open + PAGE,
      PageUp: open - PAGE,
      Home: 0,
      End: numItems - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    onOpen(Math.min(numItems - 1, Math.max(0, goal)));
  };
  return (
    <div
      ref={box}
      className="queue"
      role="listbox"
      aria-label={spellMarks(label)}
      tabIndex={0}
      aria-activedescendant={open >= 0 ? `${id}-${open}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtualizer.getTotalSize(), position: "relative" }} role="presentation">
        {virtualizer.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            id={`${id}-${index}`}
            ref={virtualizer.measureElement}
            data-index={index}
            className="item"
            role="option"
            aria-selected={index === open}
            aria-setsize={numItems}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
            onClick={() => onOpen(index)}
          >
            {show(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

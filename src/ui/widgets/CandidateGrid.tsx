/** @file Names in columns, one of them chosen: radio buttons that the arrow keys flick through. */
import { t } from "../../messages/translate";
import { useRef, type KeyboardEvent } from "react";
import type { Role } from "../../data/example";
import { sayMarks, SwapMarks, type SwapMark, type SwapSheetColumn } from "../charts/SwapMarks";
import { spellMarks } from "../hiddenMarks";
import { useWidth } from "../useWidth";
import { VisibleText } from "./VisibleText";

export interface CandidateColumn extends SwapSheetColumn {
  readonly id: string;
}

export interface CandidateGridProps {
  readonly role: Role;
  readonly label: string;
  readonly columns: readonly CandidateColumn[];
  /** The name that stands in the sentence; it need not be among the columns. */
  readonly chosen: string;
  onChoose(name: string): void;
  /** S or O was pressed. */
  onRole(role: Role): void;
  /** Enter was pressed: the reader wants to type a name. */
  onType(): void;
}

const GAP = 20;
const NARROWEST = 148;

export function CandidateGrid(props: CandidateGridProps) {
  const { columns, chosen, onChoose } = props;
  const [ref, width] = useWidth<HTMLDivElement>(1200);
  const grid = useRef<HTMLDivElement>(null);
  const columnWidth = Math.max(NARROWEST, Math.floor((width - GAP * (columns.length - 1)) / columns.length));
  const cells = columns.flatMap(({ names }, column) => names.map(({ name }, row) => ({ name, column, row })));
  const current = Math.max(
    0,
    cells.findIndex(({ name }) => name === chosen),
  );

  const goTo = (index: number) => {
    const cell = cells[(index + cells.length) % cells.length];
    if (!cell) return;
    onChoose(cell.name);
    const button = grid.current?.querySelectorAll<HTMLElement>('[role="radio"]')[cells.indexOf(cell)];
    button?.focus();
  };

  /** The cell of the nearest column on that side that has names, in the same row or the last one above it. */
  const sideways = (step: 1 | -1) => {
    const from = cells[current];
    if (!from) return;
    const numColumns = columns.length;
    for (let offset = 1; offset <= numColumns; offset++) {
      const column = (from.column + step * offset + numColumns * offset) % numColumns;
      const count = columns[column]?.names.length ?? 0;
      if (count === 0) continue;
      const row = Math.min(from.row, count - 1);
      return goTo(cells.findIndex((cell) => cell.column === column && cell.row === row));
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") goTo(current + 1);
    else if (event.key === "ArrowUp") goTo(current - 1);
    else if (event.key === "ArrowRight") sideways(1);
    else if (event.key === "ArrowLeft") sideways(-1);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(cells.length - 1);
    else if (event.key === "Enter") props.onType();
    else if (event.key.toLowerCase() === "s") props.onRole("subject");
    else if (event.key.toLowerCase() === "o") props.onRole("object");
    else return;
    event.preventDefault();
  };

  return (
    <div ref={ref} className="swapscroll">
      <div
        ref={grid}
        className={`swaps ${props.role}`}
        role="radiogroup"
        aria-label={spellMarks(props.label)}
        style={{ gridTemplateColumns: `repeat(${columns.length}, ${columnWidth}px)`, columnGap: GAP }}
        onKeyDown={onKeyDown}
      >
        {columns.map(({ id, title, hint, names }, column) => (
          <div key={id} role="group" aria-label={title}>
            <p className="coltitle">{title}</p>
            <p className="hint">{hint}</p>
            {names.length === 0 ? <p className="micro none">{t("No names of this type.")}</p> : null}
            {names.map(({ name, count, marks }, row) => {
              const index = cells.findIndex((cell) => cell.column === column && cell.row === row);
              return (
                <Candidate
                  key={name}
                  {...{ name, count, marks }}
                  width={columnWidth}
                  isOn={name === chosen}
                  isStop={index === current}
                  onPress={() => onChoose(name)}
                />
              );
            })}
            {names.length === 0 ? null : (
              <div className="mx" aria-hidden="true" dir="ltr">
                <span>0</span>
                <span>1</span>
              </div>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

interface CandidateProps {
  readonly name: string;
  readonly count: string;
  readonly marks: readonly SwapMark[];
  readonly width: number;
  readonly isOn: boolean;
  /** Whether the Tab key stops here. */
  readonly isStop: boolean;
  onPress(): void;
}

function Candidate({ name, count, marks, width, isOn, isStop, onPress }: CandidateProps) {
  const seen = count === "" ? "" : t(", {value} times in training", { value: count.replace("×", "") });
  return (
    <button
      type="button"
      className={isOn ? "cand on" : "cand"}
      role="radio"
      aria-checked={isOn}
      aria-label={`${spellMarks(name)}${seen}, ${sayMarks(marks)}`}
      tabIndex={isStop ? 0 : -1}
      title={spellMarks(name)}
      onClick={onPress}
    >
      <span className="nm">
        <span className={name.startsWith("[") ? "mono" : ""} dir="auto">
          <VisibleText text={name} />
        </span>
        <span className="ct">{count}</span>
      </span>
      <SwapMarks marks={marks} width={width} />
    </button>
  );
}

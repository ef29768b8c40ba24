/** @file The names nearest to a mention: one tab stop, arrow keys, and Enter puts a name in its place. */
import { formatFixed } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { useRef, useState, type KeyboardEvent } from "react";
import { spellMarks } from "../hiddenMarks";
import { VisibleText } from "./VisibleText";

export interface NeighbourItem {
  /** Its place among the corpus' mentions. */
  readonly mention: number;
  readonly name: string;
  readonly similarity: number;
  /** What else is known of it. */
  readonly said: string;
  /** Why it cannot take the argument's place; null when it can. */
  readonly obstacle: string | null;
}

export interface NeighbourListProps {
  readonly title: string;
  /** Class of the heading's underline: which argument. */
  readonly className: string;
  readonly items: readonly NeighbourItem[];
  readonly active: number | null;
  readonly onActive: (mention: number | null) => void;
  readonly onChoose: (name: string) => void;
}

export function NeighbourList({ title, className, items, active, onActive, onChoose }: NeighbourListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [stop, setStop] = useState(0);
  const current = Math.min(stop, items.length - 1);
  const move = (event: KeyboardEvent, to: number) => {
    const button = list.current?.querySelectorAll("button")[to];
    event.preventDefault();
    button?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(event, Math.min(items.length - 1, current + 1));
    if (event.key === "ArrowUp") move(event, Math.max(0, current - 1));
    if (event.key === "Home") move(event, 0);
    if (event.key === "End") move(event, items.length - 1);
  };
  return (
    <div className="near-names">
      <h3 className={className}>
        <span>{spellMarks(title)}</span>
      </h3>
      {items.length === 0 ? <p className="micro">{t("The corpus holds no other name.")}</p> : null}
      <ol ref={list} onKeyDown={onKeyDown} aria-label={spellMarks(title)}>
        {items.map(({ mention, name, similarity, said, obstacle }, i) => (
          // By place: a key press that changes the sentence leaves the focus where it is.
          <li key={i}>
            <button
              type="button"
              className={mention === active ? "pointed" : ""}
              tabIndex={i === current ? 0 : -1}
              aria-disabled={obstacle !== null}
              onClick={() => obstacle === null && onChoose(name)}
              onFocus={() => {
                setStop(i);
                onActive(mention);
              }}
              onBlur={() => onActive(null)}
              onPointerEnter={() => onActive(mention)}
              onPointerLeave={() => onActive(null)}
            >
              <span className="name" dir="auto">
                <VisibleText text={name} />
              </span>
              <span className="cosine">{formatFixed(similarity, 2)}</span>
              <span className="micro">
                {said}
                {obstacle === null ? "" : `; ${obstacle}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

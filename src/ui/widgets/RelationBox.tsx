/** @file A relation picked by typing part of its name, by arrow keys, or by pointer. */
import { t } from "../../messages/translate";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { spellMarks } from "../hiddenMarks";

export interface RelationOption {
  readonly id: string;
  /** Second column, in small type. */
  readonly detail: string;
}

export interface RelationBoxProps {
  readonly label: string;
  readonly options: readonly RelationOption[];
  onChoose(relation: string): void;
  onCancel(): void;
}

/** Opened by a key or a press: the field has the focus at once, and the list stands open below it. */
export function RelationBox({ label, options, onChoose, onCancel }: RelationBoxProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  useEffect(() => input.current?.focus(), []);
  const words = text.trim().toLowerCase();
  const found = options.filter((option) => option.id.toLowerCase().includes(words));
  const active = Math.min(place, found.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active, words]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = found.length - 1;
    const chosen = found[active];
    if (event.key === "ArrowDown") setPlace(active >= last ? 0 : active + 1);
    else if (event.key === "ArrowUp") setPlace(active <= 0 ? last : active - 1);
    else if (event.key === "Escape") onCancel();
    else if (event.key === "Enter" && chosen) onChoose(chosen.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relationbox">
      <label className="lab" htmlFor={`${id}-input`}>
        {label}
      </label>
      <input
        ref={input}
        id={`${id}-input`}
        className="field"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        placeholder={t("Type part of a relation")}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={t("Relations")} hidden={found.length === 0}>
        {found.map((option, i) => (
          <li
            key={option.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(option.id)}
          >
            <span>{spellMarks(option.id)}</span>
            {option.detail === "" ? null : <small>{option.detail}</small>}
          </li>
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="micro" role="status">
          {t("No relation has this in its name.")}
        </p>
      ) : null}
    </div>
  );
}

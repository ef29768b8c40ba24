/** @file The reader's own name, typed in, and the reader's own list of names. */
import { t } from "../../messages/translate";
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import type { Role } from "../../data/example";

export interface OwnNamesProps {
  readonly role: Role;
  /** Whether the field is to take the focus. */
  readonly isAsked: boolean;
  /** One name a line. */
  readonly list: string;
  onAnswered(): void;
  onPut(name: string): void;
  onList(list: string): void;
}

export function OwnNames({ role, isAsked, list, onAnswered, onPut, onList }: OwnNamesProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [isListOpen, setListOpen] = useState(false);
  const [edited, setEdited] = useState(list);
  useEffect(() => {
    if (!isAsked) return;
    field.current?.focus();
    field.current?.select();
    onAnswered();
  }, [isAsked, onAnswered]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") onPut(typed.trim());
  };
  return (
    <div className="own">
      <form onSubmit={onSubmit}>
        <label htmlFor={`${id}-name`}>
          {t("Your own name for the {role, select, subject {subject} other {object}}", { role })}
        </label>
        <input
          ref={field}
          id={`${id}-name`}
          className="field"
          type="text"
          dir="auto"
          maxLength={200}
          autoComplete="off"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <button className="btn" type="submit" disabled={typed.trim() === ""}>
          {t("Put in")}
        </button>
        <button className="lnk" type="button" aria-expanded={isListOpen} onClick={() => setListOpen(!isListOpen)}>
          {t("Your list")}
        </button>
      </form>
      {isListOpen ? (
        <div className="ownlist">
          <label htmlFor={`${id}-list`}>{t("Your names, one a line")}</label>
          <textarea
            id={`${id}-list`}
            className="field"
            rows={5}
            dir="auto"
            value={edited}
            onChange={({ target }) => setEdited(target.value)}
          />
          <button className="btn" type="button" onClick={() => onList(edited)}>
            {t("Use this list")}
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** @file A relation picked by typing part of its name, by arrow keys, or by pointer. */
import { useContext, useEffect, useRef, type RefObject } from "react";
import {
  Button,
  ComboBox,
  ComboBoxStateContext,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";

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

/** Opens the list with the field: it was asked for by a key or a press, and the reader goes on typing. */
function OpenAtOnce({ input }: { input: RefObject<HTMLInputElement | null> }) {
  const state = useContext(ComboBoxStateContext);
  const newest = useRef(state);
  useEffect(() => {
    newest.current = state;
  });
  useEffect(() => {
    input.current?.focus();
    // The options are there one drawing after the field.
    const timer = setTimeout(() => newest.current?.open(null, "manual"), 50);
    return () => clearTimeout(timer);
  }, [input]);
  return null;
}

export function RelationBox({ label, options, onChoose, onCancel }: RelationBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <ComboBox
      className="relationbox"
      defaultItems={options}
      menuTrigger="focus"
      onChange={(key) => key !== null && onChoose(String(key))}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
        else event.continuePropagation();
      }}
    >
      <OpenAtOnce input={input} />
      <Label className="lab">{label}</Label>
      <div className="row">
        <Input ref={input} className="field" placeholder="Type part of a relation" />
        <Button className="btn" aria-label="Show all relations">
          <svg
            width="9"
            height="6"
            viewBox="0 0 9 6"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            aria-hidden="true"
          >
            <path d="M1 1l3.5 3.5L8 1" />
          </svg>
        </Button>
      </div>
      <Popover className="menu" offset={4}>
        <ListBox<RelationOption>
          renderEmptyState={() => <p className="micro none">No relation has this in its name.</p>}
        >
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.id}>
              <span>{option.id}</span>
              {option.detail === "" ? null : <small>{option.detail}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

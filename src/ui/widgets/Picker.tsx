/** @file One choice out of a list: a button that opens a listbox. */
import { t } from "../../messages/translate";
import type { ReactNode } from "react";
import {
  Button,
  Header,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import { spellMarks } from "../hiddenMarks";

export interface PickerOption {
  readonly id: string;
  readonly label: string;
  /** Second column, in small type. */
  readonly detail?: string;
  /** What it is, in one line under the label of the open list. */
  readonly line?: string;
  /** Heading over this option and those of the same group, which stand together; shown when there are several. */
  readonly group?: string;
  /** A mark before the label on the closed button. */
  readonly mark?: ReactNode;
}

export interface PickerProps {
  readonly label: string;
  /** Show the label above the button; else it is there for screen readers only. */
  readonly isLabelShown?: boolean;
  readonly options: readonly PickerOption[];
  /** Id of the chosen option; null when none is. */
  readonly value: string | null;
  /** What the closed button says when nothing is chosen. */
  readonly placeholder?: string;
  /** Whether the closed button shows the detail too. */
  readonly isDetailShown?: boolean;
  /** Whether options are language data and set in serif. */
  readonly isSaid?: boolean;
  readonly isDisabled?: boolean;
  onChoose(id: string): void;
}

export function Picker(props: PickerProps) {
  const { options, value, isDetailShown = false, isSaid = false } = props;
  const label = spellMarks(props.label);
  const chosen = options.find(({ id }) => id === value);
  const groups = [...new Set(options.map(({ group }) => group))];
  const show = (option: PickerOption) => (
    <ListBoxItem key={option.id} id={option.id} textValue={spellMarks(option.label)}>
      <span className={isSaid ? "said" : ""}>{spellMarks(option.label)}</span>
      {option.detail ? <small>{spellMarks(option.detail)}</small> : null}
      {option.line ? <small className="line">{option.line}</small> : null}
    </ListBoxItem>
  );
  return (
    <Select
      className="picker"
      value={value}
      placeholder={props.placeholder ?? t("Choose")}
      isDisabled={props.isDisabled ?? false}
      onChange={(key) => key !== null && props.onChoose(String(key))}
    >
      <Label className={props.isLabelShown ? "lab" : "vh"}>{label}</Label>
      <Button className="pick">
        <SelectValue className="what">
          {({ defaultChildren }) =>
            chosen ? (
              <>
                {chosen.mark}
                <span>{spellMarks(chosen.label)}</span>
                {isDetailShown && chosen.detail ? <small>{spellMarks(chosen.detail)}</small> : null}
              </>
            ) : (
              <span>{defaultChildren}</span>
            )
          }
        </SelectValue>
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
      <Popover className="menu" offset={4}>
        {groups.length > 1 ? (
          <ListBox>
            {groups.map((group) => (
              <ListBoxSection key={group ?? ""}>
                <Header>{group}</Header>
                {options.filter((option) => option.group === group).map(show)}
              </ListBoxSection>
            ))}
          </ListBox>
        ) : (
          <ListBox items={options}>{show}</ListBox>
        )}
      </Popover>
    </Select>
  );
}

/** @file One of a few words: native radio buttons drawn as one strip. */
import { useId } from "react";

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: T; readonly label: string }[];
  readonly value: T;
  onChoose(value: T): void;
}

export function Choice<T extends string>({ label, options, value, onChoose }: ChoiceProps<T>) {
  const name = useId();
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.id}>
          <input type="radio" name={name} checked={option.id === value} onChange={() => onChoose(option.id)} />
          {option.label}
        </label>
      ))}
    </div>
  );
}

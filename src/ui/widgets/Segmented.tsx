/** @file One of a few values: native radio buttons drawn as one strip. */
import { useId } from "react";

export interface SegmentedProps {
  readonly label: string;
  readonly options: readonly number[];
  readonly value: number;
  readonly isDisabled?: boolean;
  onChoose(value: number): void;
}

export function Segmented({ label, options, value, isDisabled = false, onChoose }: SegmentedProps) {
  const name = useId();
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            checked={option === value}
            disabled={isDisabled}
            onChange={() => onChoose(option)}
          />
          {option}
        </label>
      ))}
    </div>
  );
}

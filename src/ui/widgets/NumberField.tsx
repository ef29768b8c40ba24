/** @file A whole number within bounds; what is typed is taken when it is valid. */
import { t } from "../../messages/translate";
import { useEffect, useState } from "react";

export interface NumberFieldProps {
  readonly label: string;
  readonly className: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly isDisabled?: boolean;
  onChange(value: number): void;
}

export function NumberField({ label, className, value, min, max, isDisabled = false, onChange }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped(String(value)), [value]);
  const isValid = (text: string) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
  return (
    <input
      className={`field ${className}`}
      type="number"
      inputMode="numeric"
      aria-label={t("{label}, {min} to {max}", { label, min, max })}
      aria-invalid={!isValid(typed)}
      min={min}
      max={max}
      step={1}
      disabled={isDisabled}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        if (isValid(target.value)) onChange(Number(target.value));
      }}
      onBlur={() => setTyped(String(value))}
    />
  );
}

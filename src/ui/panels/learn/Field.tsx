/** @file One field of the builder: its name, a hint, and what is wrong with it. */
import { createContext, useContext, type ReactNode } from "react";
import type { Problems } from "./lessonProblems";

/** Problems that are shown; empty until the teacher has asked for the lesson once. */
export const ShownProblems = createContext<Problems>(new Map());

/** Id of the control of a field. */
export const idOfField = (field: string) => `field-${field.replaceAll(".", "-")}`;

export interface FieldProps {
  /** As in Problems. */
  readonly field: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Lines of the field; 1 when absent. */
  readonly lines?: number;
  onChange(value: string): void;
}

/** What is wrong with a field, under it. */
export function FieldProblem({ field }: { field: string }) {
  const problem = useContext(ShownProblems).get(field);
  if (problem === undefined) return null;
  return (
    <p className="wrong" id={`${idOfField(field)}-wrong`}>
      {problem}
    </p>
  );
}

/** What a control of this field needs: id, whether it is wrong, and by what. */
export function useFieldProps(field: string, hasHint = false) {
  const isWrong = useContext(ShownProblems).has(field);
  const id = idOfField(field);
  const described = [hasHint ? `${id}-hint` : "", isWrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return { id, "aria-invalid": isWrong, "aria-describedby": described || undefined };
}

export function Field({ field, label, hint, value, lines = 1, onChange }: FieldProps) {
  const props = { ...useFieldProps(field, hint !== undefined), dir: "auto" as const, value };
  return (
    <div className="bfield">
      <label htmlFor={props.id}>{label}</label>
      {lines > 1 ? (
        <textarea {...props} rows={lines} onChange={({ target }) => onChange(target.value)} />
      ) : (
        <input {...props} type="text" autoComplete="off" onChange={({ target }) => onChange(target.value)} />
      )}
      {hint === undefined ? null : (
        <p className="micro" id={`${props.id}-hint`}>
          {hint}
        </p>
      )}
      <FieldProblem field={field} />
    </div>
  );
}

export interface SelectFieldProps {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
  onChange(value: string): void;
}

/** A list to choose one from; `children`: its options. */
export function SelectField({ field, label, value, children, onChange }: SelectFieldProps) {
  const props = useFieldProps(field);
  return (
    <div className="bfield">
      <label htmlFor={props.id}>{label}</label>
      <select {...props} value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
      <FieldProblem field={field} />
    </div>
  );
}

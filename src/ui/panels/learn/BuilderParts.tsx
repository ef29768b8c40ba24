/** @file Parts of the page to be ticked: those that are hidden, or covered until a prediction is made. */
import type { LessonPart } from "../../../lessons/schema";
import { sayPart } from "./builderWords";

export interface BuilderPartsProps {
  readonly legend: string;
  readonly parts: readonly LessonPart[];
  readonly chosen: readonly LessonPart[];
  onChange(chosen: LessonPart[]): void;
}

export function BuilderParts({ legend, parts, chosen, onChange }: BuilderPartsProps) {
  if (parts.length === 0) return null;
  return (
    <fieldset className="bparts">
      <legend>{legend}</legend>
      {parts.map((part) => (
        <label key={part}>
          <input
            type="checkbox"
            checked={chosen.includes(part)}
            onChange={({ target }) =>
              onChange(parts.filter((one) => (one === part ? target.checked : chosen.includes(one))))
            }
          />
          <span>{sayPart(part)}</span>
        </label>
      ))}
    </fieldset>
  );
}

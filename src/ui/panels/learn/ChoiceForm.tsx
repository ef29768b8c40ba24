/** @file A question with a few choices, of which one is sent off: by mouse, with the arrow keys, or with its number. */
import { useId, useState, type FormEvent, type KeyboardEvent } from "react";

export interface ChoiceFormProps {
  readonly question: string;
  readonly choices: readonly string[];
  /** Words on the button. */
  readonly action: string;
  readonly note?: string;
  readonly initial?: number | null;
  onChoose(choice: number): void;
}

export function ChoiceForm({ question, choices, action, note, initial = null, onChoose }: ChoiceFormProps) {
  const id = useId();
  const [choice, setChoice] = useState<number | null>(initial);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (choice !== null) onChoose(choice);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = Number(event.key) - 1;
    if (event.altKey || event.ctrlKey || event.metaKey || !Number.isInteger(index) || !choices[index]) return;
    // The review has these keys too: here they belong to the question.
    event.preventDefault();
    setChoice(index);
    event.currentTarget.querySelectorAll<HTMLElement>("input[type=radio]")[index]?.focus();
  };
  return (
    <form className="ask" onSubmit={submit} onKeyDown={onKeyDown}>
      <fieldset>
        <legend dir="auto">{question}</legend>
        <div className="opts">
          {choices.map((text, index) => (
            <label key={index} className={index === choice ? "on" : ""}>
              <input type="radio" name={id} checked={index === choice} onChange={() => setChoice(index)} />
              <span dir="auto">{text}</span>
              <kbd aria-hidden="true">{index + 1}</kbd>
            </label>
          ))}
        </div>
      </fieldset>
      {note === undefined ? null : <p className="micro">{note}</p>}
      <button className="btn solid big" type="submit" disabled={choice === null}>
        {action}
      </button>
    </form>
  );
}

/** @file The choices of a question: what they say, and buttons to add one and to take one out. */
import type { ReactNode } from "react";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { Field } from "./Field";

const FEWEST = 2;
const MOST = 6;

export interface BuilderChoicesProps<C extends { readonly text: string }> {
  /** Field of a choice by its place. */
  field(place: number): string;
  readonly choices: readonly C[];
  readonly empty: C;
  /** What else a choice has. */
  more(choice: C, place: number): ReactNode;
  /** `what`: the field that was typed in; "" otherwise. */
  onChange(choices: C[], what: string): void;
}

export function BuilderChoices<C extends { readonly text: string }>(props: BuilderChoicesProps<C>) {
  const { field, choices, empty, more, onChange } = props;
  return (
    <>
      <ol className="bchoices">
        {choices.map((choice, place) => (
          <li key={place}>
            <Field
              field={field(place)}
              label={t("Choice {n}", { n: formatCount(place + 1) })}
              value={choice.text}
              onChange={(text) => onChange(choices.with(place, { ...choice, text }), field(place))}
            />
            {more(choice, place)}
            {choices.length > FEWEST ? (
              <button
                className="lnk"
                type="button"
                onClick={() =>
                  onChange(
                    choices.filter((_, i) => i !== place),
                    "",
                  )
                }
              >
                {t("Take choice {n} out", { n: formatCount(place + 1) })}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
      {choices.length < MOST ? (
        <button className="lnk" type="button" onClick={() => onChange([...choices, empty], "")}>
          {t("Add a choice")}
        </button>
      ) : null}
    </>
  );
}

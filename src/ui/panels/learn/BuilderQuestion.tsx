/** @file One question of the check at the end, in the builder. */
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import type { QuestionDraft } from "../../../state/lessonDraft";
import { BuilderChoices } from "./BuilderChoices";
import { Field } from "./Field";

export interface BuilderQuestionProps {
  readonly question: QuestionDraft;
  readonly place: number;
  /** `what`: the field that was typed in; "" otherwise. */
  onChange(part: Partial<QuestionDraft>, what: string): void;
  onRemove(): void;
}

export function BuilderQuestion({ question, place, onChange, onRemove }: BuilderQuestionProps) {
  const at = `check.${place}`;
  const n = formatCount(place + 1);
  const { choices, right } = question;
  return (
    <li className="bstep">
      <div className="bhead">
        <h3>{t("Question {n}", { n })}</h3>
        <button className="lnk" type="button" aria-label={t("Take question {n} out", { n })} onClick={onRemove}>
          {t("Take out")}
        </button>
      </div>
      <div className="bfields">
        <Field
          field={`${at}.question`}
          label={t("Question")}
          value={question.question}
          onChange={(text) => onChange({ question: text }, `${at}.question`)}
        />
        <BuilderChoices
          field={(k) => `${at}.choices.${k}.text`}
          choices={choices}
          empty={{ text: "", why: "" }}
          more={(choice, k) => (
            <>
              <Field
                field={`${at}.choices.${k}.why`}
                label={t("Why it is right or wrong")}
                value={choice.why}
                onChange={(why) => onChange({ choices: choices.with(k, { ...choice, why }) }, `${at}.choices.${k}.why`)}
              />
              <label className="bradio">
                <input
                  type="radio"
                  name={`right-${question.key}`}
                  checked={k === right}
                  onChange={() => onChange({ right: k }, "")}
                />
                <span>{t("This is the right one")}</span>
              </label>
            </>
          )}
          onChange={(next, what) => {
            // A choice that was taken out above the right one moves it up.
            const kept = next.indexOf(choices[right]!);
            onChange({ choices: next, right: next.length < choices.length ? Math.max(0, kept) : right }, what);
          }}
        />
      </div>
    </li>
  );
}

/** @file One step of a lesson in the builder. */
import { LESSON_PARTS, LESSON_VIEWS, type LessonView, type Outcome } from "../../../lessons/schema";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import type { StepDraft } from "../../../state/lessonDraft";
import { VIEW_NAMES } from "../TopBar";
import { BuilderChoices } from "./BuilderChoices";
import { BuilderParts } from "./BuilderParts";
import { BuilderSentence } from "./BuilderSentence";
import { BuilderTask } from "./BuilderTask";
import { CHOSEN_OUTCOMES, sayOutcome } from "./builderWords";
import { Field, SelectField } from "./Field";

export interface BuilderStepProps {
  readonly step: StepDraft;
  readonly place: number;
  readonly numSteps: number;
  /** `what`: the field that was typed in; "" otherwise. */
  onChange(part: Partial<StepDraft>, what: string): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

function Prediction({ at, step, onChange }: { at: string; step: StepDraft; onChange: BuilderStepProps["onChange"] }) {
  const { predict, view, covered } = step;
  if (predict === null) {
    return (
      <button
        className="lnk"
        type="button"
        onClick={() => onChange({ predict: { question: "", choices: [{ text: "" }, { text: "" }] } }, "")}
      >
        {t("Ask for a prediction first")}
      </button>
    );
  }
  return (
    <fieldset className="bgroup">
      <legend>{t("Prediction")}</legend>
      <Field
        field={`${at}.predict.question`}
        label={t("Question")}
        value={predict.question}
        onChange={(question) => onChange({ predict: { ...predict, question } }, `${at}.predict.question`)}
      />
      <BuilderChoices
        field={(place) => `${at}.predict.choices.${place}`}
        choices={predict.choices}
        empty={{ text: "" } as (typeof predict.choices)[number]}
        more={(choice, place) => (
          <SelectField
            field={`${at}.holds.${place}`}
            label={t("Comes true when")}
            value={choice.holds ?? ""}
            onChange={(holds) =>
              onChange(
                {
                  predict: {
                    ...predict,
                    choices: predict.choices.with(place, {
                      text: choice.text,
                      ...(holds === "" ? {} : { holds: holds as Outcome }),
                    }),
                  },
                },
                "",
              )
            }
          >
            <option value="">{t("not compared")}</option>
            {(choice.holds && !CHOSEN_OUTCOMES.includes(choice.holds)
              ? [...CHOSEN_OUTCOMES, choice.holds]
              : CHOSEN_OUTCOMES
            ).map((outcome) => (
              <option key={outcome} value={outcome}>
                {sayOutcome(outcome)}
              </option>
            ))}
          </SelectField>
        )}
        onChange={(choices, what) => onChange({ predict: { ...predict, choices } }, what)}
      />
      <BuilderParts
        legend={t("Covered until the prediction is made")}
        parts={LESSON_PARTS[view]}
        chosen={covered}
        onChange={(chosen) => onChange({ covered: chosen }, "")}
      />
      <button className="lnk" type="button" onClick={() => onChange({ predict: null, covered: [] }, "")}>
        {t("Take the prediction out")}
      </button>
    </fieldset>
  );
}

export function BuilderStep({ step, place, numSteps, onChange, onMove, onRemove }: BuilderStepProps) {
  const at = `steps.${place}`;
  const n = formatCount(place + 1);
  return (
    <li className="bstep">
      <div className="bhead">
        <h3>{t("Step {n}", { n })}</h3>
        <p className="acts">
          <button
            className="lnk"
            type="button"
            aria-label={t("Move step {n} up", { n })}
            disabled={place === 0}
            onClick={() => onMove(-1)}
          >
            {t("Up")}
          </button>
          <button
            className="lnk"
            type="button"
            aria-label={t("Move step {n} down", { n })}
            disabled={place === numSteps - 1}
            onClick={() => onMove(1)}
          >
            {t("Down")}
          </button>
          <button
            className="lnk"
            type="button"
            aria-label={t("Take step {n} out", { n })}
            disabled={numSteps === 1}
            onClick={onRemove}
          >
            {t("Take out")}
          </button>
        </p>
      </div>
      <div className="bfields">
        <SelectField
          field={`${at}.view`}
          label={t("Stands beside")}
          value={step.view}
          onChange={(view) => onChange({ view: view as LessonView, task: null, ask: "", covered: [] }, "")}
        >
          {LESSON_VIEWS.map((view) => (
            <option key={view} value={view}>
              {t(VIEW_NAMES[view])}
            </option>
          ))}
        </SelectField>
        <Field
          field={`${at}.title`}
          label={t("Title of the step")}
          value={step.title}
          onChange={(title) => onChange({ title }, `${at}.title`)}
        />
        <Field
          field={`${at}.text`}
          label={t("What it is about")}
          lines={4}
          value={step.text}
          onChange={(text) => onChange({ text }, `${at}.text`)}
        />
        <BuilderSentence
          field={`${at}.sentence`}
          sentence={step.sentence}
          onChange={(sentence, isTyped) => onChange({ sentence }, isTyped ? `${at}.sentence` : "")}
        />
        <Prediction at={at} step={step} onChange={onChange} />
        <BuilderTask at={at} step={step} onChange={onChange} />
        <Field
          field={`${at}.reveal`}
          label={t("What is said when it is done")}
          hint={t("The page fills in {example}, from the live model.", {
            example: "{subject}, {object}, {relation}, {probability}, {relationBefore}",
          })}
          lines={3}
          value={step.reveal}
          onChange={(reveal) => onChange({ reveal }, `${at}.reveal`)}
        />
      </div>
    </li>
  );
}

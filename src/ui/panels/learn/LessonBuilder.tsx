/** @file Where a teacher makes a lesson: writes it, tries it, and takes it away as a link, a QR code or a file. */
import { useEffect, useMemo, useRef, useState } from "react";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { parseLesson } from "../../../lessons/schema";
import {
  emptyLesson,
  emptyStep,
  newKey,
  readLesson,
  sentenceOf,
  type LessonDraft,
  type StepDraft,
} from "../../../state/lessonDraft";
import { useBench, useBenchStore } from "../../../state/useBench";
import { saveBlob } from "../../saveBlob";
import { useLanguage } from "../../useLanguage";
import { NumberField } from "../../widgets/NumberField";
import { BuilderLink } from "./BuilderLink";
import { BuilderParts } from "./BuilderParts";
import { BuilderQuestion } from "./BuilderQuestion";
import { BuilderStep } from "./BuilderStep";
import { partsOf } from "./builderWords";
import { Field, FieldProblem, idOfField, SelectField, ShownProblems } from "./Field";
import { checkDraft } from "./lessonProblems";
import { useDraft } from "./useDraft";
import "../../styles/builder.css";

const MOST_STEPS = 30;
const MOST_QUESTIONS = 10;
/** No lesson file is larger; what is, is not read. */
const LARGEST_FILE = 2_000_000;

const NONE = new Map<string, string>();

function useBegin(): () => LessonDraft {
  const store = useBenchStore();
  return () => {
    const { history, modelId, index } = store.getState();
    const isListed = index?.models.some(({ id }) => id === modelId) ?? false;
    return emptyLesson(sentenceOf(history.present), isListed ? modelId : null);
  };
}

export default function LessonBuilder() {
  const store = useBenchStore();
  const index = useBench((state) => state.index);
  const language = useLanguage();
  const begin = useBegin();
  const { draft, canUndo, canRedo, change, undo, redo } = useDraft(begin);
  const { lesson, problems } = useMemo(() => checkDraft(draft), [draft, language]);
  const [isAsked, setAsked] = useState(false);
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const put = (part: Partial<LessonDraft>, what = "") => change(what, (now) => ({ ...now, ...part }));
  const putStep = (place: number) => (part: Partial<StepDraft>, what: string) =>
    change(what, (now) => ({ ...now, steps: now.steps.with(place, { ...now.steps[place]!, ...part }) }));
  /** Goes on when the lesson is whole; else shows what is missing and goes to the first of it. */
  const demand = (go: () => void) => {
    setAsked(true);
    if (lesson) return go();
    const [first] = problems.keys();
    setSaid(t("{n, plural, one {One field needs a look.} other {# fields need a look.}}", { n: problems.size }));
    if (first !== undefined) document.getElementById(idOfField(first))?.focus();
  };
  const move = (place: number, by: -1 | 1) => {
    const goal = place + by;
    change("", (now) => {
      const steps = [...now.steps];
      [steps[place], steps[goal]] = [steps[goal]!, steps[place]!];
      return { ...now, steps };
    });
    setSaid(t("Step {n} is now step {goal}.", { n: formatCount(place + 1), goal: formatCount(goal + 1) }));
  };
  const save = () => {
    if (!lesson) return;
    saveBlob(new Blob([JSON.stringify(lesson, null, 2)], { type: "application/json" }), `${lesson.id}.lesson.json`);
    setSaid(t("The lesson is saved as a file."));
  };
  const open = async (chosen: File) => {
    try {
      if (chosen.size > LARGEST_FILE) throw new Error(t("The file is too large for a lesson."));
      let value: unknown;
      try {
        value = JSON.parse(await chosen.text());
      } catch {
        throw new Error(t("The file is not JSON. Open a lesson that was saved here."));
      }
      const opened = readLesson(parseLesson(value));
      change("", () => opened);
      setSaid(t("The lesson is open. Undo brings back what stood here."));
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  const { steps, check } = draft;
  const models = index?.models.filter(({ role }) => role !== "own") ?? [];
  return (
    <ShownProblems value={isAsked ? problems : NONE}>
      <div className="builder">
        <div className="question">
          <h1 ref={heading} tabIndex={-1}>
            {t("Make a lesson")}
          </h1>
          <p>
            {t(
              "Write what learners read and do beside the live page, and give it to them as one link. The draft stays in this browser until you give it away.",
            )}
          </p>
          <p className="acts">
            <button className="lnk" type="button" onClick={() => store.getState().setBuilding(false)}>
              {t("Back to the lessons")}
            </button>
            <button className="lnk" type="button" disabled={!canUndo} onClick={undo}>
              {t("Undo")}
            </button>
            <button className="lnk" type="button" disabled={!canRedo} onClick={redo}>
              {t("Redo")}
            </button>
            <button className="lnk" type="button" onClick={() => change("", begin)}>
              {t("Begin anew")}
            </button>
            <button className="lnk" type="button" onClick={() => file.current?.click()}>
              {t("Open a lesson file")}
            </button>
          </p>
          <input
            ref={file}
            className="vh"
            type="file"
            accept=".json,application/json"
            tabIndex={-1}
            aria-label={t("Lesson file to open")}
            onChange={({ target }) => {
              const [chosen] = target.files ?? [];
              if (chosen) void open(chosen);
              target.value = "";
            }}
          />
        </div>
        <section className="bsection" aria-label={t("The lesson")}>
          <div className="bfields">
            <Field field="title" label={t("Title")} value={draft.title} onChange={(title) => put({ title }, "title")} />
            <Field
              field="summary"
              label={t("What one can do afterwards")}
              value={draft.summary}
              onChange={(summary) => put({ summary }, "summary")}
            />
            <div className="bbounds">
              <label className="bnumber">
                <span>{t("Minutes")}</span>
                <NumberField
                  label={t("Minutes")}
                  className="num3"
                  value={draft.minutes}
                  min={1}
                  max={240}
                  onChange={(minutes) => put({ minutes }, "minutes")}
                />
              </label>
              <SelectField
                field="model"
                label={t("Model")}
                value={draft.model ?? ""}
                onChange={(model) => put({ model: model || null })}
              >
                <option value="">{t("the one the page opens with")}</option>
                {draft.model !== null && !models.some(({ id }) => id === draft.model) ? (
                  <option value={draft.model}>{draft.model}</option>
                ) : null}
                {models.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </SelectField>
            </div>
            <details>
              <summary>{t("Hide parts of the page for the whole lesson")}</summary>
              <BuilderParts
                legend={t("Hidden")}
                parts={partsOf(steps.map(({ view }) => view))}
                chosen={draft.hidden}
                onChange={(hidden) => put({ hidden })}
              />
            </details>
          </div>
        </section>
        <section className="bsection" aria-labelledby="builder-steps">
          <h2 id="builder-steps">{t("Steps")}</h2>
          <ol>
            {steps.map((step, place) => (
              <BuilderStep
                key={step.key}
                step={step}
                place={place}
                numSteps={steps.length}
                onChange={putStep(place)}
                onMove={(by) => move(place, by)}
                onRemove={() => put({ steps: steps.filter((_, i) => i !== place) })}
              />
            ))}
          </ol>
          <button
            className="btn"
            type="button"
            disabled={steps.length >= MOST_STEPS}
            onClick={() => put({ steps: [...steps, emptyStep(newKey(draft), steps.at(-1)?.view ?? "bench", null)] })}
          >
            {t("Add a step")}
          </button>
        </section>
        <section className="bsection" aria-labelledby="builder-check">
          <h2 id="builder-check">{t("Questions at the end")}</h2>
          <ol>
            {check.map((question, place) => (
              <BuilderQuestion
                key={question.key}
                question={question}
                place={place}
                onChange={(part, what) =>
                  change(what, (now) => ({ ...now, check: now.check.with(place, { ...now.check[place]!, ...part }) }))
                }
                onRemove={() => put({ check: check.filter((_, i) => i !== place) })}
              />
            ))}
          </ol>
          <button
            className="btn"
            type="button"
            disabled={check.length >= MOST_QUESTIONS}
            onClick={() => {
              const empty = { text: "", why: "" };
              put({ check: [...check, { key: newKey(draft), question: "", choices: [empty, empty], right: 0 }] });
            }}
          >
            {t("Add a question")}
          </button>
        </section>
        <section className="bsection" aria-labelledby="builder-give">
          <h2 id="builder-give">{t("Try it and give it away")}</h2>
          <p className="acts">
            <button className="btn solid" type="button" onClick={() => demand(() => setSaid(""))}>
              {t("Make the link")}
            </button>
            <button
              className="btn"
              type="button"
              onClick={() => demand(() => void store.getState().startLesson(lesson, 0))}
            >
              {t("Try it")}
            </button>
            <button className="btn" type="button" onClick={() => demand(save)}>
              {t("Save as a file")}
            </button>
          </p>
          <p role="status" data-testid="builder-said">
            {said}
          </p>
          <FieldProblem field="lesson" />
          {isAsked && lesson ? <BuilderLink lesson={lesson} /> : null}
        </section>
      </div>
    </ShownProblems>
  );
}

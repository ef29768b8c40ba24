/** @file What a step asks for: one of the tasks that the page can tell to be done, its bounds, and the words for it. */
import type { LessonTask } from "../../../lessons/schema";
import { t } from "../../../messages/translate";
import type { StepDraft } from "../../../state/lessonDraft";
import { NumberField } from "../../widgets/NumberField";
import { beginTask, sayTask, VIEW_TASKS } from "./builderWords";
import { Field, SelectField } from "./Field";

/** The bounds of a task; nothing for one without. */
function Bounds({ at, task, onChange }: { at: string; task: LessonTask; onChange(task: LessonTask): void }) {
  const number = (label: string, value: number, max: number, put: (value: number) => LessonTask) => (
    <label className="bnumber">
      <span>{label}</span>
      <NumberField label={label} className="num3" value={value} min={1} max={max} onChange={(n) => onChange(put(n))} />
    </label>
  );
  const blend = (label: string, value: number, put: (value: number) => LessonTask) => (
    <label className="bnumber">
      <span>{label}</span>
      <input
        className="field num3"
        type="number"
        min={0}
        max={1}
        step={0.05}
        value={value}
        onChange={({ target }) => {
          const n = target.valueAsNumber;
          if (n >= 0 && n <= 1) onChange(put(n));
        }}
      />
    </label>
  );
  switch (task.kind) {
    case "mark":
    case "swap": {
      const options = { "": t("Subject or object"), subject: t("Subject"), object: t("Object") };
      return (
        <SelectField
          field={`${at}.role`}
          label={t("Which of the two")}
          value={task.role ?? ""}
          onChange={(role) =>
            onChange(role === "subject" || role === "object" ? { kind: task.kind, role } : { kind: task.kind })
          }
        >
          {Object.entries(options).map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
      );
    }
    case "beta":
      return (
        <>
          {blend(t("β at least"), task.low, (low) => ({ ...task, low }))}
          {blend(t("β at most"), task.high, (high) => ({ ...task, high }))}
        </>
      );
    case "draws":
      return (
        <>
          {number(t("Draws at least"), task.low, 64, (low) => ({ ...task, low }))}
          {number(t("Draws at most"), task.high, 64, (high) => ({ ...task, high }))}
        </>
      );
    case "score":
      return number(t("Rows to score"), task.rows, 10_000, (rows) => ({ ...task, rows }));
    case "judge":
      return number(t("Rows to decide about"), task.rows, 100, (rows) => ({ ...task, rows }));
    default:
      return null;
  }
}

export interface BuilderTaskProps {
  readonly at: string;
  readonly step: StepDraft;
  onChange(part: Partial<StepDraft>, what: string): void;
}

export function BuilderTask({ at, step, onChange }: BuilderTaskProps) {
  const { task, ask, view } = step;
  const kinds = VIEW_TASKS[view];
  if (kinds.length === 0 && task === null) return null;
  const choose = (kind: string) => {
    const next = beginTask(kind);
    // Words of the teacher's own stay; those that came with the last task go with it.
    const isOwn = ask.trim() !== "" && (task === null || ask !== sayTask(task.kind));
    onChange({ task: next, ask: isOwn ? ask : next ? sayTask(next.kind) : "" }, "");
  };
  return (
    <>
      <SelectField field={`${at}.task`} label={t("What is to be done")} value={task?.kind ?? ""} onChange={choose}>
        <option value="">{t("Nothing: the learner reads and goes on")}</option>
        {(task && !kinds.includes(task.kind) ? [...kinds, task.kind] : kinds).map((kind) => (
          <option key={kind} value={kind}>
            {sayTask(kind)}
          </option>
        ))}
      </SelectField>
      {task ? (
        <>
          <div className="bbounds">
            <Bounds at={at} task={task} onChange={(next) => onChange({ task: next }, `${at}.task`)} />
          </div>
          <Field
            field={`${at}.ask`}
            label={t("How you ask for it")}
            lines={2}
            value={ask}
            onChange={(text) => onChange({ ask: text }, `${at}.ask`)}
          />
        </>
      ) : null}
    </>
  );
}

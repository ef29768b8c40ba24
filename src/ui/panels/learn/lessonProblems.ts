/** @file What keeps a draft from being a lesson, each said at its field. */
import { sayIssue } from "../../../messages/sayIssue";
import { lessonSchema, type Lesson } from "../../../lessons/schema";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { composeLesson, type LessonDraft, type SentenceDraft } from "../../../state/lessonDraft";

/** Problems by field: "title", "steps.0.text", "check.1.choices.0.why" and so on, in the order of the page. */
export type Problems = ReadonlyMap<string, string>;

/** The schema's bounds, in characters. */
const LONGEST = { title: 120, text: 4000, line: 600, choice: 300 } as const;

/** What a sentence lacks; null when it can be read. */
function checkSentence({ text, subject, object }: SentenceDraft): string | null {
  if (text.trim() === "") return t("Write a sentence, or leave the page as it is.");
  if (text.length > LONGEST.text) return sayTooLong(text, LONGEST.text);
  if (subject === null) return t("Select the words of the subject in the field, then press “Mark as subject”.");
  if (object === null) return t("Select the words of the object in the field, then press “Mark as object”.");
  if (subject.start < object.end && object.start < subject.end) {
    return t("Subject and object share words. Mark one of them elsewhere.");
  }
  return null;
}

const sayTooLong = (text: string, most: number) =>
  t("It has {n} characters, and at most {most} fit. Shorten it.", {
    n: formatCount(text.trim().length),
    most: formatCount(most),
  });

/** The lesson of a draft, or its problems; never both. */
export function checkDraft(draft: LessonDraft): { lesson: Lesson | null; problems: Problems } {
  const problems = new Map<string, string>();
  const need = (field: string, text: string, most: number, missing: string) => {
    if (text.trim() === "") problems.set(field, missing);
    else if (text.trim().length > most) problems.set(field, sayTooLong(text, most));
  };
  need("title", draft.title, LONGEST.title, t("Give the lesson a title."));
  need("summary", draft.summary, LONGEST.line, t("Say in one sentence what one can do afterwards."));
  draft.steps.forEach((step, i) => {
    const at = (name: string) => `steps.${i}.${name}`;
    need(at("title"), step.title, LONGEST.title, t("Give the step a title."));
    need(at("text"), step.text, LONGEST.text, t("Write what this step is about."));
    const wrong = step.sentence && checkSentence(step.sentence);
    if (wrong) problems.set(at("sentence"), wrong);
    if (step.predict) {
      need(at("predict.question"), step.predict.question, LONGEST.line, t("Write the question, or take it out."));
      step.predict.choices.forEach(({ text }, k) =>
        need(at(`predict.choices.${k}`), text, LONGEST.choice, t("Write this choice, or take it out.")),
      );
    }
    if (step.task) need(at("ask"), step.ask, LONGEST.line, t("Say what is to be done."));
    if (step.task?.kind === "beta" || step.task?.kind === "draws") {
      if (step.task.low > step.task.high) problems.set(at("task"), t("The first number must not be above the second."));
    }
    if (step.reveal.trim().length > LONGEST.text) problems.set(at("reveal"), sayTooLong(step.reveal, LONGEST.text));
  });
  draft.check.forEach(({ question, choices }, i) => {
    need(`check.${i}.question`, question, LONGEST.line, t("Write the question, or take it out."));
    choices.forEach(({ text, why }, k) => {
      need(`check.${i}.choices.${k}.text`, text, LONGEST.choice, t("Write this choice, or take it out."));
      need(`check.${i}.choices.${k}.why`, why, LONGEST.line, t("Say why it is right or wrong."));
    });
  });
  if (problems.size > 0) return { lesson: null, problems };
  const { success, data, error } = lessonSchema.safeParse(composeLesson(draft));
  if (success) return { lesson: data, problems };
  const [issue] = error.issues;
  return {
    lesson: null,
    problems: new Map([["lesson", `${issue?.path.join(".")}: ${sayIssue(issue?.message ?? "")}`]]),
  };
}

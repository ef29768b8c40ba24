/** @file One page to print: what to try, what to write down, and on a second page the answers for the teacher. */
import { useEffect, useRef, useState } from "react";
import type { Lesson } from "../../../lessons/schema";
import { t } from "../../../messages/translate";
import { Paragraphs } from "./Paragraphs";
import { sayChoice } from "./sayChoice";
import { useSpokenLesson } from "./useSpokenLesson";

export function Worksheet({ lesson: kept, onClose }: { lesson: Lesson; onClose(): void }) {
  const lesson = useSpokenLesson(kept);
  const [hasAnswers, setAnswers] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [kept]);
  const questions = lesson.worksheet ?? [];
  return (
    <article className="worksheet" aria-labelledby="worksheet-title">
      <div className="worktools">
        <button className="btn solid" type="button" onClick={() => print()}>
          {t("Print")}
        </button>
        <label className="switch">
          <input
            type="checkbox"
            role="switch"
            checked={hasAnswers}
            onChange={({ target }) => setAnswers(target.checked)}
          />
          <span>{t("With a page of answers for the teacher")}</span>
        </label>
        <button className="lnk" type="button" onClick={onClose}>
          {t("Back to the lessons")}
        </button>
      </div>
      <div className="page">
        <p className="sheetname">
          <span>Entity Bias Explorer</span>
          <span>{t("Name:")}</span>
          <span>{t("Date:")}</span>
        </p>
        <h1 id="worksheet-title" ref={heading} tabIndex={-1} dir="auto">
          {lesson.title}
        </h1>
        <p dir="auto">{lesson.summary}</p>
        {lesson.steps.some(({ predict }) => predict) ? (
          <>
            <h2>{t("My predictions")}</h2>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t("Step")}</th>
                  <th scope="col">{t("I predicted")}</th>
                  <th scope="col">{t("The model said")}</th>
                </tr>
              </thead>
              <tbody>
                {lesson.steps.map(({ title, predict }, i) =>
                  predict ? (
                    <tr key={i}>
                      <th scope="row" dir="auto">
                        {title}
                      </th>
                      <td />
                      <td />
                    </tr>
                  ) : null,
                )}
              </tbody>
            </table>
          </>
        ) : null}
        {questions.length > 0 ? <h2>{t("Questions")}</h2> : null}
        <ol>
          {questions.map(({ question, lines }, i) => (
            <li key={i}>
              <p dir="auto">{question}</p>
              {Array.from({ length: lines }, (_, line) => (
                <span key={line} className="line" />
              ))}
            </li>
          ))}
        </ol>
      </div>
      {hasAnswers ? (
        <section className="page" aria-label={t("Answers")}>
          <h2>{t("Answers, for the teacher")}</h2>
          <ol>
            {questions.map(({ question, answer }, i) => (
              <li key={i}>
                <p className="q" dir="auto">
                  {question}
                </p>
                <Paragraphs text={answer} />
              </li>
            ))}
          </ol>
          {lesson.check.length > 0 ? <h2>{t("The check at the end of the lesson")}</h2> : null}
          <ol>
            {lesson.check.map(({ question, choices, right }, i) => (
              <li key={i}>
                <p className="q" dir="auto">
                  {question}
                </p>
                <p dir="auto">{sayChoice(choices[right])}</p>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </article>
  );
}

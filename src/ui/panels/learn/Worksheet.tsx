/** @file One page to print: what to try, what to write down, and on a second page the answers for the teacher. */
import { useEffect, useRef, useState } from "react";
import type { Lesson } from "../../../lessons/schema";
import { Paragraphs } from "./Paragraphs";

export function Worksheet({ lesson, onClose }: { lesson: Lesson; onClose(): void }) {
  const [hasAnswers, setAnswers] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [lesson]);
  const questions = lesson.worksheet ?? [];
  return (
    <article className="worksheet" aria-labelledby="worksheet-title">
      <div className="worktools">
        <button className="btn solid" type="button" onClick={() => print()}>
          Print
        </button>
        <label className="switch">
          <input
            type="checkbox"
            role="switch"
            checked={hasAnswers}
            onChange={({ target }) => setAnswers(target.checked)}
          />
          <span>With a page of answers for the teacher</span>
        </label>
        <button className="lnk" type="button" onClick={onClose}>
          Back to the lessons
        </button>
      </div>
      <div className="page">
        <p className="sheetname">
          <span>Entity Bias Explorer</span>
          <span>Name:</span>
          <span>Date:</span>
        </p>
        <h1 id="worksheet-title" ref={heading} tabIndex={-1} dir="auto">
          {lesson.title}
        </h1>
        <p dir="auto">{lesson.summary}</p>
        {lesson.steps.some(({ predict }) => predict) ? (
          <>
            <h2>My predictions</h2>
            <table>
              <thead>
                <tr>
                  <th scope="col">Step</th>
                  <th scope="col">I predicted</th>
                  <th scope="col">The model said</th>
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
        {questions.length > 0 ? <h2>Questions</h2> : null}
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
        <section className="page" aria-label="Answers">
          <h2>Answers, for the teacher</h2>
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
          {lesson.check.length > 0 ? <h2>The check at the end of the lesson</h2> : null}
          <ol>
            {lesson.check.map(({ question, choices, right }, i) => (
              <li key={i}>
                <p className="q" dir="auto">
                  {question}
                </p>
                <p dir="auto">
                  {choices[right]?.text}. {choices[right]?.why}
                </p>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </article>
  );
}

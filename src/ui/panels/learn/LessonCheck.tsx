/** @file The questions at the end of a lesson: each choice has its reason, whether it is right or not. */
import { useEffect, useRef } from "react";
import { Trans } from "@lingui/react";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { answerCheck, goToStep, repeatCheck } from "../../../state/lessonRunner";
import type { LessonRun } from "../../../state/lessonRun";
import { useBenchStore } from "../../../state/useBench";
import { ChoiceForm } from "./ChoiceForm";
import { sayChoice } from "./sayChoice";

export function LessonCheck({ run }: { run: LessonRun }) {
  const store = useBenchStore();
  const { lesson, answers } = run;
  const numAnswered = lesson.check.filter((_, i) => answers[i] !== undefined).length;
  const numRight = lesson.check.filter(({ right }, i) => answers[i] === right).length;
  const isOver = numAnswered === lesson.check.length;
  // The form that had the focus is gone with each answer: the next question, or the end, takes it over.
  const end = useRef<HTMLDivElement>(null);
  const before = useRef(numAnswered);
  useEffect(() => {
    if (before.current === numAnswered) return;
    before.current = numAnswered;
    end.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, [numAnswered]);
  // One question at a time; those that are answered stay above it with their reasons.
  const shown = lesson.check.slice(0, numAnswered + 1);
  return (
    <div className="checks" ref={end}>
      {shown.map(({ question, choices, right }, i) => {
        const chosen = answers[i];
        if (chosen === undefined) {
          return (
            <ChoiceForm
              key={i}
              question={`${i + 1}. ${question}`}
              choices={choices.map(({ text }) => text)}
              action={t("Check my answer")}
              onChoose={(choice) => answerCheck(store.getState, i, choice)}
            />
          );
        }
        return (
          <div key={i} className="answered">
            <p className="q" dir="auto">
              {i + 1}. {question}
            </p>
            <p dir="auto">
              <b>{chosen === right ? t("Right") : t("Not quite")}</b> {choices[chosen]?.text}
            </p>
            <p dir="auto">{choices[chosen]?.why}</p>
            {chosen === right ? null : (
              <p dir="auto">
                <b>{t("The better answer")}</b> {sayChoice(choices[right])}
              </p>
            )}
          </div>
        );
      })}
      {isOver ? (
        <div className="reveal">
          {lesson.check.length > 0 ? (
            <p role="status">
              <Trans
                id="{numRight} of {all} right. <0/>"
                values={{ numRight: formatCount(numRight), all: formatCount(lesson.check.length) }}
                components={{ 0: <span dir="auto">{lesson.summary}</span> }}
              />
            </p>
          ) : null}
          <p className="acts">
            <button
              className="btn solid big"
              type="button"
              data-lesson="next"
              onClick={() => store.getState().setView("learn")}
            >
              {t("All lessons")}
            </button>
            {lesson.check.length > 0 ? (
              <button className="lnk" type="button" onClick={() => repeatCheck(store.getState)}>
                {t("Answer again")}
              </button>
            ) : null}
            <button className="lnk" type="button" onClick={() => goToStep(store.getState, 0)}>
              {t("From the beginning")}
            </button>
          </p>
        </div>
      ) : null}
    </div>
  );
}

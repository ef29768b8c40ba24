/** @file The card of the lesson under way, beside the live page it is about. Loaded with the first lesson. */
import { useEffect, useMemo, useRef, useState } from "react";
import { Trans } from "@lingui/react";
import type { LessonStep } from "../../../lessons/schema";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { checkDraft } from "../../../state/draft";
import { judgeOutcome } from "../../../state/lessonOutcomes";
import { stepOf, type LessonRun } from "../../../state/lessonRun";
import { followPage, goToStep, makePrediction, skipStep } from "../../../state/lessonRunner";
import { fillText, listValues } from "../../../state/lessonValues";
import { useBench, useBenchStore } from "../../../state/useBench";
import { useLanguage } from "../../useLanguage";
import { useViewKeys } from "../../useViewKeys";
import { VIEW_NAMES } from "../TopBar";
import { ChoiceForm } from "./ChoiceForm";
import { LessonFormulas } from "./LessonFormulas";
import { StudyFindings } from "./StudyFindings";
import { LessonCheck } from "./LessonCheck";
import { listPrinters } from "./lessonPrinters";
import { Paragraphs } from "./Paragraphs";
import { findTaskPlace } from "./taskPlaces";
import { useSpokenLesson } from "./useSpokenLesson";
import "../../styles/learn.css";

const KEYS: ReadonlySet<"l"> = new Set(["l"]);

/** Follows the page for as long as the card is there. */
function useFollowing() {
  const store = useBenchStore();
  useEffect(() => {
    followPage(store.getState);
    return store.subscribe(() => followPage(store.getState));
  }, [store]);
}

function StepMarks({ run }: { run: LessonRun }) {
  return (
    <span className="steps" aria-hidden="true">
      {run.lesson.steps.map((_, place) => (
        <i key={place} className={place === run.place ? "now" : run.done.includes(place) ? "done" : ""} />
      ))}
    </span>
  );
}

/** What was predicted, and which of the choices came true. */
function Compared({ run, step }: { run: LessonRun; step: LessonStep }) {
  const chosen = run.predictions[run.place];
  const choices = step.predict?.choices;
  const { after, before } = run;
  const mine = chosen === undefined ? undefined : choices?.[chosen];
  if (!choices || !mine || !after) return null;
  const judged = choices.map(({ holds }) => (holds ? judgeOutcome(holds, before, after) : null));
  const happened = choices.filter((_, i) => judged[i] === true);
  return (
    <dl className="compared">
      <div>
        <dt>{t("You predicted")}</dt>
        <dd dir="auto">{mine.text}</dd>
      </div>
      {happened.length > 0 ? (
        <div>
          <dt>{t("What happened")}</dt>
          <dd dir="auto">
            {happened.includes(mine) ? t("What you predicted.") : happened.map(({ text }) => text).join("; ")}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function useValues(run: LessonRun) {
  const language = useLanguage();
  return useMemo(() => listValues(run.before, run.after, listPrinters()), [run.before, run.after, language]);
}

/** What the learner is asked to do, once the page is ready for it: what comes of it is compared with what stood there before. */
function Task({ run, step }: { run: LessonRun; step: LessonStep }) {
  const store = useBenchStore();
  const isThere = useBench((state) => state.view === step.view);
  const status = useBench((state) => (state.modelId === null ? undefined : state.slots[state.modelId]?.status));
  const isReadable = useBench((state) => checkDraft(state.history.present).length === 0);
  const isReading =
    step.view === "bench" && run.before === null && isReadable && (status === "loading" || status === "ready");
  const isTurn = step.task !== undefined && !isReading;
  const go = async () => {
    if (step.task === undefined) return;
    const place = await findTaskPlace(step.task.kind);
    place?.scrollIntoView({ block: "center" });
    place?.focus({ preventScroll: true });
  };
  return (
    <div className="turn">
      <h3>{isTurn ? t("Your turn") : t("One moment")}</h3>
      {step.ask === undefined ? null : <p dir="auto">{step.ask}</p>}
      {isThere ? (
        <p className="acts">
          {isTurn ? (
            <button className="btn" type="button" data-lesson="go" onClick={() => void go()}>
              {t("Take me there")}
            </button>
          ) : null}
          <button className="lnk" type="button" onClick={() => skipStep(store.getState)}>
            {t("Leave this step out")}
          </button>
        </p>
      ) : (
        <p>
          {t("This step stands beside another view: {view}.", { view: t(VIEW_NAMES[step.view]) })}{" "}
          <button className="btn" type="button" onClick={() => store.getState().setView(step.view)}>
            {t("Open it")}
          </button>
        </p>
      )}
      <p className="micro">
        {status === "ready"
          ? isTurn
            ? t("The lesson goes on by itself when it is done.")
            : t("The model is reading the sentence.")
          : t("The model is not ready yet: the line at the foot of the page says how far it is.")}
      </p>
    </div>
  );
}

function Step({ run, step }: { run: LessonRun; step: LessonStep }) {
  const store = useBenchStore();
  const values = useValues(run);
  const { place, phase, lesson } = run;
  return (
    <>
      <Paragraphs text={fillText(step.text, values)} />
      {step.formulas ? <LessonFormulas formulas={step.formulas} /> : null}
      {step.findings ? <StudyFindings /> : null}
      {phase === "predict" && step.predict ? (
        <ChoiceForm
          key={place}
          question={step.predict.question}
          choices={step.predict.choices.map(({ text }) => text)}
          initial={run.predictions[place] ?? null}
          action={t("That is my prediction")}
          note={t(
            "There is no score. A guess you have made yourself is easier to remember than an answer you were shown.",
          )}
          onChoose={(choice) => makePrediction(store.getState, choice)}
        />
      ) : null}
      {phase === "do" ? <Task run={run} step={step} /> : null}
      {phase === "shown" ? (
        <div className="reveal">
          {run.isSkipped ? (
            <p className="micro">{t("You have left this step out.")}</p>
          ) : (
            <Compared run={run} step={step} />
          )}
          {step.reveal === undefined || run.isSkipped ? null : <Paragraphs text={fillText(step.reveal, values)} />}
          <button
            className="btn solid big"
            type="button"
            data-lesson="next"
            onClick={() => goToStep(store.getState, place + 1, true)}
          >
            {place + 1 < lesson.steps.length
              ? t("Next step")
              : lesson.check.length > 0
                ? t("To the check")
                : t("Finish")}
          </button>
        </div>
      ) : null}
    </>
  );
}

/** Says when a step is done, wherever the focus is. */
function Announcer({ run }: { run: LessonRun }) {
  const isDone = run.phase === "shown" && !run.isSkipped && stepOf(run)?.task !== undefined;
  return (
    <p className="vh" role="status" aria-live="polite" data-testid="lesson-said">
      {isDone ? t("Step {n} done. Press L to go to the lesson.", { n: formatCount(run.place + 1) }) : ""}
    </p>
  );
}

/** L goes from the page to the lesson and back to where one was. */
function useJump(card: React.RefObject<HTMLElement | null>, open: () => void) {
  const from = useRef<HTMLElement | null>(null);
  useViewKeys(KEYS, () => {
    const active = document.activeElement as HTMLElement | null;
    if (active && card.current?.contains(active)) {
      const goal = from.current?.isConnected ? from.current : document.getElementById("main");
      return goal?.focus();
    }
    from.current = active;
    open();
    const goals = ['[data-lesson="next"]', ".ask input:checked", ".ask input", "h2"];
    const next = goals.map((goal) => card.current?.querySelector<HTMLElement>(goal)).find((goal) => goal != null);
    next?.focus();
  });
}

export default function LessonPanel() {
  const run = useBench((state) => state.lesson);
  useFollowing();
  return run === null ? null : <Card run={run} />;
}

/** `kept`: the lesson as it is kept; it is shown in the page's language. */
function Card({ run: kept }: { run: LessonRun }) {
  const store = useBenchStore();
  const card = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [isOpen, setOpen] = useState(true);
  const lesson = useSpokenLesson(kept.lesson);
  const run = { ...kept, lesson };
  const { place, phase } = run;
  const step = stepOf(run);
  useJump(card, () => setOpen(true));
  useEffect(() => heading.current?.focus(), [place, kept.lesson]);
  // The button that had the focus is gone once a prediction is made or a task is done; the next thing to do takes it over.
  // Who is at work on the page keeps the focus there.
  const before = useRef({ place, phase });
  useEffect(() => {
    const isSame = before.current.phase === phase;
    const isOther = before.current.place !== place;
    before.current = { place, phase };
    // A step that begins has its heading in focus.
    if (isSame || isOther) return;
    const { activeElement } = document;
    const isAtWork =
      activeElement !== null && activeElement !== document.body && !card.current?.contains(activeElement);
    if (phase === "predict" || isAtWork) return;
    const next =
      card.current?.querySelector<HTMLElement>('[data-lesson="next"], [data-lesson="go"]') ?? heading.current;
    next?.focus();
  }, [place, phase]);
  const leave = () => {
    store.getState().leaveLesson();
    document.getElementById("main")?.focus();
  };
  const where =
    step === null
      ? t("Check")
      : t("Step {n} of {all}", { n: formatCount(place + 1), all: formatCount(lesson.steps.length) });
  return (
    <aside
      ref={card}
      className={isOpen ? "lessoncard" : "lessoncard closed"}
      aria-label={t("Lesson: {title}", { title: lesson.title })}
      id="lesson"
    >
      <div className="lessonhead">
        <span className="micro">
          <span dir="auto">{lesson.title}</span> <b>{where}</b>
        </span>
        <StepMarks run={run} />
        <button className="lnk fold" type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("Fold") : t("Unfold")}
        </button>
      </div>
      <div className="lessonbody" hidden={!isOpen}>
        <h2 ref={heading} tabIndex={-1} dir="auto">
          {step !== null ? step.title : lesson.check.length > 0 ? t("What do you know now?") : t("That was the lesson")}
        </h2>
        {step === null ? <LessonCheck run={run} /> : <Step run={run} step={step} />}
        <div className="lessonfoot">
          <p className="micro">
            <Trans id="<0>L</0> goes to the page and back to the lesson." components={{ 0: <kbd /> }} />
          </p>
          <p>
            <button
              className="lnk"
              type="button"
              disabled={place === 0}
              onClick={() => goToStep(store.getState, place - 1)}
            >
              {t("Step before")}
            </button>
            {step === null || phase === "shown" ? null : (
              <button className="lnk" type="button" onClick={() => goToStep(store.getState, place + 1)}>
                {t("Step after")}
              </button>
            )}
            <button className="lnk" type="button" onClick={() => store.getState().showWorksheet(kept.lesson)}>
              {t("Worksheet")}
            </button>
            <button className="lnk" type="button" onClick={leave}>
              {t("Back to the full page")}
            </button>
          </p>
        </div>
      </div>
      <Announcer run={run} />
    </aside>
  );
}

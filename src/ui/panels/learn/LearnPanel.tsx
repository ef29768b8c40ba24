/** @file The list of lessons: what each is about, how far one is, and its worksheet. Loaded when it is first opened. */
import { lazy, Suspense, useMemo } from "react";
import { LESSONS } from "../../../lessons/lessonList";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { readProgress } from "../../../state/lessonProgress";
import type { Lesson } from "../../../lessons/schema";
import { useBench, useBenchStore } from "../../../state/useBench";
import { useSpokenLesson } from "./useSpokenLesson";
import { Worksheet } from "./Worksheet";
import "../../styles/learn.css";

/** For teachers, loaded when one asks for it. */
const LessonBuilder = lazy(() => import("./LessonBuilder"));

function LessonEntry({ lesson, number }: { lesson: Lesson; number: number }) {
  const store = useBenchStore();
  const kept = useBench((state) => state.lessonsKept);
  const progress = useMemo(() => readProgress(kept)[lesson.id] ?? null, [kept, lesson.id]);
  const { title, summary, minutes, steps, check } = useSpokenLesson(lesson);
  const numDone = progress ? progress.done.filter((place) => place < steps.length).length : 0;
  const isBegun = progress !== null && (progress.place > 0 || numDone > 0);
  const start = (place?: number) => void store.getState().startLesson(lesson, place);
  const id = `lesson-${lesson.id}`;
  return (
    <li className="entry" aria-labelledby={id}>
      <span className="nr" aria-hidden="true">
        {number}
      </span>
      <div>
        <h2 id={id}>{title}</h2>
        <p>{summary}</p>
        <p className="micro num">
          {t(
            "About {minutes, plural, one {# minute} other {# minutes}}, {steps, plural, one {# step} other {# steps}}",
            {
              minutes,
              steps: steps.length,
            },
          )}
          {check.length > 0
            ? t(", {n, plural, one {# question} other {# questions}} at the end", { n: check.length })
            : ""}
          {isBegun
            ? t(". You have done {done} of {all}", { done: formatCount(numDone), all: formatCount(steps.length) })
            : ""}
        </p>
      </div>
      <p className="acts">
        <button className="btn solid" type="button" aria-describedby={id} onClick={() => start()}>
          {isBegun ? t("Take it up again") : t("Start")}
        </button>
        {isBegun ? (
          <button className="lnk" type="button" aria-describedby={id} onClick={() => start(0)}>
            {t("From the beginning")}
          </button>
        ) : null}
        <button
          className="lnk"
          type="button"
          aria-describedby={id}
          onClick={() => store.getState().showWorksheet(lesson)}
        >
          {t("Worksheet")}
        </button>
      </p>
    </li>
  );
}

export default function LearnPanel() {
  const store = useBenchStore();
  const worksheet = useBench((state) => state.worksheet);
  const isBuilding = useBench((state) => state.isBuilding);
  const hasProgress = useBench((state) => Object.keys(readProgress(state.lessonsKept)).length > 0);
  if (worksheet) return <Worksheet lesson={worksheet} onClose={() => store.getState().showWorksheet(null)} />;
  if (isBuilding) {
    return (
      <Suspense fallback={<p className="waiting">{t("The builder is loading.")}</p>}>
        <LessonBuilder />
      </Suspense>
    );
  }
  return (
    <div className="learn">
      <div className="question">
        <h1>{t("Learn it on the live model")}</h1>
        <p>
          {t(
            "Each lesson stands beside the real page. It asks you to do one thing at a time, and to say first what you expect. The answers are computed on this computer while you watch; none is stored in a lesson.",
          )}
        </p>
      </div>
      <ol className="lessons">
        {LESSONS.map((lesson, i) => (
          <LessonEntry key={lesson.id} lesson={lesson} number={i + 1} />
        ))}
      </ol>
      <div className="make">
        <h2>{t("A lesson of your own")}</h2>
        <p>{t("For teachers: write a lesson about your own sentences and give it to the class as one link.")}</p>
        <button className="btn" type="button" onClick={() => store.getState().setBuilding(true)}>
          {t("Make a lesson")}
        </button>
      </div>
      <p className="micro">
        {t("How far you are is kept in this browser and nowhere else.")}{" "}
        {hasProgress ? (
          <button className="lnk" type="button" onClick={() => store.getState().keepLessons(null)}>
            {t("Forget my progress")}
          </button>
        ) : null}
      </p>
    </div>
  );
}

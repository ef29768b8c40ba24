/** @file The list of lessons: what each is about, how far one is, and its worksheet. Loaded when it is first opened. */
import { lazy, Suspense, useMemo } from "react";
import { LESSONS } from "../../../lessons/lessonList";
import { wantMessages } from "../../../messages/catalogues";
import { t } from "../../../messages/translate";
import { readProgress } from "../../../state/lessonProgress";
import type { Lesson } from "../../../lessons/schema";
import { useBench, useBenchStore } from "../../../state/useBench";
import { countOf } from "../../numbers";
import { Worksheet } from "./Worksheet";
import "../../styles/learn.css";

/** For teachers, loaded when one asks for it. */
const LessonBuilder = lazy(async () => {
  await wantMessages("learn").catch(() => undefined);
  return import("./LessonBuilder");
});

function LessonEntry({ lesson, number }: { lesson: Lesson; number: number }) {
  const store = useBenchStore();
  const kept = useBench((state) => state.lessonsKept);
  const progress = useMemo(() => readProgress(kept)[lesson.id] ?? null, [kept, lesson.id]);
  const { steps } = lesson;
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
        <h2 id={id}>{lesson.title}</h2>
        <p>{lesson.summary}</p>
        <p className="micro num">
          About {countOf(lesson.minutes, "minute")}, {countOf(steps.length, "step")}
          {lesson.check.length > 0 ? `, ${countOf(lesson.check.length, "question")} at the end` : ""}
          {isBegun ? `. You have done ${numDone} of ${steps.length}` : ""}
        </p>
      </div>
      <p className="acts">
        <button className="btn solid" type="button" aria-describedby={id} onClick={() => start()}>
          {isBegun ? "Take it up again" : "Start"}
        </button>
        {isBegun ? (
          <button className="lnk" type="button" aria-describedby={id} onClick={() => start(0)}>
            From the beginning
          </button>
        ) : null}
        <button
          className="lnk"
          type="button"
          aria-describedby={id}
          onClick={() => store.getState().showWorksheet(lesson)}
        >
          Worksheet
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
        <h1>Learn it on the live model</h1>
        <p>
          Each lesson stands beside the real page. It asks you to do one thing at a time, and to say first what you
          expect. The answers are computed on this computer while you watch; none is stored in a lesson.
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
        How far you are is kept in this browser and nowhere else.{" "}
        {hasProgress ? (
          <button className="lnk" type="button" onClick={() => store.getState().keepLessons(null)}>
            Forget my progress
          </button>
        ) : null}
      </p>
    </div>
  );
}

/** @file The page: top bar, one view, status line. */
import { lazy, Suspense, useEffect, useRef, type MouseEvent } from "react";
import { Trans } from "@lingui/react";
import { t } from "../messages/translate";
import { useBench } from "../state/useBench";
import { leaveEmbedding } from "./embed/embedAddress";
import { lazyLearn } from "./lazyLearn";
import { AnswerAnnouncer } from "./panels/AnswerAnnouncer";
import { DrawsPanel } from "./panels/DrawsPanel";
import { KnobsPanel } from "./panels/KnobsPanel";
import { LessonPart } from "./panels/LessonPart";
import {
  LazyArticle,
  LazyBatchPanel,
  LazyCloudPanel,
  LazyComparePanel,
  LazyFindPanel,
  LazyFingerprintPanel,
  LazyPairPanel,
  LazySwapPanel,
} from "./panels/LazyPanels";
import { NoticePanel } from "./panels/NoticePanel";
import { PredictionPanel } from "./panels/PredictionPanel";
import { ProblemPanel } from "./panels/ProblemPanel";
import { StagePanel } from "./panels/StagePanel";
import { StatusPanel } from "./panels/StatusPanel";
import { TopBar, VIEW_NAMES } from "./panels/TopBar";
import { VariancePanel } from "./panels/VariancePanel";
import { SpokenPage } from "./SpokenPage";
import { useProjector } from "./useProjector";

/** Loaded when it is first opened: the Bench needs none of it. */
const Corpus = lazy(() => import("./panels/corpus/CorpusPanel"));
const Review = lazy(() => import("./panels/review/ReviewPanel"));
const Models = lazy(() => import("./panels/models/ModelsPanel"));
const Learn = lazyLearn(() => import("./panels/learn/LearnPanel"));
const Lesson = lazyLearn(() => import("./panels/learn/LessonPanel"));
const ModelCardPanel = lazy(() =>
  import("./panels/ModelCardPanel").then(({ ModelCardPanel: Panel }) => ({ default: Panel })),
);

function Bench({ isLesson }: { isLesson: boolean }) {
  return (
    <>
      <LessonPart name="settings">
        <KnobsPanel />
      </LessonPart>
      <ProblemPanel />
      <StagePanel canFind={!isLesson} />
      {isLesson ? null : <LazyFindPanel />}
      <LessonPart name="swap">
        <div className="swapslot">
          <LazySwapPanel />
        </div>
      </LessonPart>
      <LessonPart name="variance">
        <div className="after">
          <VariancePanel />
        </div>
      </LessonPart>
      <div className="cols">
        <LazyPairPanel />
        <LessonPart name="prediction" className="c7">
          <PredictionPanel />
        </LessonPart>
        <LessonPart name="fingerprint" className="c5">
          <LazyFingerprintPanel />
        </LessonPart>
        <LessonPart name="batch" className="c7">
          <LazyBatchPanel />
        </LessonPart>
        <LessonPart name="compare" className="c5">
          <LazyComparePanel />
        </LessonPart>
        <LessonPart name="draws" className="c12">
          <DrawsPanel />
        </LessonPart>
        <LessonPart name="cloud" className="c12">
          <LazyCloudPanel />
        </LessonPart>
      </div>
      {isLesson ? null : <LazyArticle />}
      <AnswerAnnouncer />
    </>
  );
}

/** Goes to the content; the address stays, because its "#" may hold a link. */
function skip(event: MouseEvent) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

/** What an embedded page shows of the Bench: the sentence, what is read from it, and the way out. */
function Embedded({ host }: { host: string }) {
  return (
    <>
      <KnobsPanel />
      <ProblemPanel />
      <StagePanel />
      <div className="after">
        <VariancePanel />
      </div>
      <div className="cols">
        <PredictionPanel />
        <DrawsPanel />
      </div>
      <p className="micro">
        <Trans
          id="Part of a page of {host}, which is told what stands here. <0>Open the Entity Bias Explorer</0>"
          values={{ host: <bdi>{host}</bdi> }}
          components={{ 0: <a href={leaveEmbedding(location.href)} target="_blank" rel="noreferrer" /> }}
        />
      </p>
      <AnswerAnnouncer />
    </>
  );
}

/**
 * `onPainted`: called once, when the page has been painted for the first time. `host`: origin of the page around this one;
 * null for a page of its own.
 */
export function App({ onPainted, host }: { onPainted: () => void; host: string | null }) {
  const isPainted = useRef(false);
  useEffect(() => {
    if (isPainted.current) return;
    isPainted.current = true;
    requestAnimationFrame(() => setTimeout(onPainted));
  }, [onPainted]);
  const view = useBench((state) => state.view);
  const isLesson = useBench((state) => state.lesson !== null);
  const theme = useBench((state) => state.theme);
  useProjector(host !== null);
  const language = useBench((state) => state.language);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.title = `${t(VIEW_NAMES[view])} | Entity Bias Explorer`;
  }, [view, language]);
  return (
    <SpokenPage>
      <div className={isLesson ? "app lesson" : "app"}>
        <a className="skip" href="#main" onClick={skip}>
          {view === "bench" ? t("Skip to the sentence") : t("Skip to the content")}
        </a>
        {host === null ? <TopBar /> : null}
        <main className="main" id="main" tabIndex={-1}>
          {host === null ? null : <Embedded host={host} />}
          {view === "bench" && host === null ? <Bench isLesson={isLesson} /> : null}
          {view === "bench" ? null : <NoticePanel />}
          {view === "card" ? (
            <Suspense fallback={<p className="waiting">{t("The model card is loading.")}</p>}>
              <ModelCardPanel />
            </Suspense>
          ) : null}
          {view === "review" ? (
            <Suspense fallback={<p className="waiting">{t("The review is loading.")}</p>}>
              <Review />
            </Suspense>
          ) : null}
          {view === "learn" ? (
            <Suspense fallback={<p className="waiting">{t("The lessons are loading.")}</p>}>
              <Learn />
            </Suspense>
          ) : null}
          {view === "models" ? (
            <Suspense fallback={<p className="waiting">{t("The Models view is loading.")}</p>}>
              <Models />
            </Suspense>
          ) : null}
          {view === "corpus" ? (
            <Suspense fallback={<p className="waiting">{t("The corpus view is loading.")}</p>}>
              <Corpus />
            </Suspense>
          ) : null}
        </main>
        {isLesson ? (
          <Suspense fallback={null}>
            <Lesson />
          </Suspense>
        ) : null}
        <StatusPanel />
      </div>
    </SpokenPage>
  );
}

/** @file The page: top bar, one view, status line. */
import { useEffect, useRef } from "react";
import { useBench } from "../state/useBench";
import { AnswerAnnouncer } from "./panels/AnswerAnnouncer";
import { DrawsPanel } from "./panels/DrawsPanel";
import { KnobsPanel } from "./panels/KnobsPanel";
import { LazyBatchPanel, LazyComparePanel, LazyFingerprintPanel, LazySwapPanel } from "./panels/LazyPanels";
import { ModelCardPanel } from "./panels/ModelCardPanel";
import { PredictionPanel } from "./panels/PredictionPanel";
import { ProblemPanel } from "./panels/ProblemPanel";
import { StagePanel } from "./panels/StagePanel";
import { StatusPanel } from "./panels/StatusPanel";
import { TopBar } from "./panels/TopBar";
import { VariancePanel } from "./panels/VariancePanel";

function Bench() {
  return (
    <>
      <KnobsPanel />
      <ProblemPanel />
      <StagePanel />
      <div className="swapslot">
        <LazySwapPanel />
      </div>
      <div className="after">
        <VariancePanel />
      </div>
      <div className="cols">
        <PredictionPanel />
        <LazyFingerprintPanel />
        <LazyBatchPanel />
        <LazyComparePanel />
        <DrawsPanel />
      </div>
      <AnswerAnnouncer />
    </>
  );
}

/** `onPainted`: called once, when the page has been painted for the first time. */
export function App({ onPainted }: { onPainted: () => void }) {
  const isPainted = useRef(false);
  useEffect(() => {
    if (isPainted.current) return;
    isPainted.current = true;
    requestAnimationFrame(() => setTimeout(onPainted));
  }, [onPainted]);
  const view = useBench((state) => state.view);
  const theme = useBench((state) => state.theme);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.title = `${view === "bench" ? "Bench" : "Model card"} | Entity Bias Explorer`;
  }, [view]);
  return (
    <div className="app">
      <a className="skip" href="#main">
        Skip to the sentence
      </a>
      <TopBar />
      <main className="main" id="main" tabIndex={-1}>
        {view === "bench" ? <Bench /> : <ModelCardPanel />}
      </main>
      <StatusPanel />
    </div>
  );
}

/** @file The corpus view: open rows, score them, and see all of them at once. Loaded when it is first opened. */
import { useDeferredValue, useEffect } from "react";
import { t } from "../../../messages/translate";
import { selectScoreOptions } from "../../../state/corpusSlice";
import { selectPartnerKey } from "../../../state/partnerSlice";
import { useBench } from "../../../state/useBench";
import { useLater } from "../../useLater";
import { LessonPart } from "../LessonPart";
import { Waiting } from "../../widgets/Waiting";
import { EntityPanel } from "./EntityPanel";
import { FiguresPanel } from "./FiguresPanel";
import { FilterPanel } from "./FilterPanel";
import { FlipPanel } from "./FlipPanel";
import { FlipSlicesPanel } from "./FlipSlicesPanel";
import { HistogramPanel } from "./HistogramPanel";
import { MatchDialog } from "./LabelMatch";
import { OpenPanel } from "./OpenPanel";
import { RowPanel } from "./RowPanel";
import { ScoresPanel } from "./ScoresPanel";
import { ScoringPanel } from "./ScoringPanel";
import { ShiftPanel } from "./ShiftPanel";
import { useCorpus } from "./useCorpus";
import "../../styles/corpus.css";

export default function CorpusPanel() {
  const corpus = useBench((state) => state.corpus);
  const modelId = useBench((state) => state.modelId);
  const options = useBench((state) => JSON.stringify(selectScoreOptions(state)));
  const restoreCorpus = useBench((state) => state.restoreCorpus);
  const showPublished = useBench((state) => state.showPublished);
  const restoreScores = useBench((state) => state.restoreScores);
  useEffect(() => void restoreCorpus(), [restoreCorpus]);
  // Scores belong to one corpus, one model, one setting and the types that names are drawn by.
  const types = useBench((state) => state.mapping.types);
  useEffect(() => void restoreScores(), [corpus, modelId, options, types, restoreScores]);
  const countSeen = useBench((state) => state.countSeen);
  useEffect(() => void countSeen(), [corpus, countSeen]);
  const partnerKey = useBench(selectPartnerKey);
  const restorePartner = useBench((state) => state.restorePartner);
  useEffect(() => void restorePartner(), [partnerKey, restorePartner]);
  // Figures of this site belong to the model in use.
  useEffect(() => void showPublished(), [corpus, modelId, showPublished]);
  const view = useCorpus();
  const shown = useDeferredValue(corpus, null);
  // All but the histogram and the words of the selection follow the brush a moment later, the tables last: what is drawn
  // in one go is short, so that the page answers in between.
  const later = useLater(view);
  const last = useLater(later);
  const analysisError = useBench((state) => state.analysisError);
  return (
    <div className="corpus">
      <OpenPanel />
      <MatchDialog />
      {shown ? (
        <>
          {shown.figures ? (
            <FiguresPanel figures={shown.figures} isPublished={shown.source === "published"} />
          ) : (
            <LessonPart name="scoring">
              <ScoringPanel />
            </LessonPart>
          )}
          <LessonPart name="selection">
            <FilterPanel columns={view?.columns ?? null} numSelected={view?.selected.length ?? 0} />
          </LessonPart>
          {analysisError === null ? null : (
            <p className="alert" role="alert">
              {analysisError}
            </p>
          )}
          {view ? (
            <div className="cols">
              <LessonPart name="histogram" className="c7">
                <HistogramPanel view={view} />
              </LessonPart>
              {later ? (
                <>
                  <LessonPart name="flips" className="c5">
                    <FlipPanel view={later} />
                  </LessonPart>
                  <LessonPart name="shift" className="c7">
                    <ShiftPanel view={later} />
                  </LessonPart>
                  <LessonPart name="scores" className="c5">
                    <ScoresPanel view={later} />
                  </LessonPart>
                  <LessonPart name="flipSlices" className="c12">
                    <FlipSlicesPanel view={later} />
                  </LessonPart>
                </>
              ) : null}
            </div>
          ) : (
            <div className="cols">
              <Waiting title={t("Do swapped-in names get another variance?")} className="c7">
                {t("The histogram stands here as soon as rows are scored. Press “Score” above.")}
              </Waiting>
              <Waiting title={t("Does variance predict behaviour?")} className="c5">
                {t("Every scored row becomes a point: its variance, and how often other names change its answer.")}
              </Waiting>
            </div>
          )}
          <div className="cols">
            <LessonPart name="rows" className="c7">
              <RowPanel view={last} />
            </LessonPart>
            <LessonPart name="entities" className="c5">
              <EntityPanel view={last} />
            </LessonPart>
          </div>
        </>
      ) : null}
    </div>
  );
}

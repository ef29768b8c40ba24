/** @file Find entities: a text goes in, its names and the pairs that may be related come out. Loaded when it is opened. */
import { useEffect, useMemo, useState } from "react";
import { t } from "../../../messages/translate";
import { listCandidates, selectShown } from "../../../analysis/foundCandidates";
import { selectThresholds } from "../../../state/finder";
import { useBench } from "../../../state/useBench";
import { findCounts } from "../../foundFindings";
import { CandidatePanel } from "./CandidatePanel";
import { FindExport } from "./FindExport";
import { FindForm } from "./FindForm";
import { FindScores } from "./FindScores";
import { FoundPanel } from "./FoundPanel";
import { ThresholdPanel } from "./ThresholdPanel";
import "../../styles/find.css";

export function FindPanel() {
  const loadFinder = useBench((state) => state.loadFinder);
  const isLoaded = useBench((state) => state.finder !== null);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => void loadFinder().catch(() => setHasFailed(true)), [loadFinder]);
  const { sentences } = useBench((state) => state.foundIn);
  const run = useBench((state) => state.findRun);
  const entity = useBench((state) => selectThresholds(state).entity);
  const relation = useBench((state) => selectThresholds(state).relation);
  const shown = useMemo(() => selectShown(sentences, { entity, relation }), [sentences, entity, relation]);
  const candidates = useMemo(() => listCandidates(shown), [shown]);
  if (!isLoaded) {
    return (
      <p className="waiting">
        {hasFailed
          ? t("A part of the page could not be loaded. Reload the page.")
          : t("This part of the page is on its way.")}
      </p>
    );
  }
  return (
    <section className="fig find" aria-labelledby="find-title">
      <div className="fig-head">
        <h2 id="find-title">{findCounts(run, shown, candidates)}</h2>
        <p>
          {t(
            "Names and relations are found by a model in plain text. Choose a pair, and the Bench reads it: subject, object and sentence. The text stays on this computer.",
          )}
        </p>
      </div>
      <FindForm />
      {sentences.length > 0 ? (
        <>
          <ThresholdPanel shown={shown} candidates={candidates} />
          <FindScores shown={shown} />
          <div className="cols">
            <FoundPanel shown={shown} />
            <CandidatePanel candidates={candidates} hasEntities={shown.some(({ entities }) => entities.length > 1)} />
          </div>
          <FindExport shown={shown} hasPairs={candidates.length > 0} />
        </>
      ) : null}
    </section>
  );
}

/** @file Scores the rows that the review still needs answers for, and says how far that is. */
import { useMemo } from "react";
import { useBench } from "../../../state/useBench";
import { countOf } from "../../numbers";

export function ReviewScoring() {
  const corpus = useBench((state) => state.corpus);
  const results = useBench((state) => state.results);
  const scoring = useBench((state) => state.scoring);
  const slot = useBench((state) => (state.modelId === null ? null : (state.slots[state.modelId] ?? null)));
  const score = useBench((state) => state.score);
  const cancel = useBench((state) => state.cancelScoring);
  const resume = useBench((state) => state.resumeScoring);
  const { waiting, numOld } = useMemo(() => {
    const rows: number[] = [];
    let old = 0;
    results.forEach((result, row) => {
      if (result !== null && (result.kind !== "score" || result.probes !== undefined)) return;
      rows.push(row);
      if (result !== null) old++;
    });
    return { waiting: rows, numOld: old };
  }, [results]);
  if (corpus === null) return null;
  const isActive = scoring.status === "running" || scoring.status === "paused";
  const numRows = corpus.examples.length;
  if (!isActive && waiting.length === 0 && scoring.status !== "failed") return null;
  return (
    <section className="reviewscore" aria-label="Scores for the review">
      {isActive ? (
        <>
          <span className="num">
            <b>{scoring.status === "paused" ? "Paused" : "Scoring"}</b> {scoring.numDone.toLocaleString("en")} of{" "}
            {countOf(scoring.numTotal, "row")}
          </span>
          <progress
            className="prog"
            aria-label="Rows scored"
            value={scoring.numDone}
            max={Math.max(1, scoring.numTotal)}
          />
          <span className="acts">
            {scoring.status === "paused" ? (
              <button className="btn" type="button" onClick={resume}>
                Resume
              </button>
            ) : null}
            <button className="btn" type="button" onClick={cancel}>
              Cancel
            </button>
          </span>
        </>
      ) : waiting.length === 0 ? null : (
        <>
          <span className="num">
            {waiting.length === numRows
              ? "No row is"
              : `${waiting.length.toLocaleString("en")} of ${countOf(numRows, "row")} are not`}{" "}
            scored with this model and its probes
            {numOld > 0 ? `, ${numOld.toLocaleString("en")} of them from before probes were kept` : ""}: only labels are
            compared there.
          </span>
          <span className="acts">
            <button
              className="btn solid"
              type="button"
              disabled={slot?.status !== "ready"}
              onClick={() => void score(waiting, true)}
            >
              Score {countOf(waiting.length, "row")}
            </button>
          </span>
          {slot?.status === "ready" ? null : (
            <span className="micro">
              The model is not loaded yet; the line at the foot of the page tells how far it is.
            </span>
          )}
        </>
      )}
      {scoring.status === "failed" ? (
        <p className="alert" role="alert">
          {scoring.message} What was scored before is kept.
        </p>
      ) : null}
    </section>
  );
}

/** @file Scores the rows that the review still needs answers for, and says how far that is. */
import { Trans } from "@lingui/react";
import { useMemo } from "react";
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { useBench } from "../../../state/useBench";

/** How many rows have no score with probes; `numOld` of them have one without. */
function sayWaiting(numWaiting: number, numRows: number, numOld: number): string {
  const values = { part: formatCount(numWaiting), n: numRows, old: formatCount(numOld) };
  if (numWaiting === numRows) {
    return numOld > 0
      ? t(
          "No row is scored with this model and its probes, {old} of them from before probes were kept: only labels are compared there.",
          values,
        )
      : t("No row is scored with this model and its probes: only labels are compared there.");
  }
  return numOld > 0
    ? t(
        "{part} of {n, plural, one {# row} other {# rows}} are not scored with this model and its probes, {old} of them from before probes were kept: only labels are compared there.",
        values,
      )
    : t(
        "{part} of {n, plural, one {# row} other {# rows}} are not scored with this model and its probes: only labels are compared there.",
        values,
      );
}

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
    <section className="reviewscore" aria-label={t("Scores for the review")}>
      {isActive ? (
        <>
          <span className="num">
            <Trans
              id={
                scoring.status === "paused"
                  ? "<0>Paused</0> {part} of {n, plural, one {# row} other {# rows}}"
                  : "<0>Scoring</0> {part} of {n, plural, one {# row} other {# rows}}"
              }
              values={{ part: formatCount(scoring.numDone), n: scoring.numTotal }}
              components={{ 0: <b /> }}
            />
          </span>
          <progress
            className="prog"
            aria-label={t("Rows scored")}
            value={scoring.numDone}
            max={Math.max(1, scoring.numTotal)}
          />
          <span className="acts">
            {scoring.status === "paused" ? (
              <button className="btn" type="button" onClick={resume}>
                {t("Resume")}
              </button>
            ) : null}
            <button className="btn" type="button" onClick={cancel}>
              {t("Cancel")}
            </button>
          </span>
        </>
      ) : waiting.length === 0 ? null : (
        <>
          <span className="num">{sayWaiting(waiting.length, numRows, numOld)}</span>
          <span className="acts">
            <button
              className="btn solid"
              type="button"
              disabled={slot?.status !== "ready"}
              onClick={() => void score(waiting, true)}
            >
              {t("Score {n, plural, one {# row} other {# rows}}", { n: waiting.length })}
            </button>
          </span>
          {slot?.status === "ready" ? null : (
            <span className="micro">
              {t("The model is not loaded yet; the line at the foot of the page tells how far it is.")}
            </span>
          )}
        </>
      )}
      {scoring.status === "failed" ? (
        <p className="alert" role="alert">
          {t("{problem} What was scored before is kept.", { problem: scoring.message ?? "" })}
        </p>
      ) : null}
    </section>
  );
}

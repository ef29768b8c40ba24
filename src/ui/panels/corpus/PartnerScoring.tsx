/** @file Scores the other model on the rows that this one has read, so that both can be set side by side. */
import { useMemo } from "react";
import { selectPartner, selectPartnerModel } from "../../../state/partnerSlice";
import { useBench } from "../../../state/useBench";
import { countOf, formatBytes } from "../../numbers";
import { formatEta } from "./formatEta";

/** `rows`: places of the rows that pass the selection by words. */
export function PartnerScoring({ rows }: { rows: readonly number[] }) {
  const model = useBench(selectPartnerModel);
  const partner = useBench(selectPartner);
  const results = useBench((state) => state.results);
  const own = useBench(({ modelId, slots }) => (modelId === null ? null : (slots[modelId]?.info?.labels ?? null)));
  const slot = useBench((state) => (model === null ? null : (state.slots[model.id] ?? null)));
  const score = useBench((state) => state.scorePartner);
  const cancel = useBench((state) => state.cancelPartner);
  const cancelLoad = useBench((state) => state.cancelLoad);
  const { waiting, numDone } = useMemo(() => {
    const read = rows.filter((row) => results[row]?.kind === "score");
    const isDone = (row: number) => (partner?.results[row] ?? null) !== null;
    return { waiting: read.filter((row) => !isDone(row)), numDone: read.filter(isDone).length };
  }, [rows, results, partner]);
  if (model === null || numDone + waiting.length === 0) return null;
  const { scoring, labels } = partner ?? { scoring: null, labels: null };
  const isComparable = labels === null || own === null || labels.join() === own.join();
  const isRunning = scoring?.status === "running";
  const isLoading = isRunning && slot?.status === "loading";
  const all = numDone + waiting.length;
  return (
    <>
      <div className="scorebar" role="group" aria-label={`Scores of ${model.title}`}>
        {isRunning && scoring !== null ? (
          <>
            <span>
              <b>{isLoading ? `Loading ${model.title}` : `Scoring with ${model.title}`}</b>{" "}
              {isLoading
                ? `${formatBytes(slot.loadedBytes)} of ${formatBytes(slot.totalBytes || model.bytes)}`
                : `${scoring.numDone.toLocaleString("en")} of ${countOf(scoring.numTotal, "row")}`}
            </span>
            <progress
              className="prog"
              aria-label={isLoading ? `${model.title} loaded` : `Rows scored with ${model.title}`}
              value={isLoading ? slot.loadedBytes : scoring.numDone}
              max={Math.max(1, isLoading ? slot.totalBytes : scoring.numTotal)}
            />
            <span>{scoring.etaMs === null ? "" : formatEta(scoring.etaMs)}</span>
            <span className="acts">
              <button
                className="btn"
                type="button"
                onClick={() => {
                  if (isLoading) cancelLoad(model.id);
                  cancel();
                }}
              >
                Cancel
              </button>
            </span>
          </>
        ) : (
          <>
            <span>
              <b>{numDone.toLocaleString("en")}</b> of {countOf(all, "scored row")} also scored with {model.title}
              {numDone === 0 ? ", the same swaps and seed: to set both models side by side" : ""}
            </span>
            {waiting.length > 0 ? (
              <span className="acts">
                <button className="btn" type="button" onClick={() => void score(waiting)}>
                  Score {model.title} too
                </button>
              </span>
            ) : null}
          </>
        )}
      </div>
      {scoring?.status === "failed" ? (
        <p className="alert" role="alert">
          {model.title}: {scoring.message} What was scored before is kept.
        </p>
      ) : null}
      {numDone > 0 && !isComparable ? (
        <p className="notice">
          {model.title} has other relations than the model above, so the two cannot be set side by side.
        </p>
      ) : null}
    </>
  );
}

/** @file Scores the other model on the rows that this one has read, so that both can be set side by side. */
import { Trans } from "@lingui/react";
import { useMemo } from "react";
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { selectPartner, selectPartnerModel } from "../../../state/partnerSlice";
import { useBench } from "../../../state/useBench";
import { formatBytes } from "../../numbers";
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
  const { title } = model;
  return (
    <>
      <div className="scorebar" role="group" aria-label={t("Scores of {title}", { title })}>
        {isRunning && scoring !== null ? (
          <>
            <span>
              <b>{isLoading ? t("Loading {title}", { title }) : t("Scoring with {title}", { title })}</b>{" "}
              {isLoading
                ? t("{part} of {whole}", {
                    part: formatBytes(slot.loadedBytes),
                    whole: formatBytes(slot.totalBytes || model.bytes),
                  })
                : t("{part} of {n, plural, one {# row} other {# rows}}", {
                    part: formatCount(scoring.numDone),
                    n: scoring.numTotal,
                  })}
            </span>
            <progress
              className="prog"
              aria-label={isLoading ? t("{title} loaded", { title }) : t("Rows scored with {title}", { title })}
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
                {t("Cancel")}
              </button>
            </span>
          </>
        ) : (
          <>
            <span>
              <Trans
                id={
                  numDone === 0
                    ? "<0>{part}</0> of {n, plural, one {# scored row} other {# scored rows}} also scored with {title}, the same swaps and seed: to set both models side by side"
                    : "<0>{part}</0> of {n, plural, one {# scored row} other {# scored rows}} also scored with {title}"
                }
                values={{ part: formatCount(numDone), n: all, title: <bdi>{title}</bdi> }}
                components={{ 0: <b /> }}
              />
            </span>
            {waiting.length > 0 ? (
              <span className="acts">
                <button className="btn" type="button" onClick={() => void score(waiting)}>
                  {t("Score {title} too", { title })}
                </button>
              </span>
            ) : null}
          </>
        )}
      </div>
      {scoring?.status === "failed" ? (
        <p className="alert" role="alert">
          {t("{title}: {problem} What was scored before is kept.", { title, problem: scoring.message ?? "" })}
        </p>
      ) : null}
      {numDone > 0 && !isComparable ? (
        <p className="notice">
          {t("{title} has other relations than the model above, so the two cannot be set side by side.", { title })}
        </p>
      ) : null}
    </>
  );
}

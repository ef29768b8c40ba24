/** @file Settings of a scoring job, its start, progress, pause and end. */
import { Trans } from "@lingui/react";
import { memo, useEffect, useMemo, useState } from "react";
import { joinWords } from "../../../messages/joinWords";
import { t } from "../../../messages/translate";
import { formatCount, formatFixed } from "../../../messages/formatNumber";
import { useLanguage } from "../../useLanguage";
import { isEmptyFilter, isKeptByWords } from "../../../analysis/corpusColumns";
import { CORPUS_DRAWS_RANGE, SWAPS_RANGE, type ScoringState } from "../../../state/corpusSlice";
import type { LinkState } from "../../../state/linkFormat";
import { useBench } from "../../../state/useBench";
import { NumberField } from "../../widgets/NumberField";
import { Picker } from "../../widgets/Picker";
import { ModelMark } from "../../widgets/ModelMark";
import { formatEta } from "./formatEta";
import { PartnerScoring } from "./PartnerScoring";

/** Rows that a link was made on: runs of scored rows, or all. */
function listRows(runs: LinkState["scored"], numRows: number): number[] {
  if (runs === undefined) return Array.from({ length: numRows }, (_, row) => row);
  return runs.flatMap(([first, last]) =>
    Array.from({ length: Math.max(0, Math.min(last, numRows - 1) - first + 1) }, (_, i) => first + i),
  );
}

/** Speaks every tenth of the way, and the end. */
function Announcer({ scoring }: { scoring: ScoringState }) {
  const { status, numDone, numTotal } = scoring;
  const tenth = numTotal === 0 ? 0 : Math.floor((10 * numDone) / numTotal) * 10;
  const words: Record<ScoringState["status"], string> = {
    idle: "",
    running: t("Scoring, {tenth} percent", { tenth }),
    paused: t("Scoring paused after {n, plural, one {# row} other {# rows}}", { n: numDone }),
    done: t("{n, plural, one {# row} other {# rows}} scored", { n: numDone }),
    cancelled: t("Scoring cancelled after {n, plural, one {# row} other {# rows}}; they are kept", { n: numDone }),
    failed: t("Scoring failed"),
  };
  const sentence = words[status];
  const [spoken, setSpoken] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(sentence), 300);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <p className="vh" role="status" aria-live="polite" data-testid="scoring">
      {spoken}
    </p>
  );
}

function Settings() {
  const settings = useBench((state) => state.scoreSettings);
  const set = useBench((state) => state.setScoreSettings);
  const index = useBench((state) => state.index);
  const modelId = useBench((state) => state.modelId);
  const chooseModel = useBench((state) => state.chooseModel);
  const seed = useBench((state) => state.knobs.seed);
  const beta = useBench(
    ({ knobs, modelId: id, slots }) => knobs.beta ?? (id === null ? null : (slots[id]?.info?.beta ?? null)),
  );
  const isPlain = index?.models.find(({ id }) => id === modelId)?.bottleneck === false;
  const models = (index?.models ?? []).filter(({ role, id }) => role !== "test" || id === modelId);
  return (
    <div className="knobs">
      <div className="knob">
        <span className="lab" aria-hidden="true">
          {t("Model")}
        </span>
        <div className="row">
          <Picker
            label={t("Model")}
            options={models.map(({ id, title, bottleneck }) => ({
              id,
              label: title,
              mark: <ModelMark hasBottleneck={bottleneck} />,
            }))}
            value={modelId}
            placeholder={t("Reading the list of models")}
            isDisabled={models.length === 0}
            onChoose={chooseModel}
          />
        </div>
      </div>
      <div className="knob">
        <span className="lab" aria-hidden="true">
          {t("Swaps S of each row, {low} to {high}", { low: SWAPS_RANGE[0], high: SWAPS_RANGE[1] })}
        </span>
        <div className="row">
          <NumberField
            label={t("Swaps S")}
            className="num3"
            value={settings.swaps}
            min={SWAPS_RANGE[0]}
            max={SWAPS_RANGE[1]}
            onChange={(swaps) => set({ swaps })}
          />
        </div>
      </div>
      <div className={`knob ${isPlain ? "off" : ""}`}>
        <span className="lab" aria-hidden="true">
          {t("Draws K of each row, {low} to {high}", { low: CORPUS_DRAWS_RANGE[0], high: CORPUS_DRAWS_RANGE[1] })}
        </span>
        <div className="row">
          <NumberField
            label={t("Draws K")}
            className="num3"
            value={settings.draws}
            min={CORPUS_DRAWS_RANGE[0]}
            max={CORPUS_DRAWS_RANGE[1]}
            isDisabled={isPlain}
            onChange={(draws) => set({ draws })}
          />
        </div>
      </div>
      <p className="micro num knobnote">
        {isPlain
          ? t("No bottleneck, so no β and seed {seed}, as on the Bench. More swaps and draws take longer.", { seed })
          : t("β {beta} and seed {seed}, as on the Bench. More swaps and draws take longer.", {
              beta: beta === null ? "–" : formatFixed(beta, 2),
              seed,
            })}
      </p>
    </div>
  );
}

export const ScoringPanel = memo(function ScoringPanel() {
  useLanguage();
  const scoring = useBench((state) => state.scoring);
  const corpus = useBench((state) => state.corpus);
  const results = useBench((state) => state.results);
  const status = useBench((state) => (state.modelId === null ? null : (state.slots[state.modelId]?.status ?? null)));
  const score = useBench((state) => state.score);
  const pause = useBench((state) => state.pauseScoring);
  const resume = useBench((state) => state.resumeScoring);
  const cancel = useBench((state) => state.cancelScoring);
  const linked = useBench((state) =>
    state.linked?.status === "open" && state.linked.link.made !== undefined ? state.linked.link : null,
  );
  // A brush changes none of these: the panel is not drawn again while it moves.
  const relation = useBench((state) => state.filter.present.relation);
  const pair = useBench((state) => state.filter.present.pair);
  const name = useBench((state) => state.filter.present.name);
  const text = useBench((state) => state.filter.present.text);
  const rows = useMemo(() => {
    const words = { range: null, relation, pair, name, text };
    const examples = corpus?.examples ?? [];
    const isAll = isEmptyFilter(words);
    const kept: number[] = [];
    for (let row = 0; row < examples.length; row++) {
      if (isAll || isKeptByWords(examples[row]!, examples[row]!.relation ?? null, words)) kept.push(row);
    }
    return kept;
  }, [corpus, relation, pair, name, text]);
  const linkedRows = useMemo(
    () => (linked === null || !corpus ? [] : listRows(linked.scored, corpus.examples.length)),
    [linked, corpus],
  );
  if (!corpus) return null;
  const { numDone, numTotal, rowsPerSecond, etaMs } = scoring;
  const isActive = scoring.status === "running" || scoring.status === "paused";
  const numLeft = rows.filter((row) => results[row] == null).length;
  const numScored = results.filter((result) => result?.kind === "score").length;
  const numUnreadable = results.filter((result) => result?.kind === "unreadable").length;
  const isPart = rows.length < corpus.examples.length;
  const numLinked = linkedRows.filter((row) => results[row] == null).length;
  return (
    <section aria-label={t("Scoring")}>
      <Settings />
      <div className="scorebar">
        {isActive ? (
          <>
            <span>
              <Trans
                id={
                  scoring.status === "paused"
                    ? "<0>Paused</0> {part} of {n, plural, one {# row} other {# rows}}"
                    : "<0>Scoring</0> {part} of {n, plural, one {# row} other {# rows}}"
                }
                values={{ part: formatCount(numDone), n: numTotal }}
                components={{ 0: <b /> }}
              />
            </span>
            <progress className="prog" aria-label={t("Rows scored")} value={numDone} max={Math.max(1, numTotal)} />
            <span>
              {joinWords([
                rowsPerSecond === null
                  ? t("measuring the speed")
                  : t("{rate} rows/s", { rate: formatFixed(rowsPerSecond, rowsPerSecond < 10 ? 1 : 0) }),
                ...(etaMs === null || scoring.status === "paused" ? [] : [formatEta(etaMs)]),
              ])}
            </span>
            <span className="acts">
              <button className="btn" type="button" onClick={scoring.status === "paused" ? resume : pause}>
                {scoring.status === "paused" ? t("Resume") : t("Pause")}
              </button>
              <button className="btn" type="button" onClick={cancel}>
                {t("Cancel")}
              </button>
            </span>
          </>
        ) : (
          <>
            <span>
              <Trans
                id="<0>{part}</0> of {n, plural, one {# row} other {# rows}} scored with this model and these settings; they are kept in this browser"
                values={{ part: formatCount(numScored), n: corpus.examples.length }}
                components={{ 0: <b /> }}
              />
              {scoring.status === "cancelled" ? t(". The job was cancelled; it goes on where it stopped") : ""}
              {numUnreadable > 0
                ? t(
                    ". {n, plural, one {# row} other {# rows}} could not be read by the model; the table of rows says why",
                    { n: numUnreadable },
                  )
                : ""}
            </span>
            <span className="acts">
              {numLinked > 0 ? (
                <button
                  className="btn solid"
                  type="button"
                  disabled={status !== "ready"}
                  onClick={() => void score(linkedRows)}
                >
                  {t("Score {n, plural, one {# row} other {# rows}} to see the linked view", { n: numLinked })}
                </button>
              ) : null}
              {numLinked > 0 && numLinked === numLeft ? null : (
                <button
                  className={numLinked > 0 ? "btn" : "btn solid"}
                  type="button"
                  disabled={status !== "ready" || numLeft === 0}
                  onClick={() => void score(rows)}
                >
                  {numLeft === 0
                    ? t("All scored")
                    : isPart
                      ? t("Score {n, plural, one {# selected row} other {# selected rows}}", { n: numLeft })
                      : numScored + numUnreadable > 0
                        ? t("Score the other {n, plural, one {# row} other {# rows}}", { n: numLeft })
                        : t("Score {n, plural, one {# row} other {# rows}}", { n: numLeft })}
                </button>
              )}
            </span>
            {status === "ready" || numLeft === 0 ? null : (
              <span className="micro">
                {t("The model is not loaded yet; the line at the foot of the page tells how far it is.")}
              </span>
            )}
          </>
        )}
      </div>
      {scoring.status === "failed" ? (
        <p className="alert" role="alert">
          {t("{problem} What was scored before is kept.", { problem: scoring.message ?? "" })}
        </p>
      ) : null}
      {isActive ? null : <PartnerScoring rows={rows} />}
      <Announcer scoring={scoring} />
    </section>
  );
});

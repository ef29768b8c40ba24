/** @file Pairs that may be related, best first: one click takes a pair to the stage; on request what names do to its answer. */
import { useState } from "react";
import { formatFixed } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { isCorrected, toExample, type Candidate } from "../../../analysis/foundCandidates";
import { biasKeyOf, type ModelBias, type PairBias } from "../../../state/findBias";
import { selectLoaded } from "../../../state/swapSlice";
import { useBench, useBenchStore } from "../../../state/useBench";
import { nameOf } from "../../findings";
import { findSpanEffect, findSpanEffects, sayBias, type SpanReadings } from "../../foundFindings";
import { spellMarks } from "../../hiddenMarks";
import { formatLabel } from "../../numbers";
import { showStage } from "../../showStage";
import { MarkedSentence } from "../../widgets/MarkedSentence";

/** Pairs drawn at first, and read at a time. */
const PAGE = 20;

function Readings({ bias }: { bias: PairBias }) {
  if (typeof bias === "string") return <p className="micro">{spellMarks(bias)}</p>;
  return bias.map((one) => (
    <p key={one.model.id} className="micro num">
      {bias.length > 1 ? `${nameOf(one)}: ` : ""}
      {sayBias(one)}
    </p>
  ));
}

/** What the models say of a pair, and of the spans as they were found where they have been set right. */
function PairReadings({ candidate }: { candidate: Candidate }) {
  const corrected = useBench((state) => state.findBias.byKey[biasKeyOf(state, toExample(candidate))]);
  const asFound = useBench(
    (state) => state.findBias.byKey[biasKeyOf(state, toExample(candidate, { isAsFound: true }))],
  );
  if (corrected === undefined) return null;
  if (asFound === undefined || asFound === corrected) return <Readings bias={corrected} />;
  return (
    <>
      <p className="micro">
        <b>{t("With the spans as they stand now")}</b>
      </p>
      <Readings bias={corrected} />
      <p className="micro">
        <b>{t("With the spans as they were found")}</b>
      </p>
      <Readings bias={asFound} />
      {typeof corrected === "string" || typeof asFound === "string"
        ? null
        : corrected.map((one, i) => (
            <p key={one.model.id} className="effect">
              {t("Setting the span right: {effect}.", { effect: findSpanEffect(asFound[i]!, one) })}
            </p>
          ))}
    </>
  );
}

/** Over all corrected pairs that have been read with both spans, what that changed: one line a model. */
function SpanEffects({ candidates }: { candidates: readonly Candidate[] }) {
  const state = useBenchStore().getState();
  const byKey = useBench(({ findBias }) => findBias.byKey);
  const byModel = new Map<string, SpanReadings[]>();
  for (const candidate of candidates.filter(isCorrected)) {
    const corrected = byKey[biasKeyOf(state, toExample(candidate))];
    const asFound = byKey[biasKeyOf(state, toExample(candidate, { isAsFound: true }))];
    if (!Array.isArray(corrected) || !Array.isArray(asFound)) continue;
    for (const [i, one] of (corrected as readonly ModelBias[]).entries()) {
      const name = nameOf(one);
      byModel.set(name, [...(byModel.get(name) ?? []), { asFound: asFound[i] as ModelBias, corrected: one }]);
    }
  }
  if (byModel.size === 0) return null;
  return (
    <div className="effects">
      <h3>{t("What span errors do to these readings")}</h3>
      {[...byModel].map(([name, pairs]) => (
        <p key={name}>{findSpanEffects(name, pairs)}</p>
      ))}
    </div>
  );
}

function ReadAll({ candidates }: { candidates: readonly Candidate[] }) {
  const { readBias, cancelBias } = useBench((state) => state.finder!);
  const run = useBench((state) => state.findBias);
  const isReady = useBench((state) => selectLoaded(state).length > 0);
  if (run.status === "running") {
    return (
      <div className="runbar">
        <button className="btn" type="button" onClick={cancelBias}>
          {t("Cancel")}
        </button>
        <progress className="prog" aria-label={t("Passes done")} max={Math.max(1, run.numTotal)} value={run.numDone} />
        <span className="num">
          {t("{numDone} of {numTotal, plural, one {# pass} other {# passes}}", {
            numDone: run.numDone,
            numTotal: run.numTotal,
          })}
        </span>
      </div>
    );
  }
  return (
    <div className="runbar">
      <button className="btn" type="button" disabled={!isReady} onClick={() => void readBias(candidates)}>
        {t("Read the entity bias of {n, plural, one {# pair} other {# pairs}}", { n: candidates.length })}
      </button>
      {run.status === "failed" ? (
        <span role="alert">{t("The run failed: {error}", { error: spellMarks(run.error ?? "") })}</span>
      ) : null}
    </div>
  );
}

function Row({ candidate }: { candidate: Candidate }) {
  const open = useBench((state) => state.finder!.open);
  const { subject, object, relation, score, sentence } = candidate;
  const words = (one: { readonly start: number; readonly end: number }) =>
    spellMarks(sentence.text.slice(one.start - sentence.start, one.end - sentence.start));
  return (
    <li>
      <button
        className="cand"
        type="button"
        aria-label={t("Open in the Bench: {subject}, {relation}, {object}; score {score}", {
          subject: words(subject),
          relation: formatLabel(relation),
          object: words(object),
          score: formatFixed(score, 2),
        })}
        onClick={() => {
          open(candidate);
          showStage();
        }}
      >
        <span className="pair">
          <bdi className="u-s">{words(subject)}</bdi> <span className="rel">{formatLabel(relation)}</span>{" "}
          <bdi className="u-o">{words(object)}</bdi>
        </span>
        <span className="num">{formatFixed(score, 2)}</span>
        <span className="said" dir="auto" lang="en">
          <MarkedSentence example={toExample(candidate)} longest={60} />
        </span>
      </button>
      <PairReadings candidate={candidate} />
    </li>
  );
}

export function CandidatePanel({
  candidates,
  hasEntities,
}: {
  candidates: readonly Candidate[];
  hasEntities: boolean;
}) {
  const isDone = useBench(({ findRun: { status } }) => status === "done");
  const numSwaps = useBench((state) => state.scoreSettings.swaps);
  const [numShown, setNumShown] = useState(PAGE);
  const listed = candidates.slice(0, numShown);
  return (
    <div className="c5">
      <h3>{t("Pairs that may be related, best first")}</h3>
      {listed.length === 0 && isDone ? (
        <p className="micro">
          {hasEntities
            ? t("No pair scores above the threshold. Lower it, or open two entities as a pair yourself.")
            : t("A pair needs two entities in one sentence.")}
        </p>
      ) : null}
      {listed.length > 0 ? (
        <>
          <p className="micro">
            {t(
              "Each opens in the Bench. Entity bias: variance of both names, and how often {n, plural, one {# pair} other {# pairs}} of other names of the same types, not in training, change the answer.",
              { n: numSwaps },
            )}
          </p>
          <ol className="cands">
            {listed.map((candidate) => (
              <Row key={candidate.key} candidate={candidate} />
            ))}
          </ol>
          {candidates.length > numShown ? (
            <button className="lnk" type="button" onClick={() => setNumShown(numShown + PAGE)}>
              {t("Show more: {n, plural, one {# pair} other {# pairs}} left", { n: candidates.length - numShown })}
            </button>
          ) : null}
          <ReadAll candidates={listed} />
          <SpanEffects candidates={listed} />
        </>
      ) : null}
    </div>
  );
}

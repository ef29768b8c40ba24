/** @file The review: rows that are worth a second look, one open at a time, decided by key. Loaded when it is first opened. */
import { sayCorpusName } from "../../../state/corpusName";
import { Trans } from "@lingui/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { msg, say, t, type MessageId } from "../../../messages/translate";
import { useLanguage } from "../../useLanguage";
import { createGoldOf } from "../../../data/labelMapping";
import type { Action } from "../../../data/reviewDecisions";
import { selectScoreOptions } from "../../../state/corpusSlice";
import { selectDecisions } from "../../../state/reviewSlice";
import { useBench, useBenchStore } from "../../../state/useBench";
import { spellMarks } from "../../hiddenMarks";
import { useIsNarrow } from "../../useIsNarrow";
import { KeyHelp } from "../../widgets/KeyHelp";
import { MarkedSentence } from "../../widgets/MarkedSentence";
import { QueueList } from "../../widgets/QueueList";
import { UndoButtons } from "../UndoButtons";
import { AgreementPanel } from "./AgreementPanel";
import { OpenCorpus } from "./OpenCorpus";
import { OpenRow } from "./OpenRow";
import { ReviewBar } from "./ReviewBar";
import { ReviewScoring } from "./ReviewScoring";
import { listRelations } from "./listRelations";
import { REVIEW_KEYS, useReviewKeys, type ReviewKey } from "./useReviewKeys";
import { useChoices, useFilteredQueue, useReviewQueue } from "./useReviewQueue";
import "../../styles/review.css";

/** Height of an entry of the list before it has been drawn, in pixels. */
const ITEM_HEIGHT = 92;
/** Most characters of a stretch of a sentence in the list. */
const LONGEST = 60;
const NO_LABELS: readonly string[] = [];
const SAID: Record<Action, MessageId> = { keep: msg("Kept"), relabel: msg("Relabelled"), flag: msg("Flagged") };

export default function ReviewPanel() {
  const language = useLanguage();
  const store = useBenchStore();
  const corpus = useBench((state) => state.corpus);
  const modelId = useBench((state) => state.modelId);
  const options = useBench((state) => JSON.stringify(selectScoreOptions(state)));
  const restoreCorpus = useBench((state) => state.restoreCorpus);
  const restoreScores = useBench((state) => state.restoreScores);
  const restoreReview = useBench((state) => state.restoreReview);
  useEffect(() => void restoreCorpus(), [restoreCorpus]);
  useEffect(() => void restoreScores(), [corpus, modelId, options, restoreScores]);
  useEffect(() => void restoreReview(), [corpus, restoreReview]);

  const results = useBench((state) => state.results);
  const labels = useBench(({ slots }) => slots[modelId ?? ""]?.info?.labels ?? NO_LABELS);
  const decisions = useBench(selectDecisions);
  const openPlace = useBench((state) => state.review.row);
  const filter = useBench((state) => state.reviewFilter);
  const { ranked } = useReviewQueue();
  const items = useFilteredQueue(ranked, decisions);
  const isNarrow = useIsNarrow();
  const search = useRef<HTMLInputElement>(null);
  const [isHelp, setIsHelp] = useState(false);
  const [relabelling, setRelabelling] = useState<number | null>(null);
  const [said, setSaid] = useState("");

  const byRow = useMemo(() => new Map(ranked?.map((queued) => [queued.row, queued])), [ranked]);
  const found = items.findIndex(({ queued }) => queued.row === openPlace);
  // A decided row leaves the list of undecided ones; what stood after it has been opened by then.
  const index = found < 0 && items.length > 0 ? 0 : found;
  const item = items[index] ?? null;
  const row = item?.queued.row ?? null;

  const open = (next: number) => {
    const target = items[next];
    if (target === undefined) return;
    setRelabelling(null);
    store.getState().openReviewRow(target.queued.row);
    setSaid(t("Row {row}. {why}", { row: target.queued.row + 1, why: target.why ?? t("No reason found.") }));
  };
  const decide = (action: Action, label: string | null) => {
    if (row === null) return;
    const next = items[index + 1] ?? items[index - 1] ?? null;
    setRelabelling(null);
    store.getState().decide(row, action, label, next?.queued.row ?? null);
    const values = { action: t(SAID[action]), row: row + 1 };
    setSaid(
      label === null ? t("{action}: row {row}.", values) : t("{action}: row {row}, {label}.", { ...values, label }),
    );
  };
  const undo = () => {
    const last = store.getState().steps.past.at(-1);
    if (last?.view !== "review") return setSaid(t("No decision to undo."));
    store.getState().undo();
    setRelabelling(null);
    setSaid(t("Undone: {step}.", { step: spellMarks(say(last.name)) }));
  };
  const actions: Record<ReviewKey, () => void> = {
    j: () => open(index + 1),
    k: () => open(index - 1),
    "1": () => decide("keep", null),
    "2": () => setRelabelling(row),
    "3": () => decide("flag", null),
    u: undo,
    "/": () => search.current?.focus(),
    "?": () => setIsHelp(true),
  };
  useReviewKeys((key) => actions[key]());

  const keyOf = useCallback((i: number) => items[i]!.queued.row, [items]);
  const negative = useBench(({ slots }) => slots[modelId ?? ""]?.info?.negative ?? "");
  const choices = useChoices(labels === NO_LABELS ? undefined : labels);
  const goldOf = useMemo(() => createGoldOf(labels, negative, choices), [labels, negative, choices]);
  const relations = useMemo(
    () => (corpus === null || row === null ? [] : listRelations(corpus.examples, labels, goldOf, results[row] ?? null)),
    [corpus, labels, goldOf, results, row, language],
  );
  const head = (
    <div className="question">
      <h1>{t("Which rows deserve a second look?")}</h1>
      {corpus && !corpus.figures ? (
        <span className="micro num">
          <Trans
            id={
              corpus.source === "demo"
                ? "<0>{name}</0>, {n, plural, one {# row} other {# rows}}, written for this site"
                : "<0>{name}</0>, {n, plural, one {# row} other {# rows}}, opened from this computer, and it stays here"
            }
            values={{ name: <bdi>{spellMarks(sayCorpusName(corpus))}</bdi>, n: corpus.examples.length }}
            components={{ 0: <b /> }}
          />
        </span>
      ) : null}
    </div>
  );
  const help = isHelp ? (
    <KeyHelp
      title={t("Keys of the review")}
      keys={REVIEW_KEYS.map(({ keys, does }) => ({ keys, does: t(does) }))}
      onClose={() => setIsHelp(false)}
    />
  ) : null;
  if (corpus === null || corpus.figures) {
    return (
      <div className="review">
        {head}
        <OpenCorpus isFigures={corpus !== null} />
        {help}
      </div>
    );
  }
  const show = (i: number) => {
    const { queued, why } = items[i]!;
    const decision = decisions[queued.row];
    const example = corpus.examples[queued.row]!;
    return (
      <>
        <span className="said" dir="auto">
          <MarkedSentence example={example} longest={LONGEST} />
        </span>
        <small>
          {decision?.action ? <b>{t(SAID[decision.action])}. </b> : null}
          {spellMarks(why ?? t("No reason found."))}
        </small>
      </>
    );
  };
  return (
    <div className="review">
      {head}
      <ReviewScoring />
      {ranked === null ? (
        <p className="waiting">{t("The rows are being ranked.")}</p>
      ) : (
        <>
          <ReviewBar ranked={ranked} decisions={decisions} search={search} onHelp={() => setIsHelp(true)} />
          {isNarrow ? <UndoButtons /> : null}
          {item === null ? (
            <p className="waiting">
              {filter.text.trim() === "" && filter.kind === null && filter.status === "open"
                ? t("No undecided row has a reason to be looked at. Choose “All rows” to go through the others.")
                : t("No row passes this choice.")}
            </p>
          ) : (
            <div className="desk">
              <QueueList
                label={t("Rows to review, {n, plural, one {# row} other {# rows}}", { n: items.length })}
                numItems={items.length}
                open={index}
                keyOf={keyOf}
                show={show}
                itemHeight={ITEM_HEIGHT}
                onOpen={open}
              />
              <OpenRow
                example={corpus.examples[row!]!}
                queued={byRow.get(row!)!}
                why={item.why}
                result={results[row!] ?? null}
                labels={labels}
                goldOf={goldOf}
                decision={decisions[row!]?.action ? decisions[row!]! : null}
                relations={relations}
                isRelabelling={relabelling === row}
                onDecide={decide}
                onRelabel={(isOn) => setRelabelling(isOn ? row : null)}
                onBench={() => {
                  store.getState().openExample(corpus.examples[row!]!);
                  store.getState().setView("bench");
                }}
              />
            </div>
          )}
        </>
      )}
      <AgreementPanel />
      <p className="vh" role="status" aria-live="polite" data-testid="review-said">
        {said}
      </p>
      {help}
    </div>
  );
}

/** @file What the queue shows, how far the review is, and what comes out of it. */
import { Trans } from "@lingui/react";
import { useState, type RefObject } from "react";
import { t, msg, type MessageId } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { joinWords } from "../../../messages/joinWords";
import type { QueuedRow } from "../../../analysis/reviewQueue";
import { REVIEW_REASONS, type ReviewReasonKind } from "../../../analysis/reviewReasons";
import { ACTIONS, listDecided, type Action, type Decisions } from "../../../data/reviewDecisions";
import type { ReviewFilter } from "../../../state/reviewSlice";
import { useBench, useBenchStore } from "../../../state/useBench";
import { saveBlob } from "../../saveBlob";
import { Picker } from "../../widgets/Picker";
import { REASON_NAMES } from "./reasonNames";
import { countReasons } from "./useReviewQueue";

const ANY = "any";
const sayCount = (action: Action, n: string) =>
  ({ keep: t("{n} kept", { n }), relabel: t("{n} relabelled", { n }), flag: t("{n} flagged", { n }) })[action];
const STATUS: readonly { readonly id: ReviewFilter["status"]; readonly label: MessageId }[] = [
  { id: "open", label: msg("Undecided rows") },
  { id: "decided", label: msg("Decided rows") },
  { id: "all", label: msg("Decided or not") },
];

/** Files that the decisions are put into; other formats stand in the Corpus view. */
const FILES = [
  { id: "source", label: msg("File with the decisions") },
  { id: "jsonl", label: msg("Rows as JSON lines") },
] as const;

export interface ReviewBarProps {
  readonly ranked: readonly QueuedRow[];
  readonly decisions: Decisions;
  readonly search: RefObject<HTMLInputElement | null>;
  onHelp(): void;
}

const capitalise = (words: string) => words.slice(0, 1).toLocaleUpperCase() + words.slice(1);

/** Files of the decisions. */
function Exports({ ranked, decisions, hasAny }: Pick<ReviewBarProps, "ranked" | "decisions"> & { hasAny: boolean }) {
  const corpus = useBench((state) => state.corpus);
  const exportRows = useBench((state) => state.exportRows);
  const exporting = useBench((state) => state.exporting);
  const store = useBenchStore();
  const [said, setSaid] = useState<{ readonly words: string; readonly isError: boolean } | null>(null);
  if (corpus === null) return null;
  const base = corpus.name.replace(/\.[^.]*$/, "");
  const attempt = (work: () => Promise<string>) => async () => {
    try {
      setSaid({ words: await work(), isError: false });
    } catch (error) {
      setSaid({ words: error instanceof Error ? error.message : String(error), isError: true });
    }
  };
  const saveTable = attempt(async () => {
    const [{ formatCsv }, { DECISION_COLUMNS, listDecisionRows }] = await Promise.all([
      import("../../exportData"),
      import("../../../state/reviewExport"),
    ]);
    const { results, modelId, slots } = store.getState();
    const labels = slots[modelId ?? ""]?.info?.labels ?? [];
    const rows = listDecisionRows(corpus, decisions, ranked, results, labels);
    const text = await formatCsv({ header: DECISION_COLUMNS, rows });
    saveBlob(new Blob([text], { type: "text/csv;charset=utf-8" }), `${base}-decisions.csv`);
    return "";
  });
  const saveCorpus = (target: string) =>
    attempt(async () => {
      const file = await exportRows(target);
      const words = store.getState().exportNotices.join(" ");
      if (file === null) throw new Error(words === "" ? t("No file was written: the export was stopped.") : words);
      saveBlob(file.blob, file.name.replace(/-scored(?=\.[^.]*$)/, "-reviewed"));
      return words;
    })();
  return (
    <>
      <span className="acts">
        <button className="lnk" type="button" disabled={!hasAny} onClick={() => void saveTable()}>
          {t("Decisions as CSV")}
        </button>
        {FILES.filter(({ id }) => id !== "source" || corpus.report !== undefined).map(({ id, label }) => (
          <button
            key={id}
            className="lnk"
            type="button"
            disabled={!hasAny || exporting !== null}
            onClick={() => void saveCorpus(id)}
          >
            {t(label)}
          </button>
        ))}
      </span>
      {said === null || said.words === "" ? null : (
        <p className={said.isError ? "alert" : "micro"} role={said.isError ? "alert" : "status"}>
          {said.words}
        </p>
      )}
    </>
  );
}

export function ReviewBar({ ranked, decisions, search, onHelp }: ReviewBarProps) {
  const filter = useBench((state) => state.reviewFilter);
  const set = useBench((state) => state.setReviewFilter);
  const saving = useBench((state) => state.reviewSaving);
  const counts = countReasons(ranked);
  const decided = listDecided(decisions);
  const numWith = ranked.filter(({ row, score }) => score > 0 && (decisions[row]?.action ?? null) !== null).length;
  const words = ACTIONS.map((action) => {
    const count = decided.filter(({ decision }) => decision.action === action).length;
    return sayCount(action, formatCount(count));
  });
  const kinds = [
    { id: ANY, label: t("Any reason"), detail: formatCount(counts.any) },
    ...REVIEW_REASONS.map((kind) => ({
      id: kind,
      label: capitalise(t(REASON_NAMES[kind])),
      detail: formatCount(counts[kind]),
    })),
    { id: "every", label: t("All rows"), detail: formatCount(ranked.length) },
  ];
  return (
    <section className="reviewbar" aria-label={t("Queue")}>
      <div className="where">
        <Picker
          label={t("Reason")}
          options={kinds}
          value={filter.kind ?? ANY}
          isDetailShown
          onChoose={(id) => set({ kind: id === ANY ? null : (id as ReviewReasonKind | "every") })}
        />
        <Picker
          label={t("Decided or not")}
          options={STATUS.map(({ id, label }) => ({ id, label: t(label) }))}
          value={filter.status}
          onChoose={(id) => set({ status: id as ReviewFilter["status"] })}
        />
        <label>
          <span className="vh">{t("Words in the sentence")}</span>
          <input
            ref={search}
            className="field"
            type="search"
            placeholder={t("Words in the sentence")}
            value={filter.text}
            onChange={({ target }) => set({ text: target.value })}
            onKeyDown={({ key, currentTarget }) => (key === "Escape" || key === "Enter") && currentTarget.blur()}
          />
        </label>
        <button className="lnk" type="button" onClick={onHelp}>
          {t("Keys")} <kbd aria-hidden="true">?</kbd>
        </button>
      </div>
      <div className="done">
        <span className="num">
          <Trans
            id="<0>{part}</0> of {n, plural, one {# row} other {# rows}} with a reason decided; {words}."
            values={{ part: formatCount(numWith), n: counts.any, words: joinWords(words) }}
            components={{ 0: <b /> }}
          />{" "}
          <span data-testid="review-saving">
            {decided.length === 0 ? "" : saving === "saved" ? t("Kept in this browser.") : t("Being kept.")}
          </span>
        </span>
        <progress className="prog" aria-label={t("Rows decided")} value={numWith} max={Math.max(1, counts.any)} />
        <Exports ranked={ranked} decisions={decisions} hasAny={decided.length > 0} />
      </div>
      {typeof saving === "object" ? (
        <p className="alert" role="alert">
          {t(
            "The last decision could not be kept in this browser: {problem} It stands on this page: save it as a file before you leave.",
            { problem: saving.problem },
          )}
        </p>
      ) : null}
    </section>
  );
}

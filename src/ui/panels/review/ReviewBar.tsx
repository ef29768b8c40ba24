/** @file What the queue shows, how far the review is, and what comes out of it. */
import { useState, type RefObject } from "react";
import type { QueuedRow } from "../../../analysis/reviewQueue";
import { REVIEW_REASONS, type ReviewReasonKind } from "../../../analysis/reviewReasons";
import { ACTIONS, listDecided, type Decisions } from "../../../data/reviewDecisions";
import type { ReviewFilter } from "../../../state/reviewSlice";
import { useBench, useBenchStore } from "../../../state/useBench";
import { countOf } from "../../numbers";
import { saveBlob } from "../../saveBlob";
import { Picker } from "../../widgets/Picker";
import { REASON_NAMES } from "./reasonNames";
import { countReasons } from "./useReviewQueue";

const ANY = "any";
const ACTION_WORDS = { keep: "kept", relabel: "relabelled", flag: "flagged" } as const;
const STATUS: readonly { readonly id: ReviewFilter["status"]; readonly label: string }[] = [
  { id: "open", label: "Undecided rows" },
  { id: "decided", label: "Decided rows" },
  { id: "all", label: "Decided or not" },
];

/** Files that the decisions are put into; other formats stand in the Corpus view. */
const FILES = [
  { id: "source", label: "File with the decisions" },
  { id: "jsonl", label: "Rows as JSON lines" },
] as const;

export interface ReviewBarProps {
  readonly ranked: readonly QueuedRow[];
  readonly decisions: Decisions;
  readonly search: RefObject<HTMLInputElement | null>;
  onHelp(): void;
}

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
      if (file === null) throw new Error(words === "" ? "No file was written: the export was stopped." : words);
      saveBlob(file.blob, file.name.replace(/-scored(?=\.[^.]*$)/, "-reviewed"));
      return words;
    })();
  return (
    <>
      <span className="acts">
        <button className="lnk" type="button" disabled={!hasAny} onClick={() => void saveTable()}>
          Decisions as CSV
        </button>
        {FILES.filter(({ id }) => id !== "source" || corpus.report !== undefined).map(({ id, label }) => (
          <button
            key={id}
            className="lnk"
            type="button"
            disabled={!hasAny || exporting !== null}
            onClick={() => void saveCorpus(id)}
          >
            {label}
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
    return `${count.toLocaleString("en")} ${ACTION_WORDS[action]}`;
  });
  const number = (count: number) => count.toLocaleString("en");
  const kinds = [
    { id: ANY, label: "Any reason", detail: number(counts.any) },
    ...REVIEW_REASONS.map((kind) => ({
      id: kind,
      label: REASON_NAMES[kind][0]!.toUpperCase() + REASON_NAMES[kind].slice(1),
      detail: number(counts[kind]),
    })),
    { id: "every", label: "All rows", detail: number(ranked.length) },
  ];
  return (
    <section className="reviewbar" aria-label="Queue">
      <div className="where">
        <Picker
          label="Reason"
          options={kinds}
          value={filter.kind ?? ANY}
          isDetailShown
          onChoose={(id) => set({ kind: id === ANY ? null : (id as ReviewReasonKind | "every") })}
        />
        <Picker
          label="Decided or not"
          options={STATUS}
          value={filter.status}
          onChoose={(id) => set({ status: id as ReviewFilter["status"] })}
        />
        <label>
          <span className="vh">Words in the sentence</span>
          <input
            ref={search}
            className="field"
            type="search"
            placeholder="Words in the sentence"
            value={filter.text}
            onChange={({ target }) => set({ text: target.value })}
            onKeyDown={({ key, currentTarget }) => (key === "Escape" || key === "Enter") && currentTarget.blur()}
          />
        </label>
        <button className="lnk" type="button" onClick={onHelp}>
          Keys <kbd aria-hidden="true">?</kbd>
        </button>
      </div>
      <div className="done">
        <span className="num">
          <b>{number(numWith)}</b> of {countOf(counts.any, "row")} with a reason decided; {words.join(", ")}.{" "}
          <span data-testid="review-saving">
            {decided.length === 0 ? "" : saving === "saved" ? "Kept in this browser." : "Being kept."}
          </span>
        </span>
        <progress className="prog" aria-label="Rows decided" value={numWith} max={Math.max(1, counts.any)} />
        <Exports ranked={ranked} decisions={decisions} hasAny={decided.length > 0} />
      </div>
      {typeof saving === "object" ? (
        <p className="alert" role="alert">
          The last decision could not be kept in this browser: {saving.problem} It stands on this page: save it as a
          file before you leave.
        </p>
      ) : null}
    </section>
  );
}

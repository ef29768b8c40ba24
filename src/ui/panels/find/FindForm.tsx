/** @file The text to search, and how far the search is. */
import { useId, useMemo } from "react";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { MOST_ROWS } from "../../../state/finder";
import { findExtractor } from "../../../state/modelIndex";
import { useBench } from "../../../state/useBench";
import { spellMarks } from "../../hiddenMarks";
import { formatBytes } from "../../numbers";

function Progress() {
  const { status, numDone, numTotal, error } = useBench((state) => state.findRun);
  const cancel = useBench((state) => state.finder!.cancel);
  if (status === "loading" || status === "running") {
    const isLoading = status === "loading";
    return (
      <>
        <button className="btn" type="button" onClick={cancel}>
          {t("Cancel")}
        </button>
        <progress
          className="prog"
          aria-label={isLoading ? t("Loading the model") : t("Sentences read")}
          max={Math.max(1, numTotal)}
          {...(numTotal > 0 && { value: numDone })}
        />
        <span className="num">
          {isLoading
            ? t("model: {done} of {total}", { done: formatBytes(numDone), total: formatBytes(numTotal) })
            : t("{done} of {n, plural, one {# sentence} other {# sentences}}", {
                done: formatCount(numDone),
                n: numTotal,
              })}
        </span>
      </>
    );
  }
  if (status === "failed") {
    return (
      <p className="alert" role="alert">
        {spellMarks(error ?? "")}
      </p>
    );
  }
  return status === "cancelled" ? <span>{t("Cancelled: what had been read by then stays.")}</span> : null;
}

function TakeRows() {
  const corpus = useBench((state) => state.corpus);
  const takeRows = useBench((state) => state.finder!.takeRows);
  const numTexts = useMemo(() => new Set(corpus?.examples.map(({ text }) => text)).size, [corpus]);
  // The rows of published figures have no text.
  if (corpus === null || corpus.figures || numTexts === 0) return null;
  return (
    <button className="lnk" type="button" onClick={takeRows}>
      {t("Take {n, plural, one {# text} other {# texts}} of the open corpus, with what its rows mark", {
        n: Math.min(numTexts, MOST_ROWS),
      })}
    </button>
  );
}

export function FindForm() {
  const text = useBench((state) => state.findText);
  const { setText, find } = useBench((state) => state.finder!);
  const status = useBench((state) => state.findRun.status);
  const index = useBench((state) => state.index);
  const modelId = useBench((state) => state.modelId);
  const id = useId();
  const entry = index === null || modelId === null ? undefined : findExtractor(index, modelId);
  const isBusy = status === "loading" || status === "running";
  return (
    <form
      className="findform"
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <label className="lab" htmlFor={id}>
        {t("English text")}
      </label>
      <textarea
        id={id}
        className="field"
        rows={5}
        dir="auto"
        lang="en"
        spellCheck={false}
        value={text}
        placeholder={t("Paste a paragraph with names in it.")}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (entry) void find();
        }}
      />
      <div className="runbar">
        <button className="btn solid" type="submit" disabled={isBusy || !entry}>
          {t("Find")}
        </button>
        <span className="micro" id={`${id}-hint`}>
          {t("or Ctrl+Enter, ⌘+Enter")}
        </span>
        <TakeRows />
        <Progress />
      </div>
      {entry === null ? (
        <p className="notice" role="status">
          {t(
            "No model that finds entities comes with this copy of the page. All else works: mark subject and object by hand in the sentence above.",
          )}
        </p>
      ) : null}
      <span className="vh" role="status">
        {status === "running" ? t("The text is being read.") : status === "done" ? t("The text has been read.") : ""}
      </span>
    </form>
  );
}

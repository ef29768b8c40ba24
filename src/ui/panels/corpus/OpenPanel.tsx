/** @file Which corpus is open, and how to open another: the demo corpus, or a file dropped or chosen. */
import { useRef, useState, type DragEvent } from "react";
import { hasGold } from "../../../analysis/corpusColumns";
import { useBench } from "../../../state/useBench";
import { countOf } from "../../numbers";

function ChooseFile({ isSolid }: { isSolid: boolean }) {
  const openFile = useBench((state) => state.openCorpusFile);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button className={`btn ${isSolid ? "solid" : ""}`} type="button" onClick={() => input.current?.click()}>
        Open a file
      </button>
      <input
        ref={input}
        className="vh"
        type="file"
        tabIndex={-1}
        aria-label="Corpus file: TACRED JSON or JSON lines"
        accept=".json,.jsonl,.ndjson,application/json"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void openFile(file);
          target.value = "";
        }}
      />
    </>
  );
}

function Problems() {
  const corpus = useBench((state) => state.corpus);
  if (!corpus || corpus.problems.length === 0) return null;
  const numBad = corpus.report?.numBad ?? corpus.problems.length;
  const numRows = numBad + corpus.examples.length;
  return (
    <details className="problems">
      <summary>
        {countOf(numBad, "row")} of {numRows.toLocaleString("en")} could not be read and {numBad === 1 ? "is" : "are"}{" "}
        left out
      </summary>
      <ul>
        {corpus.problems.map(({ position, message }, i) => (
          <li key={`${position} ${i}`}>{message}</li>
        ))}
        {numBad > corpus.problems.length ? <li>and {countOf(numBad - corpus.problems.length, "more row")}.</li> : null}
      </ul>
    </details>
  );
}

export function OpenPanel() {
  const corpus = useBench((state) => state.corpus);
  const isOpening = useBench((state) => state.isOpening);
  const error = useBench((state) => state.corpusError);
  const openFile = useBench((state) => state.openCorpusFile);
  const openDemo = useBench((state) => state.openDemoCorpus);
  const close = useBench((state) => state.closeCorpus);
  const [isOver, setIsOver] = useState(false);

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void openFile(file);
  };
  const dropping = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop,
  };
  const isLabelled = corpus !== null && hasGold(corpus.examples);
  const numDocuments = corpus ? new Set(corpus.examples.map(({ docId }, i) => docId ?? i)).size : 0;

  return (
    <section className={`open ${isOver ? "over" : ""}`} aria-label="Corpus" {...dropping}>
      <div className="question">
        <h1>Which rows are answered by the name?</h1>
        {corpus ? (
          <div className="what">
            <span className="micro num">
              <b>{corpus.name}</b>, {countOf(corpus.examples.length, "row")}, {countOf(numDocuments, "document")},{" "}
              {corpus.source === "demo" ? "written for this site" : "opened from this computer, and it stays here"}
            </span>
            <span className="acts">
              <ChooseFile isSolid={false} />
              {corpus.source === "demo" ? null : (
                <button className="lnk" type="button" onClick={() => void openDemo()}>
                  Demo corpus
                </button>
              )}
              <button className="lnk" type="button" onClick={() => void close()}>
                Close and forget
              </button>
            </span>
          </div>
        ) : null}
      </div>
      {corpus ? null : (
        <div className="drop">
          <p>
            {isOpening
              ? "The corpus is being read."
              : "Drop a file here: TACRED JSON, or JSON lines with text, subj and obj. It is read on this computer and goes nowhere."}
          </p>
          <span className="acts">
            <button className="btn solid" type="button" disabled={isOpening} onClick={() => void openDemo()}>
              Open the demo corpus
            </button>
            <ChooseFile isSolid={false} />
          </span>
          <p className="micro">
            The demo corpus: 690 sentences written for this site, 54 relations and no relation, real and invented names.
          </p>
        </div>
      )}
      {error === null ? null : (
        <p className="alert" role="alert">
          {error}
          {corpus ? ` ${corpus.name} stays open.` : ""}
        </p>
      )}
      {corpus?.examples.length === 1 ? (
        <p className="notice">One row has no interval and no correlation: the charts of this file can say little.</p>
      ) : null}
      {corpus && !isLabelled ? (
        <p className="notice">
          No row has a gold relation: there is no F1, and rows are grouped by the relation the model answers.
        </p>
      ) : null}
      <Problems />
    </section>
  );
}

/** @file Which corpus is open, and how to open another: the demo corpus, or a file dropped or chosen. */
import { lazy, memo, Suspense, useId, useRef, useState, type DragEvent } from "react";
import { findFacts } from "../../../data/corpusFacts";
import type { Example } from "../../../data/example";
import { useBench } from "../../../state/useBench";
import { countOf } from "../../numbers";
import { useOpenDropped } from "../../useDroppedFiles";
import { LabelMatch } from "./LabelMatch";
import { AwaitedFile } from "./LinkedPanel";

const Export = lazy(() => import("./ExportPanel").then(({ ExportPanel }) => ({ default: ExportPanel })));
const Report = lazy(() => import("./ReportPanel").then(({ ReportPanel }) => ({ default: ReportPanel })));

const NO_ROWS: readonly Example[] = [];

function ChooseFile({ isSolid }: { isSolid: boolean }) {
  const openFiles = useBench((state) => state.openFiles);
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
        multiple
        aria-label="Corpus files, of any kind"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          if (files.length > 0) void openFiles(files);
          target.value = "";
        }}
      />
    </>
  );
}

function Progress() {
  const progress = useBench((state) => state.importProgress);
  const cancel = useBench((state) => state.cancelOpening);
  if (progress === null) return null;
  const { numRows, share } = progress;
  return (
    <p className="notice">
      <progress aria-label="Reading" max={1} {...(share !== null && { value: share })} />{" "}
      <span className="num">{countOf(numRows, "row")}</span>{" "}
      <button className="lnk" type="button" onClick={cancel}>
        Cancel
      </button>
    </p>
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

export const OpenPanel = memo(function OpenPanel() {
  const corpus = useBench((state) => state.corpus);
  const isOpening = useBench((state) => state.isOpening);
  const error = useBench((state) => state.corpusError);
  const openDropped = useOpenDropped();
  const openDemo = useBench((state) => state.openDemoCorpus);
  const close = useBench((state) => state.closeCorpus);
  const showPublished = useBench((state) => state.showPublished);
  const hasPublished = useBench(
    ({ index, modelId }) => index?.models.find(({ id }) => id === modelId)?.role.match(/^(test|own)$/) === null,
  );
  const refused = useBench((state) => state.refusedReport);
  const report = refused ?? (corpus?.source === "file" ? corpus.report : undefined);
  const [isOver, setIsOver] = useState(false);
  const [isExporting, setIsExporting] = useState(false);
  const exportId = useId();

  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    openDropped(event.dataTransfer);
  };
  const dropping = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop,
  };
  const isPublished = corpus?.source === "published";
  const publishedError = useBench((state) => state.publishedError);
  const { numUnlabelled, numDocuments } = findFacts(corpus?.examples ?? NO_ROWS);
  const isLabelled = corpus !== null && numUnlabelled < corpus.examples.length;

  return (
    <section className={`open ${isOver ? "over" : ""}`} aria-label="Corpus" {...dropping}>
      <div className="question">
        <h1>Which rows are answered by the name?</h1>
        {corpus && !isPublished ? (
          <div className="what">
            <span className="micro num">
              <b>{corpus.name}</b>, {countOf(corpus.examples.length, "row")}, {countOf(numDocuments, "document")},{" "}
              {corpus.source === "demo" ? "written for this site" : "opened from this computer, and it stays here"}
            </span>
            <span className="acts">
              <ChooseFile isSolid={false} />
              {corpus.source === "demo" ? null : (
                <button className="lnk" type="button" data-does="openDemo" onClick={() => void openDemo()}>
                  Demo corpus
                </button>
              )}
              {corpus.figures ? null : (
                <button
                  className="lnk"
                  type="button"
                  aria-expanded={isExporting}
                  aria-controls={exportId}
                  onClick={() => setIsExporting(!isExporting)}
                >
                  Export
                </button>
              )}
              {hasPublished ? (
                <button className="lnk" type="button" onClick={() => void showPublished(true)}>
                  Test set
                </button>
              ) : null}
              <button className="lnk" type="button" onClick={() => void close()}>
                Close and forget
              </button>
            </span>
          </div>
        ) : null}
      </div>
      {corpus && !isPublished && isExporting ? (
        <Suspense fallback={<div id={exportId} />}>
          <Export id={exportId} />
        </Suspense>
      ) : null}
      <AwaitedFile />
      {corpus && !isPublished ? null : (
        <div className={`drop ${isPublished ? "slim" : ""}`}>
          <p>
            {isOpening
              ? "The corpus is being read."
              : "Drop files here: TACRED, SemEval, FewRel, SpERT, DocRED, brat, BioC, Label Studio, doccano, CSV and more, packed or not, or a results file. They are read on this computer and go nowhere."}
          </p>
          <span className="acts">
            <button
              className="btn solid"
              type="button"
              disabled={isOpening}
              data-does="openDemo"
              onClick={() => void openDemo()}
            >
              Open the demo corpus
            </button>
            <ChooseFile isSolid={false} />
          </span>
          <p className="micro">
            The demo corpus: 690 sentences written for this site, 54 relations and no relation, real and invented names.
          </p>
        </div>
      )}
      {publishedError === null || corpus ? null : <p className="notice">{publishedError}</p>}
      {error === null ? null : (
        <p className="alert" role="alert">
          {error}
          {corpus && !isPublished ? ` ${corpus.name} stays open.` : ""}
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
      {corpus && isLabelled && numUnlabelled > 0 ? (
        <p className="notice">
          {numUnlabelled.toLocaleString("en")} of {countOf(corpus.examples.length, "row")} have no gold relation: F1
          leaves them out, all else counts them.
        </p>
      ) : null}
      <Progress />
      <Problems />
      {corpus?.source === "file" ? <LabelMatch /> : null}
      {report ? (
        <Suspense>
          <Report report={report} isRefused={refused !== null} />
        </Suspense>
      ) : null}
    </section>
  );
});

/** @file Which corpus is open, and how to open another: the demo corpus, or a file dropped or chosen. */
import { sayCorpusName } from "../../../state/corpusName";
import { Trans } from "@lingui/react";
import { lazy, memo, Suspense, useId, useRef, useState, type DragEvent } from "react";
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { useLanguage } from "../../useLanguage";
import { findFacts } from "../../../data/corpusFacts";
import type { Example } from "../../../data/example";
import { canFindEntities } from "../../../state/modelIndex";
import { useBench } from "../../../state/useBench";
import { useOpenDropped } from "../../useDroppedFiles";
import { LabelMatch } from "./LabelMatch";
import { AwaitedFile } from "./LinkedPanel";
import { spellMarks } from "../../hiddenMarks";

const Export = lazy(() => import("./ExportPanel").then(({ ExportPanel }) => ({ default: ExportPanel })));
const Report = lazy(() => import("./ReportPanel").then(({ ReportPanel }) => ({ default: ReportPanel })));

const NO_ROWS: readonly Example[] = [];

function ChooseFile({ isSolid }: { isSolid: boolean }) {
  const openFiles = useBench((state) => state.openFiles);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button className={`btn ${isSolid ? "solid" : ""}`} type="button" onClick={() => input.current?.click()}>
        {t("Open a file")}
      </button>
      <input
        ref={input}
        className="vh"
        type="file"
        tabIndex={-1}
        multiple
        aria-label={t("Corpus files, of any kind")}
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
      <progress aria-label={t("Reading")} max={1} {...(share !== null && { value: share })} />{" "}
      <span className="num">{t("{n, plural, one {# row} other {# rows}}", { n: numRows })}</span>{" "}
      <button className="lnk" type="button" onClick={cancel}>
        {t("Cancel")}
      </button>
    </p>
  );
}

/** Plain text that no row could be made of: it can be searched for names and pairs. */
function FindInFile() {
  const file = useBench((state) => state.plainTextFile);
  const loadFinder = useBench((state) => state.loadFinder);
  const canFind = useBench(canFindEntities);
  if (file === null || !canFind) return null;
  const find = async () => (await loadFinder()).takeFile(file);
  return (
    <p className="notice">
      {t("{file} looks like plain text. The Bench can look for entities and relations in it.", {
        file: spellMarks(file.name),
      })}{" "}
      <button className="btn" type="button" onClick={() => void find()}>
        {t("Find entities in it")}
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
        {t(
          "{n, plural, one {# row of {all} could not be read and is left out} other {# rows of {all} could not be read and are left out}}",
          { n: numBad, all: formatCount(numRows) },
        )}
      </summary>
      <ul>
        {corpus.problems.map(({ position, message }, i) => (
          <li key={`${position} ${i}`}>{message}</li>
        ))}
        {numBad > corpus.problems.length ? (
          <li>{t("and {n, plural, one {# more row} other {# more rows}}.", { n: numBad - corpus.problems.length })}</li>
        ) : null}
      </ul>
    </details>
  );
}

export const OpenPanel = memo(function OpenPanel() {
  useLanguage();
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
    <section className={`open ${isOver ? "over" : ""}`} aria-label={t("Corpus")} {...dropping}>
      <div className="question">
        <h1>{t("Which rows are answered by the name?")}</h1>
        {corpus && !isPublished ? (
          <div className="what">
            <span className="micro num">
              <Trans
                id={
                  corpus.source === "demo"
                    ? "<0>{name}</0>, {rows, plural, one {# row} other {# rows}}, {documents, plural, one {# document} other {# documents}}, written for this site"
                    : "<0>{name}</0>, {rows, plural, one {# row} other {# rows}}, {documents, plural, one {# document} other {# documents}}, opened from this computer, and it stays here"
                }
                values={{
                  name: <bdi>{spellMarks(sayCorpusName(corpus))}</bdi>,
                  rows: corpus.examples.length,
                  documents: numDocuments,
                }}
                components={{ 0: <b /> }}
              />
            </span>
            <span className="acts">
              <ChooseFile isSolid={false} />
              {corpus.source === "demo" ? null : (
                <button className="lnk" type="button" data-does="openDemo" onClick={() => void openDemo()}>
                  {t("Demo corpus")}
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
                  {t("Export")}
                </button>
              )}
              {hasPublished ? (
                <button className="lnk" type="button" onClick={() => void showPublished(true)}>
                  {t("Test set")}
                </button>
              ) : null}
              <button className="lnk" type="button" onClick={() => void close()}>
                {t("Close and forget")}
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
              ? t("The corpus is being read.")
              : t(
                  "Drop files here: TACRED, SemEval, FewRel, SpERT, DocRED, brat, BioC, Label Studio, doccano, CSV and more, packed or not, or a results file. They are read on this computer and go nowhere.",
                )}
          </p>
          <span className="acts">
            <button
              className="btn solid"
              type="button"
              disabled={isOpening}
              data-does="openDemo"
              onClick={() => void openDemo()}
            >
              {t("Open the demo corpus")}
            </button>
            <ChooseFile isSolid={false} />
          </span>
          <p className="micro">
            {t(
              "The demo corpus: 690 sentences written for this site, 54 relations and no relation, real and invented names.",
            )}
          </p>
        </div>
      )}
      {publishedError === null || corpus ? null : <p className="notice">{publishedError}</p>}
      {error === null ? null : (
        <p className="alert" role="alert">
          {spellMarks(error)}
          {corpus && !isPublished ? ` ${t("{name} stays open.", { name: spellMarks(sayCorpusName(corpus)) })}` : ""}
        </p>
      )}
      <FindInFile />
      {corpus?.examples.length === 1 ? (
        <p className="notice">
          {t("One row has no interval and no correlation: the charts of this file can say little.")}
        </p>
      ) : null}
      {corpus && !isLabelled ? (
        <p className="notice">
          {t("No row has a gold relation: there is no F1, and rows are grouped by the relation the model answers.")}
        </p>
      ) : null}
      {corpus && isLabelled && numUnlabelled > 0 ? (
        <p className="notice">
          {t(
            "{part} of {n, plural, one {# row} other {# rows}} have no gold relation: F1 leaves them out, all else counts them.",
            { part: formatCount(numUnlabelled), n: corpus.examples.length },
          )}
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

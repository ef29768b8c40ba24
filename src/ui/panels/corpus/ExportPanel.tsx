/** @file The open corpus as a file: back in its own format, or in another, with the model's answers beside the rows. */
import { EXPORTERS } from "../../../data/export/exporters";
import { useBench } from "../../../state/useBench";
import { countOf } from "../../numbers";
import { saveBlob } from "../../saveBlob";

/** What each format takes of an answer. */
const DETAILS: Readonly<Record<string, string>> = {
  jsonl: "every field of a row, one row a line",
  tacred: "words as tokens, inclusive ends",
  csv: "one row a pair",
  brat: "a zip of .txt, .ann and annotation.conf",
  "label-studio": "the model's answers as predictions",
};

export function ExportPanel({ id }: { id: string }) {
  const corpus = useBench((state) => state.corpus);
  const results = useBench((state) => state.results);
  const title = useBench(({ slots, modelId }) => slots[modelId ?? ""]?.info?.title);
  const exporting = useBench((state) => state.exporting);
  const notices = useBench((state) => state.exportNotices);
  const exportRows = useBench((state) => state.exportRows);
  const cancel = useBench((state) => state.cancelExport);
  if (corpus === null || corpus.figures) return null;
  const numScored = results.filter((result) => result?.kind === "score").length;
  const write = async (target: string) => {
    const file = await exportRows(target);
    if (file !== null) saveBlob(file.blob, file.name);
  };
  const share = exporting?.stage.kind === "reading" ? exporting.stage.share : null;
  return (
    <div id={id} className="exports" role="group" aria-label="Export the rows">
      <p className="micro">
        {numScored === 0
          ? "No row is scored: files hold the rows as they are."
          : `Beside the rows stand the answers of ${title ?? "the model"} to ${countOf(numScored, "scored row")}, their probability and variance.`}{" "}
        Files are made on this computer.
      </p>
      <ul>
        {corpus.report ? (
          <li>
            <button className="btn" type="button" disabled={exporting !== null} onClick={() => void write("source")}>
              As it came: {corpus.report.formatTitle}
            </button>
            <small>every other character stays as it was</small>
          </li>
        ) : null}
        {EXPORTERS.map((exporter) => (
          <li key={exporter.id}>
            <button className="btn" type="button" disabled={exporting !== null} onClick={() => void write(exporter.id)}>
              {exporter.title}
            </button>
            <small>{DETAILS[exporter.id]}</small>
          </li>
        ))}
      </ul>
      {exporting ? (
        <p className="notice">
          <progress aria-label="Exporting" max={1} {...(share !== null && { value: share })} />{" "}
          {exporting.stage.kind === "reading" ? "The files are read again." : "The file is written."}{" "}
          <button className="lnk" type="button" onClick={cancel}>
            Cancel
          </button>
        </p>
      ) : null}
      {notices.length > 0 ? (
        <ul className="micro" role="status">
          {notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

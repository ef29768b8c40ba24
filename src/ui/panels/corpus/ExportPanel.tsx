/** @file The open corpus as a file: back in its own format, or in another, with the model's answers beside the rows. */
import { t, msg, type MessageId } from "../../../messages/translate";
import { EXPORTERS } from "../../../data/export/exporters";
import { useBench } from "../../../state/useBench";
import { saveBlob } from "../../saveBlob";

/** What each format takes of an answer. */
const DETAILS: Readonly<Record<string, MessageId>> = {
  jsonl: msg("every field of a row, one row a line"),
  tacred: msg("words as tokens, inclusive ends"),
  csv: msg("one row a pair"),
  brat: msg("a zip of .txt, .ann and annotation.conf"),
  "label-studio": msg("the model's answers as predictions"),
};

const sayDetail = (id: string) => {
  const detail = DETAILS[id];
  return detail === undefined ? "" : t(detail);
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
    <div id={id} className="exports" role="group" aria-label={t("Export the rows")}>
      <p className="micro">
        {numScored === 0
          ? t("No row is scored: files hold the rows as they are. Files are made on this computer.")
          : t(
              "Beside the rows stand the answers of {title} to {n, plural, one {# scored row} other {# scored rows}}, their probability and variance. Files are made on this computer.",
              { title: title ?? t("the model"), n: numScored },
            )}
      </p>
      <ul>
        {corpus.report ? (
          <li>
            <button className="btn" type="button" disabled={exporting !== null} onClick={() => void write("source")}>
              {t("As it came: {format}", { format: corpus.report.formatTitle })}
            </button>
            <small>{t("every other character stays as it was")}</small>
          </li>
        ) : null}
        {EXPORTERS.map((exporter) => (
          <li key={exporter.id}>
            <button className="btn" type="button" disabled={exporting !== null} onClick={() => void write(exporter.id)}>
              {exporter.title}
            </button>
            <small>{sayDetail(exporter.id)}</small>
          </li>
        ))}
      </ul>
      {exporting ? (
        <p className="notice">
          <progress aria-label={t("Exporting")} max={1} {...(share !== null && { value: share })} />{" "}
          {exporting.stage.kind === "reading" ? t("The files are read again.") : t("The file is written.")}{" "}
          <button className="lnk" type="button" onClick={cancel}>
            {t("Cancel")}
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

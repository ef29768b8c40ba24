/** @file What is found as files: as it stands above the thresholds, with what was set right. */
import { useState } from "react";
import { t } from "../../../messages/translate";
import type { WorkedSentence } from "../../../analysis/foundCandidates";
import type { FoundFormat } from "../../foundFiles";
import { saveBlob } from "../../saveBlob";

const FORMATS: readonly { readonly id: FoundFormat; readonly title: string; readonly needsPairs: boolean }[] = [
  { id: "jsonl", title: "JSON lines", needsPairs: false },
  { id: "brat", title: "brat standoff", needsPairs: false },
  { id: "tacred", title: "TACRED JSON", needsPairs: true },
];

export function FindExport({ shown, hasPairs }: { shown: readonly WorkedSentence[]; hasPairs: boolean }) {
  const [hasFailed, setHasFailed] = useState(false);
  const save = async (format: FoundFormat) => {
    try {
      const { makeFoundFile } = await import("../../foundFiles");
      const { name, blob } = makeFoundFile(shown, format);
      saveBlob(blob, name);
      setHasFailed(false);
    } catch {
      setHasFailed(true);
    }
  };
  return (
    <div className="runbar">
      <span className="micro">{t("Save what stands above the thresholds:")}</span>
      {FORMATS.map(({ id, title, needsPairs }) => (
        <button key={id} className="lnk" type="button" disabled={needsPairs && !hasPairs} onClick={() => void save(id)}>
          {title}
        </button>
      ))}
      {hasFailed ? (
        <span role="alert">{t("The file could not be written. Reload the page and try again.")}</span>
      ) : null}
    </div>
  );
}

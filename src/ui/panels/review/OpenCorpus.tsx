/** @file What the review says while there are no sentences to review, and how to open some. */
import { useRef } from "react";
import { t } from "../../../messages/translate";
import { useBench } from "../../../state/useBench";
import { spellMarks } from "../../hiddenMarks";

export function OpenCorpus({ isFigures }: { isFigures: boolean }) {
  const isOpening = useBench((state) => state.isOpening);
  const error = useBench((state) => state.corpusError);
  const openFiles = useBench((state) => state.openCorpusFiles);
  const openDemo = useBench((state) => state.openDemoCorpus);
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className="nothing" aria-label={t("Rows to review")}>
      <p>
        {isOpening
          ? t("The corpus is being read.")
          : isFigures
            ? t(
                "The figures that are open have no sentences, so their rows cannot be reviewed. Open a file of sentences.",
              )
            : t("Open rows to review: a file of yours, which stays on this computer, or the demo corpus.")}
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
        <button className="btn" type="button" onClick={() => input.current?.click()}>
          {t("Open a file")}
        </button>
        <input
          ref={input}
          className="vh"
          type="file"
          tabIndex={-1}
          multiple
          aria-label={t("Corpus files to review, of any kind")}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            if (files.length > 0) void openFiles(files);
            target.value = "";
          }}
        />
      </span>
      {error === null ? null : (
        <p className="alert" role="alert">
          {spellMarks(error)}
        </p>
      )}
    </section>
  );
}

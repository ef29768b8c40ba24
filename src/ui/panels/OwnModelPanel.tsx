/** @file Where a model from one's own disk is opened, with the keyboard or by dropping it. Loaded when it is asked for. */
import { Trans } from "@lingui/react";
import { t } from "../../messages/translate";
import { useId, useRef, type InputHTMLAttributes } from "react";
import { useBench } from "../../state/useBench";
import { nameOf, type DroppedFile } from "../collectDropped";
import { formatBytes } from "../numbers";
import "../styles/ownModel.css";
import { spellMarks } from "../hiddenMarks";

/** A whole folder instead of files; the name is the browsers', React passes it on. */
const FOLDER = { webkitdirectory: "" } as InputHTMLAttributes<HTMLInputElement>;

function ChooseButton({ label, isFolder }: { label: string; isFolder: boolean }) {
  const openOwnModel = useBench((state) => state.openOwnModel);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button className="btn" type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        className="vh"
        type="file"
        tabIndex={-1}
        multiple
        aria-label={isFolder ? t("Folder of your model") : t("Zip or files of your model")}
        {...(isFolder ? FOLDER : {})}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])].map((blob): DroppedFile => ({
            path: blob.webkitRelativePath || blob.name,
            blob,
          }));
          if (files.length > 0) void openOwnModel(nameOf(files), files);
          target.value = "";
        }}
      />
    </>
  );
}

/** How far the checking of a folder is. */
function Opening() {
  const opening = useBench((state) => state.ownOpening);
  const cancel = useBench((state) => state.cancelOwnModel);
  if (opening === null) return null;
  const { loadedBytes, totalBytes } = opening;
  const name = spellMarks(opening.name);
  return (
    <p className="ownload">
      <b>{t("Checking {name}", { name })}</b>{" "}
      <progress
        className="prog"
        aria-label={t("Checking {name}", { name })}
        value={loadedBytes}
        max={totalBytes || 1}
      />{" "}
      <span className="num">
        {t("{loadedBytes} of {value}", {
          loadedBytes: formatBytes(loadedBytes),
          value: totalBytes === 0 ? "?" : formatBytes(totalBytes),
        })}
      </span>{" "}
      <button className="btn" type="button" onClick={cancel}>
        {t("Cancel")}
      </button>
    </p>
  );
}

/** The own models that are open, each with the way to take it off. */
function Opened() {
  const index = useBench((state) => state.index);
  const remove = useBench((state) => state.removeOwnModel);
  const own = (index?.models ?? []).filter(({ role }) => role === "own");
  if (own.length === 0) return null;
  return (
    <ul className="ownlist">
      {own.map(({ id, title, bytes }) => (
        <li key={id}>
          <span>{spellMarks(title)}</span> <small className="num">{formatBytes(bytes)}</small> <code>{id}</code>{" "}
          <button
            className="lnk"
            type="button"
            aria-label={t("Remove {title}", { title: spellMarks(title) })}
            onClick={() => remove(id)}
          >
            {t("Remove")}
          </button>
        </li>
      ))}
    </ul>
  );
}

export default function OwnModelPanel() {
  const id = useId();
  const error = useBench((state) => state.ownError);
  const setShown = useBench((state) => state.setOwnShown);
  return (
    <section className="ownmodel" aria-labelledby={id}>
      <h2 id={id}>{t("Your own model")}</h2>
      <p>
        <Trans
          id={
            "A folder or zip of Hugging Face files: <0/>, <1/>, <2/> and <3/>, for BERT, RoBERTa or LUKE with a classifier of relations. Drop it anywhere on this page, or choose it here. It stays on this computer."
          }
          components={{
            0: <code>config.json</code>,
            1: <code>tokenizer.json</code>,
            2: <code>model.safetensors</code>,
            3: <code>labels.json</code>,
          }}
        />
      </p>
      <p className="acts">
        <ChooseButton label={t("Open a folder")} isFolder />
        <ChooseButton label={t("Open a zip or files")} isFolder={false} />
        <button className="lnk" type="button" onClick={() => setShown(false)}>
          {t("Close")}
        </button>
      </p>
      <Opening />
      {error === null ? null : (
        <p className="alert" role="alert">
          {t("{error} The page is as it was.", { error: spellMarks(error) })}
        </p>
      )}
      <Opened />
    </section>
  );
}

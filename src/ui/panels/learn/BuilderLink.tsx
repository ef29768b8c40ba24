/** @file The lesson as one link: its length, a copy, a QR code, and what to do where it is too long. */
import { useRef, useState } from "react";
import { EASY_QR, formatLessonFragment, LARGEST_QR, LONGEST_LINK } from "../../../lessons/lessonLink";
import type { Lesson } from "../../../lessons/schema";
import { formatCount } from "../../../messages/formatNumber";
import { t } from "../../../messages/translate";
import { useBenchStore } from "../../../state/useBench";
import { copyText, formatPageUrl } from "../../pageLink";
import { QrCode } from "../../widgets/QrCode";

/** Hosts that mean "this computer" on every computer. */
const OWN_HOSTS = /^(localhost|127\.|\[::1\])/;

/** What is to be said of a link of this length. */
function judgeLength(length: number): string {
  const n = formatCount(length);
  if (length > LONGEST_LINK) {
    return t(
      "The lesson makes a link of {n} characters; what is longer than {most} gets cut on its way. Shorten texts, make two lessons, or give it away as a file.",
      { n, most: formatCount(LONGEST_LINK) },
    );
  }
  if (length > LARGEST_QR) {
    return t(
      "{n} characters: good for mail and learning platforms, too long for a QR code, which holds {most}. Shorten texts if you want one.",
      { n, most: formatCount(LARGEST_QR) },
    );
  }
  if (length > EASY_QR) {
    return t(
      "{n} characters: the QR code is dense. Enlarge it, or shorten texts, so that it is read from the back row.",
      {
        n,
      },
    );
  }
  return t("{n} characters: short enough for a QR code that is read from a distance.", { n });
}

export function BuilderLink({ lesson }: { lesson: Lesson }) {
  const store = useBenchStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const [said, setSaid] = useState("");
  const [isProjector, setProjector] = useState(false);
  const state = store.getState();
  const [first] = lesson.steps;
  const modelId = first?.setup?.model ?? null;
  const isListed = state.index?.models.some(({ id }) => id === modelId) ?? false;
  const link = formatPageUrl(
    { ...state, modelId: isListed ? modelId : null, view: first?.view ?? "bench" },
    formatLessonFragment(lesson),
    isProjector,
  );
  const isLink = link.length <= LONGEST_LINK;
  const label = t("QR code of the link to the lesson “{title}”", { title: lesson.title });
  const copy = () =>
    copyText(link).then(
      () => setSaid(t("The link is copied.")),
      () => setSaid(t("The browser lets no text be copied: select the link and copy it by hand.")),
    );
  return (
    <div className="blink">
      <div className="bfield">
        {isLink ? (
          <>
            <label htmlFor="lesson-link">{t("Link to the lesson")}</label>
            <textarea
              id="lesson-link"
              readOnly
              dir="ltr"
              rows={4}
              value={link}
              onFocus={({ target }) => target.select()}
            />
          </>
        ) : null}
        <p data-testid="link-length">{judgeLength(link.length)}</p>
        <label className="switch">
          <input
            type="checkbox"
            role="switch"
            checked={isProjector}
            onChange={({ target }) => {
              setProjector(target.checked);
              setSaid("");
            }}
          />
          {t("Opens in projector mode")}
        </label>
        {OWN_HOSTS.test(location.host) ? (
          <p>
            {t(
              "This address, {host}, is that of this computer alone. For other computers open this page by the address that this one has in your network, and make the link there.",
              { host: location.host },
            )}
          </p>
        ) : null}
        <p className="micro">
          {t(
            "Whoever has the link can read the lesson: it stands in the link itself. Making it sends nothing anywhere, and opening it sends the lesson to no server.",
          )}
        </p>
        {isLink ? (
          <p className="acts">
            <button className="btn" type="button" onClick={() => void copy()}>
              {t("Copy the link")}
            </button>
            {link.length <= LARGEST_QR ? (
              <button className="btn" type="button" onClick={() => dialog.current?.showModal()}>
                {t("Show the QR code large")}
              </button>
            ) : null}
            <span role="status">{said}</span>
          </p>
        ) : null}
      </div>
      {link.length <= LARGEST_QR ? (
        <>
          <QrCode text={link} label={label} />
          <dialog ref={dialog} className="qrsheet" aria-label={label}>
            <h2 dir="auto">{lesson.title}</h2>
            <QrCode text={link} label={label} />
            <p className="acts">
              <button className="btn" type="button" onClick={() => print()}>
                {t("Print")}
              </button>
              <button className="btn" type="button" onClick={() => dialog.current?.close()}>
                {t("Close")}
              </button>
            </p>
          </dialog>
        </>
      ) : null}
    </div>
  );
}

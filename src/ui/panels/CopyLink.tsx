/** @file Copies the link to the page as it stands, and says what is not in it. */
import { useEffect, useRef, useState } from "react";
import { formatList } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import { useBench, useBenchStore } from "../../state/useBench";
import { useIsNarrow } from "../useIsNarrow";

const SHOWN_MS = 2500;

type Said = "" | "copied" | "not copied";

export function CopyLink() {
  const store = useBenchStore();
  const writeLink = useBench((state) => state.writeLink);
  const addNotice = useBench((state) => state.addNotice);
  const isNarrow = useIsNarrow();
  const [said, setSaid] = useState<Said>("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    try {
      const [{ copyText, formatPageUrl }, { fragment, leftOut }] = await Promise.all([
        import("../pageLink"),
        writeLink(true),
      ]);
      await copyText(formatPageUrl(store.getState(), fragment));
      setSaid("copied");
      if (leftOut.length > 0) {
        addNotice(
          t("The link is copied. Not in it, because it is yours: {parts}. A session file keeps everything.", {
            parts: formatList(leftOut),
          }),
        );
      }
    } catch (error) {
      setSaid("not copied");
      addNotice(
        t("The link could not be copied: {reason}.", {
          reason: error instanceof Error ? error.message : String(error),
        }),
      );
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(""), SHOWN_MS);
  };
  return (
    <>
      <button className="lnk copylink" type="button" aria-label={t("Copy link")} onClick={() => void copy()}>
        {said === "" ? (isNarrow ? t("Link") : t("Copy link")) : said === "copied" ? t("Copied") : t("Not copied")}
      </button>
      <span className="vh" role="status">
        {said === "" ? "" : said === "copied" ? t("Link copied") : t("The link was not copied")}
      </span>
    </>
  );
}

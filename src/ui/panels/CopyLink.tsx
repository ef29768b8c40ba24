/** @file Copies the link to the page as it stands, and says what is not in it. */
import { useEffect, useRef, useState } from "react";
import { useBench, useBenchStore } from "../../state/useBench";
import { useIsNarrow } from "../useIsNarrow";

const SHOWN_MS = 2500;

/** "a, b and c". */
const join = (words: readonly string[]) => words.join(", ").replace(/, ([^,]*)$/, " and $1");

export function CopyLink() {
  const store = useBenchStore();
  const writeLink = useBench((state) => state.writeLink);
  const addNotice = useBench((state) => state.addNotice);
  const isNarrow = useIsNarrow();
  const [said, setSaid] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    try {
      const [{ copyText, formatPageUrl }, { fragment, leftOut }] = await Promise.all([
        import("../pageLink"),
        writeLink(true),
      ]);
      await copyText(formatPageUrl(store.getState(), fragment));
      setSaid("Copied");
      if (leftOut.length > 0) {
        addNotice(
          `The link is copied. Not in it, because it is yours: ${join(leftOut)}. A session file keeps everything.`,
        );
      }
    } catch (error) {
      setSaid("Not copied");
      addNotice(`The link could not be copied: ${error instanceof Error ? error.message : String(error)}.`);
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(""), SHOWN_MS);
  };
  return (
    <>
      <button className="lnk copylink" type="button" aria-label="Copy link" onClick={() => void copy()}>
        {said === "" ? (isNarrow ? "Link" : "Copy link") : said}
      </button>
      <span className="vh" role="status">
        {said === "" ? "" : said === "Copied" ? "Link copied" : "The link was not copied"}
      </span>
    </>
  );
}

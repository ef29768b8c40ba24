/** @file Opens and writes links to the page as it stands. Loaded when a link is opened or written. */
import { t } from "../messages/translate";
import type { Corpus } from "../data/readCorpus";
import type { ModelInfo } from "../inference/types";
import { formatLink, parseLink, type LinkState } from "./linkFormat";
import type { WrittenLink } from "./linkSlice";
import { readCorpusPart, readPage } from "./readLink";
import type { BenchState } from "./store";
import { idOfResults, takeLink } from "./takeLink";

type Set = (part: Partial<BenchState>) => void;
type Get = () => BenchState;

/** Digits of a model's hash that are shown. */
const SHOWN = 8;

function noteUnusable(names: readonly string[], get: Get): void {
  if (names.length === 0) return;
  const which = names.map((name) => `“${name}”`).join(", ");
  get().addNotice(() => t("Part of the link could not be used and is left out: {which}.", { which }));
}

async function openCorpus({ corpus }: LinkState, get: Get): Promise<void> {
  await get().restoreCorpus();
  if (get().linked?.status !== "awaited") return;
  if (corpus?.kind === "demo") await get().openDemoCorpus();
  if (corpus?.kind === "results") await get().showPublished();
}

/** See LinkSlice. */
export function openLink(fragment: string, set: Set, get: Get): void {
  const { link, ignored, isNewer } = parseLink(fragment);
  const { change, unusable } = readPage(link, get());
  const { modelId, corpus } = get();
  set({
    ...change,
    linked: link.corpus ? { link, status: "awaited" } : null,
    linkedModel: link.made && modelId !== null ? { id: modelId, hash: link.made } : null,
  });
  if (isNewer) {
    get().addNotice(() => t("This link was made by a newer version of this page; what it does not know is left out."));
  }
  noteUnusable([...ignored, ...unusable], get);
  get().ask();
  if (get().index !== null) get().loadWanted();
  if (corpus) matchLink(corpus, set, get);
  if (get().linked?.status === "awaited") void openCorpus(link, get);
}

/** See LinkSlice. */
export function writeLink(state: BenchState, isFull: boolean): WrittenLink {
  const { link, leftOut } = takeLink(state, isFull);
  return { fragment: formatLink(link), leftOut };
}

/** See LinkSlice. */
export function matchLink(corpus: Corpus, set: Set, get: Get): void {
  const { linked } = get();
  const asked = linked?.link.corpus;
  if (!linked || !asked || linked.status === "open") return;
  const sources = { file: "file", demo: "demo", results: "published" } as const;
  const isMatch = corpus.source === sources[asked.kind] && (asked.kind !== "file" || corpus.hash === asked.hash);
  if (!isMatch) {
    if (asked.kind === "file") set({ linked: { ...linked, status: "other" } });
    return;
  }
  if (asked.kind === "demo" && !corpus.hash.startsWith(asked.hash)) {
    get().addNotice(() => t("The demo corpus has changed since this link was made: rows and numbers may differ."));
  }
  if (asked.kind === "results" && idOfResults(corpus) !== asked.id) {
    get().addNotice(() =>
      t("The test set of this site has changed since this link was made: rows and numbers may differ."),
    );
  }
  const { change, unusable } = readCorpusPart(linked.link, get(), corpus);
  set({ ...change, linked: { ...linked, status: "open" } });
  if (linked.link.slices) get().saveSlices();
  noteUnusable(unusable, get);
  if (change.history) get().ask();
}

/** See LinkSlice. */
export function matchModel({ id, hash, title }: ModelInfo, set: Set, get: Get): void {
  const { linkedModel } = get();
  if (linkedModel?.id !== id) return;
  set({ linkedModel: null });
  if (hash.startsWith(linkedModel.hash)) return;
  const values = { title, made: linkedModel.hash.slice(0, SHOWN), here: hash.slice(0, SHOWN) };
  get().addNotice(() =>
    linkedModel.isSession
      ? t(
          "This session was made with another version of {title} ({made}; here it is {here}): numbers may differ.",
          values,
        )
      : t(
          "This link was made with another version of {title} ({made}; here it is {here}): numbers may differ.",
          values,
        ),
  );
}

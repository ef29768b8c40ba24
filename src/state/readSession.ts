/** @file From a session to the state of the page. */
import { t, type Said } from "../messages/translate";
import type { Corpus } from "../data/readCorpus";
import { readResults } from "../data/readResults";
import { formatResults, type ResultsFile } from "../data/resultsFile";
import type { CorpusTools } from "./corpusTools";
import { NO_MAPPING } from "./mapping";
import { parseLink } from "./linkFormat";
import { readPage } from "./readLink";
import { DEFAULT_KNOBS } from "./settingsSlice";
import type { Session } from "./sessionFormat";
import { isSameFilter, parseSlices } from "./sliceActions";
import type { NamedSlice } from "./slicesSlice";
import type { BenchState } from "./store";

/** A corpus as it was brought back; `notice`: what is not as it was. */
export interface ReadCorpusPart {
  readonly corpus: Corpus | null;
  readonly notice: Said | null;
}

/** The corpus of a session. Rejects with a plain message when this site's own files do not come, or figures do not fit. */
export async function readSessionCorpus(given: Session["corpus"], tools: CorpusTools): Promise<ReadCorpusPart> {
  if (given === null) return { corpus: null, notice: null };
  if (given.kind === "file") {
    const { name, hash, rows, problems, report } = given;
    return {
      corpus: { name, hash, source: "file", examples: rows, problems, ...(report && { report }) },
      notice: null,
    };
  }
  if (given.kind === "results") {
    const { name, hash, figures } = given;
    const text = formatResults(figures as unknown as ResultsFile);
    return { corpus: { ...readResults(name, text, "file"), hash }, notice: null };
  }
  const isDemo = given.kind === "demo";
  const corpus = isDemo ? await tools.readDemo() : await tools.openPublished(given.modelId);
  if (corpus === null) {
    return { corpus, notice: () => t("The figures of the test set for its model are not on this site.") };
  }
  if (corpus.hash === given.hash) return { corpus, notice: null };
  const notice = () =>
    isDemo
      ? t(
          "The demo corpus has changed since this session was saved: rows and numbers may differ, and its scores are left out.",
        )
      : t(
          "The figures of the test set have changed since this session was saved: rows and numbers may differ, and its scores are left out.",
        );
  return { corpus, notice };
}

/** Slices of the session, and those that this computer keeps of the same corpus and the session does not have. */
function mergeSlices(slices: readonly NamedSlice[], kept: unknown): NamedSlice[] {
  const others = parseSlices(kept).filter(
    (one) =>
      !slices.some(
        (given) => given.id === one.id || (given.name === one.name && isSameFilter(given.filter, one.filter)),
      ),
  );
  return [...slices, ...others];
}

/**
 * The state that a session asks for, its corpus and scores left aside; `corpus`: as it was brought back. `unusable`: parts
 * that do not fit this page.
 */
export function readSession(
  { made, link, bench, selection }: Session,
  state: BenchState,
  corpus: Corpus | null,
): { readonly change: Partial<BenchState>; readonly unusable: readonly string[] } {
  const parsed = parseLink(link);
  const { change, unusable } = readPage(parsed.link, { ...state, knobs: DEFAULT_KNOBS });
  const place = state.examples.findIndex(({ id }) => id === bench.example);
  const isHere = state.index?.models.some(({ id }) => id === made.model?.id) ?? false;
  return {
    change: {
      varianceOf: "pooled",
      slicing: "pair",
      flipPoints: "rows",
      swapSeed: 7,
      ...change,
      history: { present: bench.draft },
      ...(place < 0 ? {} : { exampleIndex: place }),
      pin: bench.pin,
      log: bench.log,
      userNames: bench.names,
      ...(isHere ? { modelId: made.model!.id } : {}),
      ...(corpus === null
        ? {}
        : {
            filter: { present: selection.filter },
            slices: mergeSlices(selection.slices, state.readSlices(corpus.hash)),
            mapping: selection.mapping ?? NO_MAPPING,
          }),
      isEditing: false,
      hasEditStep: false,
      linked: null,
    },
    unusable: [...parsed.ignored, ...unusable],
  };
}

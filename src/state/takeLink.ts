/** @file From the state of the page to what a link says. Nothing that is the reader's own goes in. */
import { t } from "../messages/translate";
import { namesOf as argumentsOf, type CorpusFilter } from "../analysis/corpusColumns";
import { pairOf } from "../data/corpusFacts";
import type { Argument, Example } from "../data/example";
import type { NameSource } from "../data/nameSources";
import type { Corpus } from "../data/readCorpus";
import type { Draft } from "./draft";
import { NO_TYPE, SHORT_HASH, TYPE_TO_FIND, type LinkFilter, type LinkState } from "./linkFormat";
import { isOwnModel } from "./modelIndex";
import { DEFAULT_MODELS_VIEW } from "./modelsSlice";
import type { NamedSlice } from "./slicesSlice";
import type { BenchState } from "./store";
import { namesOf, originOf } from "./swapDraft";

/** Sources whose names come with the page, or are made by it from a seed: nothing of the reader's is in them. */
const PUBLIC_SOURCES: ReadonlySet<NameSource> = new Set([
  "frequent",
  "rare",
  "unseen",
  "community",
  "nonsense",
  "mask",
]);
const ROLES = ["subject", "object"] as const;
/** Runs of scored rows that a link holds; a corpus scored in more pieces is scored as a whole when the link is opened. */
const MOST_RUNS = 60;

export interface TakenLink {
  readonly link: LinkState;
  /** What had to stay out of the link, in words. */
  readonly leftOut: readonly string[];
}

const isSame = (a: Argument | null, b: Argument) => a !== null && a.start === b.start && a.end === b.end;

/** Tells the rows of this site's figures, whichever model has read them. */
export function idOfResults({ figures, hash }: Corpus): string {
  return (figures?.corpus.sha256 ?? hash).slice(0, SHORT_HASH);
}

/** The row a draft shows: with the same arguments if there is one, else with the same text; -1 for none. */
function findRow(examples: readonly Example[], { text, subject, object }: Draft): number {
  const exact = examples.findIndex(
    (row) => row.text === text && isSame(subject, row.subject) && isSame(object, row.object),
  );
  return exact >= 0 ? exact : examples.findIndex((row) => row.text === text);
}

/** The sentence on the stage, if a link may name it. */
function takeSentence(state: BenchState, leftOut: string[]): LinkState {
  const draft = state.history.present;
  const origin = originOf(draft);
  const example = state.examples.find(({ text }) => text === origin.text);
  const row = example || state.corpus === null ? -1 : findRow(state.corpus.examples, origin);
  const written = example ?? (row < 0 ? undefined : state.corpus?.examples[row]);
  if (written === undefined) {
    leftOut.push(t("your own sentence"));
    return {};
  }
  const link: { -readonly [Key in keyof LinkState]: LinkState[Key] } = {
    sentence: example ? { kind: "example", id: example.id } : { kind: "row", row },
  };
  for (const role of ROLES) {
    const argument = origin[role];
    if (!isSame(argument, written[role])) link[role] = argument && { start: argument.start, end: argument.end };
    if (argument !== null && argument.type !== written[role].type) {
      link[`${role}Type`] = argument.type === undefined ? TYPE_TO_FIND : argument.type || NO_TYPE;
    }
    const name = namesOf(draft)[role];
    const source = draft.swap?.sources?.[role];
    if (name === undefined) continue;
    if (source !== undefined && PUBLIC_SOURCES.has(source)) link[`${role}Swap`] = { source, name };
    else {
      leftOut.push(
        role === "subject" ? t("the subject’s name that you put in") : t("the object’s name that you put in"),
      );
    }
  }
  if (origin.relation === null && written.relation != null) link.gold = "none";
  return link;
}

/** A filter for a link. Of a file of one's own, words become places of rows that have them; typed words stay out. */
function takeFilter(filter: CorpusFilter, corpus: Corpus, leftOut: string[]): LinkFilter {
  const { range, relation, pair, name, text } = filter;
  const words = text.trim() === "" ? {} : { text };
  const base = range === null ? {} : { range };
  if (corpus.source !== "file") {
    return {
      ...base,
      ...(relation === null ? {} : { relation }),
      ...(pair === null ? {} : { pair }),
      ...(name === null ? {} : { name }),
      ...words,
    };
  }
  if (words.text !== undefined) leftOut.push(t("the words you searched for"));
  const { examples } = corpus;
  const relationOf = relation === null ? -1 : examples.findIndex((row) => row.relation === relation);
  const pairRow = pair === null ? -1 : examples.findIndex((row) => pairOf(row) === pair);
  const nameRow = name === null ? -1 : examples.findIndex((row) => argumentsOf(row).includes(name));
  if (relation !== null && relationOf < 0) leftOut.push(t("the relation that is selected"));
  return {
    ...base,
    ...(relationOf < 0 ? {} : { relationOf }),
    ...(pairRow < 0 ? {} : { pairOf: pairRow }),
    ...(nameRow < 0 ? {} : { nameOf: `${nameRow}${argumentsOf(examples[nameRow]!)[0] === name ? "s" : "o"}` }),
  };
}

/** Places of the scored rows as runs; undefined for none, for all, and for too many runs. */
function takeScored(results: BenchState["results"]): LinkState["scored"] {
  const runs: [number, number][] = [];
  results.forEach((result, row) => {
    if (result === null) return;
    const last = runs.at(-1);
    if (last !== undefined && last[1] === row - 1) last[1] = row;
    else runs.push([row, row]);
  });
  const isAll = runs.length === 1 && runs[0]![0] === 0 && runs[0]![1] === results.length - 1;
  return runs.length === 0 || isAll || runs.length > MOST_RUNS ? undefined : runs;
}

/** Knobs, models and the names on offer; `isFull`: those too that are as the page opens. */
export function takeKnobs(state: BenchState, isFull: boolean): LinkState {
  const { knobs, modelId, slots } = state;
  const info = modelId === null ? null : (slots[modelId]?.info ?? null);
  return {
    ...(isFull || knobs.seed !== 7 ? { seed: knobs.seed } : {}),
    ...(knobs.beta === null ? {} : { beta: knobs.beta }),
    ...(isFull || knobs.draws !== 16 ? { k: knobs.draws } : {}),
    ...(isFull && info ? { made: info.hash.slice(0, SHORT_HASH) } : {}),
    ...(state.isComparing ? { compare: true as const } : {}),
    ...(state.swapRole === "subject" ? {} : { role: state.swapRole }),
    ...(state.swapSeed === 7 ? {} : { offered: state.swapSeed }),
  };
}

/** What the Models view shows, and the pair side by side; nothing that is as the page opens, no model of the reader’s own. */
export function takeModels({ modelsView, pair }: BenchState): LinkState {
  const { study, run, ood, shows, sort } = modelsView;
  return {
    ...(study === null ? {} : { study }),
    ...(run === null ? {} : { run }),
    ...(ood === DEFAULT_MODELS_VIEW.ood ? {} : { beside: ood }),
    ...(shows === "scores" ? {} : { shows }),
    ...(sort === null ? {} : { order: sort }),
    ...(pair === null || pair.some(isOwnModel) ? {} : { two: [pair[0], pair[1]] as [string, string] }),
  };
}

/** How a corpus is cut and drawn. */
export function takeCut({ varianceOf, slicing, flipPoints }: BenchState): LinkState {
  return {
    ...(varianceOf === "pooled" ? {} : { of: varianceOf }),
    ...(slicing === "pair" ? {} : { cut: slicing }),
    ...(flipPoints === "rows" ? {} : { points: flipPoints }),
  };
}

/** How a corpus is scored; `isFull`: as in takeKnobs. */
export function takeScoring({ scoreSettings }: BenchState, isFull: boolean): LinkState {
  return {
    ...(isFull || scoreSettings.draws !== 4 ? { rowK: scoreSettings.draws } : {}),
    ...(isFull || scoreSettings.swaps !== 8 ? { rowS: scoreSettings.swaps } : {}),
  };
}

/**
 * What a link to the page as it stands says. `isFull`: all of it, as for a link that is handed on; else what the address
 * bar shows: nothing that is as the page opens, nothing of a file of one's own.
 */
export function takeLink(state: BenchState, isFull: boolean): TakenLink {
  const leftOut: string[] = [];
  const { corpus } = state;
  const sentence = takeSentence(state, leftOut);
  const isFirst = sentence.sentence?.kind === "example" && sentence.sentence.id === state.examples[0]?.id;
  const isAtStart = isFirst && Object.keys(sentence).length === 1;
  const isPublic = corpus !== null && corpus.source !== "file";
  // The number of a row means nothing without its file.
  const isNamed = isFull || isPublic || sentence.sentence?.kind !== "row";
  const link: LinkState = {
    ...takeKnobs(state, isFull),
    ...takeModels(state),
    ...(isNamed && (isFull || !isAtStart) ? sentence : {}),
  };
  if (corpus === null || !(isFull || isPublic)) return { link, leftOut };
  const filter = takeFilter(state.filter.present, corpus, leftOut);
  const look: LinkState = { ...takeCut(state), ...filter };
  if (corpus.source === "published") {
    // This site's figures stand there at first sight: the address names them when something is selected on them.
    const isNamed = isFull ? state.view === "corpus" : Object.keys(look).length > 0;
    return {
      link: isNamed ? { ...link, corpus: { kind: "results", id: idOfResults(corpus) }, ...look } : link,
      leftOut,
    };
  }
  return {
    link: {
      ...link,
      corpus:
        corpus.source === "file"
          ? { kind: "file", hash: corpus.hash, numRows: corpus.examples.length }
          : { kind: "demo", hash: corpus.hash.slice(0, SHORT_HASH) },
      ...takeScoring(state, isFull),
      ...look,
      ...(isFull ? { scored: takeScored(state.results), ...takeSlices(state.slices, corpus, leftOut) } : {}),
    },
    leftOut,
  };
}

function takeSlices(slices: readonly NamedSlice[], corpus: Corpus, leftOut: string[]): Pick<LinkState, "slices"> {
  if (slices.length === 0) return {};
  if (corpus.source === "file") {
    leftOut.push(t("the slices you kept"));
    return {};
  }
  return { slices: slices.map(({ name, filter }) => ({ name, filter: takeFilter(filter, corpus, []) })) };
}

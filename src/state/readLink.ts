/** @file From what a link says to the state of the page. */
import { SLICINGS, type Slicing } from "../analysis/corpusAnalysis";
import { isEmptyFilter, namesOf as argumentsOf, NO_FILTER, type CorpusFilter } from "../analysis/corpusColumns";
import { pairOf } from "../data/corpusFacts";
import type { Example } from "../data/example";
import type { Corpus } from "../data/readCorpus";
import { draftOf, setArgumentType, type Draft } from "./draft";
import { NO_TYPE, TYPE_TO_FIND, type LinkFilter, type LinkState } from "./linkFormat";
import { DEFAULT_MODELS_VIEW } from "./modelsSlice";
import { MAX_SEED } from "./settingsSlice";
import { isSameFilter } from "./sliceActions";
import type { NamedSlice } from "./slicesSlice";
import type { BenchState } from "./store";
import { swapDraft } from "./swapDraft";

const ROLES = ["subject", "object"] as const;

/** What the link's filter selects in this corpus; a place that has no such row selects nothing of its own. */
function readFilter(filter: LinkFilter, { examples }: Corpus): CorpusFilter {
  const { range = null, text = "", relationOf, pairOf: pairRow, nameOf } = filter;
  const at = (row: number | undefined) => (row === undefined ? undefined : examples[row]);
  const named = at(nameOf === undefined ? undefined : Number(nameOf.slice(0, -1)));
  const paired = at(pairRow);
  return {
    ...{ range, text },
    relation: filter.relation ?? at(relationOf)?.relation ?? null,
    pair: filter.pair ?? (paired ? pairOf(paired) : null),
    name: filter.name ?? (named ? argumentsOf(named)[nameOf!.endsWith("s") ? 0 : 1] : null),
  };
}

/** The draft a link describes on an example or a row; `unusable` takes the names of what does not fit it. */
function readSentence(example: Example, isOwnExample: boolean, link: LinkState, unusable: string[]): Draft {
  const written = draftOf(example);
  let draft: Draft = isOwnExample ? written : { ...written, exampleId: null };
  for (const role of ROLES) {
    const span = link[role];
    if (span !== undefined && span !== null && span.end > example.text.length) unusable.push(role);
    else if (span !== undefined) {
      const type = example[role].type;
      draft = { ...draft, [role]: span && (type === undefined ? span : { ...span, type }), exampleId: null };
      draft = { ...draft, relation: null };
    }
    const type = link[`${role}Type`];
    if (type === TYPE_TO_FIND) draft = setArgumentType(draft, role, null);
    else if (type !== undefined) draft = setArgumentType(draft, role, type === NO_TYPE ? "" : type);
  }
  if (link.gold === "none") draft = { ...draft, relation: null, exampleId: null };
  for (const role of ROLES) {
    const swap = link[`${role}Swap`];
    if (swap === undefined) continue;
    try {
      draft = swapDraft(draft, role, swap.name, swap.source);
    } catch {
      unusable.push(`${role}Swap`);
    }
  }
  return draft;
}

/** The state a link asks for that needs no corpus. `unusable`: parameters that do not fit this page. */
export function readPage(
  link: LinkState,
  state: BenchState,
): { readonly change: Partial<BenchState>; readonly unusable: readonly string[] } {
  const unusable: string[] = [];
  const { knobs, scoreSettings, examples } = state;
  const isCut = link.cut !== undefined && (SLICINGS as readonly string[]).includes(link.cut);
  if (link.cut !== undefined && !isCut) unusable.push("cut");
  const place =
    link.sentence?.kind === "example"
      ? examples.findIndex(({ id }) => id === (link.sentence as { id: string }).id)
      : -1;
  if (link.sentence?.kind === "example" && place < 0) unusable.push("sentence");
  const change: Partial<BenchState> = {
    knobs: {
      seed: Math.min(MAX_SEED, link.seed ?? knobs.seed),
      beta: link.beta ?? knobs.beta,
      draws: link.k ?? knobs.draws,
    },
    isComparing: link.compare ?? false,
    modelsView: {
      study: link.study ?? null,
      run: link.run ?? null,
      ood: link.beside ?? DEFAULT_MODELS_VIEW.ood,
      shows: link.shows ?? "scores",
      sort: link.order ?? null,
    },
    pair: link.two ?? null,
    swapRole: link.role ?? "subject",
    ...(link.offered === undefined ? {} : { swapSeed: link.offered }),
    scoreSettings: { draws: link.rowK ?? scoreSettings.draws, swaps: link.rowS ?? scoreSettings.swaps },
    ...(link.of === undefined ? {} : { varianceOf: link.of }),
    ...(isCut ? { slicing: link.cut as Slicing } : {}),
    ...(link.points === undefined ? {} : { flipPoints: link.points }),
    ...(place < 0
      ? {}
      : { exampleIndex: place, history: { present: readSentence(examples[place]!, true, link, unusable) } }),
  };
  return { change, unusable };
}

/** The state a link asks for on its corpus, once that is open. */
export function readCorpusPart(
  link: LinkState,
  state: BenchState,
  corpus: Corpus,
): { readonly change: Partial<BenchState>; readonly unusable: readonly string[] } {
  const unusable: string[] = [];
  const { sentence } = link;
  const example = sentence?.kind === "row" ? corpus.examples[sentence.row] : undefined;
  if (sentence?.kind === "row" && example === undefined) unusable.push("sentence");
  const given = (link.slices ?? []).map(({ name, filter }, i) => ({
    id: `link-${i}`,
    name,
    filter: readFilter(filter, corpus),
  }));
  const isKnown = (one: NamedSlice) =>
    state.slices.some((kept) => kept.name === one.name && isSameFilter(kept.filter, one.filter));
  const news = given.filter((one) => !isEmptyFilter(one.filter) && !isKnown(one));
  const taken = new Set(state.slices.map(({ id }) => id));
  const change: Partial<BenchState> = {
    filter: { present: { ...NO_FILTER, ...readFilter(link, corpus) } },
    slices: [
      ...state.slices,
      ...news.map((one) => (taken.has(one.id) ? { ...one, id: `${one.id}-${Date.now()}` } : one)),
    ],
    ...(example === undefined ? {} : { history: { present: readSentence(example, false, link, unusable) } }),
  };
  return { change, unusable };
}

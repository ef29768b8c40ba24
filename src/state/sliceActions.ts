/** @file What is done with kept slices. Loaded with the first corpus. */
import { t, type Said } from "../messages/translate";
import type { CorpusFilter } from "../analysis/corpusColumns";
import type { NamedSlice } from "./slicesSlice";
import { shorten } from "./stepNames";
import type { BenchState } from "./store";

export const LONGEST_SLICE_NAME = 60;

/** Whether two filters select the same. */
export function isSameFilter(a: CorpusFilter, b: CorpusFilter): boolean {
  const isSameRange =
    a.range?.of === b.range?.of && Object.is(a.range?.low, b.range?.low) && Object.is(a.range?.high, b.range?.high);
  return isSameRange && a.relation === b.relation && a.pair === b.pair && a.name === b.name && a.text === b.text;
}

/** A filter with the ends of its range as they were before JSON. */
export function restoreEnds(filter: CorpusFilter): CorpusFilter {
  if (filter.range === null) return filter;
  const { of, low, high } = filter.range as { of: typeof filter.range.of; low: number | null; high: number | null };
  return { ...filter, range: { of, low: low ?? -Infinity, high: high ?? Infinity } };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isWords = (value: unknown) => value === null || typeof value === "string";

/** Whether a value read from this computer is a slice; JSON has written the ends of a range as null. */
function isSlice(value: unknown): value is NamedSlice {
  if (!isObject(value) || typeof value.id !== "string" || typeof value.name !== "string") return false;
  const { filter } = value;
  if (!isObject(filter) || typeof filter.text !== "string") return false;
  if (!isWords(filter.relation) || !isWords(filter.pair) || !isWords(filter.name)) return false;
  if (filter.range === null) return true;
  return isObject(filter.range) && ["pooled", "subject", "object"].includes(String(filter.range.of));
}

/** The slices in a value read from this computer; anything else in it is passed over. */
export function parseSlices(value: unknown): NamedSlice[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isSlice).map((slice) => ({ ...slice, filter: restoreEnds(slice.filter) }));
}

function change(name: Said, slices: readonly NamedSlice[], get: () => BenchState): void {
  get().step(name, { slices }, { view: "corpus" });
  get().saveSlices();
}

const cut = (name: string) => name.replace(/\s+/g, " ").trim().slice(0, LONGEST_SLICE_NAME);

/** 128 random bits; `crypto.randomUUID` is not there on pages over plain http. */
const createId = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join("");

/** Keeps the selection in force; a slice of the same name is replaced. A blank name is not taken. A step of history. */
export function keepSlice(given: string, get: () => BenchState): void {
  const name = cut(given);
  if (name === "" || get().corpus === null) return;
  const others = get().slices.filter((slice) => slice.name !== name);
  const slice = { id: createId(), name, filter: get().filter.present };
  change(() => t("keep the slice {name}", { name: shorten(name) }), [...others, slice], get);
}

/** Selects what a slice holds. A step of history. */
export function applySlice(id: string, get: () => BenchState): void {
  const slice = get().slices.find((one) => one.id === id);
  if (!slice) return;
  const name = () => t("slice {name}", { name: shorten(slice.name) });
  get().step(name, { filter: { present: slice.filter } }, { view: "corpus" });
}

/** Names a slice anew; another of that name is replaced. A blank name is not taken. A step of history. */
export function renameSlice(id: string, given: string, get: () => BenchState): void {
  const name = cut(given);
  const slice = get().slices.find((one) => one.id === id);
  if (name === "" || slice === undefined || slice.name === name) return;
  const slices = get().slices.filter((one) => one.id === id || one.name !== name);
  const renamed = slices.map((one) => (one.id === id ? { ...one, name } : one));
  change(() => t("rename the slice {name}", { name: shorten(slice.name) }), renamed, get);
}

/** Deletes a slice. A step of history. */
export function deleteSlice(id: string, get: () => BenchState): void {
  const slice = get().slices.find((one) => one.id === id);
  if (slice === undefined) return;
  const others = get().slices.filter((one) => one.id !== id);
  change(() => t("delete the slice {name}", { name: shorten(slice.name) }), others, get);
}

/** @file What is done with a mapping of labels and types: change it, take it back, keep it. Loaded with the first corpus. */
import { t, type Said } from "../messages/translate";
import { findFacts } from "../data/corpusFacts";
import { choose, type Choice } from "../data/labelMapping";
import type { Example } from "../data/example";
import { hashText } from "../math/hashText";
import { NO_MAPPING, type Mapping } from "./mapping";
import { shorten } from "./stepNames";
import type { BenchState, Environment } from "./store";

const KEY = "entity-bias-explorer:mappings";
/** Sets of names whose choices are kept; the oldest go first. */
const MOST_KEPT = 60;

/** Tells a set of names again without holding any of them. */
function hashNames(names: readonly string[]): string {
  const text = JSON.stringify(names);
  return `${hashText(text).toString(16)}-${hashText(`again ${text}`).toString(16)}`;
}

/** Names a model's set of labels. */
export function keyOfLabels(labels: readonly string[]): string {
  return hashNames([...labels].sort());
}

type Preferences = Environment["preferences"];
/** By set of names: places in their sorted list, and what stands for each. */
type Kept = Record<string, unknown>;

function readAll(preferences: Preferences): Kept {
  try {
    const value: unknown = JSON.parse(preferences.read(KEY) ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function toChoices(value: unknown, names: readonly string[]): Choice[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): Choice[] => {
    if (!Array.isArray(entry)) return [];
    const [place, put] = entry as unknown[];
    const own = typeof place === "number" ? names[place] : undefined;
    return own === undefined || (put !== null && typeof put !== "string") ? [] : [[own, put]];
  });
}

function toPlaces(choices: readonly Choice[], names: readonly string[]): [number, string | null][] {
  return choices.flatMap(([own, put]): [number, string | null][] => {
    const place = names.indexOf(own);
    return place < 0 ? [] : [[place, put]];
  });
}

/** The names of a corpus in one order, and what their sets are called. */
function findSets(examples: readonly Example[]) {
  const facts = findFacts(examples);
  const relations = [...facts.relations.keys()].sort();
  const types = [...facts.types.keys()].sort();
  return { relations, types, relationsKey: `relations ${hashNames(relations)}`, typesKey: `types ${hashNames(types)}` };
}

/** What was chosen for an earlier file with the same relations, or the same types. */
export function readMapping(examples: readonly Example[], preferences: Preferences): Mapping {
  const all = readAll(preferences);
  if (Object.keys(all).length === 0) return NO_MAPPING;
  const { relations, types, relationsKey, typesKey } = findSets(examples);
  const mapped = Object.entries(all).flatMap(([key, value]): [string, Choice[]][] => {
    const [set, modelKey] = key.split(" of ");
    const choices = set === relationsKey && modelKey !== undefined ? toChoices(value, relations) : [];
    return choices.length === 0 ? [] : [[modelKey!, choices]];
  });
  return { relations: Object.fromEntries(mapped), types: toChoices(all[typesKey], types) };
}

/** Keeps the choices for files with the same names: as places among them, not as words. */
export function keepMapping(examples: readonly Example[], mapping: Mapping, preferences: Preferences): void {
  const before = readAll(preferences);
  const { relations, types, relationsKey, typesKey } = findSets(examples);
  const isOwn = (key: string) => key === typesKey || key.startsWith(`${relationsKey} of `);
  const others = Object.entries(before).filter(([key]) => !isOwn(key));
  const own: [string, unknown][] = [
    ...Object.entries(mapping.relations).map(([modelKey, choices]): [string, unknown] => [
      `${relationsKey} of ${modelKey}`,
      toPlaces(choices, relations),
    ]),
    [typesKey, toPlaces(mapping.types, types)],
  ];
  const kept = own.filter(([, places]) => (places as unknown[]).length > 0);
  if (kept.length === 0 && others.length === Object.keys(before).length) return;
  preferences.write(KEY, JSON.stringify(Object.fromEntries([...others, ...kept].slice(-MOST_KEPT))));
}

type Get = () => BenchState;

function change(name: Said, mapping: Mapping, get: Get): void {
  get().step(name, { mapping }, { view: "corpus" });
  void get().saveMapping();
}

/** Says what a relation of the file is for the model with these labels. null: leave it out; undefined: what its name says. */
export function chooseLabel(labels: readonly string[], own: string, put: string | null | undefined, get: Get): void {
  const { mapping } = get();
  const key = keyOfLabels(labels);
  const choices = choose(mapping.relations[key] ?? [], own, put);
  const name = () => {
    const values = { name: shorten(own) };
    if (put === undefined) return t("{name} by its name", values);
    return put === null ? t("{name} left out", values) : t("{name} is {label}", { ...values, label: shorten(put) });
  };
  change(name, { ...mapping, relations: { ...mapping.relations, [key]: choices } }, get);
}

/** Says what an entity type of the file is. undefined: what its name says. */
export function chooseType(own: string, put: string | undefined, get: Get): void {
  const { mapping } = get();
  const name = () => {
    const values = { name: shorten(own) };
    return put === undefined
      ? t("type {name} by its name", values)
      : t("type {name} is {type}", { ...values, type: shorten(put) });
  };
  change(name, { ...mapping, types: choose(mapping.types, own, put) }, get);
}

/** Takes back every choice for the open corpus and the model with these labels. */
export function resetMapping(labels: readonly string[], get: Get): void {
  const { [keyOfLabels(labels)]: _, ...relations } = get().mapping.relations;
  change(() => t("reset the labels"), { relations, types: [] }, get);
}

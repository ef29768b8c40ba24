/** @file What a step is called after "Undo: ". */
import { formatNumber } from "../messages/formatNumber";
import { t } from "../messages/translate";
import type { CorpusFilter } from "../analysis/corpusColumns";
import type { Role } from "../data/example";

const LONGEST = 40;

/** A name or a text, cut where it would fill the line. */
export function shorten(words: string): string {
  const one = words.replace(/\s+/g, " ").trim();
  return one.length <= LONGEST ? one : `${one.slice(0, LONGEST - 1).trimEnd()}…`;
}

const formatEdge = (edge: number) => formatNumber(Number(edge.toPrecision(2)));

/** What giving an argument another type did; see setArgumentType. */
export function nameTypeStep(role: Role, type: string | null): string {
  if (type === null) {
    return role === "subject" ? t("find the subject’s type in the text") : t("find the object’s type in the text");
  }
  if (type === "") return role === "subject" ? t("subject without a type") : t("object without a type");
  return role === "subject" ? t("subject type {type}", { type }) : t("object type {type}", { type });
}

/** A brushed range in words. */
export function sayRange({ low, high }: { low: number; high: number }): string {
  if (low === -Infinity && high === Infinity) return t("any σ²");
  if (high === Infinity) return t("σ² {low} or more", { low: formatEdge(low) });
  if (low === -Infinity) return t("σ² under {high}", { high: formatEdge(high) });
  return t("σ² {low} to {high}", { low: formatEdge(low), high: formatEdge(high) });
}

const select = (what: string) => t("select {what}", { what });

/** What a change of the selection did. */
export function nameFilterStep(part: Partial<CorpusFilter>): string {
  const { range, relation, pair, name, text } = part;
  const names: string[] = [];
  if (range !== undefined) {
    names.push(range === null ? t("clear the brush") : t("brush {range}", { range: sayRange(range) }));
  }
  if (relation !== undefined)
    names.push(relation === null ? t("all relations") : select(relation.replaceAll("_", " ")));
  if (pair !== undefined) names.push(pair === null ? t("all type pairs") : select(pair));
  if (name !== undefined) {
    names.push(name === null ? t("any name") : t("select the name {name}", { name: shorten(name) }));
  }
  if (text !== undefined) names.push(text === "" ? t("any words") : t("select “{words}”", { words: shorten(text) }));
  return names.join(", ");
}

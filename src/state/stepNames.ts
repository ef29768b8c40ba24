/** @file What a step is called after "Undo: ". */
import type { CorpusFilter } from "../analysis/corpusColumns";

const LONGEST = 40;

/** A name or a text, cut where it would fill the line. */
export function shorten(words: string): string {
  const one = words.replace(/\s+/g, " ").trim();
  return one.length <= LONGEST ? one : `${one.slice(0, LONGEST - 1).trimEnd()}…`;
}

const formatEdge = (edge: number) => String(Number(edge.toPrecision(2)));

/** A brushed range in words. */
export function sayRange({ low, high }: { low: number; high: number }): string {
  if (low === -Infinity && high === Infinity) return "any σ²";
  if (high === Infinity) return `σ² ${formatEdge(low)} or more`;
  if (low === -Infinity) return `σ² under ${formatEdge(high)}`;
  return `σ² ${formatEdge(low)} to ${formatEdge(high)}`;
}

/** What a change of the selection did. */
export function nameFilterStep(part: Partial<CorpusFilter>): string {
  const names: string[] = [];
  if (part.range !== undefined) names.push(part.range === null ? "clear the brush" : `brush ${sayRange(part.range)}`);
  if (part.relation !== undefined) {
    names.push(part.relation === null ? "all relations" : `select ${part.relation.replaceAll("_", " ")}`);
  }
  if (part.pair !== undefined) names.push(part.pair === null ? "all type pairs" : `select ${part.pair}`);
  if (part.name !== undefined) names.push(part.name === null ? "any name" : `select the name ${shorten(part.name)}`);
  if (part.text !== undefined) names.push(part.text === "" ? "any words" : `select “${shorten(part.text)}”`);
  return names.join(", ");
}

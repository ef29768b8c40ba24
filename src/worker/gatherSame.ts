/** @file Rows that ask the same are scored once. */
import type { Example } from "../data/example";
import { describeMarks } from "./scoreStore";

/**
 * The rows in groups that have text, spans, types and relation in common: their scores are the same. Groups, and rows
 * within a group, stand in the order of `rows`.
 */
export function gatherSame(rows: readonly number[], examples: readonly Example[]): number[][] {
  const groups: number[][] = [];
  // By text first: many rows of a document share a long one.
  const byText = new Map<string, Map<string, number[]>>();
  for (const row of rows) {
    const example = examples[row]!;
    const known = byText.get(example.text) ?? new Map<string, number[]>();
    byText.set(example.text, known);
    const marks = describeMarks(example);
    const group = known.get(marks);
    if (group !== undefined) {
      group.push(row);
      continue;
    }
    const first = [row];
    known.set(marks, first);
    groups.push(first);
  }
  return groups;
}

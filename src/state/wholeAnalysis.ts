/** @file Statistics of all rows beside those of the selected ones: when a question is about all, and when two differ in the selection alone. */
import type { CorpusQuestion } from "../analysis/corpusAnalysis";

/** Whether the question leaves out no scored row. */
export function isOfAllRows({ columns, selected }: CorpusQuestion): boolean {
  return selected.length === columns.rows.length;
}

/** The question about every scored row. */
export function askOfAllRows(question: CorpusQuestion): CorpusQuestion {
  const all = Int32Array.from(question.columns.rows, (_, position) => position);
  return { ...question, around: all, selected: all };
}

/** Whether two questions are the same but for the rows they select: same scores, same cut, same resamples. */
export function isSameButSelection(one: CorpusQuestion, other: CorpusQuestion): boolean {
  return one.columns === other.columns && one.slicing === other.slicing && one.seed === other.seed;
}

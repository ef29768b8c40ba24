/** @file A results file as a corpus: rows with relation, types and document, and no text at all. */
import type { Example } from "./example";
import type { CorpusRows, CorpusSource } from "./readCorpus";
import { parseResults, type ResultsFile } from "./resultsFile";

/** Reads the text of a results file. Throws what parseResults throws. */
export function readResults(name: string, text: string, source: CorpusSource): CorpusRows & { figures: ResultsFile } {
  const figures = parseResults(name, text);
  return {
    name: source === "published" ? figures.corpus.name : name,
    source,
    examples: listFigureExamples(figures),
    problems: [],
    figures,
  };
}

/** The rows of a results file as examples: relation, types and document, and no text at all. */
export function listFigureExamples({ columns, relations, types }: ResultsFile): Example[] {
  const argument = (type: number | null) => ({ start: 0, end: 0, ...(type !== null && { type: types[type]! }) });
  return columns.row.map((row, i) => ({
    id: `row ${row}`,
    docId: `document ${columns.document[i]! + 1}`,
    text: "",
    subject: argument(columns.subjectType[i]!),
    object: argument(columns.objectType[i]!),
    relation: columns.gold[i] === null ? null : relations[columns.gold[i]!]!,
  }));
}

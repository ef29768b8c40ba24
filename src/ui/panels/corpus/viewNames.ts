/** @file The names of a view, made once for all panels that show them. */
import type { CorpusColumns } from "../../../analysis/corpusColumns";
import { buildEntityTable, type EntityRow } from "../../../analysis/entityTable";
import type { CorpusView } from "./useCorpus";

const ofView = new WeakMap<CorpusView, readonly EntityRow[]>();
const ofColumns = new WeakMap<CorpusColumns, readonly EntityRow[]>();

/** The names of the selected rows. */
export function findSelectedNames(view: CorpusView): readonly EntityRow[] {
  if (view.selected.length === view.columns.rows.length) return findAllNames(view);
  const known = ofView.get(view) ?? build(view, view.selected);
  ofView.set(view, known);
  return known;
}

/** The names of all scored rows. */
export function findAllNames(view: CorpusView): readonly EntityRow[] {
  const known = ofColumns.get(view.columns) ?? build(view, view.columns.rows.keys());
  ofColumns.set(view.columns, known);
  return known;
}

function build({ corpus, columns, results, info, seen }: CorpusView, positions: Iterable<number>): EntityRow[] {
  const places = Array.from(positions, (i) => columns.rows[i]!);
  return buildEntityTable(corpus.examples, results, info.labels, places, seen);
}

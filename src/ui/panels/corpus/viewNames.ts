/** @file The names of a view, made once for all panels that show them. */
import type { CorpusColumns } from "../../../analysis/corpusColumns";
import { buildEntityTable, type EntityRow } from "../../../analysis/entityTable";
import type { CorpusView } from "../../figures/corpusView";

/** By the selected positions: a view has others for every selection, and the same ones when only statistics come in. */
const ofSelection = new WeakMap<Int32Array, readonly EntityRow[]>();
const ofColumns = new WeakMap<CorpusColumns, readonly EntityRow[]>();

/** The names of the selected rows. */
export function findSelectedNames(view: CorpusView): readonly EntityRow[] {
  if (view.selected.length === view.columns.rows.length) return findAllNames(view);
  const known = ofSelection.get(view.selected) ?? build(view, view.selected);
  ofSelection.set(view.selected, known);
  return known;
}

/** The names of all scored rows. */
export function findAllNames(view: CorpusView): readonly EntityRow[] {
  const known = ofColumns.get(view.columns) ?? build(view, view.columns.rows.keys());
  ofColumns.set(view.columns, known);
  return known;
}

function build({ corpus, columns, results, info, seen, goldOf }: CorpusView, positions: Iterable<number>): EntityRow[] {
  const places = Array.from(positions, (i) => columns.rows[i]!);
  return buildEntityTable(corpus.examples, results, info.labels, places, seen, goldOf);
}

/** @file What is selected, in words; narrowed by words, relation and types, cleared and undone. */
import { useEffect, useMemo } from "react";
import { hasGold, isEmptyFilter, pairOf, type CorpusColumns } from "../../../analysis/corpusColumns";
import { useBench } from "../../../state/useBench";
import { formatEdge } from "../../charts/VarianceHistogram";
import { countOf, formatLabel } from "../../numbers";
import { Picker } from "../../widgets/Picker";

/** Id of "all" in a picker; no relation or pair is called so. */
const ALL = "*";

function countBy(keys: readonly (string | null)[]): { id: string; label: string; detail: string }[] {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([id, count]) => ({ id, label: formatLabel(id), detail: count.toLocaleString("en") }));
}

/** A brushed range in words. */
export function sayRange({ low, high }: { low: number; high: number }): string {
  if (low === -Infinity && high === Infinity) return "any σ²";
  if (high === Infinity) return `σ² ${formatEdge(low)} or more`;
  if (low === -Infinity) return `σ² under ${formatEdge(high)}`;
  return `σ² ${formatEdge(low)} to ${formatEdge(high)}`;
}

export function FilterPanel({ columns, numSelected }: { columns: CorpusColumns | null; numSelected: number }) {
  const corpus = useBench((state) => state.corpus);
  const filter = useBench((state) => state.filter.present);
  const canUndo = useBench((state) => state.filter.past.length > 0);
  const canRedo = useBench((state) => state.filter.future.length > 0);
  const select = useBench((state) => state.select);
  const clear = useBench((state) => state.clearSelection);
  const undo = useBench((state) => state.undoSelection);
  const redo = useBench((state) => state.redoSelection);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement && event.target.type !== "radio";
      if (isTyping || event.altKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [undo, redo]);

  const relations = useMemo(() => {
    if (!corpus) return [];
    return countBy(
      hasGold(corpus.examples) ? corpus.examples.map(({ relation }) => relation ?? null) : (columns?.relations ?? []),
    );
  }, [corpus, columns]);
  const pairs = useMemo(() => countBy(corpus?.examples.map(pairOf) ?? []), [corpus]);
  const words = [
    filter.range ? sayRange(filter.range) + (filter.range.of === "pooled" ? "" : ` (${filter.range.of})`) : null,
    filter.relation ? formatLabel(filter.relation) : null,
    filter.pair,
    filter.name,
    filter.text.trim() === "" ? null : `“${filter.text.trim()}”`,
  ].filter((word) => word !== null);
  return (
    <section className="filters" aria-label="Selection">
      <div className="where">
        <label className="search">
          <span className="vh">Words in the sentence</span>
          <input
            className="field"
            type="search"
            placeholder="Words in the sentence"
            value={filter.text}
            onChange={({ target }) => select({ text: target.value }, filter.text !== "")}
          />
        </label>
        <Picker
          label="Relation"
          options={[{ id: ALL, label: "All relations" }, ...relations]}
          value={filter.relation ?? ALL}
          onChoose={(id) => select({ relation: id === ALL ? null : id })}
        />
        {pairs.length > 0 ? (
          <Picker
            label="Types of subject and object"
            options={[{ id: ALL, label: "All type pairs" }, ...pairs]}
            value={filter.pair ?? ALL}
            onChoose={(id) => select({ pair: id === ALL ? null : id })}
          />
        ) : null}
        {filter.name === null ? null : (
          <span className="tag">
            name is <b>{filter.name}</b>
            <button type="button" aria-label={`Remove: name is ${filter.name}`} onClick={() => select({ name: null })}>
              ×
            </button>
          </span>
        )}
        <button className="lnk" type="button" disabled={!canUndo} onClick={undo}>
          Undo
        </button>
        <button className="lnk" type="button" disabled={!canRedo} onClick={redo}>
          Redo
        </button>
      </div>
      {isEmptyFilter(filter) ? null : (
        <span className="pill" role="status">
          {columns ? `${countOf(numSelected, "scored row")} selected` : "Selected"}: {words.join(", ")}
          <button type="button" onClick={clear}>
            Clear
          </button>
        </span>
      )}
    </section>
  );
}

/** @file What is selected, in words; narrowed by words, relation and types, kept and cleared. */
import { memo, useMemo } from "react";
import { hasGold, isEmptyFilter, pairOf, type CorpusColumns } from "../../../analysis/corpusColumns";
import { sayRange } from "../../../state/stepNames";
import { useBench } from "../../../state/useBench";
import { countOf, formatLabel } from "../../numbers";
import { shortenMiddle } from "../../shortenText";
import { useIsNarrow } from "../../useIsNarrow";
import { Picker } from "../../widgets/Picker";
import { UndoButtons } from "../UndoButtons";
import { SlicesPanel } from "./SlicesPanel";

/** Id of "all" in a picker; no relation or pair is called so. */
const ALL = "*";

function countBy(keys: readonly (string | null)[]): { id: string; label: string; detail: string }[] {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([id, count]) => ({ id, label: formatLabel(id), detail: count.toLocaleString("en") }));
}

/** The relations and type pairs to choose from. Long lists: they are not drawn again while a brush moves. */
const Pickers = memo(function Pickers({ columns }: { columns: CorpusColumns | null }) {
  const corpus = useBench((state) => state.corpus);
  const relation = useBench((state) => state.filter.present.relation);
  const pair = useBench((state) => state.filter.present.pair);
  const select = useBench((state) => state.select);
  const relations = useMemo(() => {
    if (!corpus) return [];
    return countBy(
      hasGold(corpus.examples) ? corpus.examples.map(({ relation }) => relation ?? null) : (columns?.relations ?? []),
    );
  }, [corpus, columns]);
  const pairs = useMemo(() => countBy(corpus?.examples.map(pairOf) ?? []), [corpus]);
  return (
    <>
      <Picker
        label="Relation"
        options={[{ id: ALL, label: "All relations" }, ...relations]}
        value={relation ?? ALL}
        onChoose={(id) => select({ relation: id === ALL ? null : id })}
      />
      {pairs.length > 0 ? (
        <Picker
          label="Types of subject and object"
          options={[{ id: ALL, label: "All type pairs" }, ...pairs]}
          value={pair ?? ALL}
          onChoose={(id) => select({ pair: id === ALL ? null : id })}
        />
      ) : null}
    </>
  );
});

export function FilterPanel({ columns, numSelected }: { columns: CorpusColumns | null; numSelected: number }) {
  const corpus = useBench((state) => state.corpus);
  const filter = useBench((state) => state.filter.present);
  const select = useBench((state) => state.select);
  const clear = useBench((state) => state.clearSelection);
  const isNarrow = useIsNarrow();
  const words = [
    filter.range ? sayRange(filter.range) + (filter.range.of === "pooled" ? "" : ` (${filter.range.of})`) : null,
    filter.relation ? formatLabel(filter.relation) : null,
    filter.pair,
    filter.name === null ? null : shortenMiddle(filter.name, 60),
    filter.text.trim() === "" ? null : `“${filter.text.trim()}”`,
  ].filter((word) => word !== null);
  return (
    <section className="filters" aria-label="Selection">
      <div className="where">
        {corpus?.figures ? null : (
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
        )}
        <Pickers columns={columns} />
        {filter.name === null ? null : (
          <span className="tag">
            name is <b>{shortenMiddle(filter.name, 60)}</b>
            <button
              type="button"
              aria-label={`Remove: name is ${shortenMiddle(filter.name, 60)}`}
              onClick={() => select({ name: null })}
            >
              ×
            </button>
          </span>
        )}
        {isNarrow ? <UndoButtons /> : null}
      </div>
      {isEmptyFilter(filter) ? null : (
        <span className="pill" role="status">
          {columns ? `${countOf(numSelected, "scored row")} selected` : "Selected"}: {words.join(", ")}
          <button type="button" onClick={clear}>
            Clear
          </button>
        </span>
      )}
      <SlicesPanel columns={columns} words={words.join(", ")} />
    </section>
  );
}

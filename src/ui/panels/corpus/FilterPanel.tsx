/** @file What is selected, in words; narrowed by words, relation and types, kept and cleared. */
import { Trans } from "@lingui/react";
import { memo, useMemo } from "react";
import { t } from "../../../messages/translate";
import { formatCount } from "../../../messages/formatNumber";
import { useLanguage } from "../../useLanguage";
import type { VarianceOf } from "../../../analysis/entityVariance";
import { isEmptyFilter, type CorpusColumns } from "../../../analysis/corpusColumns";
import { findFacts } from "../../../data/corpusFacts";
import { sayRange } from "../../../state/stepNames";
import { useBench } from "../../../state/useBench";
import { joinWords } from "../../../messages/joinWords";
import { formatLabel } from "../../numbers";
import { shortenMiddle } from "../../shortenText";
import { useIsNarrow } from "../../useIsNarrow";
import { Picker } from "../../widgets/Picker";
import { UndoButtons } from "../UndoButtons";
import { SlicesPanel } from "./SlicesPanel";

/** Id of "all" in a picker; no relation or pair is called so. */
const ALL = "*";

function toOptions(counts: ReadonlyMap<string, number>): { id: string; label: string; detail: string }[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([id, count]) => ({ id, label: formatLabel(id), detail: formatCount(count) }));
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const Pickers = memo(function Pickers({ columns }: { columns: CorpusColumns | null }) {
  useLanguage();
  const corpus = useBench((state) => state.corpus);
  const relation = useBench((state) => state.filter.present.relation);
  const pair = useBench((state) => state.filter.present.pair);
  const select = useBench((state) => state.select);
  const facts = corpus && findFacts(corpus.examples);
  const answers = facts && facts.relations.size === 0 ? (columns?.relations ?? null) : null;
  const relations = useMemo(
    () => (facts ? toOptions(answers ? countBy(answers) : facts.relations) : []),
    [facts, answers],
  );
  const pairs = useMemo(() => (facts ? toOptions(facts.pairs) : []), [facts]);
  return (
    <>
      <Picker
        label={t("Relation")}
        options={[{ id: ALL, label: t("All relations") }, ...relations]}
        value={relation ?? ALL}
        onChoose={(id) => select({ relation: id === ALL ? null : id })}
      />
      {pairs.length > 0 ? (
        <Picker
          label={t("Types of subject and object")}
          options={[{ id: ALL, label: t("All type pairs") }, ...pairs]}
          value={pair ?? ALL}
          onChoose={(id) => select({ pair: id === ALL ? null : id })}
        />
      ) : null}
    </>
  );
});

/** A range with the names whose variance it is of. */
function sayRangeOf(of: VarianceOf, range: string): string {
  if (of === "pooled") return range;
  return of === "subject" ? t("{range} (subject)", { range }) : t("{range} (object)", { range });
}

export function FilterPanel({ columns, numSelected }: { columns: CorpusColumns | null; numSelected: number }) {
  const corpus = useBench((state) => state.corpus);
  const filter = useBench((state) => state.filter.present);
  const select = useBench((state) => state.select);
  const clear = useBench((state) => state.clearSelection);
  const isNarrow = useIsNarrow();
  const words = [
    filter.range ? sayRangeOf(filter.range.of, sayRange(filter.range)) : null,
    filter.relation ? formatLabel(filter.relation) : null,
    filter.pair,
    filter.name === null ? null : shortenMiddle(filter.name, 60),
    filter.text.trim() === "" ? null : t("“{text}”", { text: filter.text.trim() }),
  ].filter((word) => word !== null);
  return (
    <section className="filters" aria-label={t("Selection")}>
      <div className="where">
        {corpus?.figures ? null : (
          <label className="search">
            <span className="vh">{t("Words in the sentence")}</span>
            <input
              className="field"
              type="search"
              placeholder={t("Words in the sentence")}
              value={filter.text}
              onChange={({ target }) => select({ text: target.value }, filter.text !== "")}
            />
          </label>
        )}
        <Pickers columns={columns} />
        {filter.name === null ? null : (
          <span className="tag">
            <Trans
              id="name is <0>{name}</0>"
              values={{ name: <bdi>{shortenMiddle(filter.name, 60)}</bdi> }}
              components={{ 0: <b /> }}
            />
            <button
              type="button"
              aria-label={t("Remove: name is {name}", { name: shortenMiddle(filter.name, 60) })}
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
          {columns
            ? t("{n, plural, one {# scored row} other {# scored rows}} selected: {words}", {
                n: numSelected,
                words: joinWords(words),
              })
            : t("Selected: {words}", { words: joinWords(words) })}
          <button type="button" data-does="clear" onClick={clear}>
            {t("Clear")}
          </button>
        </span>
      )}
      <SlicesPanel columns={columns} words={joinWords(words)} />
    </section>
  );
}

/** @file Selections kept under a name: keep one, go back to it, name it anew, delete it. */
import { useMemo, useState, type FormEvent } from "react";
import { t } from "../../../messages/translate";
import { useLanguage } from "../../useLanguage";
import { filterRows, hasGold, isEmptyFilter, isKeptByWords, type CorpusColumns } from "../../../analysis/corpusColumns";
import {
  applySlice,
  deleteSlice,
  isSameFilter,
  keepSlice,
  LONGEST_SLICE_NAME,
  renameSlice,
} from "../../../state/sliceActions";
import type { NamedSlice } from "../../../state/slicesSlice";
import { useBench, useBenchStore } from "../../../state/useBench";
import { spellMarks } from "../../hiddenMarks";

interface NameFormProps {
  readonly label: string;
  readonly initial: string;
  readonly action: string;
  onName(name: string): void;
  onCancel(): void;
}

function NameForm({ label, initial, action, onName, onCancel }: NameFormProps) {
  const [name, setName] = useState(initial);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") onName(name);
  };
  return (
    <form className="naming" onSubmit={onSubmit}>
      <input
        className="field"
        type="text"
        aria-label={label}
        autoFocus
        maxLength={LONGEST_SLICE_NAME}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onFocus={({ target }) => target.select()}
        onKeyDown={({ key }) => key === "Escape" && onCancel()}
      />
      <button className="btn" type="submit" disabled={name.trim() === ""}>
        {action}
      </button>
      <button className="lnk" type="button" onClick={onCancel}>
        {t("Cancel")}
      </button>
    </form>
  );
}

const sayRows = (n: number) => t("{n, plural, one {# row} other {# rows}}", { n });

/** Rows that each slice holds: of the scored ones where a brush decides, else of all. */
function useCounts(slices: readonly NamedSlice[], columns: CorpusColumns | null): readonly string[] {
  const language = useLanguage();
  const corpus = useBench((state) => state.corpus);
  return useMemo(() => {
    if (!corpus) return [];
    const isLabelled = hasGold(corpus.examples);
    return slices.map(({ filter }) => {
      const isByScore = filter.range !== null || (filter.relation !== null && !isLabelled);
      if (isByScore && columns === null) return t("not scored");
      if (isByScore) return sayRows(filterRows(columns!, corpus.examples, filter).selected.length);
      const kept = corpus.examples.filter((example) =>
        isKeptByWords(example, isLabelled ? (example.relation ?? "unlabelled") : null, filter),
      );
      return sayRows(kept.length);
    });
  }, [corpus, columns, slices, language]);
}

/** `words`: the selection in words, offered as its name. */
export function SlicesPanel({ columns, words }: { columns: CorpusColumns | null; words: string }) {
  const slices = useBench((state) => state.slices);
  const filter = useBench((state) => state.filter.present);
  const { getState } = useBenchStore();
  const [isNaming, setIsNaming] = useState(false);
  const [renaming, setRenaming] = useState<string | null>(null);
  const counts = useCounts(slices, columns);
  const isKept = slices.some((slice) => isSameFilter(slice.filter, filter));
  const canKeep = !isEmptyFilter(filter) && !isKept;
  if (slices.length === 0 && !canKeep) return null;
  return (
    <div className="slices">
      {slices.length > 0 ? (
        <ul aria-label={t("Kept slices")}>
          {slices.map((slice, i) =>
            renaming === slice.id ? (
              <li key={slice.id}>
                <NameForm
                  label={t("New name of {name}", { name: spellMarks(slice.name) })}
                  initial={slice.name}
                  action={t("Rename")}
                  onName={(name) => {
                    renameSlice(slice.id, name, getState);
                    setRenaming(null);
                  }}
                  onCancel={() => setRenaming(null)}
                />
              </li>
            ) : (
              <li key={slice.id}>
                <button
                  className="slice"
                  type="button"
                  aria-pressed={isSameFilter(slice.filter, filter)}
                  onClick={() => applySlice(slice.id, getState)}
                >
                  {spellMarks(slice.name)} <small>{counts[i]}</small>
                </button>
                <button
                  className="lnk"
                  type="button"
                  aria-label={t("Rename {name}", { name: spellMarks(slice.name) })}
                  onClick={() => setRenaming(slice.id)}
                >
                  {t("Rename")}
                </button>
                <button
                  className="lnk"
                  type="button"
                  aria-label={t("Delete {name}", { name: spellMarks(slice.name) })}
                  onClick={() => deleteSlice(slice.id, getState)}
                >
                  {t("Delete")}
                </button>
              </li>
            ),
          )}
        </ul>
      ) : null}
      {canKeep && isNaming ? (
        <NameForm
          label={t("Name of the slice")}
          initial={words.slice(0, LONGEST_SLICE_NAME)}
          action={t("Keep")}
          onName={(name) => {
            keepSlice(name, getState);
            setIsNaming(false);
          }}
          onCancel={() => setIsNaming(false)}
        />
      ) : null}
      {canKeep && !isNaming ? (
        <button className="lnk" type="button" onClick={() => setIsNaming(true)}>
          {t("Keep as slice")}
        </button>
      ) : null}
    </div>
  );
}

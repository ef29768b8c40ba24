/** @file The text that was read: its entities, and what is done to set them right. */
import { useCallback, useState } from "react";
import { t } from "../../../messages/translate";
import { findFreeWord } from "../../../analysis/fixSpan";
import type { WorkedEntity, WorkedSentence } from "../../../analysis/foundCandidates";
import type { CharSpan } from "../../../data/example";
import { useBench } from "../../../state/useBench";
import { showStage } from "../../showStage";
import { spellMarks } from "../../hiddenMarks";
import { EntityEditor } from "../../widgets/EntityEditor";
import { FoundText } from "../../widgets/FoundText";

/** Sentences drawn at first; a long text is drawn as it is asked for. */
const PAGE = 60;

const overlaps = (a: CharSpan, b: CharSpan) => a.start < b.end && b.start < a.end;

export function FoundPanel({ shown }: { shown: readonly WorkedSentence[] }) {
  const { fix, remove, add, open } = useBench((state) => state.finder!);
  const isBusy = useBench(({ findRun: { status } }) => status === "loading" || status === "running");
  const types = useBench((state) => state.extractor?.entityTypes ?? []);
  const [selected, setSelected] = useState<{ readonly place: number; readonly id: string } | null>(null);
  const [words, setWords] = useState<{ readonly place: number; readonly span: CharSpan } | null>(null);
  const [numShown, setNumShown] = useState(PAGE);
  const sentence = selected && shown[selected.place];
  const entity = sentence?.entities.find(({ id }) => id === selected?.id);
  const onWords = useCallback(
    (place: number, span: CharSpan | null) => setWords(span === null ? null : { place, span }),
    [],
  );

  const focusEntity = (id: string) =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-entity="${CSS.escape(id)}"]`)?.focus());
  const addTo = (place: number, given?: CharSpan) => {
    const one = shown[place];
    const span = given ?? (one && findFreeWord(one, one.entities));
    const id = span ? add(place, span, types[0] ?? "MISC") : null;
    if (id !== null) setSelected({ place, id });
  };
  const addWords = () => {
    if (words === null) return;
    window.getSelection()?.removeAllRanges();
    addTo(words.place, words.span);
    setWords(null);
  };
  const pairWith = (object: WorkedEntity) => {
    if (!sentence || !entity) return;
    open({ key: "own", sentence, subject: entity, object, relation: "" });
    showStage();
  };
  const editor =
    entity && sentence && selected ? (
      <EntityEditor
        sentence={sentence}
        entity={entity}
        types={types}
        others={sentence.entities.filter((other) => other.id !== entity.id && !overlaps(other, entity))}
        onChange={(change) => fix(selected.place, entity.id, change)}
        onPair={pairWith}
        onAdd={() => addTo(selected.place)}
        onRemove={() => {
          remove(selected.place, entity.id);
          setSelected(null);
        }}
        onClose={() => {
          setSelected(null);
          focusEntity(entity.id);
        }}
      />
    ) : null;
  return (
    <div className="c7">
      <h3>{t("Entities")}</h3>
      <p className="micro">
        {t("Arrow keys go from one to the next, Enter sets one right, Delete removes it. Undo takes all back.")}
      </p>
      <FoundText
        sentences={shown.slice(0, numShown)}
        selectedId={entity?.id ?? null}
        editor={editor}
        isFixed={!isBusy}
        onSelect={(place, id) => setSelected(id === null ? null : { place, id })}
        onRemove={remove}
        onAdd={(place) => addTo(place)}
        onWords={onWords}
      />
      {words !== null && !isBusy ? (
        <div className="markbar" role="group" aria-label={t("Mark the selected words")}>
          <q dir="auto" lang="en">
            {spellMarks(wordsOf(shown, words))}
          </q>
          <button className="btn" type="button" onPointerDown={(event) => event.preventDefault()} onClick={addWords}>
            {t("Add as an entity")}
          </button>
        </div>
      ) : null}
      {shown.length > numShown ? (
        <button className="lnk" type="button" onClick={() => setNumShown(numShown + PAGE)}>
          {t("Show more: {n, plural, one {# sentence} other {# sentences}} left", { n: shown.length - numShown })}
        </button>
      ) : null}
    </div>
  );
}

function wordsOf(
  shown: readonly WorkedSentence[],
  { place, span }: { readonly place: number; readonly span: CharSpan },
): string {
  const { start = 0, text = "" } = shown[place] ?? {};
  return text.slice(span.start - start, span.end - start).trim();
}

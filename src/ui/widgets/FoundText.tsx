/** @file A text with the entities that were found in it: one tab stop, arrow keys from one to the next, Enter opens one. */
import { Fragment, useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { formatFixed } from "../../messages/formatNumber";
import { t } from "../../messages/translate";
import type { WorkedEntity, WorkedSentence } from "../../analysis/foundCandidates";
import type { CharSpan } from "../../data/example";
import { entityHue } from "../entityHue";
import { spellMarks } from "../hiddenMarks";
import { readSelection } from "./domSelection";
import { VisibleText } from "./VisibleText";

export interface FoundTextProps {
  readonly sentences: readonly WorkedSentence[];
  /** The entity that is being set right; null: none. */
  readonly selectedId: string | null;
  /** What stands under the sentence of that entity. */
  readonly editor: ReactNode;
  /** Whether entities can be opened; not while the text is being read. */
  readonly isFixed: boolean;
  onSelect(place: number, id: string | null): void;
  onRemove(place: number, id: string): void;
  /** A sentence without an entity is to have one. */
  onAdd(place: number): void;
  /** Words of the text were selected; null: no longer. */
  onWords(place: number, span: CharSpan | null): void;
}

interface EntityProps {
  readonly entity: WorkedEntity;
  readonly words: string;
  readonly isSelected: boolean;
  readonly isFocusable: boolean;
  onOpen(): void;
}

function Entity({ entity, words, isSelected, isFocusable, onOpen }: EntityProps) {
  const { id, type, score, isByHand, start } = entity;
  return (
    <span
      className={`ent ${entityHue(type)}`}
      role="button"
      tabIndex={isFocusable ? 0 : -1}
      aria-pressed={isSelected}
      data-entity={id}
      onClick={onOpen}
    >
      <span data-start={start}>
        <VisibleText text={words} start={start} />
      </span>
      <small>
        {" "}
        {spellMarks(type)} <b className="num">{isByHand ? t("by hand") : formatFixed(score, 2)}</b>
      </small>
    </span>
  );
}

export function FoundText(props: FoundTextProps) {
  const { sentences, selectedId, onWords } = props;
  const root = useRef<HTMLDivElement>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const all = sentences.flatMap(({ entities }, place) => entities.map(({ id }) => ({ id, place })));
  const focusable = all.some(({ id }) => id === currentId) ? currentId : (all[0]?.id ?? null);
  const length = sentences.at(-1)?.end ?? 0;

  const onChange = useCallback(() => {
    const span = root.current && readSelection(root.current, length);
    const place = span ? sentences.findIndex(({ start, end }) => start <= span.start && span.end <= end) : -1;
    if (span === null || place !== -1) onWords(place, span);
  }, [sentences, length, onWords]);
  useEffect(() => {
    document.addEventListener("selectionchange", onChange);
    return () => document.removeEventListener("selectionchange", onChange);
  }, [onChange]);

  const onKeyDown = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset["entity"];
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = all.findIndex((one) => one.id === id);
    const place = all[at]?.place ?? 0;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : step === undefined ? -1 : at + step;
    if ((event.key === "Enter" || event.key === " ") && props.isFixed) props.onSelect(place, id);
    else if (event.key === "Delete" && props.isFixed) {
      // The focus goes to a neighbour, not with the one that is gone.
      setCurrentId(all[at + 1]?.id ?? all[at - 1]?.id ?? null);
      props.onRemove(place, id);
    } else if (all[next]) {
      setCurrentId(all[next].id);
      root.current?.querySelector<HTMLElement>(`[data-entity="${CSS.escape(all[next].id)}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={root}
      className="foundtext"
      role="group"
      aria-label={t("The text with the entities that were found")}
      onKeyDown={onKeyDown}
    >
      {sentences.map((sentence, place) => (
        <Fragment key={sentence.start}>
          <p dir="auto" lang="en">
            {cutAt(sentence).map(({ start, end, entity }) =>
              entity === null ? (
                <span key={start} data-start={start}>
                  <VisibleText text={sentence.text.slice(start - sentence.start, end - sentence.start)} start={start} />
                </span>
              ) : (
                <Entity
                  key={entity.id}
                  entity={entity}
                  words={sentence.text.slice(start - sentence.start, end - sentence.start)}
                  isSelected={entity.id === selectedId}
                  isFocusable={entity.id === focusable}
                  onOpen={() => {
                    setCurrentId(entity.id);
                    if (props.isFixed) props.onSelect(place, entity.id === selectedId ? null : entity.id);
                  }}
                />
              ),
            )}
            {sentence.entities.length === 0 && props.isFixed ? (
              <button className="lnk" type="button" onClick={() => props.onAdd(place)}>
                {t("Add an entity")}
              </button>
            ) : null}
          </p>
          {sentence.numEntitiesCut > 0 ? (
            <p className="micro">
              {t(
                "{n, plural, one {# weaker entity of this sentence was not paired.} other {# weaker entities of this sentence were not paired.}}",
                { n: sentence.numEntitiesCut },
              )}
            </p>
          ) : null}
          {sentence.entities.some(({ id }) => id === selectedId) ? props.editor : null}
        </Fragment>
      ))}
    </div>
  );
}

/** The sentence in pieces, in text order; entities do not overlap. Offsets count in the whole text. */
function cutAt({ start, end, entities }: WorkedSentence): (CharSpan & { readonly entity: WorkedEntity | null })[] {
  const sorted = [...entities].sort((a, b) => a.start - b.start);
  let at = start;
  const pieces = sorted.flatMap((entity) => {
    const before = { start: at, end: entity.start, entity: null };
    at = entity.end;
    const own = { start: entity.start, end: entity.end, entity };
    return before.end > before.start ? [before, own] : [own];
  });
  return at < end ? [...pieces, { start: at, end, entity: null }] : pieces;
}

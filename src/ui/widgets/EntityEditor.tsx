/** @file Sets one entity right: its two ends by words or characters, its type, another pair, or out. */
import { useEffect, useRef, type KeyboardEvent } from "react";
import { t } from "../../messages/translate";
import type { WorkedEntity, WorkedSentence } from "../../analysis/foundCandidates";
import type { CharSpan } from "../../data/example";
import { moveEdge, type Edge, type StepUnit } from "../../analysis/fixSpan";
import { spellMarks } from "../hiddenMarks";
import { Picker } from "./Picker";

export interface EntityEditorProps {
  readonly sentence: WorkedSentence;
  readonly entity: WorkedEntity;
  /** Types on offer. */
  readonly types: readonly string[];
  /** Entities of the sentence that can make a pair with this one. */
  readonly others: readonly WorkedEntity[];
  onChange(change: Partial<CharSpan & { readonly type: string }>): void;
  onPair(other: WorkedEntity): void;
  onAdd(): void;
  onRemove(): void;
  onClose(): void;
}

interface EdgeProps extends Pick<EntityEditorProps, "sentence" | "entity" | "onChange"> {
  readonly edge: Edge;
}

function EdgeControl({ sentence, entity, edge, onChange }: EdgeProps) {
  const inside = { start: entity.start - sentence.start, end: entity.end - sentence.start };
  const name = edge === "start" ? t("Start of the entity") : t("End of the entity");
  const move = (step: 1 | -1, unit: StepUnit) => {
    const moved = moveEdge(sentence.text, inside, edge, step, unit);
    if (moved !== null) onChange({ [edge]: moved[edge] + sentence.start });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 } as const;
    const step = steps[event.key as keyof typeof steps];
    if (step === undefined) return;
    event.preventDefault();
    move(step, event.shiftKey ? "character" : "word");
  };
  const words = spellMarks(sentence.text.slice(inside.start, inside.end));
  return (
    <span className="edge">
      <span className="lab" aria-hidden="true">
        {edge === "start" ? t("Start") : t("End")}
      </span>
      <span className="row">
        <button
          className="btn"
          type="button"
          tabIndex={-1}
          aria-label={t("{edge}: one word to the left", { edge: name })}
          onClick={() => move(-1, "word")}
        >
          ←
        </button>
        <span
          className="field"
          role="spinbutton"
          tabIndex={0}
          aria-label={name}
          aria-valuenow={inside[edge]}
          aria-valuemin={0}
          aria-valuemax={sentence.text.length}
          aria-valuetext={words}
          onKeyDown={onKeyDown}
        >
          {inside[edge]}
        </span>
        <button
          className="btn"
          type="button"
          tabIndex={-1}
          aria-label={t("{edge}: one word to the right", { edge: name })}
          onClick={() => move(1, "word")}
        >
          →
        </button>
      </span>
    </span>
  );
}

export function EntityEditor(props: EntityEditorProps) {
  const { sentence, entity, types, others } = props;
  const group = useRef<HTMLDivElement>(null);
  // Where the work is: the end of a name is what models miss most.
  useEffect(() => group.current?.querySelectorAll<HTMLElement>('[role="spinbutton"]')[1]?.focus(), [entity.id]);
  const words = (one: CharSpan) => sentence.text.slice(one.start - sentence.start, one.end - sentence.start);
  const offered = [...new Set([...types, entity.type])].map((id) => ({ id, label: id }));
  return (
    <div
      ref={group}
      className="entedit"
      role="group"
      aria-label={t("Set {words} right", { words: spellMarks(words(entity)) })}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        props.onClose();
      }}
    >
      <q dir="auto" lang="en">
        {spellMarks(words(entity))}
      </q>
      <EdgeControl sentence={sentence} entity={entity} edge="start" onChange={props.onChange} />
      <EdgeControl sentence={sentence} entity={entity} edge="end" onChange={props.onChange} />
      <Picker
        label={t("Type")}
        isLabelShown
        options={offered}
        value={entity.type}
        onChoose={(type) => props.onChange({ type })}
      />
      {others.length > 0 ? (
        <Picker
          label={t("Open with this object")}
          isLabelShown
          isSaid
          options={others.map((other) => ({ id: other.id, label: words(other), detail: other.type }))}
          value={null}
          onChoose={(id) => props.onPair(others.find((other) => other.id === id)!)}
        />
      ) : null}
      <span className="acts">
        <button className="lnk" type="button" onClick={props.onAdd}>
          {t("Add an entity")}
        </button>
        <button className="lnk" type="button" onClick={props.onRemove}>
          {t("Remove")}
        </button>
        <button className="lnk" type="button" onClick={props.onClose}>
          {t("Close")}
        </button>
      </span>
      <p className="micro">
        {t("Arrow keys on Start and End move them by words, with Shift by characters. Escape closes.")}
      </p>
    </div>
  );
}

/** @file The sentence on the stage: examples, marking, types, editing. */
import { Trans } from "@lingui/react";
import { t } from "../../messages/translate";
import { sayRole } from "../sayRole";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { CharSpan, Role } from "../../data/example";
import type { Draft } from "../../state/draft";
import { mentionOf, namesOf, originOf } from "../../state/swapDraft";
import { canFindEntities } from "../../state/modelIndex";
import { useBench } from "../../state/useBench";
import { useIsNarrow } from "../useIsNarrow";
import { Picker } from "../widgets/Picker";
import { Sentence } from "../widgets/Sentence";
import { ArgumentTypes } from "./ArgumentTypes";
import { UndoButtons } from "./UndoButtons";
import { spellMarks } from "../hiddenMarks";

/** Long texts are set smaller so that the drawings stay near. */
const sizeOf = (text: string) => (text.length > 480 ? "long" : text.length > 170 ? "medium" : "");

/** "Restore Toyota": puts a swapped argument's own name back. */
function RestoreNames() {
  const draft = useBench((state) => state.history.present);
  const swapTo = useBench((state) => state.swapTo);
  return (["subject", "object"] as const).map((role) =>
    namesOf(draft)[role] === undefined ? null : (
      <button key={role} className="lnk" type="button" data-does="restore" onClick={() => swapTo(null, role)}>
        {t("Restore {draft}", { draft: spellMarks(mentionOf(originOf(draft), role)) })}
      </button>
    ),
  );
}

/** Opens the part of the Bench that finds names and pairs in a text; none while no model that can do so is shipped. */
function FindButton() {
  const canFind = useBench(canFindEntities);
  const isOpen = useBench((state) => state.isFindOpen);
  const setOpen = useBench((state) => state.setFindOpen);
  if (!canFind && !isOpen) return null;
  return (
    <button className="lnk" type="button" data-does="find" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {t("Find entities in a text")}
    </button>
  );
}

function Crumb({ canFind }: { canFind: boolean }) {
  const examples = useBench((state) => state.examples);
  const index = useBench((state) => state.exampleIndex);
  const isExample = useBench((state) => state.history.present.exampleId !== null);
  const isSwapped = useBench((state) => Boolean(state.history.present.swap));
  const chooseExample = useBench((state) => state.chooseExample);
  const isEditing = useBench((state) => state.isEditing);
  const startEditing = useBench((state) => state.startEditing);
  const exchange = useBench((state) => state.exchange);
  const isNarrow = useIsNarrow();
  const options = useMemo(
    () => examples.map(({ id, text, relation }) => ({ id, label: text, detail: relation?.replaceAll("_", " ") ?? "" })),
    [examples],
  );
  return (
    <div className="crumb">
      <span>
        {isExample
          ? t("Example {index} of {n}, written for this page", { index: index + 1, n: examples.length })
          : t("Changed from example {index} of {n}, written for this page", { index: index + 1, n: examples.length })}
      </span>
      <button className="lnk" type="button" onClick={() => chooseExample(index - 1)}>
        {t("Previous")}
      </button>
      <button className="lnk" type="button" onClick={() => chooseExample(index + 1)}>
        {t("Next")}
      </button>
      <Picker
        label={t("All examples")}
        options={options}
        value={null}
        placeholder={t("All examples")}
        isSaid
        onChoose={(id) => chooseExample(examples.findIndex((example) => example.id === id))}
      />
      {isEditing ? null : (
        <>
          <button className="lnk" type="button" data-does="edit" onClick={startEditing}>
            {t("Edit the sentence")}
          </button>
          <button className="lnk" type="button" data-does="exchange" onClick={exchange}>
            {t("Exchange subject and object")}
          </button>
        </>
      )}
      {canFind ? <FindButton /> : null}
      {isNarrow ? <UndoButtons /> : null}
      <RestoreNames />
      {isExample || isSwapped ? null : (
        <button className="lnk" type="button" onClick={() => chooseExample(index)}>
          {t("Restore the example")}
        </button>
      )}
    </div>
  );
}

interface MarkBarProps {
  readonly words: string;
  onMark(role: Role): void;
  onClear(): void;
}

function MarkBar({ words, onMark, onClear }: MarkBarProps) {
  const spelled = spellMarks(words);
  const shown = spelled.length > 60 ? `${spelled.slice(0, 57)}…` : spelled;
  return (
    <div className="markbar" role="group" aria-label={t("Mark the selected words")}>
      <span>
        <Trans id={"Selected: <0>{shown}</0>"} values={{ shown: <bdi>{shown}</bdi> }} components={{ 0: <q /> }} />
      </span>
      <button className="btn" type="button" onClick={() => onMark("subject")}>
        {t("Mark as subject")}
      </button>
      <button className="btn" type="button" onClick={() => onMark("object")}>
        {t("Mark as object")}
      </button>
      <button className="lnk" type="button" onClick={onClear}>
        {t("Clear selection")}
      </button>
    </div>
  );
}

function Editor() {
  const draft = useBench((state) => state.history.present);
  const editText = useBench((state) => state.editText);
  const stopEditing = useBench((state) => state.stopEditing);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const mention = (role: Role) => {
    const argument = draft[role];
    return argument ? draft.text.slice(argument.start, argument.end) : null;
  };
  return (
    <>
      <textarea
        ref={field}
        className={`editor ${sizeOf(draft.text)}`}
        aria-label={t("The sentence")}
        dir="auto"
        rows={3}
        value={draft.text}
        onChange={({ target }) => editText(target.value)}
        onKeyDown={({ key }) => key === "Escape" && stopEditing()}
      />
      <div className="editrow">
        <button className="btn solid" type="button" onClick={stopEditing}>
          {t("Done")}
        </button>
        {(["subject", "object"] as const).map((role) => (
          <span key={role}>
            {sayRole(role)}:{" "}
            {mention(role) === null ? (
              t("not marked")
            ) : (
              <span className={`was ${role === "subject" ? "in-s" : "in-o"}`}>{mention(role)}</span>
            )}
          </span>
        ))}
        <span>{t("Marks stay on their words while you type.")}</span>
      </div>
    </>
  );
}

/** The names that stood where other names stand now. */
function formerNamesOf(draft: Draft): Partial<Record<Role, string>> {
  const names = namesOf(draft);
  const origin = originOf(draft);
  return {
    ...(names.subject === undefined ? {} : { subject: mentionOf(origin, "subject") }),
    ...(names.object === undefined ? {} : { object: mentionOf(origin, "object") }),
  };
}

function Marking() {
  const draft = useBench((state) => state.history.present);
  const mark = useBench((state) => state.mark);
  const swapRole = useBench((state) => state.swapRole);
  const setSwapRole = useBench((state) => state.setSwapRole);
  const [selection, setSelection] = useState<CharSpan | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const [text, setText] = useState(draft.text);
  if (text !== draft.text) {
    // Offsets of an earlier text mean nothing in this one.
    setText(draft.text);
    setSelection(null);
  }
  const onSelect = useCallback((span: CharSpan | null) => setSelection(span), []);
  const onMark = (role: Role, span: CharSpan) => {
    window.getSelection()?.removeAllRanges();
    // Marking makes new elements of the words; without this the focus would go with the old ones.
    flushSync(() => {
      setSelection(null);
      mark(role, span);
    });
    stage.current?.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus();
  };
  return (
    <div ref={stage}>
      <Sentence
        text={draft.text}
        subject={draft.subject}
        object={draft.object}
        selection={selection}
        size={sizeOf(draft.text)}
        activeRole={swapRole}
        formerNames={formerNamesOf(draft)}
        onArgument={setSwapRole}
        onSelect={onSelect}
        onMark={onMark}
      />
      {selection ? (
        <MarkBar
          words={draft.text.slice(selection.start, selection.end).trim()}
          onMark={(role) => onMark(role, selection)}
          onClear={() => {
            window.getSelection()?.removeAllRanges();
            setSelection(null);
          }}
        />
      ) : (
        <ArgumentTypes />
      )}
    </div>
  );
}

/** `canFind`: whether a text can be searched for entities below; not in a lesson, nor in a page of another site. */
export function StagePanel({ canFind = false }: { canFind?: boolean }) {
  const isEditing = useBench((state) => state.isEditing);
  return (
    <section className="stage" aria-label={t("Sentence")}>
      <h1>{t("Does the model read the sentence, or does it know the names?")}</h1>
      <Crumb canFind={canFind} />
      {isEditing ? <Editor /> : <Marking />}
    </section>
  );
}

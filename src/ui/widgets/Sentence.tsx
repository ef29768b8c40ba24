/** @file The sentence with its two arguments. Words are selected by mouse, by touch or by keyboard. */
import { t } from "../../messages/translate";
import { sayRole } from "../sayRole";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Argument, CharSpan, Role } from "../../data/example";
import { spellMarks } from "../hiddenMarks";
import { readSelection } from "./domSelection";
import { cutSentence, type Piece } from "./sentencePieces";
import { VisibleText } from "./VisibleText";

export interface SentenceProps {
  readonly text: string;
  readonly subject: Argument | null;
  readonly object: Argument | null;
  readonly selection: CharSpan | null;
  readonly size: "" | "medium" | "long";
  /** The argument that swaps go in for; null: none. */
  readonly activeRole: Role | null;
  /** The name an argument had before it was swapped. */
  readonly formerNames: Readonly<Partial<Record<Role, string>>>;
  onSelect(span: CharSpan | null): void;
  /** An argument was tapped. */
  onArgument(role: Role): void;
  /** S or O was pressed: mark the selection, or else the word in focus. */
  onMark(role: Role, span: CharSpan): void;
}

const overlaps = (a: CharSpan, b: CharSpan | null) => b !== null && a.start < b.end && b.start < a.end;

export function Sentence(props: SentenceProps) {
  const { text, subject, object, selection, size, activeRole, formerNames, onSelect, onMark } = props;
  const root = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => cutSentence(text, { subject, object }), [text, subject, object]);
  const words = useMemo(() => groups.flatMap(({ pieces }) => pieces.filter(({ isWord }) => isWord)), [groups]);
  const [current, setCurrent] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const focusable = Math.min(current, words.length - 1);

  useEffect(() => {
    const onChange = () => {
      const span = root.current && readSelection(root.current, text.length);
      if (span) onSelect(span);
    };
    document.addEventListener("selectionchange", onChange);
    return () => document.removeEventListener("selectionchange", onChange);
  }, [onSelect, text.length]);

  /** Only the current word has a tabindex: a word that the mouse can focus (-1) would stop a drag that begins on it. */
  const focusWord = (index: number) => {
    const word = root.current?.querySelector<HTMLElement>(`[data-word="${index}"]`);
    if (!word) return;
    word.tabIndex = 0;
    word.focus();
  };

  const moveTo = (next: number, isExtending: boolean) => {
    const index = Math.min(words.length - 1, Math.max(0, next));
    const from = words[isExtending ? anchor : index];
    const to = words[index];
    if (!from || !to) return;
    if (!isExtending) setAnchor(index);
    setCurrent(index);
    window.getSelection()?.removeAllRanges();
    onSelect(isExtending ? { start: Math.min(from.start, to.start), end: Math.max(from.end, to.end) } : null);
    focusWord(index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const word = words[focusable];
    const key = event.key.toLowerCase();
    if (step !== undefined) moveTo(focusable + step, event.shiftKey);
    else if (event.key === "Home") moveTo(0, event.shiftKey);
    else if (event.key === "End") moveTo(words.length - 1, event.shiftKey);
    else if ((event.key === " " || event.key === "Enter") && word) onSelect({ start: word.start, end: word.end });
    else if (event.key === "Escape") onSelect(null);
    else if ((key === "s" || key === "o") && word) onMark(key === "s" ? "subject" : "object", selection ?? word);
    else return;
    event.preventDefault();
  };

  /** A tap on a word selects it (all of it when it is an argument); on touch a second tap extends to there. */
  const onPointerUp = (event: PointerEvent) => {
    const target = (event.target as Element).closest<HTMLElement>("[data-word]");
    if (!target || window.getSelection()?.isCollapsed === false) return;
    const index = Number(target.dataset.word);
    const word = words[index];
    if (!word) return;
    const whole = [subject, object].find((argument) => overlaps(word, argument)) ?? word;
    if (overlaps(word, subject)) props.onArgument("subject");
    else if (overlaps(word, object)) props.onArgument("object");
    const isExtending = event.pointerType === "touch" && selection !== null;
    setCurrent(index);
    setAnchor(index);
    focusWord(index);
    onSelect({
      start: isExtending ? Math.min(selection.start, whole.start) : whole.start,
      end: isExtending ? Math.max(selection.end, whole.end) : whole.end,
    });
  };

  const typeOf = (role: Role) => spellMarks((role === "subject" ? subject : object)?.type ?? "");

  const renderPiece = (piece: Piece) =>
    piece.isWord ? (
      <span
        key={piece.start}
        className="word"
        role="option"
        aria-selected={overlaps(piece, selection)}
        tabIndex={piece.word === focusable ? 0 : undefined}
        data-start={piece.start}
        data-word={piece.word}
        onFocus={() => setCurrent(piece.word)}
      >
        <VisibleText text={text.slice(piece.start, piece.end)} start={piece.start} />
      </span>
    ) : (
      <span key={piece.start} data-start={piece.start}>
        <VisibleText text={text.slice(piece.start, piece.end)} start={piece.start} />
      </span>
    );

  return (
    <div
      ref={root}
      className={`sentence ${size}`}
      role="listbox"
      aria-multiselectable="true"
      aria-orientation="horizontal"
      aria-label={t("Words of the sentence: {text}", { text: spellMarks(text) })}
      dir="auto"
      lang="en"
      onKeyDown={onKeyDown}
      onPointerUp={onPointerUp}
    >
      {groups.map(({ role, pieces }) =>
        role === null ? (
          pieces.map(renderPiece)
        ) : (
          <span
            key={role}
            className={`arg ${role === "subject" ? "subject" : "obj"} ${role === activeRole ? "on" : ""}`}
            role="group"
            aria-label={[sayRole(role), typeOf(role)].filter(Boolean).join(", ")}
          >
            {pieces.map(renderPiece)}
            <em aria-hidden="true">
              {sayRole(role)}
              {typeOf(role) === "" ? null : <span className="type">, {typeOf(role)}</span>}
              {formerNames[role] === undefined ? null : (
                <s>{t("was {formerNames}", { formerNames: spellMarks(formerNames[role]) })}</s>
              )}
            </em>
          </span>
        ),
      )}
    </div>
  );
}

/** @file The sentence on the stage while it is being written and marked: an example whose arguments may be missing. */
import { t } from "../messages/translate";
import type { NameSource } from "../data/nameSources";
import { checkExample, type Argument, type CharSpan, type Example, type Role } from "../data/example";
import { moveSpan, trimSpan } from "./moveSpan";

/** A sentence with up to two marked arguments. */
export interface Draft {
  readonly text: string;
  readonly subject: Argument | null;
  readonly object: Argument | null;
  /** Gold relation; null when unknown, as after any change of text or arguments. */
  readonly relation: string | null;
  /** Id of the example this is, untouched; null once it has been changed. */
  readonly exampleId: string | null;
  /** What names were put in, and the sentence before; absent or null when none were. */
  readonly swap?: DraftSwap | null;
}

/** Names put in the place of arguments. Any other change of the sentence makes the result a sentence of its own. */
export interface DraftSwap {
  /** The sentence before any swap. */
  readonly origin: Draft;
  readonly names: Readonly<Partial<Record<Role, string>>>;
  /** Where each name came from; absent for one that was typed. */
  readonly sources?: Readonly<Partial<Record<Role, NameSource>>>;
}

/** The draft that shows an example as it was written. */
export function draftOf(example: Example): Draft {
  const { text, subject, object } = example;
  return { text, subject, object, relation: example.relation ?? null, exampleId: example.id };
}

/** The example a draft stands for; null while an argument is missing. */
export function toExample(draft: Draft): Example | null {
  const { text, subject, object, relation } = draft;
  if (subject === null || object === null) return null;
  return { id: draft.exampleId ?? "own", text, subject, object, relation };
}

/** What keeps a draft from being read, each with what to do; empty when it can be read. */
export function checkDraft(draft: Draft): string[] {
  if (draft.text.trim() === "") return [t("The text is empty. Write or paste a sentence.")];
  const missing: string[] = [];
  for (const role of ["subject", "object"] as const) {
    if (draft[role] === null) {
      missing.push(
        role === "subject"
          ? t("No subject is marked. Select its words in the sentence, then press “Mark as subject”.")
          : t("No object is marked. Select its words in the sentence, then press “Mark as object”."),
      );
    }
  }
  const example = toExample(draft);
  return example === null ? missing : checkExample(example);
}

/** Marks `span`, less white space at its ends, as an argument. The type stays what it was for that role. */
export function markArgument(draft: Draft, role: Role, span: CharSpan): Draft {
  const trimmed = trimSpan(draft.text, span);
  if (trimmed === null) return draft;
  const type = draft[role]?.type;
  const argument: Argument = type === undefined ? trimmed : { ...trimmed, type };
  return { ...draft, [role]: argument, relation: null, exampleId: null, swap: null };
}

/**
 * Gives an argument another entity type: "" for none, null for one that is still to be found. Only a model with tags reads
 * types; the reading of any other stands.
 */
export function setArgumentType(draft: Draft, role: Role, type: string | null): Draft {
  const { [role]: argument, swap } = draft;
  if (argument === null) return draft;
  const { start, end } = argument;
  const typed = { ...draft, [role]: type === null ? { start, end } : { ...argument, type } };
  return swap ? { ...typed, swap: { ...swap, origin: setArgumentType(swap.origin, role, type) } } : typed;
}

/** Exchanges subject and object: the same two names, asked the other way round. */
export function exchangeArguments(draft: Draft): Draft {
  return { ...draft, subject: draft.object, object: draft.subject, relation: null, exampleId: null, swap: null };
}

/** Replaces the text; each argument stays on its words where they can still be found. */
export function replaceText(draft: Draft, text: string): Draft {
  if (text === draft.text) return draft;
  const move = (argument: Argument | null): Argument | null => {
    const span = argument && moveSpan(draft.text, text, argument);
    return argument && span ? { ...argument, ...span } : null;
  };
  return { text, subject: move(draft.subject), object: move(draft.object), relation: null, exampleId: null };
}

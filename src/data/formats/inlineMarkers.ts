/** @file Sentences that mark their two arguments in the text itself. */
import { t } from "../../messages/translate";
import type { Argument } from "../example";

/** A sentence without its markers. `first` is e1, or the subject where the markers name roles. */
export interface UnmarkedSentence {
  readonly text: string;
  readonly first: Argument;
  readonly second: Argument;
}

/** Kinds of markers: an opening and a closing pattern for the first and the second argument. A group is the type. */
const KINDS: readonly { readonly first: readonly [RegExp, RegExp]; readonly second: readonly [RegExp, RegExp] }[] = [
  { first: [/<e1>/i, /<\/e1>/i], second: [/<e2>/i, /<\/e2>/i] },
  { first: [/\[E1\]/i, /\[\/E1\]/i], second: [/\[E2\]/i, /\[\/E2\]/i] },
  {
    first: [/\[SUBJ-([\w-]+)\]/i, /\[\/SUBJ-[\w-]+\]/i],
    second: [/\[OBJ-([\w-]+)\]/i, /\[\/OBJ-[\w-]+\]/i],
  },
  // "@ * person * Mira @": the type between stars may be absent.
  {
    first: [/(?:^|(?<=\s))@(?:\s\*\s([\w-]+)\s\*)?(?=\s)/, /(?<=\s)@(?=\s|$)/],
    second: [/(?:^|(?<=\s))#(?:\s\^\s([\w-]+)\s\^)?(?=\s)/, /(?<=\s)#(?=\s|$)/],
  },
];

/** Whether a text marks two arguments. */
export function hasMarkers(text: string): boolean {
  return findKind(text) !== null;
}

/** Takes the markers out. Spaces that only stood around them go too. Throws a plain message when there are no two. */
export function removeMarkers(marked: string): UnmarkedSentence {
  const found = findKind(marked);
  if (found === null) {
    throw new Error(
      t("expected two marked arguments, such as {first} and {second}, got none.", {
        first: "<e1>…</e1>",
        second: "<e2>…</e2>",
      }),
    );
  }
  let text = "";
  let at = 0;
  const spans: Record<"first" | "second", { start: number; end: number }> = {
    first: { start: -1, end: -1 },
    second: { start: -1, end: -1 },
  };
  for (const { role, edge, start, end } of [...found.marks].sort((a, b) => a.start - b.start)) {
    if (start < at) throw new Error(t("the markers of the two arguments overlap."));
    const piece = marked.slice(at, start);
    // What stood at the inside of a marker is no part of the argument; one space remains between words.
    text += text === "" || /\s$/.test(text) ? piece.trimStart() : piece;
    if (edge === "end") text = text.trimEnd();
    spans[role][edge] = text.length;
    at = end;
  }
  text += text === "" || /\s$/.test(text) ? marked.slice(at).trimStart() : marked.slice(at);
  const whole = text.trimEnd();
  return {
    text: whole,
    first: { ...spans.first, ...(found.types.first !== undefined && { type: found.types.first }) },
    second: { ...spans.second, ...(found.types.second !== undefined && { type: found.types.second }) },
  };
}

interface Mark {
  readonly role: "first" | "second";
  readonly edge: "start" | "end";
  readonly start: number;
  readonly end: number;
}

function findKind(text: string): { marks: Mark[]; types: { first?: string; second?: string } } | null {
  for (const kind of KINDS) {
    const marks: Mark[] = [];
    const types: { first?: string; second?: string } = {};
    for (const role of ["first", "second"] as const) {
      const open = kind[role][0].exec(text);
      if (open === null) break;
      const from = open.index + open[0].length;
      const close = kind[role][1].exec(text.slice(from));
      if (close === null) break;
      if (open[1] !== undefined) types[role] = open[1];
      const end = from + close.index;
      marks.push({ role, edge: "start", start: open.index, end: from });
      marks.push({ role, edge: "end", start: end, end: end + close[0].length });
    }
    if (marks.length === 4) return { marks, types };
  }
  return null;
}
